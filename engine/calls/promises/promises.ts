import { newId } from '../../../db/id.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { debtFacts } from '../../../db/queries/debtor-facts.ts'
import {
  changePromiseTx, countPaymentTx, endCallJobsOfDebtTx, insertPaymentTx, overduePromises, paidOnPromise, payableDebt, promiseById, promisesOfDebt, zonesOfOpenPromises,
  type ListedPromise, type PaymentRow, type PromiseRow,
} from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import type { ActionsArea } from '../../actions/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { raiseAlertTx } from '../alerts.ts'
import { CallProblem } from '../operation/call-problem.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import { graceDays, isTimely, lastDayOf, promiseFor, stateByPayments } from './settlement.ts'
import { tellPaymentTx, tellPromiseTx } from './tell-promises.ts'

export interface PromiseNeeds {
  readonly database: Database
  readonly events: EventBus
  readonly actions: Pick<ActionsArea, 'fireTx'>
  clockOf(simulated: boolean): Clock
  /** Debtors of the campaign need no call any more. */
  wakeCampaign(campaignId: string): void
}

/** A person's word on a promise. */
export interface PersonsWord { readonly state: 'open' | 'cancelled' | 'kept'; readonly promisedOn?: string | undefined; readonly amountMinor?: number | undefined }

export interface PaymentByPerson { readonly debtorId: string; readonly debtId: string; readonly amountMinor: number; readonly paidOn: string; readonly externalId?: string | undefined }

/** Keeps promises and payments together: what was paid settles what was promised, and the day that passes does. */
export class Promises {
  readonly #needs: PromiseNeeds

  constructor(needs: PromiseNeeds) {
    this.#needs = needs
  }

  /**
   * Counts a payment that was just written down on its debt, and settles the promise it fulfils. Call it once for each
   * payment, in the transaction that inserted it. A debt paid in full is not called about any more.
   * @returns the promise it went to; null when it fulfils none.
   */
  settlePaymentTx(tx: Tx, payment: PaymentRow, now: number): string | null {
    const { actions, events } = this.#needs
    if (payment.debt_seq === null) return null
    const promises = promisesOfDebt(tx.database, payment.debt_seq)
    const chosen = promiseFor(promises, { paidOn: payment.paid_on, currency: payment.currency })
    countPaymentTx(tx, payment.seq, chosen?.seq ?? null, payment.debt_seq, payment.amount_minor, now)
    tellPaymentTx(tx, actions, payment, chosen, now)
    const debtPaid = debtFacts(tx.database, payment.debt_seq)?.state === 'paid'
    const touched = promises.filter((promise) => promise.seq === chosen?.seq || (debtPaid && promise.settled_at === null))
    for (const promise of touched) this.#settleTx(tx, promise, debtPaid && promise.made_on <= payment.paid_on && isTimely(promise, payment.paid_on), now)
    if (debtPaid) this.#endCallsTx(tx, payment.debt_seq, now)
    tx.afterCommit(() => {
      events.publish({ type: 'promises.changed' })
      events.publish({ type: 'debtors.changed' })
    })
    return chosen?.id ?? null
  }

  /**
   * Marks promises whose day has passed in their campaign's zone: unpaid ones are broken, partly paid ones stay so for good.
   * @returns how many were settled; `limit` when there may be more.
   */
  checkTx(tx: Tx, simulated: boolean, limit: number): number {
    const { events } = this.#needs
    const now = this.#needs.clockOf(simulated).now()
    let settled = 0
    for (const zone of zonesOfOpenPromises(tx.database, simulated)) {
      const before = dayText(zoneTime(zone).dayAt(now) - graceDays)
      for (const promise of overduePromises(tx.database, simulated, zone, before, limit - settled)) {
        const { timely } = paidOnPromise(tx.database, promise.seq, lastDayOf(promise))
        if (timely === 0) this.#breakTx(tx, promise, now)
        else changePromiseTx(tx, promise.seq, { state: 'partial', settled_at: now })
        settled += 1
      }
    }
    if (settled > 0) tx.afterCommit(() => events.publish({ type: 'promises.changed' }))
    return settled
  }

