import type { ReadTranscript } from './transcript-reader.ts'
import { clauseEnd, sentenceEnd } from './transcript-reader.ts'

/** UTF-16 offsets into the transcript as given: `transcript.slice(start, end)` is the quote. */
export interface Span {
  start: number
  end: number
}

const LONGEST_SENTENCE = 180
const LONGEST_CLAUSE = 220
const WORDS_AROUND = 12

/**
 * A readable quote around the words [first, last]: the whole sentence when it is short, else its clauses around those words, else
 * (text without punctuation) the words next to them. Never cuts a word.
 */
export function quoteAround(read: ReadTranscript, first: number, last: number): Span {
  const sentence = read.sentenceOf[first]!
  const sentenceFrom = read.sentenceFirst[sentence]!
  const sentenceTo = sentenceEnd(read, sentence) - 1
  if (length(read, sentenceFrom, sentenceTo) <= LONGEST_SENTENCE) return span(read, sentenceFrom, sentenceTo)
  let from = read.clauseFirst[read.clauseOf[first]!]!
  let to = clauseEnd(read, read.clauseOf[last]!) - 1
  if (length(read, from, to) > LONGEST_CLAUSE) {
    from = Math.max(from, first - WORDS_AROUND)
    to = Math.min(to, last + WORDS_AROUND)
    return span(read, from, to)
  }
  // A clause of two or three words reads badly alone: take the next one along while there is room.
  while (to - from < 5) {
    const next = read.clauseOf[to]! + 1
    const nextTo = to < sentenceTo ? clauseEnd(read, next) - 1 : to
    if (nextTo > to && length(read, from, nextTo) <= LONGEST_SENTENCE) to = nextTo
    else break
  }
  return span(read, from, to)
}

function length(read: ReadTranscript, from: number, to: number): number {
  return read.end[to]! - read.start[from]!
}

function span(read: ReadTranscript, from: number, to: number): Span {
  return { start: read.start[from]!, end: read.end[to]! }
}
