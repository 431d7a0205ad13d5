import { cancelIdleTx, pauseChildrenTx, requestCancelTx, resumeChildrenTx, retryTx } from '../../db/queries/job-control.ts'
import { jobById, jobBySeq, type JobRow } from '../../db/queries/jobs.ts'
import type { Tx } from '../../db/tx.ts'
import { announceTx } from './enqueue.ts'
import type { JobRunner } from './runner.ts'
import { cancelChildrenTx, endTx } from './settle.ts'

/** What other areas and people may do to jobs that exist. */
export interface JobControl {
  /** Cancels a job and everything below it. What runs is stopped; its outcome becomes `cancelled`. @returns false when it has already ended. */
  cancelTx(tx: Tx, id: string): boolean
  /** Gives a failed, cancelled or stuck job a fresh set of attempts. @returns false when it is in no such state. */
  retryTx(tx: Tx, id: string): boolean
  /** Holds the children of a job that have not begun; what runs ends normally. */
  pauseChildrenTx(tx: Tx, id: string): number
  resumeChildrenTx(tx: Tx, id: string): number
}

export function jobControl(runner: JobRunner, now: () => number): JobControl {
  const find = (tx: Tx, id: string): JobRow | null => jobById(tx.database, id)
  return {
    cancelTx(tx, id) {
      const job = find(tx, id)
      if (job === null) return false
      const idle = cancelIdleTx(tx, job.seq, now()) !== null
      if (!idle && !requestCancelTx(tx, job.seq)) return false
      cancelChildrenTx(tx, job.seq, now(), runner.find)
      if (idle) endTx(tx, jobBySeq(tx.database, job.seq) ?? job, 'cancelled', null, now(), runner.find)
      tx.afterCommit(() => runner.cancelsRequested())
      return true
    },
    retryTx(tx, id) {
      const job = find(tx, id)
      if (job === null || !retryTx(tx, job)) return false
      announceTx(tx, null)
      return true
    },
    pauseChildrenTx(tx, id) {
      const job = find(tx, id)
      return job === null ? 0 : pauseChildrenTx(tx, job.seq)
    },
    resumeChildrenTx(tx, id) {
      const job = find(tx, id)
      if (job === null) return 0
      announceTx(tx, null)
      return resumeChildrenTx(tx, job.seq, now())
    },
  }
}
