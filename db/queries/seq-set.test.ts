import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SeqSet } from './seq-set.ts'

const seqs = fc.uniqueArray(fc.integer({ min: 1, max: 300 }), { maxLength: 80 })
const all = Uint32Array.from({ length: 400 }, (_, index) => index)
const ascending = (list: readonly number[]) => list.toSorted((left, right) => left - right)
const listOf = (set: SeqSet) => Array.from(set.filter(all))

describe('a set of seqs', () => {
  it('does what a plain set does', () => {
    fc.assert(
      fc.property(seqs, seqs, (first, second) => {
        const other = new Set(second)
        const [mine, theirs] = [SeqSet.of(first), SeqSet.of(second)]
        expect(listOf(mine)).toEqual(ascending(first))
        expect(listOf(mine.and(theirs))).toEqual(ascending(first.filter((seq) => other.has(seq))))
        expect(listOf(mine.without(theirs))).toEqual(ascending(first.filter((seq) => !other.has(seq))))
        expect(listOf(mine.or(theirs))).toEqual(ascending(Array.from(new Set([...first, ...second]))))
        expect(Array.from(mine.seqs())).toEqual(ascending(first))
        expect(mine.count()).toBe(first.length)
        expect(mine.countAnd(theirs)).toBe(first.filter((seq) => other.has(seq)).length)
      }),
    )
  })

  it('keeps the order of what it filters and takes repeated seqs for one', () => {
    expect(Array.from(SeqSet.of([64, 1, 64, 31]).filter(Uint32Array.of(64, 2, 31, 32, 1)))).toEqual([64, 31, 1])
    expect(SeqSet.of([5, 5, 5]).count()).toBe(1)
    expect(SeqSet.of([]).count()).toBe(0)
    expect(Array.from(SeqSet.of([5, 32, 5, 31]).seqs())).toEqual([5, 31, 32])
  })
})
