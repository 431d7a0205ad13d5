import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import type { Language } from '../../../db/values.ts'
import { parseSynonyms, type Synonyms } from '../language/synonyms.ts'
import { normalise, type Embedder } from './embedder.ts'
import { describeWord, offlineDimensions, stemsOf, sumOf, type FeatureShares, type KnownWord } from './features.ts'

/** resources/models/embedder.json, as bench/embedder-fit.ts writes it. Numbers are packed as base64 of little-endian arrays. */
const fileSchema = z.object({
  provenance: z.string(),
  /** Vectors of different versions are not comparable: a changed file needs a new one. */
  version: z.string(),
  shares: z.object({ functionWord: z.number(), synonym: z.number(), bigram: z.number(), grams: z.number() }),
  /** Weight of a word that the fit has not met. */
  unknownWeight: z.number(),
  /** Hashes (uint32) of known stems, and their weights (uint8, in steps of `weightStep`). */
  stems: z.string(), weights: z.string(), weightStep: z.number(),
  /** What was learned beside that: for some stems (uint32) a vector (int8, in steps of one float32 each). */
  learnedStems: z.string(), learned: z.string(), learnedSteps: z.string(),
})
export type EmbedderFile = z.infer<typeof fileSchema>

/** Words that are kept described; 1.5 kB each. */
const mostKept = 4_000
/** Longer texts are embedded by their beginning, so that one text cannot hold the engine. */
const longestText = 8_000

const bytesOf = (base64: string): ArrayBuffer => Uint8Array.from(Buffer.from(base64, 'base64')).buffer

/** Reads the shipped weights and synonyms. @throws ZodError or a file error when the resources are damaged. */
export function loadOfflineEmbedder(resources: string): Embedder & { embedOne(text: string): Float32Array } {
  const read = (...path: string[]): unknown => JSON.parse(readFileSync(join(resources, ...path), 'utf8'))
  return offlineEmbedder(fileSchema.parse(read('models', 'embedder.json')), parseSynonyms(read('knowledge', 'synonyms.json')))
}

/**
 * Embeds Spanish and English without any network or download: hashed stems weighted by how rare they are, like words, runs of letters and pairs
 * of words, and for common Spanish stems what was learned of their neighbours in meaning. Under 0.1 ms for a short sentence.
 */
export function offlineEmbedder(file: EmbedderFile, synonyms: Synonyms): Embedder & { embedOne(text: string): Float32Array } {
  const weights = new Map<number, number>()
  const weightBytes = new Uint8Array(bytesOf(file.weights))
  new Uint32Array(bytesOf(file.stems)).forEach((hash, at) => weights.set(hash, (weightBytes[at] ?? 0) * file.weightStep))
  const learnedRows = new Map<number, number>()
  new Uint32Array(bytesOf(file.learnedStems)).forEach((hash, at) => learnedRows.set(hash, at))
  const learned = new Int8Array(bytesOf(file.learned))
  const learnedSteps = new Float32Array(bytesOf(file.learnedSteps))
  const shares: FeatureShares = file.shares
  const idf = (hash: number) => weights.get(hash) ?? file.unknownWeight
  const kept: Record<Language, Map<string, KnownWord>> = { es: new Map(), en: new Map() }

  const describe = (word: { folded: string; stem: string }, language: Language): KnownWord => {
    const words = kept[language]
    const found = words.get(word.folded)
    if (found !== undefined) return found
    const described = describeWord(word, language, idf, shares, synonyms)
    const row = learnedRows.get(described.hash)
    if (row !== undefined) {
      const step = (learnedSteps[row] ?? 0) * described.weight
      for (let at = 0; at < offlineDimensions; at += 1) described.vector[at] = (described.vector[at] ?? 0) + step * (learned[row * offlineDimensions + at] ?? 0)
    }
    if (words.size >= mostKept) words.clear()
    words.set(word.folded, described)
    return described
  }
  const embedOne = (text: string): Float32Array => {
    const { language, words } = stemsOf(text.slice(0, longestText))
    return normalise(sumOf(words.map((word) => describe(word, language)), shares))
  }
  return { id: `offline-${file.version}`, dimensions: offlineDimensions, embedOne, embed: async (texts) => texts.map(embedOne) }
}
