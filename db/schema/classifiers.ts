import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { businesses } from './businesses.ts'

export const taxonomies = sqliteTable('taxonomies', {
  id: text('id').notNull(),
  version: integer('version').notNull(),
  content: text('content').notNull(),
  active: integer('active').notNull(),
  createdAt: integer('created_at').notNull(),
  author: text('author', { enum: ['program', 'operator'] }).notNull().default('program'),
  note: text('note').notNull().default(''),
  chosen: integer('chosen').notNull().default(0),
}, (table) => [primaryKey({ columns: [table.id, table.version] })])

export const taxonomyDrafts = sqliteTable('taxonomy_drafts', {
  id: text('id').primaryKey().notNull(),
  basedOn: integer('based_on').notNull(),
  note: text('note').notNull(),
  content: text('content').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const offlineModels = sqliteTable('offline_models', {
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  version: integer('version').notNull(),
  taxonomyVersion: integer('taxonomy_version').notNull(),
  weights: text('weights').notNull(),
  scores: text('scores').notNull(),
  examples: integer('examples').notNull(),
  folds: integer('folds').notNull(),
  active: integer('active').notNull(),
  createdAt: integer('created_at').notNull(),
}, (table) => [primaryKey({ columns: [table.businessId, table.version] })])
