import { cancelIdleTx, childrenToCancelTx, clearCancellingTx, lastCancellingTx, requestCancelTx } from '../../db/queries/job-control.ts'
import { childrenEndedTx, type JobRow } from '../../db/queries/jobs.ts'
import type { Tx } from '../../db/tx.ts'
import type { EndState, FindDefinition } from './define-job.ts'
import { announceTx } from './enqueue.ts'

/** What ends with a job: its definition is told, its parent counts one child less, and what is below it is cancelled. */

export type EndedJob = Pick<JobRow, 'seq' | 'id' | 'kind' | 'payload' | 'attempts' | 'recovered' | 'parent_seq'>

/** Tells a job's definition that it ended, and its parent, up to the root. */
export function endTx(tx: Tx, job: EndedJob, state: EndState, error: string | null, now: number, find: FindDefinition): void {
  const definition = find(job.kind)
  if (definition?.ended !== undefined) {
    const payload = definition.payload.safeParse(JSON.parse(job.payload))
    // A payload that can no longer be read belongs to no one who could be told.
    if (payload.success) definition.ended(tx, { seq: job.seq, id: job.id, parentSeq: job.parent_seq, payload: payload.data, attempt: job.attempts, recovered: job.recovered === 1, now }, state, error)
  }
  countEndedTx(tx, job, now, find)
}

function countEndedTx(tx: Tx, job: Pick<JobRow, 'parent_seq'>, now: number, find: FindDefinition): void {
  if (job.parent_seq === null) return
  const parent = childrenEndedTx(tx, job.parent_seq, 1, now)
  if (parent !== null) endTx(tx, parent, 'done', null, now, find)
}

/**
 * Jobs cancelled in one transaction because something above them ended. The rest follow in the runner's next turns, so that
 * a tree of any size never keeps the writer for long: 100,000 children took almost two seconds in one piece.
 */
export const cancelledPerTransaction = 250

const cancelledIn = new WeakMap<Tx, number>()

/**
 * Cancels what is below every marked job, deepest first; what runs is told to stop, and stops when its runner hears of it.
 * A marked job that has ended is told so once nothing below it is left. The marks are in the database: what one
 * transaction leaves, the next one does, also after a crash. The runner is woken when something is left.
 * @param careful what one job's own code throws is kept from the others: it ends untold.
 * @returns whether anything was cancelled or told.
 */
export function cancelBelowTx(tx: Tx, now: number, find: FindDefinition, careful = false): boolean {
  const end = careful ? endCarefullyTx : endTx
  let changed = false
  let beforeSeq = Number.MAX_SAFE_INTEGER
  for (let job = lastCancellingTx(tx, beforeSeq); job !== null; job = lastCancellingTx(tx, beforeSeq)) {
    const room = cancelledPerTransaction - (cancelledIn.get(tx) ?? 0)
    if (room <= 0) {
      announceTx(tx, null)
      break
    }
    const children = childrenToCancelTx(tx, job.seq, room)
    cancelledIn.set(tx, cancelledPerTransaction - room + Math.max(1, children.length))
    for (const child of children) cancelChildTx(tx, child, now, find, end)
    changed ||= children.length > 0 || job.state !== 'running'
    if (children.length > 0) {
      // Some of them may have children of their own, which go first.
      beforeSeq = Number.MAX_SAFE_INTEGER
      continue
    }
    beforeSeq = job.seq
    if (job.state === 'running') continue
    clearCancellingTx(tx, job.seq)
    if (job.state === 'failed') end(tx, job, 'failed', job.last_error, now, find)
    if (job.state === 'cancelled') end(tx, job, 'cancelled', null, now, find)
  }
  return changed
}

function cancelChildTx(tx: Tx, child: JobRow, now: number, find: FindDefinition, end: typeof endTx): void {
  const idle = cancelIdleTx(tx, child.seq, now)
  if (idle === null) requestCancelTx(tx, child.seq)
  else if (idle.cancel_requested === 0) end(tx, idle, 'cancelled', null, now, find)
}

function endCarefullyTx(tx: Tx, job: EndedJob, state: EndState, error: string | null, now: number, find: FindDefinition): void {
  tx.database.prepare('SAVEPOINT end_job').run()
  try {
    endTx(tx, job, state, error, now, find)
  } catch {
    tx.database.prepare('ROLLBACK TO end_job').run()
    countEndedTx(tx, job, now, find)
  } finally {
    tx.database.prepare('RELEASE end_job').run()
  }
}
