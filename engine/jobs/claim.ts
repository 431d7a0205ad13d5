import { isCancelling, requestCancelTx } from '../../db/queries/job-control.ts'
import { claimTx, nextDueAt, promoteDueTx, queueHolds, setBackTx, waitingQueues, type ClaimedJob } from '../../db/queries/jobs.ts'
import type { Tx } from '../../db/tx.ts'
import type { AnyJob, FindDefinition } from './define-job.ts'
import { Execution } from './execution.ts'
import { leaseMs } from './lease.ts'
import { messageOf } from './message-of.ts'
import { setAsideTx, settleTx, type Ended, type Lease } from './settle.ts'
import type { SlotPool } from './slots.ts'

/** Planned jobs made claimable in one turn; the rest follow in the next, so that no turn is long. */
const promotedPerTurn = 1_000

export interface ClaimerNeeds {
  readonly slots: SlotPool
  /** Names this run of the engine; leases carry it. */
  readonly worker: string
  readonly find: FindDefinition
  readonly random: () => number
  /** There is more to claim: plans another turn. */
  readonly wake: () => void
  /** Plans a turn for a moment, milliseconds UTC. */
  readonly alarm: (at: number) => void
  /** A job ended without ever running; null when its lease was lost. */
  readonly endedTx: (tx: Tx, change: Ended | null) => void
  readonly changed: () => void
}

/** Fills free slots with waiting jobs, each prepared in the transaction that claims it. */
export class Claimer {
  readonly #needs: ClaimerNeeds
  #leases = 0

  constructor(needs: ClaimerNeeds) {
    this.#needs = needs
  }

  /** @param careful each job's prepare in a savepoint of its own. @param taken filled with what was given a slot. */
  claimTx(tx: Tx, now: number, careful: boolean, taken: Execution[]): Execution[] {
    const { slots, worker, alarm, wake } = this.#needs
    if ((nextDueAt(tx.database) ?? Number.POSITIVE_INFINITY) <= now && promoteDueTx(tx, now, promotedPerTurn) === promotedPerTurn) wake()
    const holds = queueHolds(tx.database).filter((hold) => hold.held_until > now)
    for (const hold of holds) alarm(hold.held_until)
    const held = new Set(holds.map((hold) => hold.queue))
    for (const queue of waitingQueues(tx.database)) {
      const free = slots.free(queue)
      if (free === 0 || held.has(queue)) continue
      this.#leases += 1
      const token = `${worker}.${this.#leases}`
      for (const job of claimTx(tx, queue, free, { token, until: now + leaseMs, worker }, now)) {
        const execution = careful ? this.#prepareCarefully(tx, job, token, now) : this.#prepare(tx, job, token, now)
        if (execution !== null) taken.push(execution)
        // A slot stayed free: there may be more to claim for it.
        else wake()
      }
    }
    return taken
  }

  #leaseOf(job: ClaimedJob, definition: AnyJob, leaseToken: string, payload: unknown, now: number): Lease {
    return { seq: job.seq, leaseToken, job, definition, context: { seq: job.seq, id: job.id, parentSeq: job.parent_seq, payload, attempt: job.attempts, recovered: job.recovered === 1, now } }
  }

  /** Calls the definition's prepare. @returns null when that already ended the job. */
  #prepare(tx: Tx, job: ClaimedJob, leaseToken: string, now: number): Execution | null {
    const definition = this.#needs.find(job.kind)
    if (definition === null) {
      setBackTx(tx, { seq: job.seq, leaseToken }, { state: 'needs_operator', outcome: 'needs_operator', error: `This program does not know jobs of the kind ${job.kind}`, runAt: null, countAttempt: false, recovered: false, lostLease: false }, now)
      tx.afterCommit(this.#needs.changed)
      return null
    }
    const lease = this.#leaseOf(job, definition, leaseToken, definition.payload.parse(JSON.parse(job.payload)), now)
    // The rest of a large tree that is being cancelled: it is claimed, but never begins.
    if (job.parent_seq !== null && isCancelling(tx.database, job.parent_seq)) {
      requestCancelTx(tx, job.seq)
      this.#needs.endedTx(tx, settleTx(tx, lease, { outcome: 'retry', at: null, error: 'jobs.was_cancelled' }, now, 0, this.#needs.find))
      return null
    }
    const prepared = definition.prepare(tx, lease.context)
    if ('work' in prepared) return new Execution(lease, prepared.work, this.#needs.slots.take(job.queue), now)
    this.#needs.endedTx(tx, settleTx(tx, lease, { outcome: 'done', result: prepared.done }, now, 0, this.#needs.find))
    tx.afterCommit(this.#needs.changed)
    return null
  }

  /** What a prepare that throws has written is taken back; the job then fails like any failed attempt. */
  #prepareCarefully(tx: Tx, job: ClaimedJob, leaseToken: string, now: number): Execution | null {
    tx.database.prepare('SAVEPOINT prepare_job').run()
    try {
      return this.#prepare(tx, job, leaseToken, now)
    } catch (error) {
      tx.database.prepare('ROLLBACK TO prepare_job').run()
      this.#failPrepareTx(tx, job, leaseToken, messageOf(error), now)
      return null
    } finally {
      tx.database.prepare('RELEASE prepare_job').run()
    }
  }

  #failPrepareTx(tx: Tx, job: ClaimedJob, leaseToken: string, error: string, now: number): void {
    const definition = this.#needs.find(job.kind)
    if (definition === null) return
    try {
      const lease = this.#leaseOf(job, definition, leaseToken, null, now)
      this.#needs.endedTx(tx, settleTx(tx, lease, { outcome: 'retry', at: null, error }, now, this.#needs.random(), this.#needs.find))
    } catch (again) {
      tx.database.prepare('ROLLBACK TO prepare_job').run()
      setAsideTx(tx, { seq: job.seq, leaseToken }, job, messageOf(again), now)
    }
    tx.afterCommit(this.#needs.changed)
  }
}
