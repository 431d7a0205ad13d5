import type { DatedPromise, PromiseRow } from '../../../db/queries/promises.ts'
import type { PromiseState } from '../../../db/values.ts'
import { dayText, parseDay } from '../zone-time.ts'

/** Days after the promised one on which a payment still keeps the promise. */
export const graceDays = 0

/** The last local day on which a payment keeps the promise; null for one without a day. */
export function lastDayOf(promise: Pick<PromiseRow, 'promised_on'>): string | null {
  const day = promise.promised_on === null ? null : parseDay(promise.promised_on)
  return day === null ? null : dayText(day + graceDays)
}

/** Whether a payment of a day came in time. */
export function isTimely(promise: Pick<PromiseRow, 'promised_on'>, paidOn: string): boolean {
  const last = lastDayOf(promise)
  return last === null || paidOn <= last
}

/**
 * The promise a payment goes to: the earliest unsettled one it is in time for; else a settled one it would have been in time
 * for, because a bank's file comes later than the money; else one that waits for a person; else the last one it is too late
 * for. What was paid before a promise was made, or in another currency, fulfils none.
 */
export function promiseFor(promises: readonly DatedPromise[], payment: { readonly paidOn: string; readonly currency: string }): DatedPromise | null {
  const possible = promises.filter((promise) => promise.made_on <= payment.paidOn && promise.currency === payment.currency && promise.state !== 'kept' && promise.state !== 'cancelled')
  const timely = possible.filter((promise) => promise.state !== 'review' && isTimely(promise, payment.paidOn))
  return timely.find((promise) => promise.settled_at === null)
    ?? timely[0]
    ?? possible.find((promise) => promise.state === 'review')
    ?? possible.findLast((promise) => promise.state !== 'review')
    ?? null
}

/**
 * What a promise has come to by what was paid in time. One without an amount named only a day: any payment by then keeps it.
 * A debt paid in full in time leaves nothing to be promised. What came too late changes nothing: such a promise stays broken
 * and shows what was paid.
 */
export function stateByPayments(promise: Pick<PromiseRow, 'state' | 'amount_minor'>, timelyMinor: number, debtPaidInTime: boolean): PromiseState {
  if (promise.state === 'kept' || promise.state === 'cancelled' || promise.state === 'review') return promise.state
  if (debtPaidInTime || (timelyMinor > 0 && timelyMinor >= (promise.amount_minor ?? 0))) return 'kept'
  return timelyMinor > 0 ? 'partial' : promise.state
}
