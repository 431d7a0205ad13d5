import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { fileKinds, fileStates, fileStores } from '../values.ts'
import { businesses } from './businesses.ts'

export const files = sqliteTable('files', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id),
  kind: text('kind', { enum: fileKinds }).notNull(),
  name: text('name').notNull(),
  type: text('type').notNull(),
  bytes: integer('bytes').notNull(),
  sha256: text('sha256').notNull(),
  store: text('store', { enum: fileStores }).notNull(),
  bucket: text('bucket').notNull(),
  key: text('key').notNull(),
  state: text('state', { enum: fileStates }).notNull(),
  sentStore: text('sent_store', { enum: fileStores }),
  sentBucket: text('sent_bucket'),
  expiresAt: integer('expires_at'),
  createdAt: integer('created_at').notNull(),
})
