import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { benchCatalogues, benchRunStates } from '../values.ts'
import { businesses } from './businesses.ts'

export const chatSuites = sqliteTable('chat_suites', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  text: text('text').notNull(),
  conversations: integer('conversations').notNull(),
  replies: integer('replies').notNull(),
  version: integer('version').notNull().default(1),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const chatBenchRuns = sqliteTable('chat_bench_runs', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  variant: text('variant').notNull(),
  suites: text('suites').notNull(),
  state: text('state', { enum: benchRunStates }).notNull(),
  jobId: text('job_id'),
  reference: integer('reference').notNull().default(0),
  error: text('error'),
  figures: text('figures'),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
})

export const chatBenchItems = sqliteTable('chat_bench_items', {
  runId: text('run_id').notNull().references(() => chatBenchRuns.id, { onDelete: 'cascade' }),
  number: integer('number').notNull(),
  suiteId: text('suite_id').notNull(),
  name: text('name').notNull(),
  catalogue: text('catalogue', { enum: benchCatalogues }).notNull(),
  script: text('script').notNull(),
  passages: text('passages'),
  passed: integer('passed'),
  misses: integer('misses').notNull().default(0),
  turns: text('turns'),
  tally: text('tally'),
  error: text('error'),
}, (table) => [primaryKey({ columns: [table.runId, table.number] })])
