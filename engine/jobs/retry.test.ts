import { expect, test } from 'vitest'
import { retryDelay } from './retry.ts'

test('back-off doubles up to its limit and stays between half of it and the whole', () => {
  const policy = { maxAttempts: 9, firstDelayMs: 1_000, maxDelayMs: 10_000 }
  const bounds = [1, 2, 3, 4, 5, 60].map((attempt) => [retryDelay(policy, attempt, 0), retryDelay(policy, attempt, 1)])
  expect(bounds).toEqual([[500, 1_000], [1_000, 2_000], [2_000, 4_000], [4_000, 8_000], [5_000, 10_000], [5_000, 10_000]])
})
