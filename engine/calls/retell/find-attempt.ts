import type { z } from 'zod'
import { callBodySchema, type CallBody, type listBodySchema } from './bodies.ts'
import { attemptKey, type AttemptLookup, type LineAnswer } from './call-line.ts'

type Page = z.infer<typeof listBodySchema>

/** Pages read before the search gives up. */
const mostPages = 100
/** How far the line's clock may differ from this machine's, milliseconds. */
const clockDifferenceMs = 10 * 60_000

/**
 * Looks for the call of an attempt among the line's calls, newest first. The line filters by metadata; should it ignore the
 * filter, every call since then is looked at, so that a page of strangers is never taken for absence.
 * @param since when the attempt was meant to be dialled; `now` and `settleMs` by the same clock.
 * @param page the calls after a key; the first ones without.
 */
export async function findAttempt(attemptId: string, since: number, now: number, settleMs: number, page: (after: string | undefined) => Promise<LineAnswer<Page>>): Promise<AttemptLookup> {
  const found: CallBody[] = []
  let after: string | undefined
  for (let count = 0; ; count++) {
    if (count === mostPages) return { answer: 'unknown', why: 'too_many_calls' }
    const answer = await page(after)
    if (!answer.ok && found.length > 0) break
    if (!answer.ok) return { answer: 'unknown', why: 'failure', problem: answer.problem }
    const calls = answer.value.items.map((item) => callBodySchema.safeParse(item))
    // A call that cannot be read might be the one.
    if (calls.some((call) => !call.success)) return { answer: 'unknown', why: 'failure', problem: { failure: 'unknown', cause: 'unreadable', status: null } }
    const readable = calls.flatMap((call) => (call.success ? [call.data] : []))
    found.push(...readable.filter((call) => call.metadata?.[attemptKey] === attemptId))
    const oldest = readable.at(-1)?.start_timestamp
    after = answer.value.pagination_key
    if (!answer.value.has_more || (oldest !== undefined && oldest < since - clockDifferenceMs)) break
    if (after === undefined) return { answer: 'unknown', why: 'too_many_calls' }
  }
  const earliest = found.at(-1)
  if (earliest !== undefined) return { answer: 'found', call: earliest, calls: found.length }
  const left = since + settleMs - now
  // A call that still rings may not be listed, and a request that timed out here may still be under way there.
  return left > 0 ? { answer: 'unknown', why: 'too_early', retryAfterMs: left } : { answer: 'absent' }
}
