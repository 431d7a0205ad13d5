import { expect, test } from 'vitest'
import { movedTo } from './chain-order.ts'

const ids = ['first', 'second', 'third']

test('a provider takes the place it is moved to, the others close up', () => {
  expect(movedTo(ids, 'third', 0)).toEqual(['third', 'first', 'second'])
  expect(movedTo(ids, 'first', 1)).toEqual(['second', 'first', 'third'])
})

test('the ends of the chain are the ends', () => {
  expect(movedTo(ids, 'first', -1)).toBe(ids)
  expect(movedTo(ids, 'third', 9)).toBe(ids)
  expect(movedTo(ids, 'gone', 0)).toBe(ids)
})
