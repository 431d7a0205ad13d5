import { integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { cacheGuards, cacheModes, cacheVerdicts } from '../values.ts'
import { businesses } from './businesses.ts'

const businessId = () => text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' })

export const answerCacheSettings = sqliteTable('answer_cache_settings', {
  businessId: businessId(),
  task: text('task').notNull(),
  mode: text('mode', { enum: cacheModes }).notNull(),
  threshold: real('threshold').notNull(),
  ttlSeconds: integer('ttl_seconds').notNull(),
}, (table) => [primaryKey({ columns: [table.businessId, table.task] })])

export const answerCacheNamespaces = sqliteTable('answer_cache_namespaces', {
  seq: integer('seq').primaryKey().notNull(),
  businessId: businessId(),
  task: text('task').notNull(),
  key: text('key').notNull(),
})

export const answerCacheEntries = sqliteTable('answer_cache_entries', {
  seq: integer('seq').primaryKey({ autoIncrement: true }).notNull(),
  namespaceSeq: integer('namespace_seq').notNull().references(() => answerCacheNamespaces.seq, { onDelete: 'cascade' }),
  question: text('question').notNull(),
  questionHash: text('question_hash').notNull(),
  names: text('names').notNull(),
  answer: text('answer').notNull(),
  tokensIn: integer('tokens_in').notNull(),
  tokensOut: integer('tokens_out').notNull(),
  tokensCached: integer('tokens_cached').notNull(),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  responseTimeMs: integer('response_time_ms').notNull(),
  expiresAt: integer('expires_at').notNull(),
})

export const answerCacheHits = sqliteTable('answer_cache_hits', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: businessId(),
  task: text('task').notNull(),
  at: integer('at').notNull(),
  question: text('question').notNull(),
  keptQuestion: text('kept_question').notNull(),
  answer: text('answer').notNull(),
  similarity: real('similarity').notNull(),
  exact: integer('exact').notNull(),
  served: integer('served').notNull(),
  guard: text('guard', { enum: cacheGuards }),
  verdict: text('verdict', { enum: cacheVerdicts }),
  entrySeq: integer('entry_seq').notNull(),
})

export const answerCacheFigures = sqliteTable('answer_cache_figures', {
  businessId: businessId(),
  task: text('task').notNull(),
  lookups: integer('lookups').notNull(),
  exactHits: integer('exact_hits').notNull(),
  nearHits: integer('near_hits').notNull(),
  guarded: integer('guarded').notNull(),
  savedNanoUsd: integer('saved_nano_usd').notNull(),
  savedMs: integer('saved_ms').notNull(),
}, (table) => [primaryKey({ columns: [table.businessId, table.task] })])
