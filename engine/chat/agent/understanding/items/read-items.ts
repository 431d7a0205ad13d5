import { attributeWords, commonWords, plainWords } from '../../search/empty-words.ts'
import type { Meaning } from '../../search/meanings.ts'
import { readMeasure, type ReadMeasure } from '../../text/measures.ts'
import { readNumber } from '../../text/numbers.ts'
import type { Word } from '../../text/words.ts'
import type { Reading } from '../reading.ts'
import { pieces } from './counts.ts'
import { draftFor, isFilled, isNamed, type Item } from './item.ts'
import { inheritHead, joinDrafts } from './join-drafts.ts'
import { articles, separators } from './marks.ts'
import { readReference } from './references.ts'
import { withoutReasons } from './reasons.ts'
import { flush, scanOf, type Scan } from './scan.ts'
import { withSizesCounted } from './shoe-sizes.ts'
import { withoutRepaired } from './self-repair.ts'
import { takeCount } from './take-count.ts'
import { takeContrast, takeKept, takePutOff, takeRefusal } from './take-refusal.ts'
import { takeCompany, takeFactor, takePer, takeSame } from './take-share.ts'
import { takeGoal, takeVerb } from './take-verb.ts'

/** Share of a word's weight that is left when it only says what the thing is for. */
const purposeWeight = 0.35

/**
 * Reads which things, and how many of each, a message names: "3 cascos y 2 gafas", "media docena de conos y uno de 20", "los cascos
 * bájelos a 10, las botas no". From left to right: each word goes on with the item at hand, or ends it and begins another. Sizes are no
 * quantities; a number is said of the thing it stands before, or behind it at the end; a verb rules what follows, or, pointing back
 * ("bájelos"), what it follows.
 */
export function itemsIn(reading: Reading): Item[] {
  const scan = scanOf({ ...reading, ...withSizesCounted(withoutRepaired(withoutReasons(reading)), reading.sizes) })
  for (let at = 0; at < scan.words.length;) {
    if (!scan.separated) scan.joined = false
    if (scan.words[at]!.breakBefore) scan.separated = true
    at = stepFrom(scan, at)
  }
  flush(scan)
  return joinDrafts(scan.drafts)
}

function stepFrom(scan: Scan, at: number): number {
  for (const step of steps) {
    const to = step(scan, at)
    if (to === null) continue
    if (naming.has(step)) scan.thingEnd = to
    return to
  }
  return at + 1
}

/** What may begin at a word, tried in this order; each gives the place where it ended, or null. */
const steps: readonly ((scan: Scan, at: number) => number | null)[] = [
  takeMore, takeCompany, takePer, takePutOff, takeSeparator, takeContrast, takeRefusal, takeKept, takeFactor, takeSame, takeVerb, takeExchange, takeGoal, takeSize, takePronoun, takeReference, takeCount, takeMeaning, takeOther,
]

/** Those that name a thing, or point at one. */
const naming: ReadonlySet<(scan: Scan, at: number) => number | null> = new Set([takeSize, takePronoun, takeReference, takeMeaning, takeOther])

/** "2 más", "uno más": behind a number and before no other. */
function takeMore(scan: Scan, at: number): number | null {
  const { words, current } = scan
  // "que sean 20 más bien", "20 más o menos": no more of it.
  const behind = words[at]!.text === 'mas' ? words.slice(at + 1, at + 3).map(({ text }) => text).join(' ') : ''
  if (/^bien\b/.test(behind)) return at + 2
  if (behind === 'o menos') return at + 3
  if (!/^(?:mas|more|adicionales|extra)$/.test(words[at]!.text) || /^(?:nada|no)$/.test(words[at - 1]?.text ?? '') || current.quantity === null || readNumber(words, at + 1) !== null) return null
  current.more = true
  return at + 1
}

function takeSeparator(scan: Scan, at: number): number | null {
  const { text } = scan.words[at]!
  // "entonces 5": it follows from what was said, and comes on top of nothing.
  if (/^(?:entonces|then)$/.test(text)) {
    scan.besides = false
    scan.current.besides = false
    return null
  }
  // "ponga cinco no más de casco": so many and no more.
  if (text === 'mas' && scan.words[at - 1]?.text === 'no') {
    if (scan.current.quantity !== null && scan.numberEnd === at - 1) scan.current.act = 'set'
    return at + 1
  }
  if (!separators.has(text)) return null
  // "15 también": said behind its item.
  if (/^(?:tambien|ademas|also)$/.test(text) && isFilled(scan.current) && !scan.separated) scan.current.besides = true
  else scan.besides = true
  if (!isFilled(scan.current)) scan.current.besides = scan.besides
  scan.separated = true
  scan.joined = true
  return at + 1
}

/** "cambia los guantes por cascos": behind it is what comes instead. */
function takeExchange(scan: Scan, at: number): number | null {
  if (!/^(?:por|for|con|with|to)$/.test(scan.words[at]!.text) || scan.act !== 'replace' || !isNamed(scan.current) || readNumber(scan.words, at + 1) !== null && scan.words[at]!.text === 'to') return null
  flush(scan)
  scan.act = 'add'
  scan.current.act = 'add'
  return at + 1
}

