import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import type { Word } from './words.ts'
import type { Evidence } from './zero-shot.ts'
import { fold } from './fold.ts'
import { MARK } from './word-marks.ts'

const MOST_TOPICS = 6
const LONGEST_TOPIC = 45
/** Longer transcripts are judged by their beginning: topics are named early, and the work stays bounded. */
const WORDS_LOOKED_AT = 3000
const LEAST_SCORE = 1
/** What a word of every meeting adds to a phrase it is part of. */
const BACKGROUND_SALIENCE = 0.15

const JOINTS: Record<Language, Set<string>> = {
  es: new Set(['de', 'del', 'al', 'en']),
  en: new Set(['of', 'for']),
}

interface Candidate {
  first: number
  last: number
  score: number
}

/**
 * Three to six topics as they stand in the transcript (fewer when it says less): phrases that cues matched and noun-like word groups,
 * by how often they come, how long they are and how little they belong to every meeting. No two share a word.
 */
export function findKeyTopics(read: ReadTranscript, language: Language, evidence: Evidence[], clientName?: string): string[] {
  const weights = saliences(read, clientName)
  const words = weights.length
  const candidates: Candidate[] = []
  const add = (first: number, last: number, bonus: number): void => {
    const isPlain = (read.words[last]!.marks & MARK.background) !== 0 && (first === last || !JOINTS[language].has(read.words[last - 1]!.folded))
    if (isPlain || read.end[last]! - read.start[first]! > LONGEST_TOPIC) return
    let nouns = 0
    let score = bonus
    for (let at = first; at <= last; at++) {
      if (weights[at] === 0) continue
      nouns++
      score += weights[at]!
    }
    score /= Math.sqrt(Math.max(1, nouns - 0.6))
    if (score >= LEAST_SCORE) candidates.push({ first, last, score })
  }
  for (const one of evidence)
    if (one.weight > 0.4 && one.last < words && one.last - one.first < 4 && weights[one.first]! > 0 && weights[one.last]! > 0) add(one.first, one.last, 0.6 + Math.min(2, one.weight) * 0.5)
  for (let at = 0; at < words; at++) {
    if (weights[at] === 0) continue
    add(at, at, 0)
    if (at + 1 < words && weights[at + 1]! > 0 && adjacent(read, at)) add(at, at + 1, 0.2)
    if (at + 2 < words && weights[at + 2]! > 0 && JOINTS[language].has(read.words[at + 1]!.folded) && adjacent(read, at) && adjacent(read, at + 1)) add(at, at + 2, 0.5)
  }
  return choose(read, candidates, weights)
}

/** How much each word says as a topic: 0 for words that are no nouns or the client's name. */
function saliences(read: ReadTranscript, clientName?: string): Float32Array {
  const names = new Set(clientName ? fold(clientName).split(/\s+/) : [])
  const frequency = new Map<string, number>()
  const words = Math.min(read.words.length, WORDS_LOOKED_AT)
  const isNoun = (word: Word): boolean => (word.marks & MARK.nounLike) !== 0 && !names.has(word.folded)
  for (let at = 0; at < words; at++) {
    const word = read.words[at]!
    if (isNoun(word)) frequency.set(word.stem, (frequency.get(word.stem) ?? 0) + 1)
  }
  const weights = new Float32Array(words)
  for (let at = 0; at < words; at++) {
    const word = read.words[at]!
    if (!isNoun(word)) continue
    const isBackground = (word.marks & MARK.background) !== 0
    weights[at] = isBackground ? BACKGROUND_SALIENCE : (1 + Math.log(frequency.get(word.stem)!)) * Math.min(1, 0.4 + word.folded.length * 0.08)
  }
  return weights
}

/** The best candidates that share no word: each round takes the best one left, so the long tail is never sorted. */
function choose(read: ReadTranscript, candidates: Candidate[], weights: Float32Array): string[] {
  const used = new Set<string>()
  const topics: string[] = []
  const isUsed = (one: Candidate): boolean => {
    for (let at = one.first; at <= one.last; at++) if (weights[at]! > 0 && used.has(read.words[at]!.stem)) return true
    return false
  }
  while (topics.length < MOST_TOPICS) {
    let best: Candidate | null = null
    for (const one of candidates) if ((best === null || one.score > best.score) && !isUsed(one)) best = one
    if (best === null) break
    for (let at = best.first; at <= best.last; at++) if (weights[at]! > 0) used.add(read.words[at]!.stem)
    const text = read.text.slice(read.start[best.first]!, read.end[best.last]!).replace(/\s+/g, ' ')
    // Names and acronyms keep their capitals, a sentence's first word does not.
    topics.push(startsSentence(read, best.first) && !/^\p{Lu}{2}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)
  }
  return topics
}

function startsSentence(read: ReadTranscript, at: number): boolean {
  const sentence = read.sentenceOf[at]!
  return at === read.sentenceFirst[sentence]
}

function adjacent(read: ReadTranscript, at: number): boolean {
  const gap = read.start[at + 1]! - read.end[at]!
  return gap === 1 && read.clauseOf[at] === read.clauseOf[at + 1]
}
