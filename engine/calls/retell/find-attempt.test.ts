import { describe, expect, it } from 'vitest'
import { attemptKey } from './call-line.ts'
import { findAttempt } from './find-attempt.ts'

const since = 1_000_000_000
const settled = since + 500_000

/** A line with these calls, newest first, that ignores every filter and gives two a page. */
function lineOf(calls: readonly { attempt: string; start?: number }[]) {
  const pages: (string | undefined)[] = []
  const page = (after: string | undefined) => {
    pages.push(after)
    const from = Number(after ?? 0)
    const items = calls.slice(from, from + 2).map(({ attempt, start }, index) => ({
      call_id: `call_${from + index}`, call_status: 'ended', metadata: { [attemptKey]: attempt }, ...(start === undefined ? {} : { start_timestamp: start }),
    }))
    const more = from + 2 < calls.length
    return Promise.resolve({ ok: true as const, value: { items, has_more: more, ...(more ? { pagination_key: String(from + 2) } : {}) } })
  }
  return { page, pages }
}

describe('an attempt among the calls of a line that ignores the filter', () => {
  it('is found on a later page', async () => {
    const { page } = lineOf([{ attempt: 'a', start: since + 3 }, { attempt: 'b', start: since + 2 }, { attempt: 'c' }, { attempt: 'mine', start: since + 1 }])
    expect(await findAttempt('mine', since, settled, 120_000, page)).toMatchObject({ answer: 'found', calls: 1, call: { call_id: 'call_3' } })
  })

  it('is absent once calls of before its time are reached, without reading all there ever were', async () => {
    const old = Array.from({ length: 50 }, (_, index) => ({ attempt: `old-${index}`, start: since - 3_600_000 - index }))
    const { page, pages } = lineOf([{ attempt: 'a', start: since + 3 }, ...old])
    expect(await findAttempt('mine', since, settled, 120_000, page)).toEqual({ answer: 'absent' })
    expect(pages.length).toBeLessThan(4)
  })

  it('cannot be told when there are too many calls to look through', async () => {
    const { page } = lineOf(Array.from({ length: 1_000 }, (_, index) => ({ attempt: `other-${index}`, start: since + 5_000 - index })))
    expect(await findAttempt('mine', since, settled, 120_000, page)).toEqual({ answer: 'unknown', why: 'too_many_calls' })
  })
})

describe('an attempt', () => {
  it('that rang twice says so, and the first call is the one to follow', async () => {
    const { page } = lineOf([{ attempt: 'mine', start: since + 9 }, { attempt: 'mine', start: since + 1 }])
    expect(await findAttempt('mine', since, settled, 120_000, page)).toMatchObject({ answer: 'found', calls: 2, call: { call_id: 'call_1' } })
  })

  it('is not absent while a call on the page cannot be read', async () => {
    const page = () => Promise.resolve({ ok: true as const, value: { items: [{ strange: true }], has_more: false } })
    expect(await findAttempt('mine', since, settled, 120_000, page)).toMatchObject({ answer: 'unknown', why: 'failure' })
  })

  it('is not absent before its call would surely be listed', async () => {
    const { page } = lineOf([])
    expect(await findAttempt('mine', since, since + 119_000, 120_000, page)).toEqual({ answer: 'unknown', why: 'too_early', retryAfterMs: 1_000 })
    expect(await findAttempt('mine', since, since + 120_000, 120_000, page)).toEqual({ answer: 'absent' })
  })
})
