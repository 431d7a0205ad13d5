import { integer, primaryKey, real, sqliteTable, text, type AnySQLiteColumn } from 'drizzle-orm/sqlite-core'
import { attemptOutcomes, jobStates, queues } from '../values.ts'

export const jobs = sqliteTable('jobs', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  kind: text('kind').notNull(),
  queue: text('queue', { enum: queues }).notNull(),
  state: text('state', { enum: jobStates }).notNull(),
  priority: integer('priority').notNull(),
  payload: text('payload').notNull(),
  result: text('result'),
  attempts: integer('attempts').notNull().default(0),
  maxAttempts: integer('max_attempts').notNull(),
  recovered: integer('recovered').notNull().default(0),
  cancelRequested: integer('cancel_requested').notNull().default(0),
  leaseToken: text('lease_token'),
  leaseUntil: integer('lease_until'),
  worker: text('worker'),
  uniqueKey: text('unique_key'),
  parentSeq: integer('parent_seq').references((): AnySQLiteColumn => jobs.seq, { onDelete: 'cascade' }),
  openChildren: integer('open_children').notNull().default(0),
  progressDone: real('progress_done'),
  progressTotal: real('progress_total'),
  progressNote: text('progress_note'),
  lastError: text('last_error'),
  createdAt: integer('created_at').notNull(),
  runAt: integer('run_at'),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at'),
  lostLeases: integer('lost_leases').notNull().default(0),
  childrenPaused: integer('children_paused').notNull().default(0),
})

export const jobAttempts = sqliteTable('job_attempts', {
  jobSeq: integer('job_seq').notNull().references(() => jobs.seq, { onDelete: 'cascade' }),
  attempt: integer('attempt').notNull(),
  outcome: text('outcome', { enum: attemptOutcomes }).notNull(),
  error: text('error'),
  worker: text('worker'),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at').notNull(),
})

export const jobMinutes = sqliteTable('job_minutes', {
  minute: integer('minute').notNull(),
  queue: text('queue', { enum: queues }).notNull(),
  done: integer('done').notNull(),
  failed: integer('failed').notNull(),
  latencies: text('latencies').notNull(),
}, (table) => [primaryKey({ columns: [table.minute, table.queue] })])

export const queueHolds = sqliteTable('queue_holds', {
  queue: text('queue', { enum: queues }).primaryKey().notNull(),
  heldUntil: integer('held_until').notNull(),
})

export const schedules = sqliteTable('schedules', {
  name: text('name').primaryKey().notNull(),
  kind: text('kind').notNull(),
  payload: text('payload').notNull(),
  cron: text('cron').notNull(),
  timeZone: text('time_zone').notNull(),
  enabled: integer('enabled').notNull(),
  nextRunAt: integer('next_run_at'),
  lastRunAt: integer('last_run_at'),
})
