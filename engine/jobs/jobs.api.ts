import { setImmediate as nextTurn } from 'node:timers/promises'
import { implement } from '@orpc/server'
import { attemptsOf, childCounts, countJobs, countRetryable, deadLetters, listJobs, matchingSeqs, openCounts, type JobWhere, type ListedJob } from '../../db/queries/job-list.ts'
import { jobById, jobBySeq, queueHolds } from '../../db/queries/jobs.ts'
import type { ScheduleRow } from '../../db/queries/schedules.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { attemptOutcomes, queues, type JobState, type Queue } from '../../db/values.ts'
import { jobsContract, type JobSummary, type JobTarget, type QueueStatus, type Schedule, type ThreadStatus } from '../contract/jobs.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { JobControl } from './control.ts'
import type { JobRunner } from './runner.ts'
import type { Scheduler } from './schedule.ts'

export interface JobsApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly runner: JobRunner
  readonly control: JobControl
  readonly scheduler: Scheduler
}

/** States an action applies to; a filter is narrowed to them before anything is counted or touched. */
const actionStates = {
  retry: ['failed', 'cancelled', 'needs_operator'],
  cancel: ['scheduled', 'waiting', 'paused', 'running', 'waiting_children', 'needs_operator'],
} as const satisfies Record<string, readonly JobState[]>
type Action = keyof typeof actionStates

/** Jobs found, and jobs touched, between two turns of the event loop: a few milliseconds, so that calls in between are answered. */
const findPortion = 5_000
const actionPortion = 200

export function jobsApi(needs: JobsApiNeeds) {
  const { database, clock, runner, control, scheduler } = needs
  const api = implement(jobsContract)
  return {
    overview: api.overview.handler(() => ({ queues: queueStatuses(needs), threads: threadStatuses(runner), kinds: runner.kinds })),
    history: api.history.handler(({ input }) => runner.minutes.history(input.minutes)),
    list: api.list.handler(({ input }) => ({
      rows: listJobs(database, input, input.offset, input.limit).map(summaryOf),
      total: countJobs(database, input),
    })),
    get: api.get.handler(({ input, errors }) => {
      const row = jobById(database, input.id)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'jobs.not_found' } })
      const parentId = row.parent_seq === null ? null : (jobBySeq(database, row.parent_seq)?.id ?? null)
      return {
        ...summaryOf({ ...row, parent_id: parentId }),
        payload: JSON.parse(row.payload),
        result: row.result === null ? null : JSON.parse(row.result),
        uniqueKey: row.unique_key,
        leaseUntil: row.lease_until,
        failedAttempts: attemptsOf(database, row.seq).map((attempt) => ({
          attempt: attempt.attempt,
          outcome: attemptOutcomes.find((outcome) => outcome === attempt.outcome) ?? 'failed',
          error: attempt.error,
          worker: attempt.worker,
          startedAt: attempt.started_at,
          finishedAt: attempt.finished_at,
        })),
        children: Object.fromEntries(childCounts(database, row.seq).map(({ state, count }) => [state, count])),
      }
    }),
    countAction: api.countAction.handler(({ input }) => ({ count: countTargets(database, input.action, input.target) })),
    act: api.act.handler(async ({ input }) => {
      const seqs = await findTargets(database, input.action, input.target)
      let count = 0
      for (let from = 0; from < seqs.length; from += actionPortion) {
        count += writeTx(database, (tx) => seqs.slice(from, from + actionPortion).filter((seq) => actOn(tx, input.action, seq)).length)
        await nextTurn()
      }
      if (count > 0) needs.events.publish({ type: 'jobs.changed' })
      return { count }
    }),
    deadLetters: api.deadLetters.handler(() => deadLetters(database).map(({ kind, error, count, latest_at }) => ({ kind, error, count, latestAt: latest_at }))),
    schedules: api.schedules.handler(() => scheduler.list().map(scheduleOf)),
    setSchedule: api.setSchedule.handler(({ input, errors }) => {
      const row = scheduler.setEnabled(input.name, input.enabled)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'jobs.schedule_not_found' } })
      needs.events.publish({ type: 'jobs.changed' })
      return scheduleOf(row)
    }),
  }

  function actOn(tx: Tx, action: Action, seq: number): boolean {
    const job = jobBySeq(database, seq)
    if (job === null) return false
    if (action === 'retry') return control.retryTx(tx, job.id)
    // Every target was open when it was found: one that is cancelled by now went with its parent, a target before it.
    return job.state === 'cancelled' || control.cancelTx(tx, job.id)
  }

  function queueStatuses({ runner }: JobsApiNeeds): QueueStatus[] {
    const counts = new Map(openCounts(database).map(({ queue, state, count }) => [`${queue} ${state}`, count]))
    const holds = new Map(queueHolds(database).map((hold) => [hold.queue, hold.held_until]))
    const now = clock.now()
    const count = (queue: Queue, state: JobState) => counts.get(`${queue} ${state}`) ?? 0
    return queues.map((queue) => {
      const heldUntil = holds.get(queue) ?? 0
      return {
        queue,
        slots: runner.slots.count(queue),
        waiting: count(queue, 'waiting'),
        scheduled: count(queue, 'scheduled'),
        running: count(queue, 'running'),
        paused: count(queue, 'paused'),
        failed: count(queue, 'failed'),
        needsOperator: count(queue, 'needs_operator'),
        doneLastMinute: runner.minutes.doneLastMinute(queue),
        heldUntil: heldUntil > now ? heldUntil : null,
      }
    })
  }
}

