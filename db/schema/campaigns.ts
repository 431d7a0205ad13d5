import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { callJobStatuses, campaignStates, roundStates, verdicts } from '../values.ts'
import { businesses } from './businesses.ts'
import { callAgents, callPolicies, presetVersions } from './call-catalogue.ts'
import { debtors, debts } from './debtors.ts'

export const campaigns = sqliteTable('campaigns', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  name: text('name').notNull(),
  state: text('state', { enum: campaignStates }).notNull(),
  hold: text('hold'),
  policyId: text('policy_id').notNull().references(() => callPolicies.id),
  policyVersion: integer('policy_version').notNull(),
  agentId: text('agent_id').notNull().references(() => callAgents.id),
  country: text('country').notNull(),
  timeZone: text('time_zone').notNull(),
  startsOn: text('starts_on'),
  endsOn: text('ends_on'),
  concurrency: integer('concurrency').notNull(),
  callsPerSecond: real('calls_per_second').notNull(),
  costLimitDayMillicents: integer('cost_limit_day_millicents'),
  costLimitTotalMillicents: integer('cost_limit_total_millicents'),
  keepRecordingsDays: integer('keep_recordings_days'),
  batchId: text('batch_id'),
  externalId: text('external_id'),
  createdAt: integer('created_at').notNull(),
  startedAt: integer('started_at'),
  finishedAt: integer('finished_at'),
  region: text('region'),
  presetHash: text('preset_hash').references(() => presetVersions.hash),
})

export const campaignSums = sqliteTable('campaign_sums', {
  campaignId: text('campaign_id').primaryKey().notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  pricedCalls: integer('priced_calls').notNull(),
  costMillicents: integer('cost_millicents').notNull(),
})

export const campaignPolicies = sqliteTable('campaign_policies', {
  campaignId: text('campaign_id').notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  at: integer('at').notNull(),
  policyId: text('policy_id').notNull(),
  policyVersion: integer('policy_version').notNull(),
  presetHash: text('preset_hash').references(() => presetVersions.hash),
  takenBy: text('taken_by'),
}, (table) => [primaryKey({ columns: [table.campaignId, table.at] })])

export const callJobs = sqliteTable('call_jobs', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  campaignId: text('campaign_id').notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  debtorSeq: integer('debtor_seq').notNull().references(() => debtors.seq, { onDelete: 'cascade' }),
  debtSeq: integer('debt_seq').notNull().references(() => debts.seq, { onDelete: 'cascade' }),
  deduplicationKey: text('deduplication_key').notNull(),
  status: text('status', { enum: callJobStatuses }).notNull(),
  attempts: integer('attempts').notNull().default(0),
  maxAttempts: integer('max_attempts').notNull(),
  priority: integer('priority').notNull().default(0),
  roundId: text('round_id'),
  nextTryAt: integer('next_try_at'),
  callbackAt: integer('callback_at'),
  callbackAskedAt: integer('callback_asked_at'),
  callbackText: text('callback_text'),
  liveAttemptId: text('live_attempt_id'),
  lastPhoneTried: text('last_phone_tried'),
  outcome: text('outcome'),
  lastRule: text('last_rule'),
  excludedRule: text('excluded_rule'),
  excludedAt: integer('excluded_at'),
  reinstatedAt: integer('reinstated_at'),
  lastError: text('last_error'),
  externalId: text('external_id'),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  finishedAt: integer('finished_at'),
})

export const callRounds = sqliteTable('call_rounds', {
  id: text('id').primaryKey().notNull(),
  campaignId: text('campaign_id').notNull().references(() => campaigns.id, { onDelete: 'cascade' }),
  localDate: text('local_date').notNull(),
  slot: text('slot').notNull(),
  dueAt: integer('due_at').notNull(),
  state: text('state', { enum: roundStates }).notNull(),
  target: integer('target').notNull(),
  chosen: integer('chosen').notNull().default(0),
  lookedAt: integer('looked_at').notNull().default(0),
  decidedAt: integer('decided_at'),
})

export const callDecisions = sqliteTable('call_decisions', {
  seq: integer('seq').primaryKey().notNull(),
  callJobSeq: integer('call_job_seq').notNull().references(() => callJobs.seq, { onDelete: 'cascade' }),
  roundId: text('round_id'),
  attemptId: text('attempt_id'),
  at: integer('at').notNull(),
  verdict: text('verdict', { enum: verdicts }).notNull(),
  rule: text('rule').notNull(),
  figure: text('figure'),
  limitValue: text('limit_value'),
  until: integer('until'),
  policyVersion: integer('policy_version').notNull(),
})
