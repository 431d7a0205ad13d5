import type { Word, WordStore } from './words.ts'
import { fold } from './fold.ts'

export type Speaker = 'client' | 'seller' | 'unknown'

/**
 * A transcript cut into words, clauses and sentences. Columns instead of objects: one read of a long meeting makes thousands of
 * words, and everything later walks over them. Columns are longer than the words they hold: `words.length` is the count. All offsets
 * are UTF-16 units of the transcript as given.
 */
export interface ReadTranscript {
  text: string
  words: Word[]
  start: Int32Array
  end: Int32Array
  /** Sentence and clause of each word. */
  sentenceOf: Int32Array
  clauseOf: Int32Array
  /** First word of each sentence and clause; the next one's first word ends it. */
  sentenceFirst: number[]
  clauseFirst: number[]
  /** Who says each sentence, and the label as written ('' where there is none). */
  speakerOf: Speaker[]
  speakerLabel: string[]
  /** True where the sentence ends in a question mark. */
  isQuestion: boolean[]
}

const OTHER = 0
const LETTER = 1
const DIGIT = 2
const SENTENCE_MARK = 3
const CLAUSE_MARK = 4
const NEW_LINE = 5
const APOSTROPHE = 6

/** Kind of every UTF-16 unit, looked up instead of matched: letters and marks of any script are words. */
const KIND = new Uint8Array(65_536)
for (let unit = 0; unit < 65_536; unit++) {
  const character = String.fromCharCode(unit)
  if (/[\p{L}\p{M}]/u.test(character)) KIND[unit] = LETTER
  else if (/\p{Nd}/u.test(character)) KIND[unit] = DIGIT
}
for (const character of '.!?…。') KIND[character.charCodeAt(0)] = SENTENCE_MARK
for (const character of ',;:()[]"«»“”—–') KIND[character.charCodeAt(0)] = CLAUSE_MARK
for (const character of '\n\r\u2028') KIND[character.charCodeAt(0)] = NEW_LINE
for (const character of "'’") KIND[character.charCodeAt(0)] = APOSTROPHE

const ABBREVIATIONS = new Set(['sr', 'sra', 'srta', 'dr', 'dra', 'ing', 'lic', 'ltda', 'av', 'mr', 'mrs', 'ms', 'inc', 'vs', 'aprox', 'ej', 'no', 'ee'])
const CLAUSE_OPENERS = new Set(['pero', 'aunque', 'sino', 'but', 'although', 'though', 'however'])
const CLIENT_ROLES = new Set(['cliente', 'clienta', 'client', 'customer', 'user', 'usuario', 'usuaria', 'prospecto', 'prospect', 'buyer', 'comprador', 'contacto', 'lead', 'deudor'])
const SELLER_ROLES = new Set([
  'vendedor', 'vendedora', 'agent', 'agente', 'asesor', 'asesora', 'ejecutivo', 'ejecutiva', 'seller', 'sales', 'rep', 'representante', 'host', 'bot', 'assistant',
  'asistente', 'vambe', 'comercial', 'salesperson', 'operador', 'operadora', 'consultor', 'consultora', 'sdr', 'ae',
])
const LONGEST_LABEL = 4

