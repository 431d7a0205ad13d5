import type { Meaning } from '../search/meanings.ts'
import { commonWords } from '../search/empty-words.ts'
import type { Wish } from '../search/find.ts'
import { readMeasure, type Measure, type ReadMeasure } from '../text/measures.ts'
import { readNumber } from '../text/numbers.ts'
import type { Word } from '../text/words.ts'
import { pieces, readCount, type Count } from './counts.ts'
import type { Reading } from './reading.ts'
import { readReference, type Reference } from './references.ts'

/** What is to happen with an item; `null` where the message does not say. */
export type ItemAct = 'add' | 'set' | 'remove' | 'replace' | null

/** One item of a message: how many of what. */
export interface Item {
  readonly act: ItemAct
  /** Null when no number was said. */
  readonly quantity: number | null
  /** "5 o 6", "entre 5 y 10": the customer has not decided. */
  readonly range: readonly [number, number] | null
  /** "otro", "2 más": on top of what is in the cart. */
  readonly more: boolean
  readonly wish: Wish
  /** Words after the product that mean nothing here ("rosado"). */
  readonly unmet: readonly string[]
  readonly reference: Reference | null
  /** What the thing before it was, when this one may be of the same kind ("2 antiempañantes", "3 de salida"). */
  readonly kind: Meaning | null
  /** "el/la ...": one definite thing; "los/las ...": definite, and one when it comes in pairs. */
  readonly definite: boolean
  /** The words as written, to be repeated in a question. */
  readonly text: string
}

interface Draft {
  act: ItemAct
  quantity: number | null
  range: [number, number] | null
  more: boolean
  meanings: Meaning[]
  measures: Measure[]
  unmet: string[]
  reference: Reference | null
  definite: boolean
  /** The words that name it, as written. */
  said: string[]
  /** A number that is being replaced ("en vez de 2"): it is not asked for. */
  struck: boolean
  /** "3 de salida": so many of the kind named before. */
  ofKind: boolean
  /** Named by what it is like ("la de doble filtro"): none of its words says what it is. */
  likes: boolean
  hasHead: boolean
}

const verbs: readonly (readonly [ItemAct, RegExp])[] = [
  ['remove', /^(quit[ae]\w*|sac[ae]\w*|saque\w*|elimin\w+|borr[ae]\w*|retir[ae]\w*|descart\w+|remove|delete|drop)$/],
  ['replace', /^(cambi[aeo]\w*|reemplaz\w+|reemplace|sustituy\w+|replace|swap|switch)$/],
  ['add', /^(quiero|quisiera|necesito|dame|regalame|regaleme|pon\w*|agreg\w+|anad\w+|sum[ae]\w*|inclu\w+|met[ae]\w*|llev\w+|compr\w+|want|need|add|give|buy|take|get|echa\w*|deseo|pid\w+|cotiz\w+)$/],
  ['set', /^(mejor|son|solo|solamente|unicamente|sean|dej\w+|only|just|instead|rather)$/],
]
/** Share of a word's weight that is left when it only says what the thing is for. */
const purposeWeight = 0.35
const negated = /\bno (?:quiero|necesito|llevo|deseo|want|need)$|\bdont (?:want|need)$/
const separators = new Set(['y', 'e', 'mas', 'tambien', 'and', 'plus', '+', '&', 'junto', 'ademas', 'luego', 'also'])

/**
 * Reads which things, and how many of each, a message names: "3 extintores y 2 cascos", "media docena de gafas y uno de 20",
 * "guantes de nitrilo x 4". Sizes are no quantities; a number is said of the thing it stands before, or behind it at the end.
 */
