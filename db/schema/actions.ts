import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { actionKinds, actionTriggers, deliveryStates } from '../values.ts'
import { businesses } from './businesses.ts'

export const actions = sqliteTable('actions', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  enabled: integer('enabled').notNull(),
  practice: integer('practice').notNull(),
  triggers: text('triggers').notNull(),
  kind: text('kind', { enum: actionKinds }).notNull(),
  config: text('config').notNull(),
  template: text('template').notNull(),
  previousSecretUntil: integer('previous_secret_until'),
  disabledReason: text('disabled_reason'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  archivedAt: integer('archived_at'),
})

export const deliveries = sqliteTable('deliveries', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  actionId: text('action_id').notNull().references(() => actions.id, { onDelete: 'cascade' }),
  eventId: text('event_id').notNull(),
  trigger: text('trigger_name', { enum: actionTriggers }).notNull(),
  simulated: integer('simulated').notNull(),
  sample: integer('sample').notNull(),
  debtorId: text('debtor_id'),
  event: text('event').notNull(),
  state: text('state', { enum: deliveryStates }).notNull(),
  attempts: integer('attempts').notNull().default(0),
  lastStatus: integer('last_status'),
  error: text('error'),
  sendingSince: integer('sending_since'),
  jobId: text('job_id'),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
})

export const deliveryAttempts = sqliteTable('delivery_attempts', {
  deliverySeq: integer('delivery_seq').notNull().references(() => deliveries.seq, { onDelete: 'cascade' }),
  attempt: integer('attempt').notNull(),
  at: integer('at').notNull(),
  durationMs: integer('duration_ms').notNull(),
  status: integer('status'),
  error: text('error'),
  request: text('request'),
  response: text('response'),
}, (table) => [primaryKey({ columns: [table.deliverySeq, table.attempt] })])
