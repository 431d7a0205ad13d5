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

const JOINTS: Record<Language, Set<string>> = {
  es: new Set(['de', 'del', 'al', 'en']),
  en: new Set(['of', 'for']),
}

interface Candidate {
  first: number
  last: number
  score: number
  stems: string[]
}

/**
 * Three to six topics as they stand in the transcript (fewer when it says less): phrases that cues matched and noun-like word groups,
 * by how often they come, how long they are and how little they belong to every meeting. No two share a word.
 */
export function findKeyTopics(read: ReadTranscript, language: Language, evidence: Evidence[], clientName?: string): string[] {
  const names = new Set(clientName ? fold(clientName).split(/\s+/) : [])
  const frequency = new Map<string, number>()
  const nouns: boolean[] = []
  const words = Math.min(read.words.length, WORDS_LOOKED_AT)
  for (let at = 0; at < words; at++) {
    const word = read.words[at]!
    nouns.push((word.marks[language] & MARK.nounLike) !== 0 && !names.has(word.folded))
    if (nouns[at]) frequency.set(word.stem[language], (frequency.get(word.stem[language]) ?? 0) + 1)
  }
  const candidates: Candidate[] = []
  const add = (first: number, last: number, bonus: number): void => {
    const stems: string[] = []
    let score = bonus
    for (let at = first; at <= last; at++) {
      const word = read.words[at]!
      if (!nouns[at]) continue
      stems.push(word.stem[language])
      score += salience(word, language, frequency.get(word.stem[language])!)
    }
    const isPlain = (read.words[last]!.marks[language] & MARK.background) !== 0 && (first === last || !JOINTS[language].has(read.words[last - 1]!.folded))
    if (!isPlain && read.end[last]! - read.start[first]! <= LONGEST_TOPIC && stems.length > 0) candidates.push({ first, last, score: score / Math.sqrt(Math.max(1, stems.length - 0.6)), stems })
  }
  for (const one of evidence)
    if (one.weight > 0.4 && one.last < words && one.last - one.first < 4 && nouns[one.first] && nouns[one.last] && read.sentenceOf[one.first] === read.sentenceOf[one.last]) add(one.first, one.last, 0.6 + Math.min(2, one.weight) * 0.5)
  for (let at = 0; at < words; at++) {
    if (!nouns[at]) continue
    add(at, at, 0)
    if (at + 1 < words && nouns[at + 1] && adjacent(read, at)) add(at, at + 1, 0.2)
    if (at + 2 < words && JOINTS[language].has(read.words[at + 1]!.folded) && nouns[at + 2] && adjacent(read, at) && adjacent(read, at + 1)) add(at, at + 2, 0.5)
  }
  return choose(read, candidates)
}

function choose(read: ReadTranscript, candidates: Candidate[]): string[] {
  candidates.sort((one, other) => other.score - one.score || one.first - other.first)
  const used = new Set<string>()
  const topics: string[] = []
  for (const one of candidates) {
    if (topics.length === MOST_TOPICS) break
    if (one.score < 1 || one.stems.some((stem) => used.has(stem))) continue
    for (const stem of one.stems) used.add(stem)
    const text = read.text.slice(read.start[one.first]!, read.end[one.last]!).replace(/\s+/g, ' ')
    // Names and acronyms keep their capitals, a sentence's first word does not.
    topics.push(startsSentence(read, one.first) && !/^\p{Lu}{2}/u.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text)
  }
  return topics
}

function startsSentence(read: ReadTranscript, at: number): boolean {
  return read.sentenceFirst[read.sentenceOf[at]!] === at
}

function adjacent(read: ReadTranscript, at: number): boolean {
  return read.clauseOf[at] === read.clauseOf[at + 1] && read.start[at + 1]! - read.end[at]! === 1
}

function salience(word: Word, language: Language, count: number): number {
  if ((word.marks[language] & MARK.background) !== 0) return 0.15
  return (1 + Math.log(count)) * Math.min(1, 0.4 + word.folded.length * 0.08)
}