function takeSize(scan: Scan, at: number): number | null {
  const { words, meanings, sizes, current } = scan
  const measure = readMeasure(words, at)
  if (measure === null || countsPieces(words, at, measure, sizes)) return null
  // "paso mañana tipo 8": about eight o'clock, where nothing here is of a class.
  if (measure.measure.unit === 'class' && !sizes.has(`${measure.measure.value} class`)) return measure.to
  // "2 talla L", of things whose sizes the catalogue does not state: the size tells nothing apart.
  if (measure.measure.unit === 'size' && !isNamed(current) && !sizes.has(`${measure.measure.value} size`)) {
    current.sized = true
    return measure.to
  }
  const apposed = scan.separated && !scan.joined && articles.has(words[at - 1]?.text ?? '') && current.quantity !== null
  const another = scan.joined && current.meanings.length > 0 && words[at - 1]?.text === 'de' && articles.has(words[at - 2]?.text ?? '')
  if (another || (scan.separated && current.hasHead && current.measures.length > 0 && !apposed)) flush(scan)
  scan.current.measures.push(measure.measure)
  scan.current.said.push(...words.slice(at, measure.to).map((one) => one.text))
  scan.separated = false
  // "talla 40 o 41": the second figure is a size too.
  const second = measure.measure.unit === 'size' && /^[oy]$/.test(words[measure.to]?.text ?? '') ? words[measure.to + 1] : undefined
  return second !== undefined && second.figure !== null && !meanings[measure.to + 2] ? measure.to + 2 : measure.to
}

/** "2 galones de jabón", "alcohol 2 galones": what is sold by the gallon is counted in gallons, unless something here has that size. */
function countsPieces(words: readonly Word[], at: number, { measure, to }: ReadMeasure, sizes: ReadonlySet<string>): boolean {
  if (measure.unit !== 'gal' || !Number.isInteger(Number(measure.value))) return false
  return !sizes.has(`${measure.value} gal`) && (words[at - 1]?.text !== 'de' || words[to]?.text === 'de')
}

/** "the double filter one": what was said is what it is like, and "one" is no number. */
function takePronoun(scan: Scan, at: number): number | null {
  const { current, words } = scan
  if (!/^ones?$/.test(words[at]!.text) || scan.separated || !(isNamed(current) || words[at - 1]?.text === 'the')) return null
  current.meanings = current.meanings.map((meaning) => ({ ...meaning, head: false }))
  current.hasHead = false
  current.said.push(words[at]!.text)
  return at + 1
}

function takeReference(scan: Scan, at: number): number | null {
  const { words, meanings, current } = scan
  // "primeros auxilios" points at nothing, "el primero" does, though a product's name has the word.
  if (meanings[at] && meanings[at + 1] && !separators.has(words[at + 1]!.text)) return null
  const read = readReference(words, at)
  if (read === null) return null
  // "la cinta esa roja": the thing is named already.
  if (read.reference.kind === 'that' && current.meanings.length > 0 && !scan.separated) return read.to
  // "6 del blanco de 29 mil": its price is told beside its name.
  if (read.reference.kind === 'price' && current.meanings.length > 0 && !scan.separated) return read.to
  // "tapabocas de los baratos": of the thing that is named.
  if (/^(?:cheapest|dearest)$/.test(read.reference.kind) && current.meanings.length > 0 && current.reference === null && !scan.separated) {
    current.reference = read.reference
    return read.to
  }
  if (isFilled(current) && (current.reference !== null || current.meanings.length > 0)) flush(scan)
  scan.current.reference = read.reference
  scan.current.definite ||= articles.has(words[at - 1]?.text ?? '')
  scan.separated = false
  return read.to
}

