import type { Meaning } from '../../search/meanings.ts'
import { readNumber } from '../../text/numbers.ts'
import { isFilled, isNamed } from './item.ts'
import { correctionBetween, countsNothing, separators } from './marks.ts'
import { flush, meaningAhead, type Scan } from './scan.ts'
import { readCount } from './counts.ts'
import { readVerb, type ReadVerb, type Verb } from './verbs.ts'

const acts = { add: 'add', raise: 'add', lower: 'remove', remove: 'remove', replace: 'replace', set: 'set' } as const satisfies Record<Verb, string>
const filler = /^(?:todas?|todos?|solo|solamente|mejor|mas|nada|porfa|por|favor|all|nomas|entonces)$/

/** Reads a verb: it ends the item at hand and rules what follows, or is said of the item at hand ("los tapetes ponme 6"). */
export function takeVerb(scan: Scan, at: number): number | null {
  if (surelyThing(scan.meanings[at] ?? null)) return null
  const read = readVerb(scan.words, at)
  if (read === null) return null
  const { current } = scan
  if (isNamed(current) && current.quantity === null && !scan.words[at]!.breakBefore && (current.definite || read.pointing) && saysNoOther(scan, read)) return ruleTopic(scan, read)
  // "mejor dame 3" says one thing, not two.
  if (read.verb === 'add' && scan.act === 'set' && !isFilled(current)) return read.to
  // "ocho, no, son diez": the number before the correction is not asked for.
  if (read.verb === 'set' && !isNamed(current) && current.quantity !== null && correctionBetween(scan.words, scan.numberEnd, read.to) === 'strong') {
    scan.act = 'set'
    current.act = 'set'
    return read.to
  }
  if (isFilled(current)) flush(scan)
  scan.act = acts[read.verb]
  scan.verb = read.verb
  scan.current.act = scan.act
  scan.current.more = read.verb === 'raise'
  scan.current.only = /^(?:solo|solamente|unicamente|only|just)$/.test(scan.words[at]!.text)
  if (read.pointing) scan.current.reference = { kind: 'that' }
  scan.separated = false
  return read.to
}

/** Nothing but a number, or nothing, follows the verb: it is said of what stands before it. */
function saysNoOther(scan: Scan, { to, pointing }: ReadVerb): boolean {
  let place = to
  while (place < scan.words.length && filler.test(scan.words[place]!.text)) place++
  const next = scan.words[place]
  if (next === undefined || next.breakBefore || separators.has(next.text)) return place > to || pointing
  const number = readCount(scan.words, /^(?:a|en|to)$/.test(next.text) ? place + 1 : place)
  return number !== null && meaningAhead(scan, number.to, separators) === null
}

function ruleTopic(scan: Scan, { verb, to, pointing }: ReadVerb): number {
  const { current } = scan
  // Of something definite a number is said, not added: "los tapetes ponme 6".
  current.act = verb === 'add' && !pointing ? 'set' : acts[verb]
  current.more = verb === 'raise'
  scan.verb = verb
  scan.separated = false
  let place = to
  while (place < scan.words.length && /^(?:todas?|todos?|solo|solamente)$/.test(scan.words[place]!.text)) place++
  return place
}

/** "a 20", "en 3", "to 8" behind a verb or a thing: so many it is to be. */
export function takeGoal(scan: Scan, at: number): number | null {
  const { words, current } = scan
  // "de a dos": so many of each.
  if (words[at - 1]?.text === 'de') return null
  if (!/^(?:a|en|to)$/.test(words[at]!.text) || words[at]!.breakBefore && !isFilled(current)) return null
  if (!(isNamed(current) || scan.verb === 'raise' || scan.verb === 'lower' || scan.verb === 'replace' || scan.verb === 'set')) return null
  const number = readCount(words, at + 1)
  if (number === null || number.article || number.quantity >= 1000 || countsNothing(words, at + 1, number.to, scan.message) || (current.quantity !== null && !current.more)) return null
  const behind = words[number.to]
  const ends = behind === undefined || behind.breakBefore || separators.has(behind.text)
  // "súbele a 9 a las mascarillas": the thing may come behind.
  const thingBehind = (scan.verb === 'raise' || scan.verb === 'lower') && !isNamed(current)
  if (!ends && !thingBehind && (readNumber(words, number.to) !== null || meaningAhead(scan, number.to, separators) !== null)) return null
  current.quantity = number.quantity
  current.act = 'set'
  current.more = false
  // "rebájeme gafas y chalecos a 8": said of both.
  const beside = scan.drafts.at(-1)
  if (beside !== undefined && (scan.verb === 'lower' || scan.verb === 'raise') && current.besides && isNamed(beside) && beside.quantity === null) Object.assign(beside, { quantity: number.quantity, act: 'set', more: false })
  scan.numberEnd = number.to
  return number.to
}

/** A product's very word, not a slip mended into one: only that outranks a verb ("quitas" is no "cinta"). */
function surelyThing(meaning: Meaning | null): boolean {
  return meaning !== null && meaning.head && [...meaning.terms.values()].some((certainty) => certainty >= 0.88)
}