function threadStatuses(runner: JobRunner): ThreadStatus[] {
  const bySlot = new Map([...runner.running].map((execution) => [execution.slot, execution]))
  // Lines for calls, actions and language models are many and need no thread: only those in use are worth a row.
  const shown = runner.slots.all.filter((slot) => (slot.queue !== 'calls' && slot.queue !== 'actions' && slot.queue !== 'models') || bySlot.has(slot))
  return shown.map((slot) => {
    const execution = bySlot.get(slot)
    const thread = slot.usedThread
    return {
      slot: slot.name,
      queue: slot.queue,
      state: execution === undefined ? 'idle' : 'running',
      jobId: execution?.lease.job.id ?? null,
      jobKind: execution?.lease.job.kind ?? null,
      runningSince: execution?.startedAt ?? null,
      tasksDone: thread?.tasksDone ?? 0,
      recycled: thread?.recycled ?? 0,
      memoryBytes: thread?.memoryBytes ?? null,
    }
  })
}

/** What an action applies to, as a filter; null when the states asked for leave nothing. */
function targetWhere(action: Action, target: JobTarget): JobWhere | null {
  const where: JobWhere = 'ids' in target ? { ids: target.ids } : target.filter
  const allowed: readonly JobState[] = actionStates[action]
  const states = where.states === undefined || where.states.length === 0 ? allowed : allowed.filter((state) => where.states?.includes(state))
  return states.length === 0 ? null : { ...where, states }
}

function countTargets(database: Database, action: Action, target: JobTarget): number {
  const where = targetWhere(action, target)
  if (where === null) return 0
  return action === 'retry' ? countRetryable(database, where) : countJobs(database, where)
}

/** All of them are found before the first is touched, because touching one can change which others match. */
async function findTargets(database: Database, action: Action, target: JobTarget): Promise<number[]> {
  const where = targetWhere(action, target)
  const seqs: number[] = []
  if (where === null) return seqs
  for (;;) {
    const found = matchingSeqs(database, where, seqs.at(-1) ?? 0, findPortion)
    for (const seq of found) seqs.push(seq)
    if (found.length < findPortion) return seqs
    await nextTurn()
  }
}

function summaryOf(row: ListedJob): JobSummary {
  return {
    id: row.id,
    kind: row.kind,
    queue: row.queue,
    state: row.state,
    priority: row.priority,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    lostLeases: row.lost_leases,
    progressDone: row.progress_done,
    progressTotal: row.progress_total,
    progressNote: row.progress_note,
    parentId: row.parent_id,
    openChildren: row.open_children,
    lastError: row.last_error,
    worker: row.worker,
    createdAt: row.created_at,
    runAt: row.run_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
  }
}

function scheduleOf(row: ScheduleRow): Schedule {
  return { name: row.name, kind: row.kind, cron: row.cron, timeZone: row.time_zone, enabled: row.enabled === 1, nextRunAt: row.next_run_at, lastRunAt: row.last_run_at }
}
