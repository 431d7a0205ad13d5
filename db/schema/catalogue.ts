import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { catalogueEntities, catalogueImportKinds, catalogueImportStates, fulfilmentStates, orderStates, paymentStates, salesChannels, stockReasons } from '../values.ts'
import { businesses } from './businesses.ts'

const businessId = () => text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' })
const seq = () => integer('seq').primaryKey().notNull()

export const products = sqliteTable('products', {
  seq: seq(),
  id: text('id').notNull(),
  businessId: businessId(),
  externalId: text('external_id'),
  name: text('name').notNull(),
  nameFolded: text('name_folded').notNull(),
  description: text('description').notNull(),
  category: text('category').notNull(),
  priceMinor: integer('price_minor').notNull(),
  currency: text('currency').notNull(),
  stock: integer('stock').notNull(),
  active: integer('active').notNull(),
  synonyms: text('synonyms').notNull(),
  version: integer('version').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const customers = sqliteTable('customers', {
  seq: seq(),
  id: text('id').notNull(),
  businessId: businessId(),
  nationalId: text('national_id'),
  name: text('name').notNull(),
  nameFolded: text('name_folded').notNull(),
  phone: text('phone').notNull(),
  email: text('email').notNull(),
  address: text('address').notNull(),
  neighbourhood: text('neighbourhood').notNull(),
  notes: text('notes').notNull(),
  version: integer('version').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  erasedAt: integer('erased_at'),
})

export const sales = sqliteTable('sales', {
  seq: seq(),
  id: text('id').notNull(),
  businessId: businessId(),
  number: integer('number').notNull(),
  customerSeq: integer('customer_seq').references(() => customers.seq),
  totalMinor: integer('total_minor').notNull(),
  currency: text('currency').notNull(),
  soldAt: integer('sold_at').notNull(),
  channel: text('channel', { enum: salesChannels }).notNull(),
  fulfilment: text('fulfilment', { enum: fulfilmentStates }).notNull(),
  payment: text('payment', { enum: paymentStates }).notNull(),
  updatedAt: integer('updated_at').notNull(),
  externalNumber: text('external_number'),
})

export const saleLines = sqliteTable('sale_lines', {
  saleSeq: integer('sale_seq').notNull().references(() => sales.seq, { onDelete: 'cascade' }),
  position: integer('position').notNull(),
  productSeq: integer('product_seq').notNull().references(() => products.seq),
  name: text('name').notNull(),
  quantity: integer('quantity').notNull(),
  priceMinor: integer('price_minor').notNull(),
}, (table) => [primaryKey({ columns: [table.saleSeq, table.position] })])

export const orders = sqliteTable('orders', {
  seq: seq(),
  id: text('id').notNull(),
  businessId: businessId(),
  chatId: text('chat_id'),
  customerSeq: integer('customer_seq').references(() => customers.seq),
  state: text('state', { enum: orderStates }).notNull(),
  collected: text('collected').notNull(),
  saleSeq: integer('sale_seq').references(() => sales.seq),
  version: integer('version').notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const orderLines = sqliteTable('order_lines', {
  orderSeq: integer('order_seq').notNull().references(() => orders.seq, { onDelete: 'cascade' }),
  productSeq: integer('product_seq').notNull().references(() => products.seq),
  position: integer('position').notNull(),
  quantity: integer('quantity').notNull(),
  priceMinor: integer('price_minor').notNull(),
  currency: text('currency').notNull(),
}, (table) => [primaryKey({ columns: [table.orderSeq, table.productSeq] })])

export const stockMovements = sqliteTable('stock_movements', {
  seq: seq(),
  productSeq: integer('product_seq').notNull().references(() => products.seq, { onDelete: 'cascade' }),
  at: integer('at').notNull(),
  change: integer('change').notNull(),
  stockAfter: integer('stock_after').notNull(),
  reason: text('reason', { enum: stockReasons }).notNull(),
  note: text('note').notNull(),
  saleSeq: integer('sale_seq').references(() => sales.seq),
})

export const catalogueImports = sqliteTable('catalogue_imports', {
  id: text('id').primaryKey().notNull(),
  businessId: businessId(),
  kind: text('kind', { enum: catalogueImportKinds }).notNull(),
  fileName: text('file_name').notNull(),
  uploadId: text('upload_id').notNull(),
  layout: text('layout').notNull(),
  state: text('state', { enum: catalogueImportStates }).notNull(),
  jobId: text('job_id'),
  total: integer('total').notNull(),
  rowsRead: integer('rows_read').notNull(),
  appliedRow: integer('applied_row').notNull(),
  created: integer('created').notNull(),
  updated: integer('updated').notNull(),
  skipped: integer('skipped').notNull(),
  failedRows: integer('failed_rows').notNull(),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
  error: text('error'),
  undoable: integer('undoable').notNull(),
  undoneAt: integer('undone_at'),
  kept: integer('kept').notNull(),
})

export const catalogueImportFailures = sqliteTable('catalogue_import_failures', {
  importId: text('import_id').notNull().references(() => catalogueImports.id, { onDelete: 'cascade' }),
  rowNumber: integer('row_number').notNull(),
  reasons: text('reasons').notNull(),
  cells: text('cells').notNull(),
}, (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })])

export const catalogueImportChanges = sqliteTable('catalogue_import_changes', {
  importId: text('import_id').notNull().references(() => catalogueImports.id, { onDelete: 'cascade' }),
  entity: text('entity', { enum: catalogueEntities }).notNull(),
  rowSeq: integer('row_seq').notNull(),
  before: text('before'),
  after: text('after').notNull(),
  pieces: integer('pieces').notNull(),
  movementSeq: integer('movement_seq'),
  kept: text('kept'),
}, (table) => [primaryKey({ columns: [table.importId, table.entity, table.rowSeq] })])

export const catalogueSettings = sqliteTable('catalogue_settings', {
  businessId: text('business_id').primaryKey().notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  lowStock: integer('low_stock').notNull(),
})
