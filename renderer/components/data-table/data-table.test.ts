import { describe, expect, it } from 'vitest'
import { nextSort } from './column-definition.ts'
import { movedIndex } from './keyboard.ts'
import { pagesAround, rowsToShow } from './use-paged-rows.ts'

describe('pages fetched around the screen', () => {
  it('takes one page on either side', () => {
    expect(pagesAround(5, 5, 100_000)).toEqual([4, 5, 6])
    expect(pagesAround(5, 6, 100_000)).toEqual([4, 5, 6, 7])
  })
  it('stays within the list, which may have become shorter than where the screen is', () => {
    expect(pagesAround(0, 0, 250)).toEqual([0, 1])
    expect(pagesAround(2, 2, 250)).toEqual([1, 2])
    expect(pagesAround(90, 90, 250)).toEqual([2])
  })
  it('asks an empty list for its first page, so that new rows are noticed', () => {
    expect(pagesAround(0, 0, 0)).toEqual([0])
  })
})

describe('what is shown while pages are on the way', () => {
  const known = { listKey: 'all', total: 60_000 }
  const page = { listKey: 'all', total: 60_000, pages: new Map([[3, ['row']]]) }
  it('keeps the length of the list after a jump to where nothing is in memory', () => {
    expect(rowsToShow(known, null, null)).toEqual({ listKey: 'all', total: 60_000, pages: new Map() })
  })
  it('prefers what has come, then what is still in memory', () => {
    expect(rowsToShow(known, page, null)).toBe(page)
    expect(rowsToShow({ listKey: 'before', total: 7 }, null, page)).toBe(page)
  })
  it('shows nothing before the first answer', () => {
    expect(rowsToShow(null, null, null)).toBeNull()
  })
})

describe('keys that move through the table', () => {
  it('moves by one, by a screen and to the ends', () => {
    expect(movedIndex('j', 3, 10, 5)).toBe(4)
    expect(movedIndex('ArrowUp', 3, 10, 5)).toBe(2)
    expect(movedIndex('PageDown', 3, 10, 5)).toBe(8)
    expect(movedIndex('Home', 3, 10, 5)).toBe(0)
    expect(movedIndex('End', 3, 10, 5)).toBe(9)
  })
  it('stops at the ends and leaves other keys alone', () => {
    expect(movedIndex('k', 0, 10, 5)).toBe(0)
    expect(movedIndex('j', 9, 10, 5)).toBe(9)
    expect(movedIndex('x', 3, 10, 5)).toBeNull()
    expect(movedIndex('j', 0, 0, 5)).toBeNull()
  })
})

describe('sorting by a header', () => {
  it('goes up, then down, then back to the order of the list', () => {
    const up = nextSort(null, 'seller')
    const down = nextSort(up, 'seller')
    expect(up).toEqual({ column: 'seller', descending: false })
    expect(down).toEqual({ column: 'seller', descending: true })
    expect(nextSort(down, 'seller')).toBeNull()
  })
  it('starts anew with another column', () => {
    expect(nextSort({ column: 'seller', descending: true }, 'metOn')).toEqual({ column: 'metOn', descending: false })
  })
})
