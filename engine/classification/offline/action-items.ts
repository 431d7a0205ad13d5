import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { clauseEnd, sentenceEnd } from './transcript-reader.ts'
import { findTime } from './time-expressions.ts'
import { MARK } from './word-marks.ts'

/** Something somebody said will be done. All texts as said; `when` is null where no time was given. */
export interface ActionItem {
  who: string
  what: string
  when: string | null
}

type Actor = 'speaker' | 'other' | 'both'

const MOST_ITEMS = 6
const LONGEST_WHAT = 160

const PRONOUNS = new Set('les le te lo la los las se nos me os'.split(' '))
const CONNECTORS = new Set('que y entonces asi luego then and so that'.split(' '))

/**
 * Commitments and requests of a meeting: who, what, when. A sentence gives an item when it holds a form of commitment (future, "vamos
 * a", "I'll", "quedamos en") or of request ("¿me puede enviar", "please send") before a verb of a task.
 */
export function findActionItems(read: ReadTranscript, language: Language, clientName?: string): ActionItem[] {
  const items: ActionItem[] = []
  for (let sentence = 0; sentence < read.sentenceFirst.length && items.length < MOST_ITEMS; sentence++) {
    const from = read.sentenceFirst[sentence]!
    const to = sentenceEnd(read, sentence)
    for (let at = from; at < to; at++) {
      if (!(read.words[at]!.marks & MARK.taskOpener)) continue
      const found = language === 'es' ? spanishTask(read, at, to) : englishTask(read, at, to)
      if (!found || isDenied(read, at, from)) continue
      const end = taskEnd(read, found.verb, to)
      const what = taskText(read, found.verb, end, language, from)
      if (what.text !== '' && !items.some((item) => item.what.toLowerCase() === what.text.toLowerCase()))
        items.push({ who: whoActs(read, sentence, found.actor, language, clientName), what: what.text, when: what.when })
      at = end
    }
  }
  return items
}

function folded(read: ReadTranscript, at: number, to: number): string {
  return at >= 0 && at < to ? read.words[at]!.folded : ''
}

function isTask(read: ReadTranscript, at: number, to: number): boolean {
  return at < to && (read.words[at]!.marks & MARK.taskVerb) !== 0
}

/** Skips pronouns between a form and its verb: "les voy a (les) enviar". */
function afterPronouns(read: ReadTranscript, at: number, to: number): number {
  let next = at
  while (next < to && (PRONOUNS.has(read.words[next]!.folded) || read.words[next]!.folded === 'a')) next++
  return next
}

function spanishTask(read: ReadTranscript, at: number, to: number): { actor: Actor; verb: number } | null {
  const word = folded(read, at, to)
  const next = folded(read, at + 1, to)
  if (read.words[at]!.marks & MARK.future && isTask(read, at, to)) {
    return { actor: word.endsWith('remos') ? 'both' : word.endsWith('ran') ? 'other' : 'speaker', verb: at }
  }
  const actor = ((): Actor | null => {
    if ((word === 'voy' || word === 'tengo' || word === 'debo') && (next === 'a' || next === 'que' || word === 'debo')) return 'speaker'
    if ((word === 'vamos' && next === 'a') || (word === 'tenemos' && next === 'que') || word === 'debemos' || (word === 'quedamos' && next === 'en')) return 'both'
    if (word === 'puede' || word === 'puedes' || word === 'podria' || word === 'podrias' || word === 'pueden' || word === 'podrian') return 'other'
    if ((word === 'necesito' || word === 'necesitamos' || word === 'espero' || word === 'esperamos') && next === 'que') return 'other'
    return null
  })()
  if (actor) {
    const skip = word.startsWith('pued') || word.startsWith('podri') || word.startsWith('debe') || word === 'debo' ? 1 : 2
    const verb = afterPronouns(read, at + skip, to)
    const isRequest = actor !== 'other' || verb > at + skip || /(me|nos)$/.test(folded(read, verb, to)) || folded(read, at - 1, to) === 'me' || folded(read, at - 1, to) === 'nos' || (next === 'que')
    return isRequest && isTask(read, verb, to) ? { actor, verb } : null
  }
  if ((word === 'por' && next === 'favor') || word === 'porfa') {
    const verb = afterPronouns(read, at + (word === 'por' ? 2 : 1), to)
    return isTask(read, verb, to) ? { actor: 'other', verb } : null
  }
  // "le envío", "te mando la ficha": the present stands for the near future. "Agendemos", "coordinemos": a proposal to both.
  if (/^(te|le|les|lo)$/.test(word) && /^(envio|mando|comparto|escribo|llamo|confirmo|agendo|aviso)$/.test(next)) return { actor: 'speaker', verb: at + 1 }
  if (/^(agendemos|coordinemos|hablemos|conversemos|programemos|reunamonos|juntemonos|retomemos|firmemos|revisemos|agendamos|coordinamos)$/.test(word)) return { actor: 'both', verb: at }
  if (/^(enviame|mandame|enviamelo|enviennos|envienme|mandenme|mandenos|envienos|envieme|mandeme|llamame|llameme|llamenme|contactenme|contactenos|cotizame|cotizenme)$/.test(word)) return { actor: 'other', verb: at }
  return null
}

