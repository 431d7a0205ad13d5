import { readNumber } from '../../text/numbers.ts'
import { stem, type Word } from '../../text/words.ts'
import { readCount } from './counts.ts'
import type { Said } from './self-repair.ts'

/** A part of a message that counts pieces of one size, in words `from` up to, not including, `to`. */
interface Sized { readonly from: number; readonly to: number; readonly quantity: number; readonly countAt: number; readonly countTo: number }

const called = /^(?:tallas?|sizes?|numeros?|nros?)$/
const joins = /^(?:y|e|and|o|&|\+)$/
/** Sizes of shoes are told by number from about here to there; none of them is a number of things beside "talla". */
const [smallest, largest] = [33, 47]
/** Words a size may stand from its number: "2 botas de caucho en la 38". */
const farthest = 5

/**
 * What is left of a message when the sizes of things that come in none here are taken for what they are: told to whoever packs the goods,
 * and counted. "Tallas 39, 40 y 41, una de cada una" are three, "un par en 38 y dos en 42" three pairs, "2 pares, 40 y 43" two.
 * Where the catalogue states such a size it is left alone: it tells products apart.
 */
export function withSizesCounted(said: Said, sizes: ReadonlySet<string>): Said {
  const { words } = said
  const isSize = (value: number, named: boolean) => value >= smallest && value <= largest && !sizes.has(`${value} size`) && (named || ![...sizes].some((size) => size.startsWith(`${value} `)))
  const listed = sizeList(words, isSize)
  if (listed !== null) return listed.each === null ? without(said, listed.from, listed.to, null) : without(said, Math.min(listed.from, listed.each.from), Math.max(listed.to, listed.each.to), listed.each.quantity * listed.count)
  const parts = sizedParts(said, isSize)
  if (parts.length < 2) return said
  const [first, last] = [parts[0]!, parts.at(-1)!]
  const sum = parts.reduce((total, { quantity }) => total + quantity, 0)
  // "6 pares, 2 de la 38, 3 de la 40 y 1 de la 43" are the six.
  if (countBefore(words, first.from) === sum) return without(said, first.from, last.to, null)
  // The first part keeps the words that name the thing; the others say only how many of it.
  const rest = without(said, first.to, last.to, null)
  const between = first.countTo <= first.to ? rest.words.slice(first.countTo, first.to) : []
  const kept = between.filter((_, index) => rest.meanings[first.countTo + index] !== null).map((word) => rest.words.indexOf(word))
  const places = [...Array(rest.words.length).keys()].filter((at) => at < first.from || at >= first.to || at === first.countAt || kept.includes(at))
  return { words: places.map((at) => (at === first.countAt ? asNumber(rest.words[at]!, sum) : rest.words[at]!)), meanings: places.map((at) => (at === first.countAt ? null : rest.meanings[at]!)) }
}

/** "tallas 39 40 41 y 42", "2 pares, 40 y 43": several sizes in a row, and "una de cada una" beside them. */
function sizeList(words: readonly Word[], isSize: (value: number, named: boolean) => boolean): { readonly from: number; readonly to: number; readonly count: number; readonly each: { readonly from: number; readonly to: number; readonly quantity: number } | null } | null {
  for (let at = 0; at < words.length; at++) {
    const named = called.test(words[at]!.text)
    let [to, count] = [named ? at + 1 : at, 0]
    for (let place = to; ;) {
      const number = readNumber(words, place)
      if (number === null || number.article || !isSize(number.value, true) || /^(?:mil|cm|mm|mts?|metros|libras|kilos|pares|unidades)$/.test(words[number.to]?.text ?? '')) break
      count++
      to = number.to
      place = joins.test(words[to]?.text ?? '') ? to + 1 : to
    }
    if (count < 2) continue
    const each = eachBehind(words, to) ?? eachBefore(words, at)
    // Without the word "talla" as many of them as pieces are surely sizes.
    if (named || each !== null || countBefore(words, at) === count) return { from: at, to, count, each }
  }
  return null
}

