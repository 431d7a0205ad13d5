import * as fastCheck from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentsOf } from './segments.ts'

describe('a transcript cut at its quotes', () => {
  it('shows every label of a stretch where quotes overlap', () => {
    expect(segmentsOf(20, [{ id: 'urgency', start: 2, end: 10 }, { id: 'region', start: 6, end: 14 }])).toEqual([
      { start: 0, end: 2, marks: [] },
      { start: 2, end: 6, marks: ['urgency'] },
      { start: 6, end: 10, marks: ['urgency', 'region'] },
      { start: 10, end: 14, marks: ['region'] },
      { start: 14, end: 20, marks: [] },
    ])
  })
  it('leaves out empty quotes and cuts those that reach beyond the text', () => {
    expect(segmentsOf(5, [{ id: 'region', start: 3, end: 99 }, { id: 'urgency', start: 2, end: 2 }])).toEqual([
      { start: 0, end: 3, marks: [] },
      { start: 3, end: 5, marks: ['region'] },
    ])
    expect(segmentsOf(0, [{ id: 'region', start: 0, end: 4 }])).toEqual([])
  })
  it('never loses or repeats a character, and marks exactly what each quote covers', () => {
    const marks = fastCheck.array(fastCheck.record({ id: fastCheck.uuid(), start: fastCheck.nat(60), end: fastCheck.nat(60) }), { maxLength: 8 })
    fastCheck.assert(fastCheck.property(fastCheck.nat(50), marks, (length, given) => {
      const segments = segmentsOf(length, given)
      expect(segments.reduce((sum, segment) => sum + segment.end - segment.start, 0)).toBe(length)
      for (const mark of given) {
        const covered = segments.filter(segment => segment.marks.includes(mark.id)).reduce((sum, segment) => sum + segment.end - segment.start, 0)
        expect(covered).toBe(Math.max(0, Math.min(length, mark.end) - mark.start))
      }
    }))
  })
})
