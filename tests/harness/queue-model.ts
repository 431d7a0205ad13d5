import type { JobState, LostLeasePolicy } from '../../db/values.ts'

export interface ModelJob {
  readonly parent: ModelJob | null
  readonly policy: LostLeasePolicy
  state: JobState
  attempts: number
  runAt: number
  openChildren: number
  /** How often its result was applied. */
  applied: number
}

export type ModelOutcome = 'done' | 'retry' | 'rate_limited' | 'failed' | 'needs_operator'

export const modelPolicy = { maxAttempts: 3, firstDelayMs: 1_000, maxDelayMs: 10_000 }
export const modelPatienceMs = 5_000

/**
 * What the queue promises, in the plainest words there are, for a queue with a slot for every job: no SQL, no leases, no
 * turns. Whatever the real one does must come out as this does.
 */
export class QueueModel {
  readonly jobs: ModelJob[] = []
  #now: number
  #heldUntil = 0

  constructor(now: number) {
    this.#now = now
  }

  get open(): ModelJob[] { return this.jobs.filter((job) => !['done', 'failed', 'cancelled'].includes(job.state)) }
  get running(): ModelJob[] { return this.jobs.filter((job) => job.state === 'running') }

  enqueue(parent: ModelJob | null, policy: LostLeasePolicy, delay: number): void {
    this.jobs.push({ parent, policy, state: delay > 0 ? 'scheduled' : 'waiting', attempts: 0, runAt: this.#now + delay, openChildren: 0, applied: 0 })
    if (parent !== null) parent.openChildren += 1
    this.#claim()
  }

  move(milliseconds: number): void {
    this.#now += milliseconds
    this.#claim()
  }

  finish(job: ModelJob, outcome: ModelOutcome): void {
    if (outcome === 'done') {
      job.applied += 1
      if (job.openChildren > 0) job.state = 'waiting_children'
      else this.#end(job, 'done')
    } else if (outcome === 'failed' || (outcome === 'retry' && job.attempts >= modelPolicy.maxAttempts)) {
      this.#end(job, 'failed')
    } else if (outcome === 'needs_operator') {
      job.state = 'needs_operator'
    } else {
      job.state = 'scheduled'
      // With a random of 0 a back-off is the half of itself that is fixed.
      job.runAt = this.#now + (outcome === 'retry' ? Math.min(modelPolicy.maxDelayMs, modelPolicy.firstDelayMs * 2 ** (job.attempts - 1)) / 2 : modelPatienceMs)
      if (outcome === 'rate_limited') {
        job.attempts -= 1
        this.#heldUntil = Math.max(this.#heldUntil, job.runAt)
      }
    }
    this.#claim()
  }

  cancel(job: ModelJob): boolean {
    if (!this.open.includes(job)) return false
    this.#end(job, 'cancelled')
    this.#claim()
    return true
  }

  retry(job: ModelJob): boolean {
    if (!['failed', 'cancelled', 'needs_operator'].includes(job.state)) return false
    if (job.state !== 'needs_operator') this.#reopen(job.parent)
    job.state = 'waiting'
    job.attempts = 0
    this.#claim()
    return true
  }

  crash(): void {
    for (const job of this.running) {
      // An earlier one in this loop may have failed and taken this one with it.
      if (job.state !== 'running') continue
      if (job.policy === 'ask_operator') job.state = 'needs_operator'
      else if (job.policy === 'retry' && job.attempts >= modelPolicy.maxAttempts) this.#end(job, 'failed')
      else job.state = 'waiting'
    }
    this.#claim()
  }

  #end(job: ModelJob, state: 'done' | 'failed' | 'cancelled'): void {
    job.state = state
    if (state !== 'done') for (const child of this.open.filter(({ parent }) => parent === job)) this.#end(child, 'cancelled')
    const { parent } = job
    if (parent === null) return
    parent.openChildren -= 1
    if (parent.state === 'waiting_children' && parent.openChildren === 0) this.#end(parent, 'done')
  }

  #reopen(parent: ModelJob | null): void {
    if (parent === null) return
    parent.openChildren += 1
    if (parent.state !== 'done') return
    parent.state = 'waiting_children'
    this.#reopen(parent.parent)
  }

  #claim(): void {
    for (const job of this.jobs) if (job.state === 'scheduled' && job.runAt <= this.#now) job.state = 'waiting'
    if (this.#heldUntil > this.#now) return
    for (const job of this.jobs) {
      if (job.state !== 'waiting') continue
      job.state = 'running'
      job.attempts += 1
    }
  }
}
