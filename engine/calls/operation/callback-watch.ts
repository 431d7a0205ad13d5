import { callbacksBetween, lastCallbackTold, nextCallback } from '../../../db/queries/alerts-callbacks.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'

/** Looked at this often even when nothing seems due: alarms stand still while the machine sleeps. Milliseconds of the clock. */
const lookEveryMs = 15 * 60_000

export interface CallbackNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly clock: Clock
  readonly simulated: boolean
}

/**
 * Tells when the moment comes at which a debtor asked to be called, whether or not the campaign may dial just then. How far
 * it has told is read from the alerts themselves, so that a restart neither forgets nor repeats one.
 */
export class CallbackWatch {
  readonly #needs: CallbackNeeds
  #stopAlarm = () => {}
  #stopped = false

  constructor(needs: CallbackNeeds) {
    this.#needs = needs
  }

  /** Looks what is due, and again when the next one is. To be called too when a callback was agreed. */
  look(): void {
    if (this.#stopped) return
    const { database, clock, simulated } = this.#needs
    this.#stopAlarm()
    const now = clock.now()
    this.#tellUntil(now)
    const next = nextCallback(database, simulated, now)
    this.#stopAlarm = clock.after(Math.max(1, Math.min((next ?? Number.POSITIVE_INFINITY) - now, lookEveryMs)), () => this.look())
  }

  stop(): void {
    this.#stopped = true
    this.#stopAlarm()
  }

  #tellUntil(now: number): void {
    const { database, events, simulated } = this.#needs
    const due = callbacksBetween(database, simulated, lastCallbackTold(database, simulated), now)
    if (due.length === 0) return
    writeTx(database, (tx) => {
      for (const each of due) {
        raiseAlertTx(tx, events, {
          kind: 'callback_due', businessId: each.business_id, simulated, campaignId: each.campaign_id, at: each.callback_at,
          details: { debtorId: each.debtor_id, name: each.debtor_name, jobId: each.job_id, campaign: each.campaign_name },
        })
      }
    })
  }
}
