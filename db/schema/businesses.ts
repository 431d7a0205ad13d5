import { integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'

export const businesses = sqliteTable('businesses', {
  id: text('id').primaryKey().notNull(),
  name: text('name').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const settings = sqliteTable('settings', {
  key: text('key').primaryKey().notNull(),
  value: text('value').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const savedViews = sqliteTable('saved_views', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  name: text('name').notNull(),
  view: text('view', { mode: 'json' }).notNull(),
  createdAt: integer('created_at').notNull(),
})
