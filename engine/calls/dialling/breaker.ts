import type { DispositionGroup } from '../../../db/values.ts'

/** Calls that ended within this time are looked at, milliseconds. */
export const breakerWindowMs = 120_000
/** Fewer calls than this say nothing. */
const fewestCalls = 5
/** The share of failed calls from which on something is wrong with the line and not with the debtors. */
const failedShare = 0.5

/** Groups that are no fault of the person called. */
const failures: ReadonlySet<DispositionGroup> = new Set(['caller_side', 'system'])

/**
 * Whether a campaign should stop dialling.
 * @param recent groups of the calls that ended within the window.
 */
export function breakerOpens(recent: readonly DispositionGroup[]): boolean {
  const failed = recent.filter((group) => failures.has(group)).length
  return recent.length >= fewestCalls && failed >= recent.length * failedShare
}