  /**
   * Does what a person says of a promise. One that is opened needs a day that is not past; what was paid already counts.
   * @throws CallProblem when it has no such day.
   */
  settleByPerson(promise: PromiseRow, { state, promisedOn, amountMinor }: PersonsWord): void {
    const { database, events, actions, clockOf } = this.#needs
    const now = clockOf(promise.simulated === 1).now()
    const day = promisedOn ?? promise.promised_on
    if (state === 'open') this.#refusePastDay(promise, day, now)
    writeTx(database, (tx) => {
      changePromiseTx(tx, promise.seq, {
        state, promised_on: day, settled_at: state === 'open' ? null : now,
        ...(amountMinor === undefined ? {} : { amount_minor: amountMinor }),
      })
      const changed = promiseById(database, promise.id)
      if (changed === null) return
      if (state === 'kept') tellPromiseTx(tx, actions, 'promise_kept', changed, now)
      // Of one that waited for a person nobody was told when it was made.
      if (state === 'open' && promise.state === 'review') tellPromiseTx(tx, actions, 'promise_made', changed, now)
      if (state === 'open') this.#settleTx(tx, changed, false, now)
      tx.afterCommit(() => events.publish({ type: 'promises.changed' }))
    })
  }

  /**
   * Writes down a payment a person knows of.
   * @throws CallProblem for a debt that is not the debtor's, a day that has not come, or a payment that is known already.
   */
  addPayment({ debtorId, debtId, amountMinor, paidOn, externalId }: PaymentByPerson): { paymentId: string; promiseId: string | null } {
    const { database, clockOf } = this.#needs
    const debt = payableDebt(database, debtorId, debtId)
    if (debt === null) throw new CallProblem('NOT_FOUND', 'calls.error.debt_not_found')
    const now = clockOf(debt.simulated === 1).now()
    if (paidOn > dayText(zoneTime(debt.time_zone).dayAt(now))) throw new CallProblem('INVALID', 'calls.error.payment_in_future')
    return writeTx(database, (tx) => {
      const id = newId()
      const written = {
        id, business_id: debt.business_id, simulated: debt.simulated, debtor_seq: debt.debtor_seq, debt_seq: debt.debt_seq, amount_minor: amountMinor, currency: debt.currency,
        paid_on: paidOn, source: 'person', external_id: externalId === undefined || externalId === '' ? id : externalId, received_at: now,
      }
      const seq = insertPaymentTx(tx, written)
      if (seq === null) throw new CallProblem('CONFLICT', 'calls.error.payment_known')
      return { paymentId: id, promiseId: this.settlePaymentTx(tx, { ...written, seq, promise_seq: null }, now) }
    })
  }

  #settleTx(tx: Tx, promise: PromiseRow, debtPaidInTime: boolean, now: number): void {
    const { total, timely } = paidOnPromise(tx.database, promise.seq, lastDayOf(promise))
    const state = stateByPayments(promise, timely, debtPaidInTime)
    changePromiseTx(tx, promise.seq, { paid_minor: total, state, ...(state === 'kept' && promise.state !== 'kept' ? { settled_at: now } : {}) })
    if (state === 'kept' && promise.state !== 'kept') tellPromiseTx(tx, this.#needs.actions, 'promise_kept', { ...promise, state, paid_minor: total }, now)
  }

  #breakTx(tx: Tx, promise: ListedPromise, now: number): void {
    const { events, actions } = this.#needs
    changePromiseTx(tx, promise.seq, { state: 'broken', settled_at: now })
    tellPromiseTx(tx, actions, 'promise_broken', promise, now)
    raiseAlertTx(tx, events, {
      kind: 'promise_broken', businessId: promise.business_id, simulated: promise.simulated === 1, campaignId: promise.campaign_id, at: now,
      details: {
        debtorId: promise.debtor_id, name: promise.debtor_name, promiseId: promise.id, attemptId: promise.attempt_id, campaign: campaignById(tx.database, promise.campaign_id)?.name ?? '',
        promisedOn: promise.promised_on ?? '', amountMinor: promise.amount_minor ?? 0, currency: promise.currency,
      },
    })
  }

  #endCallsTx(tx: Tx, debtSeq: number, now: number): void {
    const campaigns = new Set(endCallJobsOfDebtTx(tx, debtSeq, now))
    tx.afterCommit(() => {
      for (const campaignId of campaigns) {
        this.#needs.events.publish({ type: 'campaign.updated', campaignId })
        this.#needs.wakeCampaign(campaignId)
      }
    })
  }

  #refusePastDay(promise: PromiseRow, day: string | null, now: number): void {
    if (day === null) throw new CallProblem('INVALID', 'calls.error.promise_needs_day')
    const zone = campaignById(this.#needs.database, promise.campaign_id)?.time_zone
    if (zone !== undefined && day < dayText(zoneTime(zone).dayAt(now) - graceDays)) throw new CallProblem('INVALID', 'calls.error.promise_day_past')
  }
}
