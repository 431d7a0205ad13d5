import { blob, integer, primaryKey, real, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { languages, sentiments } from '../values.ts'
import { batches } from './batches.ts'
import { businesses } from './businesses.ts'
import { transcripts } from './transcripts.ts'

export const opinions = sqliteTable('opinions', {
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  source: text('source', { enum: ['offline', 'llm'] }).notNull(),
  language: text('language', { enum: languages }).notNull(),
  sentiment: text('sentiment', { enum: sentiments }).notNull(),
  sentimentConfidence: real('sentiment_confidence').notNull(),
  tone: text('tone').notNull(),
  keyTopics: text('key_topics').notNull(),
  actionItems: text('action_items').notNull(),
  summary: text('summary').notNull(),
  confidence: real('confidence').notNull(),
  signals: text('signals').notNull(),
  labelValues: text('label_values').notNull(),
  labelDetails: text('label_details').notNull(),
  taxonomyVersion: integer('taxonomy_version').notNull(),
  modelVersion: integer('model_version'),
  providerId: text('provider_id'),
  model: text('model'),
  promptVersion: text('prompt_version'),
  askedAs: text('asked_as'),
  costNanoUsd: integer('cost_nano_usd').notNull(),
  cutCharacters: integer('cut_characters').notNull(),
  calibrated: integer('calibrated').notNull(),
  jobId: text('job_id'),
  judgedAt: integer('judged_at').notNull(),
}, (table) => [primaryKey({ columns: [table.transcriptSeq, table.source] })])

export const fallbacks = sqliteTable('fallbacks', {
  transcriptSeq: integer('transcript_seq').primaryKey().notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  code: text('code').notNull(),
  message: text('message').notNull(),
  jobId: text('job_id').notNull(),
  at: integer('at').notNull(),
})

export const disagreements = sqliteTable('disagreements', {
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  enum: text('enum').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  settled: integer('settled').notNull(),
  confidence: real('confidence').notNull(),
}, (table) => [primaryKey({ columns: [table.transcriptSeq, table.enum] })])

export const labelDiffs = sqliteTable('label_diffs', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  candidate: text('candidate').notNull(),
  ground: text('ground').notNull(),
  taxonomy: text('taxonomy'),
  state: text('state', { enum: ['running', 'done', 'failed', 'cancelled'] }).notNull(),
  jobId: text('job_id'),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
  error: text('error'),
  appliedAt: integer('applied_at'),
  summary: text('summary'),
  costNanoUsd: integer('cost_nano_usd').notNull().default(0),
})

export const labelDiffItems = sqliteTable('label_diff_items', {
  diffId: text('diff_id').notNull().references(() => labelDiffs.id, { onDelete: 'cascade' }),
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  judged: integer('judged').notNull(),
  error: text('error'),
}, (table) => [primaryKey({ columns: [table.diffId, table.transcriptSeq] })])

export const labelDiffRows = sqliteTable('label_diff_rows', {
  diffId: text('diff_id').notNull().references(() => labelDiffs.id, { onDelete: 'cascade' }),
  enum: text('enum').notNull(),
  transcriptSeq: integer('transcript_seq').notNull().references(() => transcripts.seq, { onDelete: 'cascade' }),
  beforeValue: text('before_value').notNull(),
  afterValue: text('after_value').notNull(),
  personValue: text('person_value'),
}, (table) => [primaryKey({ columns: [table.diffId, table.enum, table.transcriptSeq] })])

export const watchedFolders = sqliteTable('watched_folders', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  path: text('path').notNull(),
  enabled: integer('enabled').notNull(),
  afterwards: text('afterwards', { enum: ['move', 'keep'] }).notNull(),
  lastLookedAt: integer('last_looked_at'),
  problem: text('problem'),
  createdAt: integer('created_at').notNull(),
})

export const watchedFiles = sqliteTable('watched_files', {
  folderId: text('folder_id').notNull().references(() => watchedFolders.id, { onDelete: 'cascade' }),
  contentHash: blob('content_hash', { mode: 'buffer' }).notNull(),
  name: text('name').notNull(),
  bytes: integer('bytes').notNull(),
  modifiedAt: integer('modified_at').notNull(),
  batchId: text('batch_id').references(() => batches.id, { onDelete: 'set null' }),
  problem: text('problem'),
  at: integer('at').notNull(),
}, (table) => [primaryKey({ columns: [table.folderId, table.contentHash] })])