export function itemsIn({ words, meanings, sizes }: Reading): Item[] {
  const drafts: Draft[] = []
  let act: ItemAct = null
  let current = draftFor(act)
  let separated = false
  const filled = () => current.meanings.length > 0 || current.quantity !== null || current.range !== null || current.reference !== null || current.measures.length > 0
  const flush = () => {
    if (filled()) drafts.push(current)
    current = draftFor(act)
  }
  for (let at = 0; at < words.length;) {
    const word = words[at]!
    if (word.breakBefore) separated = true
    if (separators.has(word.text) && !(word.text === 'mas' && isMore(words, at, current))) {
      separated = true
      at++
      continue
    }
    const verb = surelyThing(meanings[at] ?? null) ? null : (verbs.find(([, pattern]) => pattern.test(word.text))?.[0] ?? null)
    if (verb !== null && !(verb === 'add' && act === 'set' && !filled())) {
      if (filled()) flush()
      const refused = negated.test(words.slice(Math.max(0, at - 2), at + 1).map((one) => one.text).join(' '))
      act = refused ? 'remove' : verb
      // "cambia los guantes por cascos" says two things; "mejor dame 3" one.
      current.act = act
      at++
      separated = false
      continue
    }
    if (word.text === 'por' && act === 'replace' && filled()) {
      flush()
      act = 'add'
      current.act = act
      at++
      continue
    }
    const measure = readMeasure(words, at)
    if (measure !== null && !countsPieces(words, at, measure, sizes)) {
      if (separated && current.hasHead && current.measures.length > 0) flush()
      current.measures.push(measure.measure)
      current.said.push(...words.slice(at, measure.to).map((one) => one.text))
      at = measure.to
      // "talla 40 o 41": the second figure is a size too.
      if (measure.measure.unit === 'size' && /^[oy]$/.test(words[at]?.text ?? '') && words[at + 1]?.figure !== undefined && words[at + 1]?.figure !== null && !meanings[at + 2]) at += 2
      separated = false
      continue
    }
    // "primeros auxilios" points at nothing, "el primero" does, though a product's name has the word.
    const reference = meanings[at] === null || !meanings[at + 1] || separators.has(words[at + 1]?.text ?? '') ? readReference(words, at) : null
    if (reference !== null) {
      if (filled() && (current.reference !== null || current.meanings.length > 0)) flush()
      current.reference = reference.reference
      at = reference.to
      separated = false
      continue
    }
    const counted = readCount(words, at)
    if (counted !== null) {
      at = takeCount(counted, at)
      separated = false
      continue
    }
    const meaning = meanings[at]
    if (meaning !== null && meaning !== undefined) {
      const newThing = meaning.head && current.hasHead && separated
      const another = separated && !meaning.head && current.hasHead
      if (newThing || another || (separated && current.meanings.length > 0)) {
        const before = current
        flush()
        // "guantes de nitrilo y de vaqueta": the second is a glove too.
        if (another) inheritHead(current, before)
      }
      if (current.meanings.length === 0) current.definite = ['el', 'la', 'los', 'las', 'the'].includes(words[at - 1]?.text ?? '')
      // "la de doble filtro" says what it is like, not that it is a filter.
      const like = current.meanings.length === 0 ? /^(el|la|los|las) de$/.test(`${words[at - 2]?.text} ${words[at - 1]?.text}`) : current.likes
      current.likes = like
      // What it is for narrows the choice and rules nothing out: "linterna para casco" is a torch.
      const purpose = current.hasHead && /(?:^|\s)(?:para|for)(?: (?:el|la|los|las|the))?$/.test(words.slice(Math.max(0, at - 2), at).map((one) => one.text).join(' '))
      current.meanings.push(purpose ? { ...meaning, head: false, weight: meaning.weight * purposeWeight } : like ? { ...meaning, head: false } : meaning)
      current.hasHead ||= meaning.head && !like
      current.said.push(word.text)
      separated = false
    } else if ((current.meanings.length > 0 || current.quantity !== null) && !separated && isUnmet(words, at)) {
      current.unmet.push(word.text)
      current.said.push(word.text)
    } else if (isMoreWord(word) && current.quantity !== null) {
      current.more = true
    }
    at++
  }
  flush()
  return finish(drafts.filter((draft) => !(draft.struck && drafts.length > 1 && draft.meanings.length === 0)), words)

  function takeCount(counted: Count, at: number): number {
    const { quantity, range, to } = counted
    const named = current.meanings.length > 0
    const behind = named && current.quantity === null
    const next = nextMeaningful(words, meanings, to)
    const pointing = ['el', 'la', 'los', 'las', 'the'].includes(words[at - 2]?.text ?? '')
    const bySize = (named || pointing) && counted.plain && words[at - 1]?.text === 'de' && !counted.article && next === null
    if (bySize) {
      current.measures.push({ value: String(quantity), unit: null })
    } else if (behind && !counted.article && !separated && (next === null || words[to]?.breakBefore === true || separators.has(words[to]?.text ?? ''))) {
      current.quantity = quantity
      current.range = range
    } else if (behind && counted.trailing) {
      current.quantity = quantity
    } else if (current.reference?.kind === 'another' && current.quantity === null) {
      current.quantity = quantity
      current.more = true
    } else if (act === 'replace' && !filled()) {
      current.quantity = quantity
    } else {
      if (filled()) flush()
      current.quantity = quantity
      current.range = range
      current.struck = words[at - 1]?.text === 'no' || (['de', 'of'].includes(words[at - 1]?.text ?? '') && /^(vez|lugar|instead)$/.test(words[at - 2]?.text ?? ''))
      current.ofKind = counted.plain && ['de', 'of'].includes(words[to]?.text ?? '')
      // "uno de 20": of the thing spoken of before.
      const of = words[to]?.text === 'de' ? readNumber(words, to + 1) : null
      if (of !== null && !of.article && readMeasure(words, to + 1) === null && next === null) {
        current.measures.push({ value: String(of.value), unit: null })
        return of.to
      }
    }
    return to
  }
}

/** A product's very word, not a slip mended into one: only that outranks a verb ("quitas" is no "cinta"). */
function surelyThing(meaning: Meaning | null): boolean {
  return meaning !== null && meaning.head && [...meaning.terms.values()].some((certainty) => certainty >= 0.88)
}

