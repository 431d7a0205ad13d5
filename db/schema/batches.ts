import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { batchStates } from '../values.ts'
import { businesses } from './businesses.ts'

export const uploads = sqliteTable('uploads', {
  id: text('id').primaryKey().notNull(),
  fileName: text('file_name').notNull(),
  bytes: integer('bytes').notNull(),
  received: integer('received').notNull(),
  path: text('path').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const columnMappings = sqliteTable('column_mappings', {
  layout: text('layout').primaryKey().notNull(),
  mapping: text('mapping').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const batches = sqliteTable('batches', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  fileName: text('file_name').notNull(),
  uploadId: text('upload_id'),
  mapping: text('mapping').notNull(),
  state: text('state', { enum: batchStates }).notNull(),
  jobId: text('job_id'),
  simulated: integer('simulated').notNull().default(0),
  total: integer('total').notNull().default(0),
  created: integer('created').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  failedRows: integer('failed_rows').notNull().default(0),
  classified: integer('classified').notNull().default(0),
  classifyFailed: integer('classify_failed').notNull().default(0),
  importDone: integer('import_done').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
  error: text('error'),
  llmAsked: integer('llm_asked').notNull().default(0),
  llmJudged: integer('llm_judged').notNull().default(0),
  llmFellBack: integer('llm_fell_back').notNull().default(0),
  costNanoUsd: integer('cost_nano_usd').notNull().default(0),
})

export const failedRows = sqliteTable('failed_rows', {
  batchId: text('batch_id').notNull().references(() => batches.id, { onDelete: 'cascade' }),
  rowNumber: integer('row_number').notNull(),
  reason: text('reason').notNull(),
  cells: text('cells').notNull(),
}, (table) => [primaryKey({ columns: [table.batchId, table.rowNumber] })])
