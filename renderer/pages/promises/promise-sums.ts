import { promiseStates, type PromiseState } from '../../../db/values.ts'
import type { PaymentPromise } from '../../../engine/contract/calls.ts'
import type { Money } from '../../../engine/contract/debtors.ts'

/** Promises by the day they fall due; those without one under ''. */
export function byDay(promises: readonly PaymentPromise[]): Map<string, PaymentPromise[]> {
  return Map.groupBy(promises, promise => promise.promisedOn ?? '')
}

/** What was promised in all, one sum for each currency: promises that were cancelled are none. */
export function promisedSums(promises: readonly PaymentPromise[]): Money[] {
  return sums(promises.flatMap(({ state, amount }) => state === 'cancelled' || amount === null ? [] : [amount]))
}

export function paidSums(promises: readonly PaymentPromise[]): Money[] {
  return sums(promises.flatMap(({ paid }) => paid.minor === 0 ? [] : [paid]))
}

/** How many there are in each state that occurs, in the order of the states. */
export function stateCounts(promises: readonly PaymentPromise[]): { state: PromiseState, count: number }[] {
  return promiseStates.map(state => ({ state, count: promises.filter(promise => promise.state === state).length })).filter(({ count }) => count > 0)
}

function sums(amounts: readonly Money[]): Money[] {
  const found = new Map<string, number>()
  for (const { minor, currency } of amounts) found.set(currency, (found.get(currency) ?? 0) + minor)
  return [...found].map(([currency, minor]) => ({ minor, currency })).toSorted((one, other) => one.currency.localeCompare(other.currency))
}
