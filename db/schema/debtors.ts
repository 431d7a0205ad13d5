import { integer, primaryKey, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import { conversationOutcomes, debtStates, debtorImportKinds, debtorImportStates, languages, nationalIdKinds, phoneStates } from '../values.ts'
import { businesses } from './businesses.ts'

export const debtors = sqliteTable('debtors', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  simulated: integer('simulated').notNull(),
  personKey: text('person_key').notNull(),
  nationalIdKind: text('national_id_kind', { enum: nationalIdKinds }).notNull(),
  nationalId: text('national_id').notNull(),
  name: text('name').notNull(),
  nameFolded: text('name_folded').notNull(),
  timeZone: text('time_zone').notNull(),
  country: text('country').notNull(),
  region: text('region'),
  language: text('language', { enum: languages }).notNull(),
  consentAt: integer('consent_at'),
  consentSource: text('consent_source'),
  variables: text('variables').notNull(),
  owedMinor: integer('owed_minor'),
  owedCurrency: text('owed_currency'),
  dueOn: text('due_on'),
  attempts: integer('attempts').notNull().default(0),
  contacts: integer('contacts').notNull().default(0),
  lastAttemptAt: integer('last_attempt_at'),
  lastOutcome: text('last_outcome', { enum: conversationOutcomes }),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
  erasedAt: integer('erased_at'),
})

export const debtorPhones = sqliteTable('debtor_phones', {
  debtorSeq: integer('debtor_seq').notNull().references(() => debtors.seq, { onDelete: 'cascade' }),
  number: text('number').notNull(),
  position: integer('position').notNull(),
  state: text('state', { enum: phoneStates }).notNull(),
  stateAt: integer('state_at'),
}, (table) => [primaryKey({ columns: [table.debtorSeq, table.number] })])

export const debts = sqliteTable('debts', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  debtorSeq: integer('debtor_seq').notNull().references(() => debtors.seq, { onDelete: 'cascade' }),
  company: text('company').notNull(),
  reference: text('reference').notNull(),
  instalments: integer('instalments'),
  amountMinor: integer('amount_minor'),
  currency: text('currency').notNull(),
  dueOn: text('due_on'),
  lastNegotiableOn: text('last_negotiable_on'),
  delinquency: text('delinquency'),
  paidMinor: integer('paid_minor').notNull().default(0),
  state: text('state', { enum: debtStates }).notNull(),
  createdAt: integer('created_at').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const debtorImports = sqliteTable('debtor_imports', {
  id: text('id').primaryKey().notNull(),
  businessId: text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  campaignId: text('campaign_id'),
  simulated: integer('simulated').notNull(),
  kind: text('kind', { enum: debtorImportKinds }).notNull(),
  fileName: text('file_name').notNull(),
  uploadId: text('upload_id'),
  layout: text('layout').notNull(),
  state: text('state', { enum: debtorImportStates }).notNull(),
  jobId: text('job_id'),
  total: integer('total').notNull().default(0),
  rowsRead: integer('rows_read').notNull().default(0),
  rowsApplied: integer('rows_applied').notNull().default(0),
  appliedRow: integer('applied_row').notNull().default(0),
  created: integer('created').notNull().default(0),
  updated: integer('updated').notNull().default(0),
  skipped: integer('skipped').notNull().default(0),
  failedRows: integer('failed_rows').notNull().default(0),
  joined: integer('joined').notNull().default(0),
  kept: integer('kept').notNull().default(0),
  createdAt: integer('created_at').notNull(),
  finishedAt: integer('finished_at'),
  undoneAt: integer('undone_at'),
  error: text('error'),
})

export const debtorImportParts = sqliteTable('debtor_import_parts', {
  importId: text('import_id').notNull().references(() => debtorImports.id, { onDelete: 'cascade' }),
  lastRow: integer('last_row').notNull(),
  rows: text('rows').notNull(),
}, (table) => [primaryKey({ columns: [table.importId, table.lastRow] })])

export const debtorImportFailures = sqliteTable('debtor_import_failures', {
  importId: text('import_id').notNull().references(() => debtorImports.id, { onDelete: 'cascade' }),
  rowNumber: integer('row_number').notNull(),
  reasons: text('reasons').notNull(),
  cells: text('cells').notNull(),
}, (table) => [primaryKey({ columns: [table.importId, table.rowNumber] })])

export const debtorImportChanges = sqliteTable('debtor_import_changes', {
  importId: text('import_id').notNull().references(() => debtorImports.id, { onDelete: 'cascade' }),
  debtorSeq: integer('debtor_seq').notNull(),
  effect: text('effect').notNull(),
  debts: text('debts').notNull(),
  before: text('before'),
  at: integer('at').notNull(),
  kept: text('kept'),
}, (table) => [primaryKey({ columns: [table.importId, table.debtorSeq] })])
