import { z } from 'zod'
import { actionById, deliveryById, insertDeliveryAttemptTx, markSendingTx, settleDeliveryTx, switchActionTx } from '../../db/queries/actions.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, done, retry, type JobDefinition } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { prepareSending, type PreparingNeeds } from './prepare-sending.ts'
import { send } from './send.ts'
import type { Sending } from './sending.ts'
import type { SenderNeeds } from './webhook.ts'

const payloadSchema = z.object({ deliveryId: z.string() })
const resultSchema = z.object({
  /** `unneeded`: it was settled before this job came to it. */
  state: z.enum(['delivered', 'failed', 'needs_operator', 'unneeded']),
  error: z.string().nullable(),
  gone: z.boolean(),
})
const attemptSchema = z.object({ at: z.number(), durationMs: z.number(), status: z.number().nullable(), error: z.string().nullable(), request: z.string().nullable(), response: z.string().nullable() })
const partSchema = z.union([z.object({ calling: z.literal(true) }), attemptSchema])

type Payload = z.infer<typeof payloadSchema>
type Result = z.infer<typeof resultSchema>
export type DeliverJob = JobDefinition<Payload, Sending, Result>

const hourMs = 60 * 60_000

/**
 * Sends one delivery, again and again over about a day until it is taken. A webhook may reach its receiver twice (the
 * program ended before it knew of the answer), always under the same delivery id; a tool that bears no repetition is never
 * called again before a person has looked.
 */
export function deliverJob(needs: SenderNeeds & PreparingNeeds & { readonly events: Pick<EventBus, 'publish'> }): DeliverJob {
  const { events, clock } = needs
  const changed = (tx: Tx) => tx.afterCommit(() => events.publish({ type: 'actions.changed' }))
  const settle = (tx: Tx, deliveryId: string, state: 'delivered' | 'failed' | 'needs_operator', error: string | null, now: number) => {
    settleDeliveryTx(tx, deliveryId, state, error, now)
    changed(tx)
  }

  return defineJob<Payload, Sending, Result>({
    kind: 'actions.deliver',
    payload: payloadSchema,
    result: resultSchema,
    queue: 'actions',
    // Longer than the longest tool call with its server's start.
    timeoutMs: 180_000,
    // 30 s, 1 min, 2 min ... 6 h: with the jitter about 24 hours in all.
    retry: { maxAttempts: 15, firstDelayMs: 30_000, maxDelayMs: 6 * hourMs },
    onLostLease: 'look_up',

    prepare(tx, job) {
      const delivery = deliveryById(tx.database, job.payload.deliveryId)
      if (delivery === null || delivery.state !== 'pending') return { done: { state: 'unneeded', error: null, gone: false } }
      const prepared = prepareSending(tx.database, delivery, needs, job.now)
      if ('error' in prepared) return { done: { ...prepared, gone: false } }
      const { target } = prepared.sending
      if (delivery.sending_since !== null && target.kind === 'mcp' && !target.repeatable) return { done: { state: 'needs_operator', error: 'actions.problem.unknown_outcome', gone: false } }
      return { work: prepared.sending }
    },

    async execute(sending, context) {
      const startedAt = clock.now()
      const sent = await send(sending, needs, context.signal, () => context.emit({ calling: true }))
      const { verdict, status, error, request, response } = sent
      // A stop is no answer of the other side. Whether a tool ran meanwhile is said by what was stored before its call.
      if (context.cancelled() && verdict !== 'delivered') return retry('actions.problem.stopped')
      await context.emit({ at: startedAt, durationMs: clock.now() - startedAt, status, error, request, response })
      if (verdict === 'retry') return retry(error, sent.notBefore)
      if (verdict === 'gone') return done({ state: 'failed', error, gone: true })
      return done({ state: verdict, error, gone: false })
    },

    receive(tx, job, part) {
      const { deliveryId } = job.payload
      const parsed = partSchema.parse(part)
      if ('calling' in parsed) return markSendingTx(tx, deliveryId, job.now)
      const delivery = deliveryById(tx.database, deliveryId)
      if (delivery === null) return
      const { at, durationMs, status, error, request, response } = parsed
      insertDeliveryAttemptTx(tx, delivery.seq, { at, duration_ms: durationMs, status, error, request, response })
      changed(tx)
    },

    apply(tx, job, { state, error, gone }) {
      const { deliveryId } = job.payload
      if (state === 'unneeded') return
      settle(tx, deliveryId, state, error, job.now)
      if (!gone) return
      const action = actionById(tx.database, deliveryById(tx.database, deliveryId)?.action_id ?? '')
      if (action === null || !switchActionTx(tx, action.id, false, 'actions.problem.gone', job.now)) return
      tx.afterCommit(() => events.publish({ type: 'notice', level: 'warning', key: 'actions.notice.switched_off', values: { name: action.name } }))
    },

    ended(tx, job, state, error) {
      const { deliveryId } = job.payload
      if (state === 'done' || deliveryById(tx.database, deliveryId)?.state !== 'pending') return
      settle(tx, deliveryId, 'failed', error, job.now)
    },
  })
}
