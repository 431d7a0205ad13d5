import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { doNotCallScopes, languages } from '../values.ts'
import { businesses } from './businesses.ts'

export const callPolicies = sqliteTable('call_policies', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  version: integer('version').notNull(),
  createdAt: integer('created_at').notNull(),
  archivedAt: integer('archived_at'),
})

export const callPolicyVersions = sqliteTable('call_policy_versions', {
  policyId: text('policy_id').notNull().references(() => callPolicies.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  preset: text('preset').notNull(),
  rules: text('rules').notNull(),
  loosened: text('loosened').notNull(),
  createdAt: integer('created_at').notNull(),
  presetHash: text('preset_hash').references(() => presetVersions.hash),
  savedBy: text('saved_by'),
}, (table) => [primaryKey({ columns: [table.policyId, table.version] })])

export const presetVersions = sqliteTable('preset_versions', {
  hash: text('hash').primaryKey().notNull(),
  preset: text('preset').notNull(),
  version: integer('version').notNull(),
  body: text('body').notNull(),
  keptAt: integer('kept_at').notNull(),
})

export const delinquencyTypes = sqliteTable('delinquency_types', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  code: text('code').notNull(),
  name: text('name').notNull(),
  fromDays: integer('from_days'),
  toDays: integer('to_days'),
  version: integer('version').notNull(),
  flow: text('flow').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const callAgents = sqliteTable('call_agents', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  agentId: text('agent_id').notNull(),
  fromNumber: text('from_number').notNull(),
  language: text('language', { enum: languages }).notNull(),
  variables: text('variables').notNull(),
  allowOverride: integer('allow_override').notNull(),
  simulated: integer('simulated').notNull(),
  updatedAt: integer('updated_at').notNull(),
  archivedAt: integer('archived_at'),
})

export const dispositionOverrides = sqliteTable('disposition_overrides', {
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  reason: text('reason').notNull(),
  rule: text('rule').notNull(),
  updatedAt: integer('updated_at').notNull(),
}, (table) => [primaryKey({ columns: [table.businessId, table.reason] })])

export const businessHolidays = sqliteTable('business_holidays', {
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  date: text('date').notNull(),
  name: text('name').notNull(),
  works: integer('works').notNull().default(0),
  reason: text('reason'),
}, (table) => [primaryKey({ columns: [table.businessId, table.date] })])

export const doNotCall = sqliteTable('do_not_call', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  scope: text('scope', { enum: doNotCallScopes }).notNull(),
  subject: text('subject').notNull(),
  name: text('name'),
  source: text('source').notNull(),
  reason: text('reason').notNull(),
  attemptId: text('attempt_id'),
  createdAt: integer('created_at').notNull(),
  liftedAt: integer('lifted_at'),
  liftedReason: text('lifted_reason'),
})
