import { cancelRequested, lostLeases, renewLeasesTx, setBackTx, type Fence, type JobRow, type Setback } from '../../db/queries/jobs.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { cancelChildrenTx, endTx, setAsideTx, type FindDefinition } from './settle.ts'

/** How long a claim holds without being renewed, milliseconds. */
export const leaseMs = 90_000
/** Renewed three times per lease, so that one missed turn loses nothing. */
export const renewEveryMs = leaseMs / 3

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
export function rescueLost(database: Database, now: number, worker: string | null, find: FindDefinition): number {
  const lost = lostLeases(database, now, worker)
  try {
    writeTx(database, (tx) => { for (const row of lost) rescueTx(tx, row, now, find) })
  } catch {
    // One job's own code threw: each is rescued by itself, so that the one cannot keep the engine from starting.
    for (const row of lost) rescueAlone(database, row, now, find)
  }
  return lost.length
}

function rescueTx(tx: Tx, row: JobRow, now: number, find: FindDefinition): void {
  // Asked of the database, not of the row: a parent rescued just before may have failed and taken this one with it.
  const cancelled = cancelRequested(tx.database, fenceOf(row))
  const setback = setbackOf(row, cancelled, find)
  if (!setBackTx(tx, fenceOf(row), setback, now)) return
  if (setback.state === 'failed' || setback.state === 'cancelled') {
    cancelChildrenTx(tx, row.seq, now, find)
    endTx(tx, row, setback.state, setback.error, now, find)
  }
}

function rescueAlone(database: Database, row: JobRow, now: number, find: FindDefinition): void {
  try {
    writeTx(database, (tx) => rescueTx(tx, row, now, find))
  } catch (error) {
    writeTx(database, (tx) => setAsideTx(tx, fenceOf(row), row, String(error), now))
  }
}

/** A running job always has a token; the empty one matches none. */
function fenceOf(row: JobRow): Fence {
  return { seq: row.seq, leaseToken: row.lease_token ?? '' }
}

function setbackOf(row: JobRow, cancelled: boolean, find: FindDefinition): Setback {
  const common = { outcome: 'lease_lost', runAt: null, countAttempt: true, recovered: true } as const
  if (cancelled) return { ...common, state: 'cancelled', outcome: 'cancelled', error: 'Cancelled' }
  const error = 'The program ended while this job was running'
  const definition = find(row.kind)
  switch (definition?.onLostLease ?? 'ask_operator') {
    case 'retry':
      return row.attempts >= row.max_attempts ? { ...common, state: 'failed', error } : { ...common, state: 'waiting', error }
    // Looking up is always allowed: it repeats nothing, and only it can tell what happened.
    case 'look_up':
      return { ...common, state: 'waiting', error }
    case 'ask_operator':
      return { ...common, state: 'needs_operator', error: `${error}; nobody can know how far it came` }
  }
}
