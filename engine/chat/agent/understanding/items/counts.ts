import { readNumber } from '../../text/numbers.ts'
import type { Word } from '../../text/words.ts'

/** Words that count things without naming them. */
export const pieces = /^(?:unidad(?:es|citas)?|piezas?|caj(?:a|ita)s?|paquet(?:e|ico)s?|bols(?:a|ita)s?|roll(?:o|ito)s?|gal[oó]n(?:es)?|par(?:es|cito|citos)?|juegos?|frascos?|tarr(?:o|ito)s?|potes?|pairs?|pieces?|packs?|rolls?|units?|boxes|bottles?|cantidad)$/
/** How many, in words `at` up to, not including, `to`. */
export interface Count { readonly quantity: number; readonly range: [number, number] | null; readonly to: number; readonly article: boolean; readonly trailing: boolean; readonly plain: boolean; /** "un par": of what is worn in pairs one, of anything else two. */ readonly pair: boolean }

/** "3", "tres", "media docena de", "un par de", "5 o 6", "x 3", "3 unidades de". Figures of five digits and more are no quantities. */
export function readCount(words: readonly Word[], at: number): Count | null {
  const first = words[at]?.text
  if (first === undefined) return null
  const trailing = (first === 'por' || first === 'cantidad') && words[at + 1]?.figure !== null && words[at + 1] !== undefined
  const place = trailing ? at + 1 : at
  if ((first === 'media' && words[at + 1]?.text === 'docena') || (first === 'half' && words[at + 1]?.text === 'dozen')) return count(6, at + 2)
  if (first === 'half' && words[at + 2]?.text === 'dozen') return count(6, at + 3)
  if (first === 'entre') {
    const [low, high] = pairOf(words, at + 1)
    return low !== null && high !== null ? { ...count(low.value, high.to), range: [low.value, high.value] } : null
  }
  // "ninguno del otro".
  if (/^(?:ninguno|ninguna|cero|zero|none)$/.test(first) && /^(?:de|del|of)$/.test(words[at + 1]?.text ?? '')) return count(0, at + 1)
  if (/^(?:par|parcito|pair)$/.test(first) && /^(?:de|of)$/.test(words[at + 1]?.text ?? '')) return { ...count(2, at + 1), pair: true }
  const number = readNumber(words, place)
  if (number === null) {
    if (first !== 'docena' && first !== 'dozen') return null
    return words[at + 1]?.text === 'y' && words[at + 2]?.text === 'media' ? count(18, at + 3) : count(12, at + 1)
  }
  if (!Number.isInteger(number.value) || number.value < 0 || number.value > 99_999) return null
  if (number.article && words[number.to]?.text === 'media') return count(6, Math.min(words.length, number.to + 2))
  // "una docena y media", "una sola docena".
  const dozen = /^sol[oa]$/.test(words[number.to]?.text ?? '') ? number.to + 1 : number.to
  if (/^docenas?$|^dozens?$/.test(words[dozen]?.text ?? '')) {
    const half = words[dozen + 1]?.text === 'y' && words[dozen + 2]?.text === 'media'
    return count(number.value * 12 + (half ? 6 : 0), half ? dozen + 3 : dozen + 1)
  }
  if (/^par(?:cito)?$|^pair$|^couple$/.test(words[number.to]?.text ?? '') && number.article) return { ...count(2, number.to + 1), pair: true }
  const [, high] = pairOf(words, place)
  if (high !== null) return { ...count(number.value, high.to), range: [number.value, high.value] }
  const to = pieces.test(words[number.to]?.text ?? '') ? number.to + 1 : number.to
  return { quantity: number.value, range: null, to, article: number.article, trailing, plain: to === number.to, pair: false }

  function count(quantity: number, to: number): Count {
    return { quantity, range: null, to, article: false, trailing: false, plain: false, pair: false }
  }
}

/** Both ends of "5 o 6", "5 a 10", "5-10", "entre 5 y 10". */
function pairOf(words: readonly Word[], at: number): [ReturnType<typeof readNumber>, ReturnType<typeof readNumber>] {
  const low = readNumber(words, at)
  const between = low === null ? undefined : words[low.to]?.text
  if (low === null || low.article || !(between === 'o' || between === 'u' || between === 'a' || between === 'or' || between === 'to' || (between === 'y' && words[at - 1]?.text === 'entre'))) return [low, null]
  const high = readNumber(words, low.to + 1)
  return [low, high !== null && !high.article && high.value > low.value ? high : null]
}
