import type { JobState, LostLeasePolicy } from '../../db/values.ts'

export interface ModelJob {
  readonly parent: ModelJob | null
  readonly policy: LostLeasePolicy
  state: JobState
  attempts: number
  lostLeases: number
  /** Whether what is below it is held. */
  childrenPaused: boolean
  runAt: number
  openChildren: number
  /** How often its result was applied. */
  applied: number
}

export type ModelOutcome = 'done' | 'retry' | 'rate_limited' | 'failed' | 'needs_operator'

export const modelPolicy = { maxAttempts: 3, maxLostLeases: 4, firstDelayMs: 1_000, maxDelayMs: 10_000 }
export const modelPatienceMs = 5_000
/** Lost leases after which a job begins again only after a back-off. */
const modelSuspectAfter = 3
const ended: ReadonlySet<JobState> = new Set(['done', 'failed', 'cancelled'])

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

  get open(): ModelJob[] { return this.jobs.filter((job) => !ended.has(job.state)) }
  get running(): ModelJob[] { return this.jobs.filter((job) => job.state === 'running') }

  enqueue(parent: ModelJob | null, policy: LostLeasePolicy, delay: number): void {
    const job: ModelJob = { parent, policy, state: 'waiting', attempts: 0, lostLeases: 0, childrenPaused: false, runAt: this.#now + delay, openChildren: 0, applied: 0 }
    this.#ready(job, delay > 0)
    this.jobs.push(job)
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
      this.#ready(job, true)
      job.runAt = this.#now + (outcome === 'retry' ? backOff(job.attempts) : modelPatienceMs)
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
    job.attempts = 0
    job.lostLeases = 0
    job.childrenPaused = false
    job.runAt = this.#now
    this.#ready(job, false)
    this.#claim()
    return true
  }

  pause(job: ModelJob): void {
    if (ended.has(job.state)) return
    job.childrenPaused = true
    for (const child of this.jobs) if (child.parent === job && (child.state === 'waiting' || child.state === 'scheduled')) child.state = 'paused'
  }

  resume(job: ModelJob): void {
    job.childrenPaused = false
    for (const child of this.jobs) if (child.parent === job && child.state === 'paused') child.state = child.runAt > this.#now ? 'scheduled' : 'waiting'
    this.#claim()
  }

  crash(): void {
    for (const job of this.running) {
      // An earlier one in this loop may have failed and taken this one with it.
      if (job.state !== 'running') continue
      job.attempts -= 1
      job.lostLeases += 1
      const tooOften = job.lostLeases > modelPolicy.maxLostLeases
      if (job.policy === 'ask_operator' || (job.policy === 'look_up' && tooOften)) {
        job.state = 'needs_operator'
      } else if (tooOften) {
        this.#end(job, 'failed')
      } else {
        const suspect = job.lostLeases >= modelSuspectAfter
        this.#ready(job, suspect)
        job.runAt = suspect ? this.#now + backOff(job.lostLeases - modelSuspectAfter + 1) : this.#now
      }
    }
    this.#claim()
  }

  /** Claimable, now or later, unless a person holds what is below its parent. */
  #ready(job: ModelJob, later: boolean): void {
    const held = job.parent !== null && job.parent.childrenPaused && !ended.has(job.parent.state)
    job.state = held ? 'paused' : later ? 'scheduled' : 'waiting'
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
    parent.childrenPaused = false
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

/** With a random of 0 a back-off is the half of itself that is fixed. */
function backOff(times: number): number {
  return Math.min(modelPolicy.maxDelayMs, modelPolicy.firstDelayMs * 2 ** (times - 1)) / 2
}
