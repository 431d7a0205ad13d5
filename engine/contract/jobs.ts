import { oc } from '@orpc/contract'
import { z } from 'zod'
import { attemptOutcomes, jobStates, queues } from '../../db/values.ts'
import { commonErrors, idSchema, pageSchema, timestampSchema } from './shared.ts'

export const jobSummarySchema = z.object({
  id: idSchema,
  kind: z.string(),
  queue: z.enum(queues),
  state: z.enum(jobStates),
  priority: z.number().int(),
  attempts: z.number().int(),
  maxAttempts: z.number().int(),
  /** How often the program ended under the job since it was last begun by hand; counted apart from its attempts. */
  lostLeases: z.number().int(),
  progressDone: z.number().nullable(),
  progressTotal: z.number().nullable(),
  progressNote: z.string().nullable(),
  parentId: idSchema.nullable(),
  openChildren: z.number().int(),
  lastError: z.string().nullable(),
  worker: z.string().nullable(),
  createdAt: timestampSchema,
  runAt: timestampSchema.nullable(),
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema.nullable(),
})
export type JobSummary = z.infer<typeof jobSummarySchema>

export const jobAttemptSchema = z.object({
  attempt: z.number().int(),
  outcome: z.enum(attemptOutcomes),
  error: z.string().nullable(),
  worker: z.string().nullable(),
  startedAt: timestampSchema.nullable(),
  finishedAt: timestampSchema,
})
export type JobAttempt = z.infer<typeof jobAttemptSchema>

/** A job's page: what it was asked, what it answered, every attempt that did not succeed (latest first), its children. */
export const jobDetailSchema = jobSummarySchema.extend({
  payload: z.unknown(),
  result: z.unknown(),
  uniqueKey: z.string().nullable(),
  leaseUntil: timestampSchema.nullable(),
  failedAttempts: z.array(jobAttemptSchema),
  children: z.partialRecord(z.enum(jobStates), z.number().int()),
})
export type JobDetail = z.infer<typeof jobDetailSchema>

export const jobFilterSchema = z.object({
  states: z.array(z.enum(jobStates)).optional(),
  kinds: z.array(z.string()).optional(),
  queue: z.enum(queues).optional(),
  parentId: idSchema.optional(),
  createdFrom: timestampSchema.optional(),
  createdTo: timestampSchema.optional(),
  /** Looked for in the id, the payload and the last error. */
  text: z.string().max(200).optional(),
})
export type JobFilter = z.infer<typeof jobFilterSchema>

export const jobActions = ['retry', 'cancel'] as const

/** What a mass action applies to: named jobs, or all that match a filter. */
export const jobTargetSchema = z.union([
  z.object({ ids: z.array(idSchema).min(1).max(10_000) }),
  z.object({ filter: jobFilterSchema }),
])
export type JobTarget = z.infer<typeof jobTargetSchema>

export const queueStatusSchema = z.object({
  queue: z.enum(queues),
  slots: z.number().int(),
  waiting: z.number().int(),
  scheduled: z.number().int(),
  running: z.number().int(),
  paused: z.number().int(),
  failed: z.number().int(),
  needsOperator: z.number().int(),
  /** Jobs finished in the last 60 seconds. */
  doneLastMinute: z.number().int(),
  /** Set while a rate limit holds the queue back. */
  heldUntil: timestampSchema.nullable(),
})
export type QueueStatus = z.infer<typeof queueStatusSchema>

export const threadStatusSchema = z.object({
  slot: z.string(),
  queue: z.enum(queues),
  state: z.enum(['idle', 'running', 'starting']),
  jobId: idSchema.nullable(),
  jobKind: z.string().nullable(),
  runningSince: timestampSchema.nullable(),
  tasksDone: z.number().int(),
  /** How often the thread was replaced by a fresh one. */
  recycled: z.number().int(),
  /** Heap in use, bytes; null until the thread has run a task. */
  memoryBytes: z.number().nullable(),
})
export type ThreadStatus = z.infer<typeof threadStatusSchema>

export const minuteSchema = z.object({
  minute: timestampSchema,
  queue: z.enum(queues),
  done: z.number().int(),
  failed: z.number().int(),
  /** Latency from start to end, milliseconds, of the jobs ended in that minute. */
  p50: z.number().nullable(),
  p95: z.number().nullable(),
  p99: z.number().nullable(),
})
export type JobMinute = z.infer<typeof minuteSchema>

export const scheduleSchema = z.object({
  name: z.string(),
  kind: z.string(),
  cron: z.string(),
  timeZone: z.string(),
  enabled: z.boolean(),
  nextRunAt: timestampSchema.nullable(),
  lastRunAt: timestampSchema.nullable(),
})
export type Schedule = z.infer<typeof scheduleSchema>

export const jobsContract = {
  overview: oc.output(z.object({ queues: z.array(queueStatusSchema), threads: z.array(threadStatusSchema), kinds: z.array(z.string()) })),
  history: oc.input(z.object({ minutes: z.number().int().min(1).max(1440).default(60) })).output(z.array(minuteSchema)),
  list: oc.input(jobFilterSchema.extend(pageSchema.shape)).output(z.object({ rows: z.array(jobSummarySchema), total: z.number().int() })),
  get: oc.input(z.object({ id: idSchema })).errors(commonErrors).output(jobDetailSchema),
  /** How many jobs an action would touch; nothing is changed. */
  countAction: oc.input(z.object({ action: z.enum(jobActions), target: jobTargetSchema })).output(z.object({ count: z.number().int() })),
  act: oc.input(z.object({ action: z.enum(jobActions), target: jobTargetSchema })).output(z.object({ count: z.number().int() })),
  /** Failed jobs grouped by cause, most frequent first. */
  deadLetters: oc.output(z.array(z.object({ kind: z.string(), error: z.string(), count: z.number().int(), latestAt: timestampSchema }))),
  schedules: oc.output(z.array(scheduleSchema)),
  setSchedule: oc.input(z.object({ name: z.string(), enabled: z.boolean() })).errors(commonErrors).output(scheduleSchema),
}