/** "2 galones de jabón", "alcohol 2 galones": what is sold by the gallon is counted in gallons, unless something here has that size. */
function countsPieces(words: readonly Word[], at: number, { measure, to }: ReadMeasure, sizes: ReadonlySet<string>): boolean {
  if (measure.unit !== 'gal' || !Number.isInteger(Number(measure.value))) return false
  return !sizes.has(`${measure.value} gal`) && (words[at - 1]?.text !== 'de' || words[to]?.text === 'de')
}

function isMore(words: readonly Word[], at: number, current: Draft): boolean {
  // "2 más", "uno más": behind a number and before no thing.
  return current.quantity !== null && readNumber(words, at + 1) === null
}

const isMoreWord = (word: Word) => word.text === 'mas' || word.text === 'more' || word.text === 'adicionales'

function isUnmet(words: readonly Word[], at: number): boolean {
  const word = words[at]!
  if (word.figure !== null || word.text.length < 4 || commonWords.has(word.text) || pieces.has(word.text)) return false
  // What it is for is no quality of it ("guantes para mecánica").
  return !['para', 'for', 'con', 'with'].includes(words[at - 1]?.text ?? '') && !['para', 'for'].includes(words[at - 2]?.text ?? '')
}

function nextMeaningful(words: readonly Word[], meanings: readonly (Meaning | null)[], at: number): Meaning | null {
  for (let place = at; place < words.length && place < at + 4; place++) {
    if (place > at && (words[place]!.breakBefore || separators.has(words[place]!.text))) return null
    const meaning = meanings[place]
    if (meaning) return meaning
  }
  return null
}

function inheritHead(draft: Draft, before: Draft): void {
  const head = before.meanings.find((meaning) => meaning.head)
  if (head === undefined) return
  draft.meanings.unshift(head)
  draft.hasHead = true
}

function draftFor(act: ItemAct): Draft {
  return { act, quantity: null, range: null, more: false, meanings: [], measures: [], unmet: [], reference: null, definite: false, said: [], struck: false, ofKind: false, likes: false, hasHead: false }
}

function finish(drafts: readonly Draft[], words: readonly Word[]): Item[] {
  const items: Draft[] = []
  const each = words.some((word, at) => word.text === 'cada' || (word.text === 'each' && at > 0))
  for (const draft of drafts) {
    const named = draft.meanings.length > 0
    const before = items.findLast((item) => item.hasHead)
    if (!named && draft.measures.length > 0 && before !== undefined) {
      inheritHead(draft, before)
      draft.ofKind = true
    }
    // "2 de cada uno": said of all that was named before it, or of all that was shown.
    if (each && !named && draft.quantity !== null && draft.reference?.kind === 'each' && items.some((item) => item.meanings.length > 0)) {
      for (const item of items) item.quantity ??= draft.quantity
      continue
    }
    if (each && draft.reference?.kind === 'each' && !named && draft.quantity === null) continue
    // "hay guantes? dame 3": the number is said of what was named right before.
    const last = items.at(-1)
    if (!named && draft.quantity !== null && draft.unmet.length === 0 && draft.reference === null && draft.measures.length === 0 && last !== undefined && last.meanings.length > 0 && last.quantity === null) {
      Object.assign(last, { quantity: draft.quantity, range: draft.range, act: draft.act ?? last.act })
      continue
    }
    items.push(draft)
  }
  const kinds = items.map((draft, at) => (draft.meanings.length > 0 && (!draft.hasHead || draft.ofKind) ? kindBefore(items, at) : null))
  return items.filter((draft, at) => !isSum(draft, items.slice(at + 1), kinds.slice(at + 1))).map((draft) => ({
    kind: kinds[items.indexOf(draft)] ?? null,
    act: draft.act, quantity: draft.quantity, range: draft.range, more: draft.more, wish: { meanings: draft.meanings, measures: draft.measures },
    unmet: draft.unmet, reference: draft.reference, definite: draft.definite, text: draft.said.join(' '),
  }))
}

function kindBefore(items: readonly Draft[], at: number): Meaning | null {
  const before = items.slice(0, at).findLast((item) => item.hasHead && !item.ofKind)
  return before?.meanings.find((meaning) => meaning.head) ?? null
}

/** "6 botas, 3 pvc y 3 dieléctricas" are six pairs, not twelve: a number that the parts behind it add up to is theirs. */
function isSum(draft: Draft, behind: readonly Draft[], kinds: readonly (Meaning | null)[]): boolean {
  const head = draft.meanings.find((meaning) => meaning.head)
  if (head === undefined || draft.quantity === null) return false
  let sum = 0
  for (let at = 0; at < behind.length && kinds[at] === head; at++) {
    sum += behind[at]!.quantity ?? 0
    if (at > 0 && sum === draft.quantity) return true
  }
  return false
}
