import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lineDiff } from './line-diff.ts'

test('a changed line stands as removed, then as added, between what stayed', () => {
  expect(lineDiff('one\ntwo\nthree', 'one\n2\nthree\nfour')).toEqual([
    { kind: 'same', text: 'one' }, { kind: 'removed', text: 'two' }, { kind: 'added', text: '2' }, { kind: 'same', text: 'three' }, { kind: 'added', text: 'four' },
  ])
})

test('equal texts have no change', () => {
  expect(lineDiff('one\n\ntwo', 'one\n\ntwo').map(line => line.kind)).toEqual(['same', 'same', 'same'])
})

test('what stayed with what was removed is the old text, with what was added the new one', () => {
  const text = fc.array(fc.constantFrom('a', 'b', 'c', ''), { minLength: 1, maxLength: 12 }).map(lines => lines.join('\n'))
  fc.assert(fc.property(text, text, (before, after) => {
    const lines = lineDiff(before, after)
    const side = (other: 'added' | 'removed') => lines.filter(line => line.kind !== other).map(line => line.text).join('\n')
    expect(side('added')).toBe(before)
    expect(side('removed')).toBe(after)
  }))
})
