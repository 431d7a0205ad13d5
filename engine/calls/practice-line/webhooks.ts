import { sign } from 'retell-sdk/lib/webhook_auth.mjs'
import { momentsOf, type CallRecord } from './call-body.ts'
import { realDelayUntil, type PracticeTime } from './practice-clock.ts'

export type WebhookEvent = 'call_started' | 'call_ended' | 'call_analyzed'

export interface WebhookLine {
  readonly time: () => PracticeTime
  readonly url: () => string | null
  readonly apiKey: string
  /** The call's body as its event tells it. */
  readonly body: (record: CallRecord, event: WebhookEvent) => Record<string, unknown>
}

/** As the real line: a receiver has ten seconds, and three tries in all. */
const answerWithinMs = 10_000
const tries = 3

/**
 * Tells the console of what happens in calls, at the moment of practice time when it does. A call that was never picked up
 * has no call_started. Signed with the SDK's own function and the real time, because verification allows five real minutes.
 */
export class Webhooks {
  readonly #line: WebhookLine
  readonly #pending = new Map<CallRecord, Set<WebhookEvent>>()
  #timer: NodeJS.Timeout | undefined

  constructor(line: WebhookLine) {
    this.#line = line
  }

  /** Plans what is still to be told about a call. */
  plan(record: CallRecord, now: number): void {
    if (this.#line.url() === null || record.plan.fault === 'webhooks_lost') return
    const events = (['call_started', 'call_ended', 'call_analyzed'] as const).filter((event) => (momentOf(record, event) ?? -1) > now)
    this.#pending.set(record, new Set(events))
    this.rearm()
  }

  /** After a change of time or of a call's end. */
  rearm(): void {
    clearTimeout(this.#timer)
    let delay = Infinity
    for (const [record, events] of this.#pending) {
      for (const event of events) delay = Math.min(delay, this.#delay(record, event))
    }
    if (delay !== Infinity) this.#timer = setTimeout(() => this.#tell(), Math.min(delay, 2_147_483_647))
  }

  /** Real milliseconds until an event is due. Infinity for one that will not come: the call was stopped while it rang. */
  #delay(record: CallRecord, event: WebhookEvent): number {
    const moment = momentOf(record, event)
    return moment === null ? Infinity : realDelayUntil(this.#line.time(), Date.now(), moment)
  }

  close(): void {
    clearTimeout(this.#timer)
    this.#pending.clear()
  }

  #tell(): void {
    for (const [record, events] of this.#pending) {
      const due = [...events].filter((event) => this.#delay(record, event) === 0)
      for (const event of due) events.delete(event)
      if ([...events].every((event) => momentOf(record, event) === null)) this.#pending.delete(record)
      const told = record.plan.fault === 'webhooks_duplicate' ? due.flatMap((event) => [event, event]) : due
      if (told.length > 0) void this.#deliverInTurn(record, record.plan.fault === 'webhooks_reversed' ? told.toReversed() : told)
    }
    this.rearm()
  }

  async #deliverInTurn(record: CallRecord, events: readonly WebhookEvent[]): Promise<void> {
    for (const event of events) await this.#deliver(JSON.stringify({ event, call: this.#line.body(record, event) }))
  }

  async #deliver(body: string): Promise<void> {
    for (let attempt = 0; attempt < tries; attempt++) {
      const url = this.#line.url()
      if (url === null) return
      const signature = await sign(body, this.#line.apiKey)
      const headers = { 'content-type': 'application/json', 'x-retell-signature': signature }
      const answer = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(answerWithinMs) }).catch(() => null)
      await answer?.body?.cancel()
      if (answer?.ok === true) return
    }
  }
}

/** When an event is due, practice time. Out of order means that all three come at the end, the last first. */
function momentOf(record: CallRecord, event: WebhookEvent): number | null {
  const { startedAt, endedAt, analysedAt, endStatus } = momentsOf(record)
  if (event === 'call_started' && startedAt === null) return null
  // Nothing is analysed of a call that ended in error.
  if (event === 'call_analyzed' && endStatus === 'error') return null
  if (record.plan.fault === 'webhooks_reversed') return endStatus === 'error' ? endedAt : analysedAt
  return event === 'call_started' ? startedAt : event === 'call_ended' ? endedAt : analysedAt
}
