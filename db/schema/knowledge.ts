import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { chunkKinds, documentKinds, documentStates, languages } from '../values.ts'
import { businesses } from './businesses.ts'

const businessId = () => text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' })
const seq = () => integer('seq').primaryKey().notNull()

export const documents = sqliteTable('documents', {
  seq: seq(),
  id: text('id').notNull(),
  businessId: businessId(),
  title: text('title').notNull(),
  tags: text('tags').notNull(),
  metadata: text('metadata').notNull(),
  liveSeq: integer('live_seq'),
  deleted: integer('deleted').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const documentVersions = sqliteTable('document_versions', {
  seq: seq(),
  id: text('id').notNull(),
  documentSeq: integer('document_seq').notNull().references(() => documents.seq, { onDelete: 'cascade' }),
  fileName: text('file_name').notNull(),
  kind: text('kind', { enum: documentKinds }).notNull(),
  bytes: integer('bytes').notNull(),
  contentHash: text('content_hash').notNull(),
  language: text('language', { enum: languages }),
  pages: integer('pages'),
  state: text('state', { enum: documentStates }).notNull(),
  error: text('error'),
  jobId: text('job_id'),
  chunks: integer('chunks').notNull(),
  embedded: integer('embedded').notNull(),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
})

export const chunks = sqliteTable('chunks', {
  seq: seq(),
  versionSeq: integer('version_seq').notNull().references(() => documentVersions.seq, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
  kind: text('kind', { enum: chunkKinds }).notNull(),
  headings: text('headings').notNull(),
  text: text('text').notNull(),
  language: text('language', { enum: languages }).notNull(),
  page: integer('page'),
})

export const chunkIndexes = sqliteTable('chunk_indexes', { seq: seq(), businessId: businessId() })