/** "3 pares de botas, 38, 40 y 42": the number of pieces these sizes are said of. */
function countBefore(words: readonly Word[], at: number): number | null {
  for (let place = at - 1; place >= Math.max(0, at - farthest - 1); place--) {
    const counted = readCount(words, place)
    if (counted !== null) return counted.quantity
  }
  return null
}

/** "una de cada una", "2 por talla", "one each". */
function eachBehind(words: readonly Word[], at: number): { readonly from: number; readonly to: number; readonly quantity: number } | null {
  const start = joins.test(words[at]?.text ?? '') ? at + 1 : at
  const counted = readCount(words, start)
  if (counted === null) return null
  const behind = words.slice(counted.to, counted.to + 3).map(({ text }) => text).join(' ')
  const found = /^(?:de cada (?:un[oa]|talla|numero)|de cada|por (?:talla|numero)|por cada (?:un[oa]|talla)|cada (?:un[oa]|talla)|(?:of |in )?each)\b/.exec(behind)
  return found === null ? null : { from: at, to: counted.to + found[0].split(' ').length, quantity: counted.pair ? 1 : counted.quantity }
}

function eachBefore(words: readonly Word[], at: number): { readonly from: number; readonly to: number; readonly quantity: number } | null {
  for (let from = Math.max(0, at - 5); from < at; from++) {
    const each = eachBehind(words, from)
    if (each !== null && each.to >= at && !joins.test(words[from]!.text)) return { ...each, to: at }
  }
  return null
}

/** "un par en 38", "2 de la 39", "3 talla 40", one behind the other with nothing else named between them. */
function sizedParts({ words, meanings }: Said, isSize: (value: number, named: boolean) => boolean): Sized[] {
  const parts: Sized[] = []
  for (let at = 0; at < words.length; at++) {
    const counted = readCount(words, at)
    if (counted === null || counted.range !== null) continue
    const part = sizedFrom(words, at, counted.to, counted.pair ? 1 : counted.quantity, isSize)
    if (part === null) continue
    const before = parts.at(-1)
    const names = meanings.slice(counted.to, part.to).some((meaning) => meaning !== null)
    const joined = before === undefined || words.slice(before.to, at).every(({ text }) => joins.test(text) || /^(?:l[oa]s?|el|the|otr[oa]s?|other)$/.test(text))
    if (before !== undefined && (names || !joined)) return parts.length > 1 ? parts : []
    parts.push(part)
    at = part.to - 1
  }
  return parts
}

function sizedFrom(words: readonly Word[], at: number, countTo: number, quantity: number, isSize: (value: number, named: boolean) => boolean): Sized | null {
  for (let place = countTo; place < Math.min(words.length, countTo + farthest); place++) {
    const { text } = words[place]!
    if (words[place]!.breakBefore || joins.test(text)) return null
    const named = called.test(text)
    if (!named && !/^(?:en|in|de|del)$/.test(text)) continue
    let number = place + 1
    while (/^(?:la|el|las|los|talla|size|numero|the)$/.test(words[number]?.text ?? '')) number++
    const size = readNumber(words, number)
    if (size !== null && !size.article && isSize(size.value, named || /^(?:en|in|la)$/.test(words[number - 1]!.text) || called.test(words[number - 1]!.text)) && !/^(?:mil|cm|mm|mts?|metros|libras|kilos)$/.test(words[size.to]?.text ?? '')) return { from: at, to: size.to, quantity, countAt: at, countTo }
  }
  return null
}

/** The message without words `from` up to `to`; `number`: what stands in their place. */
function without({ words, meanings }: Said, from: number, to: number, number: number | null): Said {
  const put = number === null ? [] : [asNumber({ ...words[from]!, end: words[to - 1]!.end }, number)]
  return { words: [...words.slice(0, from), ...put, ...words.slice(to)], meanings: [...meanings.slice(0, from), ...put.map(() => null), ...meanings.slice(to)] }
}

function asNumber(word: Word, value: number): Word {
  const text = String(value)
  return { ...word, text, stem: stem(text), figure: value }
}
