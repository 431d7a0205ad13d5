import { z } from 'zod'
import { attemptKey } from '../../engine/calls/retell/call-line.ts'

/** A call as the practice line itself wrote it down: what really happened, whatever the engine believes. */
export interface LineCall {
  readonly callId: string
  readonly attemptId: string
  readonly number: string
  /** Practice time, ms. */
  readonly createdAt: number
  readonly endedAt: number
}

const entrySchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('call'), plan: z.object({ callId: z.string(), to: z.string(), createdAt: z.number(), ringMs: z.number(), talkMs: z.number(), metadata: z.object({ [attemptKey]: z.string() }) }) }),
  z.object({ kind: z.literal('stopped'), callId: z.string(), at: z.number() }),
  z.object({ kind: z.enum(['taken_over', 'injected', 'metadata']) }),
])

/** @throws ZodError or SyntaxError for a line that is torn: the line was not killed here. */
export function readLineJournal(text: string): LineCall[] {
  const calls = new Map<string, LineCall>()
  for (const line of text.split('\n')) {
    if (line === '') continue
    const entry = entrySchema.parse(JSON.parse(line))
    if (entry.kind === 'call') {
      const { callId, to, createdAt, ringMs, talkMs, metadata } = entry.plan
      calls.set(callId, { callId, attemptId: metadata[attemptKey] ?? '', number: to, createdAt, endedAt: createdAt + ringMs + talkMs })
    } else if (entry.kind === 'stopped') {
      const call = calls.get(entry.callId)
      if (call !== undefined) calls.set(entry.callId, { ...call, endedAt: Math.min(call.endedAt, entry.at) })
    }
  }
  return [...calls.values()]
}

/**
 * What must never happen: two calls for one attempt, a call of an attempt nobody knows, two calls to one person at once.
 * @param personOf of an attempt; null where nobody knows the attempt
 */
export function twiceOnTheLine(calls: readonly LineCall[], personOf: (attemptId: string) => string | number | null): string[] {
  const faults: string[] = []
  const byAttempt = new Map<string, LineCall>()
  const byPerson = new Map<string | number, LineCall>()
  for (const call of calls.toSorted((one, other) => one.createdAt - other.createdAt)) {
    const person = personOf(call.attemptId)
    const twin = byAttempt.get(call.attemptId)
    if (twin !== undefined) faults.push(`double dial: attempt ${call.attemptId} has calls ${twin.callId} and ${call.callId}`)
    byAttempt.set(call.attemptId, call)
    if (person === null) {
      faults.push(`a call nobody knows of: ${call.callId}, attempt ${call.attemptId}`)
      continue
    }
    const before = byPerson.get(person)
    if (before !== undefined && before.endedAt > call.createdAt) faults.push(`two calls at once to one person: ${before.callId} and ${call.callId}`)
    byPerson.set(person, call)
  }
  return faults
}
