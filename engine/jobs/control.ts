import { cancelIdleTx, pauseChildrenTx, pauseTx, requestCancelTx, resumeChildrenTx, resumeTx, retryTx } from '../../db/queries/job-control.ts'
import { jobById, type JobRow } from '../../db/queries/jobs.ts'
import type { Tx } from '../../db/tx.ts'
import { cancelBelowTx, endTx } from './ending.ts'
import { announceTx } from './enqueue.ts'
import type { JobRunner } from './runner.ts'

/** What other areas and people may do to jobs that exist. */
export interface JobControl {
  /**
   * Cancels a job and everything below it; of a very large tree the rest follows in the runner's next turns, and none of it
   * begins meanwhile. What runs is stopped; its outcome becomes `cancelled`.
   * @returns false when it has already ended.
   */
  cancelTx(tx: Tx, id: string): boolean
  /** Gives a failed, cancelled or stuck job a fresh set of attempts; it waits paused while its siblings are held. @returns false when it is in no such state. */
  retryTx(tx: Tx, id: string): boolean
  /** Holds the job itself, if it waits or runs: one that runs is stopped, its attempt not counted, and begins again when it is let go on. */
  pauseTx(tx: Tx, id: string): boolean
  resumeTx(tx: Tx, id: string): boolean
  /** Holds what is below a job: children that have not begun, and those that are added or would begin again later. What runs ends normally. */
  pauseChildrenTx(tx: Tx, id: string): number
  resumeChildrenTx(tx: Tx, id: string): number
}

export function jobControl(runner: JobRunner, now: () => number): JobControl {
  const find = (tx: Tx, id: string): JobRow | null => jobById(tx.database, id)
  return {
    cancelTx(tx, id) {
      const job = find(tx, id)
      if (job === null) return false
      const idle = cancelIdleTx(tx, job.seq, now())
      if (idle === null && !requestCancelTx(tx, job.seq)) return false
      if (idle?.cancel_requested === 0) endTx(tx, idle, 'cancelled', null, now(), runner.find)
      else cancelBelowTx(tx, now(), runner.find)
      tx.afterCommit(() => runner.cancelsRequested())
      return true
    },
    retryTx(tx, id) {
      const job = find(tx, id)
      if (job === null || !retryTx(tx, job)) return false
      announceTx(tx, null)
      return true
    },
    pauseTx(tx, id) {
      const job = find(tx, id)
      if (job === null || !pauseTx(tx, job.seq)) return false
      tx.afterCommit(() => runner.giveUp(job.seq))
      return true
    },
    resumeTx(tx, id) {
      const job = find(tx, id)
      if (job === null || !resumeTx(tx, job.seq, now())) return false
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