/** Reads a transcript in one pass, in time linear in its length. `clientName` lets a line "Ana:" be known as the client's. */
export function readTranscript(text: string, store: WordStore, clientName?: string): ReadTranscript {
  // Words have at least one other character between them.
  const most = (text.length >> 1) + 1
  const read: ReadTranscript = {
    text, words: [], start: new Int32Array(most), end: new Int32Array(most), sentenceOf: new Int32Array(most), clauseOf: new Int32Array(most),
    sentenceFirst: [0], clauseFirst: [0],
    speakerOf: ['unknown'], speakerLabel: [''], isQuestion: [false],
  }
  const clientWords = clientName ? new Set(fold(clientName).split(/\s+/).filter((part) => part.length > 2)) : new Set<string>()
  let speaker: Speaker = 'unknown'
  let label = ''
  let atLineStart = true
  const { words, start, end, sentenceOf, clauseOf, sentenceFirst, clauseFirst } = read

  const closeClause = (): void => {
    if (clauseFirst[clauseFirst.length - 1]! < words.length) clauseFirst.push(words.length)
  }
  const closeSentence = (): void => {
    closeClause()
    if (words.length === sentenceFirst.at(-1)) return
    sentenceFirst.push(words.length)
    read.speakerOf.push(speaker)
    read.speakerLabel.push(label)
    read.isQuestion.push(false)
    atLineStart = false
  }
  /** "Cliente:" at the start of a line or sentence is a label, not speech: its words are taken back. */
  const takeLabel = (): boolean => {
    const first = sentenceFirst[sentenceFirst.length - 1]!
    const count = words.length - first
    if (count === 0 || count > LONGEST_LABEL) return false
    const parts = words.slice(first).map((word) => word.folded)
    const role = roleOf(parts, clientWords)
    const capital = text.charAt(start[first]!)
    if (role === 'unknown' && !(atLineStart && capital !== capital.toLowerCase())) return false
    label = text.slice(start[first]!, end[words.length - 1]!)
    speaker = role
    words.length = first
    while (clauseFirst.length > 1 && clauseFirst[clauseFirst.length - 1]! > first) clauseFirst.pop()
    read.speakerOf[sentenceFirst.length - 1] = speaker
    read.speakerLabel[sentenceFirst.length - 1] = label
    return true
  }

  let index = 0
  const length = text.length
  while (index < length) {
    const kind = KIND[text.charCodeAt(index)]!
    if (kind === LETTER || kind === DIGIT) {
      const from = index
      index = wordEnd(text, index)
      const word = store.get(text, from, index)
      if (CLAUSE_OPENERS.has(word.folded)) closeClause()
      const at = words.push(word) - 1
      start[at] = from
      end[at] = index
      sentenceOf[at] = sentenceFirst.length - 1
      clauseOf[at] = clauseFirst.length - 1
      continue
    }
    if (kind === NEW_LINE) {
      closeSentence()
      atLineStart = true
    } else if (kind === CLAUSE_MARK) {
      if (text.charCodeAt(index) !== 58 || !takeLabel()) closeClause()
    } else if (kind === SENTENCE_MARK && endsSentence(text, index, words)) {
      if (text.charCodeAt(index) === 63) read.isQuestion[sentenceFirst.length - 1] = true
      closeSentence()
    }
    index++
  }
  return read
}

/** End of the word that starts at `index`. "2.000", "don't" and "1,5" are one word; "hola.Soy" is two. */
function wordEnd(text: string, index: number): number {
  let at = index
  while (at < text.length) {
    const kind = KIND[text.charCodeAt(at)]!
    if (kind === LETTER || kind === DIGIT) at++
    else if (kind === APOSTROPHE && KIND[text.charCodeAt(at + 1)] === LETTER) at += 2
    else if (isInsideNumber(text, at)) at += 2
    else break
  }
  return at
}

function isInsideNumber(text: string, at: number): boolean {
  const unit = text.charCodeAt(at)
  return (unit === 46 || unit === 44) && KIND[text.charCodeAt(at - 1)] === DIGIT && KIND[text.charCodeAt(at + 1)] === DIGIT
}

function endsSentence(text: string, at: number, words: Word[]): boolean {
  if (text.charCodeAt(at) !== 46) return true
  const next = text.charAt(at + 1)
  // A small letter or digit right after a full stop is an address ("tienda.cl") and no new sentence.
  if (next !== '' && KIND[next.charCodeAt(0)] !== OTHER && /[\p{Ll}\p{Nd}]/u.test(next)) return false
  const last = words[words.length - 1]
  return !(last && last.folded.length < 6 && ABBREVIATIONS.has(last.folded) && last.folded !== 'no')
}

function roleOf(parts: string[], clientWords: Set<string>): Speaker {
  if (parts.some((part) => CLIENT_ROLES.has(part) || clientWords.has(part))) return 'client'
  return parts.some((part) => SELLER_ROLES.has(part)) ? 'seller' : 'unknown'
}

/** The last word of a sentence, plus one. */
export function sentenceEnd(read: ReadTranscript, sentence: number): number {
  return read.sentenceFirst[sentence + 1] ?? read.words.length
}

/** The last word of a clause, plus one. */
export function clauseEnd(read: ReadTranscript, clause: number): number {
  return read.clauseFirst[clause + 1] ?? read.words.length
}
