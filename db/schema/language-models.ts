import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { answerOrigins, inferenceStatuses, modelFailures, modelProviderKinds } from '../values.ts'

export const modelProviders = sqliteTable('model_providers', {
  id: text('id').primaryKey().notNull(),
  kind: text('kind', { enum: modelProviderKinds }).notNull(),
  name: text('name').notNull(),
  baseUrl: text('base_url'),
  textModel: text('text_model').notNull(),
  embeddingModel: text('embedding_model'),
  transcriptionModel: text('transcription_model'),
  enabled: integer('enabled').notNull(),
  position: integer('position').notNull(),
  requestsPerMinute: integer('requests_per_minute').notNull(),
  tokensPerMinute: integer('tokens_per_minute').notNull(),
  concurrency: integer('concurrency').notNull(),
  fromEnvironment: integer('from_environment').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const modelPrices = sqliteTable('model_prices', {
  kind: text('kind', { enum: modelProviderKinds }).notNull(),
  model: text('model').notNull(),
  inNanoUsd: integer('in_nano_usd').notNull(),
  cachedInNanoUsd: integer('cached_in_nano_usd').notNull(),
  outNanoUsd: integer('out_nano_usd').notNull(),
  setAt: integer('set_at').notNull(),
}, (table) => [primaryKey({ columns: [table.kind, table.model] })])

export const aiOpenCalls = sqliteTable('ai_open_calls', {
  id: text('id').primaryKey().notNull(),
  userId: text('user_id').notNull(),
  businessId: text('business_id'),
  endpoint: text('endpoint').notNull(),
  providerId: text('provider_id').notNull(),
  modelName: text('model_name').notNull(),
  tokensIn: integer('tokens_in').notNull(),
  tokensOut: integer('tokens_out').notNull(),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  attempts: integer('attempts').notNull(),
  startedAt: integer('started_at').notNull(),
})

export const aiAuditLogs = sqliteTable('ai_audit_logs', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  userId: text('user_id').notNull(),
  businessId: text('business_id'),
  endpoint: text('endpoint').notNull(),
  providerId: text('provider_id'),
  modelName: text('model_name').notNull(),
  tokensIn: integer('tokens_in').notNull(),
  tokensOut: integer('tokens_out').notNull(),
  tokensCached: integer('tokens_cached').notNull(),
  tokensEstimated: integer('tokens_estimated').notNull(),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  savedNanoUsd: integer('saved_nano_usd').notNull(),
  savedMs: integer('saved_ms').notNull(),
  responseTimeMs: integer('response_time_ms').notNull(),
  firstChunkMs: integer('first_chunk_ms'),
  status: text('status', { enum: inferenceStatuses }).notNull(),
  origin: text('origin', { enum: answerOrigins }).notNull(),
  attempts: integer('attempts').notNull(),
  failure: text('failure', { enum: modelFailures }),
  errorMessage: text('error_message'),
  promptName: text('prompt_name'),
  promptVersion: text('prompt_version'),
  thumbs: text('thumbs', { enum: ['up', 'down'] }),
  timestamp: integer('timestamp').notNull(),
  fellBackFrom: text('fell_back_from').notNull(),
  prompt: text('prompt').notNull(),
  response: text('response').notNull(),
})

export const aiUsageDays = sqliteTable('ai_usage_days', {
  day: text('day').notNull(),
  businessId: text('business_id').notNull(),
  endpoint: text('endpoint').notNull(),
  modelName: text('model_name').notNull(),
  userId: text('user_id').notNull(),
  status: text('status', { enum: inferenceStatuses }).notNull(),
  origin: text('origin', { enum: answerOrigins }).notNull(),
  calls: integer('calls').notNull(),
  tokensIn: integer('tokens_in').notNull(),
  tokensOut: integer('tokens_out').notNull(),
  tokensCached: integer('tokens_cached').notNull(),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  savedNanoUsd: integer('saved_nano_usd').notNull(),
  savedMs: integer('saved_ms').notNull(),
  responseTimeMs: integer('response_time_ms').notNull(),
  latencies: text('latencies').notNull(),
}, (table) => [primaryKey({ columns: [table.day, table.businessId, table.endpoint, table.modelName, table.userId, table.status, table.origin] })])

export const promptShares = sqliteTable('prompt_shares', {
  name: text('name').notNull(),
  version: text('version').notNull(),
  share: real('share').notNull(),
}, (table) => [primaryKey({ columns: [table.name, table.version] })])

export const promptFigures = sqliteTable('prompt_figures', {
  name: text('name').notNull(),
  version: text('version').notNull(),
  calls: integer('calls').notNull(),
  errors: integer('errors').notNull(),
  up: integer('up').notNull(),
  down: integer('down').notNull(),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  responseTimeMs: integer('response_time_ms').notNull(),
}, (table) => [primaryKey({ columns: [table.name, table.version] })])