function englishTask(read: ReadTranscript, at: number, to: number): { actor: Actor; verb: number } | null {
  const word = folded(read, at, to)
  const next = folded(read, at + 1, to)
  const past = (place: number): number => (/^(also|then|just|definitely|gladly|to|please)$/.test(folded(read, place, to)) ? place + 1 : place)
  let found: { actor: Actor; verb: number } | null = null
  if ((word === 'i' || word === 'we') && (next === 'will' || next === 'shall' || next === 'must' || next === 'should')) found = { actor: word === 'i' ? 'speaker' : 'both', verb: past(at + 2) }
  else if (word === 'ill') found = { actor: 'speaker', verb: past(at + 1) }
  else if (word === 'well' && at > 0 && /['’]/.test(read.text.slice(read.start[at]!, read.end[at]!))) found = { actor: 'both', verb: past(at + 1) }
  else if (word === 'lets') found = { actor: 'both', verb: past(at + 1) }
  else if (word === 'need' && next === 'to') found = { actor: folded(read, at - 1, to) === 'you' ? 'other' : folded(read, at - 1, to) === 'i' ? 'speaker' : 'both', verb: at + 2 }
  else if (word === 'going' && next === 'to') found = { actor: /^(im|am)$/.test(folded(read, at - 1, to)) ? 'speaker' : 'both', verb: at + 2 }
  else if (/^(can|could|will|would)$/.test(word) && next === 'you') found = { actor: 'other', verb: past(at + 2) }
  else if (word === 'please') found = { actor: 'other', verb: at + 1 }
  else if (word === 'agreed' && next === 'to') found = { actor: 'both', verb: at + 2 }
  return found && isTask(read, found.verb, to) ? found : null
}

function isDenied(read: ReadTranscript, at: number, from: number): boolean {
  for (let before = at - 1; before >= Math.max(from, at - 3); before--) if (read.words[before]!.negator && read.clauseOf[before] === read.clauseOf[at]) return true
  return false
}

/** Last word of the task that begins at the verb: it ends with its clause. */
function taskEnd(read: ReadTranscript, verb: number, to: number): number {
  const end = clauseEnd(read, read.clauseOf[verb]!)
  return Math.min(end, to) - 1
}

function taskText(read: ReadTranscript, verb: number, last: number, language: Language, sentenceFrom: number): { text: string; when: string | null } {
  const slice = (from: number, to: number): string => (from > to ? '' : read.text.slice(read.start[from]!, read.end[to]!).replace(/\s+/g, ' '))
  const time = findTime(read, language, verb + 1, last + 1) ?? findTime(read, language, sentenceFrom, verb)
  const when = time ? slice(time.first, time.last) : null
  let text: string
  if (!time || time.first <= verb) text = slice(verb, last)
  else {
    let after = time.last + 1
    while (after <= last && CONNECTORS.has(read.words[after]!.folded)) after++
    const rest = after <= last ? ` ${slice(after, last)}` : ''
    text = slice(verb, time.first - 1) + rest
  }
  if (text.length <= LONGEST_WHAT) return { text, when }
  return { text: text.slice(0, text.lastIndexOf(' ', LONGEST_WHAT)) || text.slice(0, LONGEST_WHAT), when }
}

const PARTIES = { es: { client: 'Cliente', seller: 'Equipo comercial', both: 'Ambas partes' }, en: { client: 'Client', seller: 'Sales team', both: 'Both parties' } }

/** A speaker without a label is the client: that is how meeting notes in the first person are written. */
function whoActs(read: ReadTranscript, sentence: number, actor: Actor, language: Language, clientName?: string): string {
  const parties = PARTIES[language]
  const client = clientName?.trim() || parties.client
  if (actor === 'both') return parties.both
  const sellerSpeaks = read.speakerOf[sentence] === 'seller'
  if (actor === 'speaker') return sellerSpeaks ? parties.seller : read.speakerOf[sentence] === 'unknown' && read.speakerLabel[sentence] ? read.speakerLabel[sentence]! : client
  return sellerSpeaks ? client : parties.seller
}
