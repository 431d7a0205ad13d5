import { deliveryAttempts, deliveryById, deliveryInList, type ActionRow, type DeliveryCountRow, type DeliveryListRow } from '../../db/queries/actions.ts'
import type { Database } from '../../db/open.ts'
import { targetSchema, type Action, type ActionDraft, type ActionProblem, type Delivery, type DeliveryDetail, type SecretSlot, type Target } from '../contract/actions.ts'
import type { SecretSummary } from '../settings/index.ts'
import { triggersSchema } from './fire.ts'
import { secretNames } from './sending.ts'

/** What a person wrote, as the table keeps it. */
export function draftColumns(draft: ActionDraft): Pick<ActionRow, 'name' | 'enabled' | 'practice' | 'triggers' | 'kind' | 'config' | 'template'> {
  return {
    name: draft.name, enabled: draft.enabled ? 1 : 0, practice: draft.practice ? 1 : 0, triggers: JSON.stringify(draft.triggers),
    kind: draft.target.kind, config: JSON.stringify(draft.target), template: draft.template,
  }
}

/** The action as a console sees it: of its secrets only which there are. */
export function viewOf(row: ActionRow, counts: readonly DeliveryCountRow[], names: ReadonlyMap<string, SecretSummary>): Action {
  const target = targetSchema.parse(JSON.parse(row.config))
  const own = counts.filter((count) => count.action_id === row.id)
  const count = (state: DeliveryCountRow['state']) => own.find((one) => one.state === state)?.count ?? 0
  return {
    id: row.id, businessId: row.business_id, name: row.name, enabled: row.enabled === 1, practice: row.practice === 1,
    triggers: triggersSchema.parse(JSON.parse(row.triggers)), target, template: row.template,
    secrets: slotsOf(target).map((slot) => ({ ...slot, last4: names.get(secretNameOf(row.id, slot))?.last4 ?? null })),
    previousSecretUntil: row.previous_secret_until, disabledReason: row.disabled_reason,
    counts: { pending: count('pending'), delivered: count('delivered'), failed: count('failed'), needsOperator: count('needs_operator') },
    lastDeliveryAt: own.length === 0 ? null : Math.max(...own.map(({ latest }) => latest)),
    createdAt: row.created_at, updatedAt: row.updated_at,
  }
}

/** The secrets an action needs. */
export function slotsOf(target: Target): SecretSlot[] {
  if (target.kind === 'webhook') return [{ slot: 'signing', key: '' }]
  if (target.server.transport === 'http') return target.server.headers.map((key) => ({ slot: 'header', key }))
  return target.server.variables.map((key) => ({ slot: 'variable', key }))
}

/** What a secret is called in the store. */
export function secretNameOf(actionId: string, { slot, key }: SecretSlot): string {
  if (slot === 'signing') return secretNames.signing(actionId)
  return slot === 'header' ? secretNames.header(actionId, key) : secretNames.variable(actionId, key)
}

/** A reason's key and what fills it, out of the one text in which errors are kept. */
export function problemOf(error: string): ActionProblem {
  const [reason = '', ...detail] = error.split(' ')
  return detail.length === 0 ? { reason } : { reason, detail: detail.join(' ') }
}

export function deliveryOf(row: DeliveryListRow): Delivery {
  return {
    id: row.id, actionId: row.action_id, actionName: row.action_name, kind: row.kind, trigger: row.trigger_name, simulated: row.simulated === 1, sample: row.sample === 1,
    state: row.state, attempts: row.attempts, lastStatus: row.last_status, error: row.error, nextTryAt: row.next_try_at, createdAt: row.created_at, finishedAt: row.finished_at,
  }
}

/** A delivery with every try; null when there is none. */
export function detailOf(database: Database, id: string): DeliveryDetail | null {
  const row = deliveryInList(database, id)
  const whole = deliveryById(database, id)
  if (row === null || whole === null) return null
  const attemptLog = deliveryAttempts(database, row.seq).map((attempt) => ({
    attempt: attempt.attempt, at: attempt.at, durationMs: attempt.duration_ms, status: attempt.status, error: attempt.error, request: attempt.request, response: attempt.response,
  }))
  return { ...deliveryOf(row), eventId: row.event_id, event: JSON.parse(whole.event), attemptLog }
}
