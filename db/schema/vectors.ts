import { blob, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { businesses } from './businesses.ts'

export const vectorSpaces = sqliteTable('vector_spaces', {
  seq: integer('seq').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  embedder: text('embedder').notNull(),
  dimensions: integer('dimensions').notNull(),
  writes: integer('writes').notNull(),
})

export const vectors = sqliteTable('vectors', {
  seq: integer('seq').primaryKey().notNull(),
  spaceSeq: integer('space_seq').notNull().references(() => vectorSpaces.seq, { onDelete: 'cascade' }),
  embedder: text('embedder').notNull(),
  item: integer('item').notNull(),
  vector: blob('vector', { mode: 'buffer' }).notNull(),
})
