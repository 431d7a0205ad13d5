import { expect, it } from 'vitest'
import { positionIn, stepped } from './list-position.ts'

it('finds an item in whichever page of the list is in memory', () => {
  const pages = [[4, ['a', 'b']], [7, ['c']]] as const
  expect(positionIn(pages, 'b', 100)).toBe(401)
  expect(positionIn(pages, 'c', 100)).toBe(700)
  expect(positionIn(pages, 'd', 100)).toBeNull()
})

it('steps through the list and stops at its ends', () => {
  expect(stepped(0, 1, 3)).toBe(1)
  expect(stepped(2, 1, 3)).toBeNull()
  expect(stepped(1, -1, 3)).toBe(0)
  expect(stepped(0, -1, 3)).toBeNull()
})
