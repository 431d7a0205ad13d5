import type { Language } from '../../../db/values.ts'
import { isFunctionWord, languageOf } from '../language/function-words.ts'
import { stem } from '../language/stem.ts'
import type { Synonyms } from '../language/synonyms.ts'
import { hashText, readWords } from '../language/words.ts'

export const offlineDimensions = 384

/** How much each kind of feature counts beside a word of content, which counts as its idf. Chosen by bench/embedder-fit.ts. */
export interface FeatureShares {
  readonly functionWord: number
  readonly synonym: number
  readonly bigram: number
  readonly grams: number
}

/** A word as the embedder knows it, its parts and likes already summed up. */
export interface KnownWord {
  readonly hash: number
  readonly content: boolean
  readonly weight: number
  readonly vector: Float32Array
}

/** The words of a text as they are compared. Two texts of different languages share no stem. */
export function stemsOf(text: string): { language: Language; words: { folded: string; stem: string }[] } {
  const words = readWords(text)
  const language = languageOf(text, words)
  return { language, words: words.map(({ folded }) => ({ folded, stem: stem(folded, language) })) }
}

/** The place of a stem in hashed tables; language matters, since "sale" is two words. */
export const stemHash = (key: string, language: Language): number => hashText(`${language}:${key}`)

/** Places of the vector that one feature is spread over, each with a sign of its own. */
const spread = 4

/** Adds a feature to a vector: a sparse random projection of the features' endless space, the same on every machine. */
export function project(hash: number, weight: number, into: Float32Array): void {
  let state = hash
  for (let place = 0; place < spread; place += 1) {
    state = Math.imul(state ^ (state >>> 15), 0x2c_1b_3c_6d)
    state = Math.imul(state ^ (state >>> 12), 0x29_7a_2d_39)
    state ^= state >>> 15
    const at = (state >>> 1) % offlineDimensions
    into[at] = (into[at] ?? 0) + ((state & 1) === 1 ? weight : -weight)
  }
}

/**
 * Describes a word once: its stem, the groups of like words it belongs to, and its runs of three and four letters, by which
 * misspelt and inflected forms still meet. A word with likes gives part of its weight to what they share.
 */
export function describeWord({ folded, stem: key }: { folded: string; stem: string }, language: Language, idf: (hash: number) => number, shares: FeatureShares, synonyms: Synonyms): KnownWord {
  const hash = stemHash(key, language)
  const content = !isFunctionWord(folded, language)
  const weight = idf(hash) * (content ? 1 : shares.functionWord)
  const groups = content ? (synonyms[language].get(key) ?? []) : []
  const grams = content && !/\d/.test(folded) ? gramsOf(folded) : []
  const vector = new Float32Array(offlineDimensions)
  project(hash, weight * (groups.length === 0 ? 1 : Math.sqrt(1 - shares.synonym)), vector)
  for (const group of groups) project(hashText(`${language}#${group}`), weight * Math.sqrt(shares.synonym / groups.length), vector)
  for (const gram of grams) project(gram, (shares.grams * weight) / Math.sqrt(grams.length), vector)
  return { hash, content, weight, vector }
}

function gramsOf(folded: string): number[] {
  const marked = `<${folded}>`
  const grams: number[] = []
  for (const length of [3, 4]) for (let at = 0; at + length <= marked.length; at += 1) grams.push(hashText(marked.slice(at, at + length)))
  return grams
}

/** The sum of the words and of each two of them that follow one another, which is all of their order that a vector keeps. */
export function sumOf(words: readonly KnownWord[], shares: FeatureShares): Float32Array {
  const sum = new Float32Array(offlineDimensions)
  let before: KnownWord | null = null
  for (const word of words) {
    const { vector } = word
    for (let at = 0; at < offlineDimensions; at += 1) sum[at] = (sum[at] ?? 0) + (vector[at] ?? 0)
    if (!word.content) continue
    if (before !== null) project(Math.imul(before.hash, 31) ^ word.hash, (shares.bigram * (before.weight + word.weight)) / 2, sum)
    before = word
  }
  return sum
}
