import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { alertKinds, alertLevels, attemptStates, promiseStates, recordingStates } from '../values.ts'
import { businesses } from './businesses.ts'
import { callJobs, campaigns } from './campaigns.ts'
import { debtors, debts } from './debtors.ts'

export const callAttempts = sqliteTable('call_attempts', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  campaignId: text('campaign_id').notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  callJobSeq: integer('call_job_seq').notNull().references(() => callJobs.seq, { onDelete: 'cascade' }),
  debtorSeq: integer('debtor_seq').notNull().references(() => debtors.seq, { onDelete: 'cascade' }),
  debtSeq: integer('debt_seq').notNull().references(() => debts.seq, { onDelete: 'cascade' }),
  roundId: text('round_id'),
  number: text('number').notNull(),
  fromNumber: text('from_number').notNull(),
  state: text('state', { enum: attemptStates }).notNull(),
  intentAt: integer('intent_at').notNull(),
  localDate: text('local_date').notNull(),
  localHour: integer('local_hour').notNull(),
  region: text('region'),
  callId: text('call_id'),
  placedAt: integer('placed_at'),
  startedAt: integer('started_at'),
  endedAt: integer('ended_at'),
  durationMs: integer('duration_ms'),
  callStatus: text('call_status'),
  disconnectionReason: text('disconnection_reason'),
  disposition: text('disposition'),
  rang: integer('rang').notNull().default(1),
  contact: integer('contact').notNull().default(0),
  unanswered: integer('unanswered').notNull().default(0),
  spent: integer('spent').notNull().default(1),
  outcome: text('outcome'),
  callSuccessful: integer('call_successful'),
  sentiment: text('sentiment'),
  costMillicents: integer('cost_millicents'),
  flags: text('flags').notNull().default('[]'),
  variables: text('variables').notNull(),
  transcriptId: text('transcript_id'),
  review: text('review'),
  error: text('error'),
})

export const callBodies = sqliteTable('call_bodies', {
  attemptSeq: integer('attempt_seq').primaryKey().notNull().references(() => callAttempts.seq, { onDelete: 'cascade' }),
  body: text('body').notNull(),
  receivedAt: integer('received_at').notNull(),
})

export const callEvents = sqliteTable('call_events', {
  seq: integer('seq').primaryKey().notNull(),
  attemptSeq: integer('attempt_seq').notNull().references(() => callAttempts.seq, { onDelete: 'cascade' }),
  at: integer('at').notNull(),
  kind: text('kind').notNull(),
  detail: text('detail'),
})

export const heardWebhooks = sqliteTable('heard_webhooks', {
  callId: text('call_id').notNull(),
  event: text('event').notNull(),
  heardAt: integer('heard_at').notNull(),
}, (table) => [primaryKey({ columns: [table.callId, table.event] })])

export const recordings = sqliteTable('recordings', {
  attemptSeq: integer('attempt_seq').primaryKey().notNull().references(() => callAttempts.seq, { onDelete: 'cascade' }),
  state: text('state', { enum: recordingStates }).notNull(),
  file: text('file'),
  contentType: text('content_type'),
  bytes: integer('bytes'),
  sha256: text('sha256'),
  fetchedAt: integer('fetched_at'),
  removeAfter: integer('remove_after'),
  error: text('error'),
})

export const promises = sqliteTable('promises', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  campaignId: text('campaign_id').notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  debtorSeq: integer('debtor_seq').notNull().references(() => debtors.seq, { onDelete: 'cascade' }),
  debtSeq: integer('debt_seq').notNull().references(() => debts.seq, { onDelete: 'cascade' }),
  attemptSeq: integer('attempt_seq').notNull().references(() => callAttempts.seq, { onDelete: 'cascade' }),
  state: text('state', { enum: promiseStates }).notNull(),
  promisedOn: text('promised_on'),
  amountMinor: integer('amount_minor'),
  currency: text('currency').notNull(),
  paidMinor: integer('paid_minor').notNull().default(0),
  flags: text('flags').notNull(),
  madeAt: integer('made_at').notNull(),
  settledAt: integer('settled_at'),
})

export const payments = sqliteTable('payments', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  debtorSeq: integer('debtor_seq').references(() => debtors.seq, { onDelete: 'cascade' }),
  debtSeq: integer('debt_seq').references(() => debts.seq, { onDelete: 'cascade' }),
  promiseSeq: integer('promise_seq').references(() => promises.seq, { onDelete: 'set null' }),
  amountMinor: integer('amount_minor').notNull(),
  currency: text('currency').notNull(),
  paidOn: text('paid_on').notNull(),
  source: text('source').notNull(),
  externalId: text('external_id').notNull(),
  importId: text('import_id'),
  receivedAt: integer('received_at').notNull(),
})

export const alerts = sqliteTable('alerts', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  campaignId: text('campaign_id'),
  kind: text('kind', { enum: alertKinds }).notNull(),
  level: text('level', { enum: alertLevels }).notNull(),
  details: text('details').notNull(),
  at: integer('at').notNull(),
  seenAt: integer('seen_at'),
})
