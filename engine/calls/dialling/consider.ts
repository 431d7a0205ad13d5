import type { CallJobRow } from '../../../db/queries/call-jobs.ts'
import type { Database } from '../../../db/open.ts'
import { decide } from '../decide.ts'
import type { Decision } from '../rules.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import { personOf, type Person } from './person-facts.ts'

/** What comes of looking at somebody whose turn it is. */
export type Considered =
  | { readonly kind: 'decided'; readonly person: Person; readonly decision: Decision }
  /** The debtor, or the debt the call would be about, is no more. */
  | { readonly kind: 'gone' }
  /** The data cannot be read; in a campaign of thousands one such row must not keep the others from being called. */
  | { readonly kind: 'damaged'; readonly error: string }

/** Decides about a debtor now. @param job with the attempts that are to count. */
export function consider(database: Database, job: CallJobRow, setup: CampaignSetup, now: number): Considered {
  return unlessDamaged(() => {
    const person = personOf(database, job)
    if (person === null || person.debtor.erased_at !== null || person.debt.state !== 'open') return { kind: 'gone' }
    return { kind: 'decided', person, decision: decide(person.facts, now, setup.policy, person.history) }
  })
}

/** Runs what only reads; what it throws is the debtor's data. */
export function unlessDamaged<Result>(read: () => Result): Result | Extract<Considered, { kind: 'damaged' }> {
  try {
    return read()
  } catch (error) {
    return { kind: 'damaged', error: error instanceof Error ? error.message : String(error) }
  }
}
