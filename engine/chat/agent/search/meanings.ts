import { singular, sound, stem, wordsOf, type Word } from '../text/words.ts'
import { conceptSpellings, conceptStems, conceptsIn } from './concepts.ts'
import { attributeWords, commonWords, emptyWords, plainWords } from './empty-words.ts'
import type { ProductIndex } from './product-index.ts'
import { mendedBy } from './spellings.ts'

/** What a word can mean in this catalogue: terms of the index and how sure each is (1: the very word). */
export interface Meaning {
  readonly terms: ReadonlyMap<string, number>
  /** It can be the first word of a product's name: what the thing is, not what it is like. */
  readonly head: boolean
  /** How much the word tells products apart, whatever it turns out to mean. */
  readonly weight: number
  /** It says what a thing is like so plainly that a thing without it is another ("rojo", "de nitrilo"). */
  readonly attribute: boolean
}

/** Words of this trade that tell little: nearly everything in such a shop is for safety. */
export const faintStems: ReadonlySet<string> = new Set('seguridad industrial proteccion profesional'.split(' ').map(stem))

const certainty = { concept: 0.88, slip: 0.82, beginning: 0.75 } as const

/**
 * What each word means in a catalogue; null for words that mean no product. Phrases of the synonyms are known across words, slips of
 * the finger are mended only where the word is neither an everyday word nor in the catalogue.
 */
export function meaningsOf(words: readonly Word[], index: ProductIndex): (Meaning | null)[] {
  const mended = words.map((word) => mend(word, index))
  const terms = words.map((word, at) => termsOfWord(word, mended[at]!, index))
  for (const named of conceptsIn(mended.map((stem) => ({ stem })))) {
    for (let at = named.at; at < named.to; at++) {
      if (emptyWords.has(words[at]!.text)) continue
      // "correo" has the stem of "correa" (a belt): an everyday word by itself names no thing unless a product is called so.
      if (named.to - named.at === 1 && commonWords.has(words[at]!.text) && !attributeWords.has(words[at]!.text) && !inNames(words[at]!, index)) continue
      // "full body": of a phrase also the everyday words mean something.
      if (named.to - named.at > 1 && index.weightOf.has(mended[at]!)) terms[at]!.set(mended[at]!, 1)
      const slip = mended[at] === words[at]!.stem ? 1 : certainty.slip
      for (const concept of named.concepts) if (index.weightOf.has(concept)) terms[at]!.set(concept, certainty.concept * slip)
    }
  }
  joinWords(words, terms, index)
  return terms.map((found, at) => (found.size === 0 ? null : { terms: found, head: [...found.keys()].some((term) => index.heads.has(term)), weight: weigh(found, index), attribute: attributeWords.has(words[at]!.text) }))
}

function termsOfWord(word: Word, mended: string, index: ProductIndex): Map<string, number> {
  const terms = new Map<string, number>()
  if (emptyWords.has(word.text) || word.figure !== null || plainWords.has(word.text)) return terms
  if (index.weightOf.has(mended) && (!commonWords.has(word.text) || inNames(word, index))) terms.set(mended, mended === word.stem ? 1 : certainty.slip)
  // "cortar", "señalizando": what is done says the thing that does it ("corte", "señalización").
  const root = terms.size === 0 && !commonWords.has(word.text) ? (/^(.{4,})(?:[aei]r|[ai]?endo|ando)$/.exec(word.text)?.[1] ?? null) : null
  if (root !== null) for (const term of index.weightOf.keys()) if (term === root || (root.length >= 5 && term.startsWith(root))) terms.set(term, certainty.slip)
  // "desinfec", "señalización": a beginning of some length that a word of the catalogue shares.
  if (terms.size === 0 && mended === word.stem && word.stem.length >= 5 && !commonWords.has(word.text)) {
    for (const term of index.weightOf.keys()) if (term.length >= 5 && (term.startsWith(word.stem) || (word.stem.startsWith(term) && term.length >= 6))) terms.set(term, certainty.beginning)
  }
  return terms
}

