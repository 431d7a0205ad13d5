import { implement } from '@orpc/server'
import { attemptsOf, childCounts, countJobs, deadLetters, listJobs, matchingJobs, openCounts, type JobWhere, type ListedJob } from '../../db/queries/job-list.ts'
import { jobById, jobBySeq, queueHolds } from '../../db/queries/jobs.ts'
import type { ScheduleRow } from '../../db/queries/schedules.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
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

/** Jobs touched in one transaction of a mass action: a few milliseconds, so that calls in between are answered. */
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
      let count = 0
      for (const ids of portions(database, input.action, input.target)) {
        count += writeTx(database, (tx) => ids.filter((id) => (input.action === 'retry' ? control.retryTx(tx, id) : control.cancelTx(tx, id))).length)
        await new Promise(setImmediate)
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
  return runner.slots.all.map((slot) => {
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

function narrowed(action: Action, where: JobWhere): JobWhere | null {
  const allowed: readonly JobState[] = actionStates[action]
  const states = where.states === undefined || where.states.length === 0 ? allowed : allowed.filter((state) => where.states?.includes(state))
  return states.length === 0 ? null : { ...where, states }
}

function countTargets(database: Database, action: Action, target: JobTarget): number {
  if ('ids' in target) {
    const allowed: readonly JobState[] = actionStates[action]
    return target.ids.filter((id) => allowed.includes(jobById(database, id)?.state ?? 'done')).length
  }
  const where = narrowed(action, target.filter)
  return where === null ? 0 : countJobs(database, where)
}

function* portions(database: Database, action: Action, target: JobTarget): Generator<string[]> {
  if ('ids' in target) {
    for (let from = 0; from < target.ids.length; from += actionPortion) yield target.ids.slice(from, from + actionPortion)
    return
  }
  const where = narrowed(action, target.filter)
  if (where === null) return
  let afterSeq = 0
  for (;;) {
    const matches = matchingJobs(database, where, afterSeq, actionPortion)
    const last = matches.at(-1)
    if (last === undefined) return
    afterSeq = last.seq
    yield matches.map(({ id }) => id)
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
