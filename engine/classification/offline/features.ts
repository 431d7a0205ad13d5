import type { ReadTranscript } from './transcript-reader.ts'
import type { Word } from './words.ts'
import { hashText } from './fold.ts'

/** Feature space of the trained stage: word stems, pairs of neighbouring stems and letter 4-grams hashed into this many buckets. */
export const BUCKETS = 1 << 16
const LETTERS = 4
const LETTER_SEED = 0x9e3779b9

/** Buckets of one word alone: its stem and its letter 4-grams, which still know a misspelt word. None for function words. */
export function wordBuckets(word: Word): number[] {
  if (!isContent(word)) return []
  const buckets = [word.hash % BUCKETS]
  const padded = `_${word.folded}_`
  for (let at = 0; at + LETTERS <= padded.length && at < 32; at++) buckets.push(hashText(padded.slice(at, at + LETTERS), LETTER_SEED) % BUCKETS)
  return buckets
}

/** Bucket of two content words that follow each other. */
export function pairBucket(before: Word, after: Word): number {
  return (Math.imul(before.hash, 31) ^ after.hash ^ (after.hash >>> 15)) >>> 0 & (BUCKETS - 1)
}

export function isContent(word: Word): boolean {
  return !word.stopWord && word.folded.length > 1 && Number.isNaN(word.number)
}

let counted = 0

/**
 * Walks the features of a transcript: every distinct content word once, every pair of neighbouring content words.
 * @returns the factor 1/sqrt(distinct content words) by which all features are to be multiplied, so that long and short texts compare.
 */
export function walkFeatures(read: ReadTranscript, onWord: (word: Word) => void, onPair: (bucket: number) => void): number {
  const transcript = ++counted
  let distinct = 0
  let before: Word | null = null
  let sentence = -1
  for (let at = 0; at < read.words.length; at++) {
    const word = read.words[at]!
    if (read.sentenceOf[at] !== sentence) {
      sentence = read.sentenceOf[at]!
      before = null
    }
    if (!isContent(word)) continue
    if (word.countedIn !== transcript) {
      word.countedIn = transcript
      distinct++
      onWord(word)
    }
    if (before) onPair(pairBucket(before, word))
    before = word
  }
  return distinct === 0 ? 0 : 1 / Math.sqrt(distinct)
}

/** The same features as a sparse vector, for training. */
export function sparseFeatures(read: ReadTranscript): { buckets: Int32Array; values: Float32Array } {
  const counts = new Map<number, number>()
  const add = (bucket: number): void => void counts.set(bucket, (counts.get(bucket) ?? 0) + 1)
  const factor = walkFeatures(read, (word) => wordBuckets(word).forEach(add), add)
  const buckets = Int32Array.from(counts.keys())
  return { buckets, values: Float32Array.from(counts.values(), (count) => count * factor) }
}
