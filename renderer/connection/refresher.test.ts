import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createRefresher } from './refresher.ts'

beforeEach(() => { vi.useFakeTimers() })
afterEach(() => { vi.useRealTimers() })

test('a thousand events in a second cost two refreshes: one at once, one with the last news', async () => {
  const run = vi.fn<() => Promise<void>>(async () => undefined)
  const refresh = createRefresher(run)
  for (let event = 0; event < 1_000; event++) refresh(['jobs'])
  expect(run).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(run).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(10_000)
  expect(run).toHaveBeenCalledTimes(2)
})

test('a refresh slower than the events is neither restarted nor left stale', async () => {
  const answers: (() => void)[] = []
  const run = vi.fn<() => Promise<void>>(() => new Promise<void>(resolve => { answers.push(resolve) }))
  const refresh = createRefresher(run)
  refresh(['jobs'])
  await vi.advanceTimersByTimeAsync(3_000)
  refresh(['jobs'])
  expect(run).toHaveBeenCalledTimes(1)
  answers[0]?.()
  await vi.advanceTimersByTimeAsync(0)
  expect(run).toHaveBeenCalledTimes(2)
})

test('a refresh that fails does not stop the next ones', async () => {
  const run = vi.fn<() => Promise<void>>(async () => { throw new Error('lost') })
  const refresh = createRefresher(run)
  refresh(['jobs'])
  await vi.advanceTimersByTimeAsync(1_000)
  refresh(['jobs'])
  expect(run).toHaveBeenCalledTimes(2)
})
