import type { Language, Taxonomy } from '../taxonomy.ts'
import type { ActionItem } from './action-items.ts'
import type { Label } from './labels.ts'
import type { FoundQuantity } from './quantities.ts'
import { quoteAround } from './quotes.ts'
import { MARK } from './word-marks.ts'
import { clauseEnd, sentenceEnd, type ReadTranscript } from './transcript-reader.ts'

export interface SummaryInput {
  read: ReadTranscript
  language: Language
  clientName?: string
  taxonomy: Taxonomy
  labels: Record<string, Label>
  quantities: FoundQuantity[]
  actionItems: ActionItem[]
}

const WORDING = {
  es: { client: 'El cliente', says: 'plantea', needs: 'Busca', volume: 'Volumen', next: 'Próximo paso', empty: 'La transcripción no tiene contenido.' },
  en: { client: 'The client', says: 'says', needs: 'Looking for', volume: 'Volume', next: 'Next step', empty: 'The transcript has no content.' },
}
const LONGEST_CLAUSE = 170

/**
 * One or two sentences to act on: who, what weighs on them, what they look for, how much of it, and the next step. Everything said about
 * the client is taken from the transcript word for word, so the summary cannot claim what nobody said.
 */
export function summarise(input: SummaryInput): string {
  const { read, language, clientName, quantities, actionItems } = input
  const wording = WORDING[language]
  if (read.words.length === 0) return wording.empty
  const pain = bestSentence(read, MARK.load, -1)
  const need = bestSentence(read, MARK.need, pain)
  const who = clientName?.trim() || wording.client
  const first = pain >= 0 ? pain : need >= 0 ? need : longestSentence(read)
  let summary = `${who} ${wording.says}: «${excerpt(read, first, first === pain ? MARK.load : MARK.need)}».`
  if (need >= 0 && need !== first) summary += ` ${wording.needs}: «${excerpt(read, need, MARK.need)}».`
  const volume = quantities.find((found) => input.taxonomy.quantities?.[found.quantity]?.basis === 'week')
  if (volume) {
    const text = read.text.slice(read.start[volume.first]!, read.end[volume.last]!).replace(/\s+/g, ' ')
    if (!summary.includes(text)) summary += ` ${wording.volume}: ${text}.`
  }
  const next = actionItems[0]
  if (next) summary += ` ${wording.next}: ${next.who}, ${next.what}${next.when ? ` (${next.when})` : ''}.`
  return summary
}

/** The sentence with the most telling words, not `except`; the client's own before the seller's. -1 when none has any. */
function bestSentence(read: ReadTranscript, telling: number, except: number): number {
  let best = -1
  let most = 0
  for (let sentence = 0; sentence < read.sentenceFirst.length; sentence++) {
    if (sentence === except) continue
    let score = 0
    for (let at = read.sentenceFirst[sentence]!; at < sentenceEnd(read, sentence); at++) if (read.words[at]!.marks & telling) score++
    if (read.speakerOf[sentence] === 'seller') score *= 0.4
    if (read.isQuestion[sentence]) score *= 0.5
    if (score > most) {
      most = score
      best = sentence
    }
  }
  return best
}

function longestSentence(read: ReadTranscript): number {
  let best = 0
  const words = (sentence: number): number => sentenceEnd(read, sentence) - read.sentenceFirst[sentence]!
  for (let sentence = 1; sentence < read.sentenceFirst.length; sentence++) if (words(sentence) > words(best)) best = sentence
  return best
}

/** The sentence, or its part around the telling word when it is long. */
function excerpt(read: ReadTranscript, sentence: number, telling: number): string {
  const from = read.sentenceFirst[sentence]!
  const to = sentenceEnd(read, sentence)
  let at = from
  for (let place = from; place < to; place++) {
    if (read.words[place]!.marks & telling) {
      at = place
      break
    }
  }
  const quote = quoteAround(read, at, Math.min(clauseEnd(read, read.clauseOf[at]!) - 1, at + 12))
  const text = read.text.slice(quote.start, quote.end).replace(/\s+/g, ' ')
  return text.length <= LONGEST_CLAUSE + 60 ? text : `${text.slice(0, text.lastIndexOf(' ', LONGEST_CLAUSE))}…`
}
