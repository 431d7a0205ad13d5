import type { TranscriptResult } from '../../../engine/contract/transcripts.ts'

/** A quote of the transcript: what it supports (an enum or a signal) and where it stands, in UTF-16 units. */
export interface Mark { id: string; start: number; end: number }

/** A stretch of text over which the same marks lie; none over plain text. */
export interface Segment { start: number; end: number; marks: string[] }

/** The quotes of a result, in the order of the labels and signals given. */
export function marksOf(result: TranscriptResult, order: readonly string[]): Mark[] {
  return order.flatMap(id => {
    const quote = result.labels[id]?.quote ?? result.signals[id]?.quote
    return quote ? [{ id, start: quote.start, end: quote.end }] : []
  })
}

/**
 * Cuts a text into consecutive segments at every start and end of a mark, so that quotes may overlap.
 * Together the segments are the whole text; marks beyond its end are cut to it.
 */
export function segmentsOf(length: number, marks: readonly Mark[]): Segment[] {
  if (length === 0) return []
  const within = marks.map(mark => ({ ...mark, start: Math.max(0, mark.start), end: Math.min(length, mark.end) })).filter(mark => mark.start < mark.end)
  const cuts = [...new Set([0, length, ...within.flatMap(mark => [mark.start, mark.end])])].sort((a, b) => a - b)
  return cuts.slice(0, -1).map((start, position) => {
    const end = cuts[position + 1] ?? length
    return { start, end, marks: within.filter(mark => mark.start <= start && mark.end >= end).map(mark => mark.id) }
  })
}
