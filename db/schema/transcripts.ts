import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { labelSources, languages, sentiments } from '../values.ts'
import { batches } from './batches.ts'
import { businesses } from './businesses.ts'

/**
 * The words of these rows are in `transcripts_search`, an FTS5 table that drizzle cannot express. `client_name_order` and
 * `seller_order`, generated columns that only indexes hold, are in migration 0003 alone.
 */
export const transcripts = sqliteTable('transcripts', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  batchId: text('batch_id').notNull().references(() => batches.id, { onDelete: 'cascade' }),
  rowNumber: integer('row_number').notNull(),
  clientName: text('client_name'),
  clientEmail: text('client_email'),
  clientPhone: text('client_phone'),
  metOn: text('met_on'),
  seller: text('seller'),
  closed: integer('closed'),
  contentHash: blob('content_hash', { mode: 'buffer' }).notNull(),
  createdAt: integer('created_at').notNull(),
  sentiment: text('sentiment', { enum: sentiments }),
  confidence: real('confidence'),
  summary: text('summary'),
  taxonomyVersion: integer('taxonomy_version'),
  corrected: integer('corrected').notNull().default(0),
  error: text('error'),
  transcript: text('transcript').notNull(),
})

export const results = sqliteTable('results', {
  transcriptSeq: integer('transcript_seq').primaryKey().notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  revision: integer('revision').notNull(),
  language: text('language', { enum: languages }).notNull(),
  sentiment: text('sentiment', { enum: sentiments }).notNull(),
  sentimentConfidence: real('sentiment_confidence').notNull(),
  tone: text('tone').notNull(),
  keyTopics: text('key_topics').notNull(),
  actionItems: text('action_items').notNull(),
  summary: text('summary').notNull(),
  confidence: real('confidence').notNull(),
  signals: text('signals').notNull(),
  labelDetails: text('label_details').notNull(),
  source: text('source', { enum: labelSources }).notNull(),
  taxonomyVersion: integer('taxonomy_version').notNull(),
  modelVersion: integer('model_version'),
  jobId: text('job_id'),
  classifiedAt: integer('classified_at').notNull(),
})

export const labels = sqliteTable('labels', {
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  enum: text('enum').notNull(),
  value: text('value').notNull(),
  source: text('source', { enum: labelSources }).notNull(),
  predictedValue: text('predicted_value'),
  correctedAt: integer('corrected_at'),
}, (table) => [primaryKey({ columns: [table.transcriptSeq, table.enum] })])

export const signalsFound = sqliteTable('signals_found', {
  signal: text('signal').notNull(),
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
}, (table) => [primaryKey({ columns: [table.signal, table.transcriptSeq] })])
