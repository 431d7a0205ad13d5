import { newId } from '../../db/id.ts'
import { alertIsOpen, insertAlertTx } from '../../db/queries/alerts.ts'
import type { Tx } from '../../db/tx.ts'
import type { AlertKind, AlertLevel } from '../../db/values.ts'
import type { EventBus } from '../observe/event-bus.ts'

const levels: Record<AlertKind, AlertLevel> = {
  breaker: 'error', cost_limit: 'error', payment_required: 'error', unauthorised: 'error', line_down: 'error',
  needs_review: 'warning', promise_broken: 'warning', round_missed: 'warning', opt_out: 'info', callback_due: 'info', campaign_done: 'info',
}

export interface NewAlert {
  readonly kind: AlertKind
  readonly businessId: string
  readonly simulated: boolean
  readonly campaignId: string | null
  /** What the sentence needs: names and figures. */
  readonly details: Readonly<Record<string, string | number>>
  readonly at: number
}

/**
 * Raises an alert in the caller's transaction and tells the consoles after its commit. One that says the same of the same
 * campaign and has not been seen yet is not repeated, save those that name a person.
 */
export function raiseAlertTx(tx: Tx, events: EventBus, alert: NewAlert): void {
  const aboutSomeone = 'debtorId' in alert.details
  if (!aboutSomeone && alertIsOpen(tx.database, alert.businessId, alert.simulated, alert.campaignId, alert.kind)) return
  const id = newId()
  const level = levels[alert.kind]
  insertAlertTx(tx, { id, business_id: alert.businessId, simulated: Number(alert.simulated), campaign_id: alert.campaignId, kind: alert.kind, level, details: JSON.stringify(alert.details), at: alert.at })
  tx.afterCommit(() => events.publish({ type: 'alert.raised', id, kind: alert.kind, level }))
}
