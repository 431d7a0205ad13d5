import { expect, test } from 'vitest'
import { importShare } from './import-state.tsx'

test.each([
  [{ state: 'reading', total: 0, rowsRead: 0, rowsApplied: 0 }, null],
  [{ state: 'reading', total: 1000, rowsRead: 500, rowsApplied: 0 }, 0.25],
  [{ state: 'applying', total: 1000, rowsRead: 1000, rowsApplied: 500 }, 0.75],
  [{ state: 'reading', total: 900, rowsRead: 1000, rowsApplied: 0 }, 1000 / 900 / 2],
  [{ state: 'done', total: 1000, rowsRead: 1000, rowsApplied: 990 }, 1],
  [{ state: 'failed', total: 0, rowsRead: 0, rowsApplied: 0 }, 0],
] as const)('%j is %d of the way', (imported, share) => {
  expect(importShare(imported)).toBe(share)
})
