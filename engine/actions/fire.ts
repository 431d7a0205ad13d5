import { z } from 'zod'
import { newId } from '../../db/id.ts'
import { actionsOf, insertDeliveryTx, setDeliveryJobTx, type ActionRow } from '../../db/queries/actions.ts'
import type { Tx } from '../../db/tx.ts'
import { actionTriggers } from '../../db/values.ts'
import { enqueueTx } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { DeliverJob } from './deliver.job.ts'
import type { ActionEvent } from './variables.ts'

export const triggersSchema = z.array(z.enum(actionTriggers))

/**
 * Tells every action that waits for it what happened, inside the caller's transaction: the happening, the deliveries and
 * the work of sending them are kept together or not at all. Nothing is sent before the commit.
 * Told twice of the same event (its `eventId`), an action delivers once. What happened on the practice line goes only to
 * actions that allow it.
 * @returns how many deliveries were added.
 */
export function fireTx(tx: Tx, event: ActionEvent, { deliver, events }: { deliver: DeliverJob; events: Pick<EventBus, 'publish'> }, now: number): number {
  const listeners = actionsOf(tx.database, event.businessId).filter((action) => listensTo(action, event))
  let added = 0
  for (const action of listeners) {
    const id = newId()
    const seq = insertDeliveryTx(tx, {
      id, business_id: event.businessId, action_id: action.id, event_id: event.eventId, trigger_name: event.trigger,
      simulated: event.simulated ? 1 : 0, sample: 0, debtor_id: event.debtorId, event: JSON.stringify(event), created_at: now,
    })
    if (seq === null) continue
    added += 1
    enqueueDeliveryTx(tx, id, deliver, now)
  }
  if (added > 0) tx.afterCommit(() => events.publish({ type: 'actions.changed' }))
  return added
}

/** Has a pending delivery sent. The key keeps a second job for the same delivery out. */
export function enqueueDeliveryTx(tx: Tx, deliveryId: string, deliver: DeliverJob, now: number): void {
  const job = enqueueTx(tx, deliver, { deliveryId }, now, { uniqueKey: `delivery:${deliveryId}` })
  if (job !== null) setDeliveryJobTx(tx, deliveryId, job.id)
}

function listensTo(action: ActionRow, event: ActionEvent): boolean {
  if (action.enabled === 0 || (event.simulated && action.practice === 0)) return false
  return triggersSchema.parse(JSON.parse(action.triggers)).includes(event.trigger)
}
