import { expect, test } from 'vitest'
import { needsConfirmation, pointAt } from './curves.ts'

const points = [0.7, 0.8, 0.9].map(threshold => ({ threshold, precision: 1, recall: 1, served: 10, falseHits: 0 }))

test('a threshold between two measured ones is read at the nearer', () => {
  expect(pointAt(points, 0.83)?.threshold).toBe(0.8)
  expect(pointAt(points, 0.99)?.threshold).toBe(0.9)
  expect(pointAt([], 0.8)).toBeNull()
})

test('answers are served without a question only where people judged some and hardly any was wrong', () => {
  expect(needsConfirmation({ judged: 0, wrong: 0 })).toBe(true)
  expect(needsConfirmation({ judged: 200, wrong: 1 })).toBe(false)
  expect(needsConfirmation({ judged: 50, wrong: 5 })).toBe(true)
})
