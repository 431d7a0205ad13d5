import { isCancelling } from '../../db/queries/job-control.ts'
import { cancelRequested, lostLeases, renewLeasesTx, setBackTx, type Fence, type JobRow, type Setback } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { defaultMaxLostLeases, type FindDefinition } from './define-job.ts'
import { retryDelay } from './retry.ts'
import { endSettledTx, setAsideTx, settleTx, type Lease } from './settle.ts'

/** How long a claim holds without being renewed, milliseconds. */
export const leaseMs = 90_000
/** Renewed three times per lease, so that one missed turn loses nothing. */
export const renewEveryMs = leaseMs / 3
/**
 * From so many lost leases on a job begins again only after a back-off. Jobs that always ran beside one that kills the
 * engine part from it that way, and get done.
 */
export const suspectAfter = 3

/** @returns the leases that were lost. */
export function renewLeases(database: Database, fences: Iterable<Fence>, now: number): Fence[] {
  return writeTx(database, (tx) => renewLeasesTx(tx, fences, now + leaseMs))
}

/**
 * Takes jobs back whose worker is gone, each after its kind's policy.
 * @param worker when given, every running job of another worker is lost at once: an engine that has just started is the
 * only one on its data, so whatever ran before it runs no more.
 * @returns how many were taken back.
 */
export function rescueLost(database: Database, now: number, worker: string | null, find: FindDefinition, random: () => number): number {
  const lost = lostLeases(database, now, worker)
  try {
    writeTx(database, (tx) => { for (const row of lost) rescueTx(tx, row, now, random(), find) })
  } catch {
    // One job's own code threw: each is rescued by itself, so that the one cannot keep the engine from starting.
    for (const row of lost) rescueAlone(database, row, now, random(), find)
  }
  return lost.length
}

function rescueTx(tx: Tx, row: JobRow, now: number, random: number, find: FindDefinition): void {
  // Asked of the database, not of the row: a parent rescued just before may have failed and taken this one with it.
  const cancelled = isCancelling(tx.database, row.seq)
  const setback = setbackOf(row, cancelled, now, random, find)
  const state = setBackTx(tx, fenceOf(row), setback, now)
  if (state !== null) endSettledTx(tx, row, state, setback.error, now, find)
}

function rescueAlone(database: Database, row: JobRow, now: number, random: number, find: FindDefinition): void {
  try {
    writeTx(database, (tx) => rescueTx(tx, row, now, random, find))
  } catch (error) {
    writeTx(database, (tx) => setAsideTx(tx, fenceOf(row), row, String(error), now))
  }
}

/** Puts a running job back because the program closes in good order: that costs neither an attempt nor a lost lease. */
export function putBack(database: Database, lease: Lease, now: number, find: FindDefinition): void {
  const error = 'jobs.engine_closed'
  writeTx(database, (tx) => {
    if (cancelRequested(database, lease)) return void settleTx(tx, lease, { outcome: 'retry', at: null, error }, now, 0, find)
    const state = lease.definition.onLostLease === 'ask_operator' ? 'needs_operator' : 'waiting'
    setBackTx(tx, lease, { state, outcome: 'lease_lost', error, runAt: null, countAttempt: false, recovered: true, lostLease: false }, now)
  })
}

/** A running job always has a token; the empty one matches none. */
function fenceOf(row: JobRow): Fence {
  return { seq: row.seq, leaseToken: row.lease_token ?? '' }
}

function setbackOf(row: JobRow, cancelled: boolean, now: number, random: number, find: FindDefinition): Setback {
  if (cancelled) return { state: 'cancelled', outcome: 'cancelled', error: 'jobs.was_cancelled', runAt: null, countAttempt: true, recovered: true, lostLease: false }
  const common = { outcome: 'lease_lost', error: 'jobs.engine_ended', runAt: null, countAttempt: false, recovered: true, lostLease: true } as const
  const definition = find(row.kind)
  if (definition === null || definition.onLostLease === 'ask_operator') return { ...common, state: 'needs_operator', error: 'jobs.engine_ended_unsure' }
  const lost = row.lost_leases + 1
  if (lost > (definition.retry.maxLostLeases ?? defaultMaxLostLeases)) {
    // Of what may have happened outside only a look-up could tell, and that is what ends the engine.
    return { ...common, state: definition.onLostLease === 'look_up' ? 'needs_operator' : 'failed', error: `jobs.lost_too_often ${lost}` }
  }
  if (lost < suspectAfter) return { ...common, state: 'waiting' }
  return { ...common, state: 'scheduled', runAt: now + retryDelay(definition.retry, lost - suspectAfter + 1, random) }
}