function takeMeaning(scan: Scan, at: number): number | null {
  const { words, meanings } = scan
  const meaning = meanings[at]
  if (meaning === null || meaning === undefined) return null
  const english = scan.language === 'en'
  if (ofAnotherThing(scan, at)) {
    if (!meaning.head) return at + 1
    scan.current = draftFor(scan.act)
  }
  const { current: open } = scan
  const [before2, before1] = [words[at - 2]?.text ?? '', words[at - 1]?.text ?? '']
  // "bueno uno, y la manta": the number has a thing of its own.
  if (open.quantity !== null && !isNamed(open) && scan.separated && scan.numberEnd < at && (open.article || articles.has(before1) || readNumber(words, at - 1) === null && scan.joined)) flush(scan)
  // "3 de 6 kilos y 2 de 9 kilos, y gabinetes".
  else if (open.measures.length > 0 && open.quantity !== null && scan.joined && meaning.head && before1 !== 'de') flush(scan)
  // "un restaurante me pide extintor": what nobody here sells is another thing.
  else if (open.article && open.unmet.length > 0 && open.meanings.length === 0 && meaning.head && before1 !== 'de' && before2 !== '') flush(scan)
  // "black and yellow tape": the thing comes last.
  // "black and yellow tape", "cinta amarilla y negra": two colours of one thing.
  const coloured = scan.joined && meaning.attribute && words[at - 2] !== undefined && meanings[at - 2]?.attribute === true && separators.has(words[at - 1]!.text) && !words[at]!.text.endsWith('s') && !words.slice(at - 2, at + 1).some(({ breakBefore }, index) => index > 0 && breakBefore)
  const qualities = coloured || (english && scan.joined && !scan.current.hasHead)
  if (scan.separated && (scan.current.meanings.length > 0 || scan.current.reference !== null) && !qualities && !inApposition(scan, at, meaning)) {
    const before = scan.current
    flush(scan)
    // "guantes de nitrilo y de vaqueta": the second is a glove too.
    if (!meaning.head && before.hasHead && (meaning.attribute || english || words[at - 1]?.text === 'de')) {
      inheritHead(scan.current, before)
      scan.current.inherits = true
      scan.inherited = true
    }
  }
  // "dielectric gloves and dielectric boots": it is something else after all.
  if (scan.inherited && meaning.head && english) {
    scan.current.meanings.shift()
    scan.inherited = false
  }
  // "double filter respirators": in English the last word says what it is.
  if (english && meaning.head) scan.current.meanings = scan.current.meanings.map((one) => ({ ...one, head: false }))
  const { current } = scan
  const [two, one] = [words[at - 2]?.text ?? '', words[at - 1]?.text ?? '']
  if (current.said.length === 0) {
    current.definite ||= articles.has(one) || (one === 'de' && articles.has(two)) || (english && /^an?$/.test(one))
    // "la de doble filtro" says what it is like, not that it is a filter.
    current.likes = /^(?:(?:el|la|los|las|y) )?de$/.test(`${two} ${one}`.trim()) && (two !== '' || at === 1)
  }
  current.meanings.push(asSaid(meaning, current.likes, current.hasHead && /(?:^|\s)(?:para|for)(?: (?:el|la|los|las|the))?$/.test(`${two} ${one}`)))
  current.hasHead ||= meaning.head && !current.likes
  current.said.push(words[at]!.text)
  scan.separated = false
  return at + 1
}

/** "un taller de soldadura", "una empresa de botas": "un" counts what is no thing of the shop, and what it is a workshop of is not asked for. */
function ofAnotherThing({ words, meanings, current }: Scan, at: number): boolean {
  const noun = words[at - 2]
  return current.article && !isNamed(current) && /^(?:de|del|en|para|con)$/.test(words[at - 1]?.text ?? '') && noun !== undefined && !meanings[at - 2] && commonWords.has(noun.text) && !pieces.test(noun.text) && readNumber(words, at - 2) === null
}

/** "12 cascos, los normales blancos": what follows the comma says which, and names no other thing. */
function inApposition({ words, meanings, current, joined }: Scan, at: number, meaning: Meaning): boolean {
  const from = Math.max(0, at - 4)
  const before = words.slice(from, at)
  const article = before.findLastIndex(({ text }) => articles.has(text))
  return !joined && !meaning.head && current.hasHead && current.quantity !== null && article >= 0 && before.slice(article + 1).every(({ figure }, index) => figure === null && !meanings[from + article + 1 + index])
}

/** What it is for narrows the choice and rules nothing out: "linterna para casco" is a torch. */
function asSaid(meaning: Meaning, like: boolean, purpose: boolean): Meaning {
  return purpose ? { ...meaning, head: false, weight: meaning.weight * purposeWeight } : like ? { ...meaning, head: false } : meaning
}

/** Words that name nothing here: what the shop does not have, or a quality its things do not have. */
function takeOther(scan: Scan, at: number): number | null {
  const { words, current } = scan
  const { text, figure } = words[at]!
  if (plainWords.has(text) && (isFilled(current) || articles.has(words[at - 1]?.text ?? ''))) current.plain = true
  if (figure !== null || text.length < 4 || plainWords.has(text) || pieces.test(text) || scan.separated) return null
  // "una para la entrada": what it is for is nothing that is asked for.
  if (/(?:^| )(?:para|for)(?: (?:el|la|los|las|mi|mis|un|una|the|my))?$/.test(words.slice(Math.max(0, at - 2), at).map((one) => one.text).join(' '))) return null
  // "dame 3 al tiro", "2 al toque": how it is to be done, in the words of the country.
  if (words[at - 1]?.text === 'al' && !isNamed(current)) return null
  const unknown = !commonWords.has(text)
  const quality = current.meanings.length > 0 && (attributeWords.has(text) || (unknown && ['de', 'of', 'tipo', 'marca'].includes(words[at - 1]?.text ?? '')))
  const thing = current.meanings.length === 0 && current.quantity !== null && unknown
  if (!quality && !thing) return null
  current.unmet.push(text)
  current.said.push(text)
  return at + 1
}