const namesOf = new WeakMap<ProductIndex, Set<string>>()

/** An everyday word means a product only where one is called by that very word: "sell" is no "sello". */
function inNames(word: Word, index: ProductIndex): boolean {
  let names = namesOf.get(index)
  if (names === undefined) {
    names = new Set(index.products.flatMap(({ product }) => wordsOf(product.name).map(({ text }) => singular(text))))
    namesOf.set(index, names)
  }
  return names.has(singular(word.text))
}

/** The stem the word is, or was meant to be. */
function mend(word: Word, index: ProductIndex): string {
  const written = word.stem
  if (word.figure === null && written.length === 3 && !commonWords.has(word.text) && !index.weightOf.has(written)) return index.spellings.bySound.get(sound(singular(word.text))) ?? written
  if (word.figure !== null || written.length < 4 || isEveryday(word.text) || index.weightOf.has(written) || conceptStems.has(written) || commonWords.has(word.text)) return written
  // "avisito", "conitos": a small one is one.
  const small = /^(.{3,}?)(?:c?it|ic)[oa]s?$/.exec(word.text)
  for (const ending of small === null ? [] : ['o', 'a', '', 'e']) {
    const whole = stem(small![1]! + ending)
    if (index.weightOf.has(whole) || conceptStems.has(whole)) return whole
  }
  return mendedBy(word.text, [index.spellings, conceptSpellings]) ?? written
}

/** An everyday word, or a small one of its kind: "carita" is dear ("cara"), and no face shield. */
function isEveryday(text: string): boolean {
  const small = /^(.{3,}?)c?(?:it|ic)([oa])s?$/.exec(text)
  return commonWords.has(text) || (small !== null && [small[2]!, 'o', 'a', 'e'].some((vowel) => commonWords.has(small[1]! + vowel)))
}

/** "tapa oidos" is "tapaoídos", "portacredencial" is "porta credencial". */
function joinWords(words: readonly Word[], terms: Map<string, number>[], index: ProductIndex): void {
  for (let at = 0; at + 1 < words.length; at++) {
    if (words[at + 1]!.breakBefore || words[at]!.figure !== null) continue
    const joined = stem(words[at]!.text + words[at + 1]!.text)
    if (joined.length >= 6 && index.weightOf.has(joined)) for (const place of [at, at + 1]) terms[place]!.set(joined, 1)
  }
  for (const [at, word] of words.entries()) {
    if (terms[at]!.size > 0 || word.text.length < 9) continue
    const named = behindCommon(word.text, index)
    if (named !== null) {
      terms[at]!.set(named, 1)
      continue
    }
    for (let cut = 4; cut <= word.text.length - 4; cut++) {
      const [before, after] = [stem(word.text.slice(0, cut)), stem(word.text.slice(cut))]
      const like = conceptsIn([{ stem: after }])[0]?.concepts.filter((concept) => index.weightOf.has(concept)) ?? []
      if (index.weightOf.has(before) && (index.weightOf.has(after) || like.length > 0)) {
        for (const term of [before, after, ...like]) if (index.weightOf.has(term)) terms[at]!.set(term, 1)
        break
      }
    }
  }
}

/** "quieroguantes", "tienexcartuchos": a thing run together with the everyday word before it. */
function behindCommon(text: string, index: ProductIndex): string | null {
  for (let cut = 3; cut <= text.length - 5; cut++) {
    const after = stem(text.slice(cut))
    if (index.heads.has(after) && commonWords.has(text.slice(0, cut).replace(/x$/, ''))) return after
  }
  return null
}

function weigh(terms: ReadonlyMap<string, number>, index: ProductIndex): number {
  let greatest = 0
  for (const term of terms.keys()) greatest = Math.max(greatest, index.weightOf.get(term) ?? 0)
  return greatest * ([...terms.keys()].some((term) => faintStems.has(term)) ? 0.4 : 1)
}
