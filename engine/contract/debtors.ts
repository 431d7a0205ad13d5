import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import { callJobStatuses, conversationOutcomes, debtStates, debtorImportKinds, debtorImportStates, doNotCallScopes, languages, nationalIdKinds, phoneStates } from '../../db/values.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, timestampSchema } from './shared.ts'

/** A calendar day where it counts, YYYY-MM-DD. */
export const localDateSchema = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** An amount in the currency's smallest unit: pesos of Chile have none smaller, dollars have cents. */
export const moneySchema = z.object({ minor: z.number().int(), currency: z.string().length(3) })
export type Money = z.infer<typeof moneySchema>

const column = z.number().int().min(0)

/** What a column of a debtors file can be, once each. `checkDigit` belongs to `nationalId`, the surnames to `name`, where a file keeps them apart. */
export const debtorFields = [
  'nationalId', 'checkDigit', 'name', 'surname', 'secondSurname', 'company', 'reference', 'instalments', 'amount', 'currency', 'dueOn', 'lastNegotiableOn', 'delinquency',
  'timeZone', 'region', 'country', 'language', 'consentOn',
] as const
export type DebtorField = (typeof debtorFields)[number]

export const debtorMappingSchema = z.object({
  fields: z.partialRecord(z.enum(debtorFields), column),
  /** In the order in which they are to be tried. */
  phones: z.array(column).max(12),
  /** Further columns kept as dynamic variables, by the name the script speaks. */
  variables: z.record(z.string().regex(/^[A-Za-z_][A-Za-z0-9_]{0,59}$/), column),
})
export type DebtorMapping = z.infer<typeof debtorMappingSchema>

export const paymentFields = ['nationalId', 'checkDigit', 'reference', 'amount', 'currency', 'paidOn', 'externalId'] as const
export type PaymentField = (typeof paymentFields)[number]
export const paymentMappingSchema = z.object({ fields: z.partialRecord(z.enum(paymentFields), column) })
export type PaymentMapping = z.infer<typeof paymentMappingSchema>

/** What holds for every row that does not say otherwise. */
export const importDefaultsSchema = z.object({
  country: z.string().length(2),
  nationalIdKind: z.enum(nationalIdKinds),
  currency: z.string().length(3),
  company: z.string().max(200),
  language: z.enum(languages),
  timeZone: z.string(),
})
export type ImportDefaults = z.infer<typeof importDefaultsSchema>

export const debtorImportSchema = z.object({
  id: idSchema,
  businessId: idSchema,
  campaignId: idSchema.nullable(),
  simulated: z.boolean(),
  kind: z.enum(debtorImportKinds),
  fileName: z.string(),
  state: z.enum(debtorImportStates),
  jobId: idSchema.nullable(),
  /** Rows of the file; an estimate while it is read. */
  total: z.number().int(),
  rowsRead: z.number().int(),
  rowsApplied: z.number().int(),
  created: z.number().int(),
  updated: z.number().int(),
  /** Rows that said nothing new. */
  skipped: z.number().int(),
  failedRows: z.number().int(),
  /** Debtors it put into its campaign. */
  joined: z.number().int(),
  /** Debtors that undoing it left as they are, because they were called or changed since. */
  kept: z.number().int(),
  createdAt: timestampSchema,
  finishedAt: timestampSchema.nullable(),
  undoneAt: timestampSchema.nullable(),
  error: z.string().nullable(),
})
export type DebtorImport = z.infer<typeof debtorImportSchema>

/** A row as it will be understood: its cells beside what became of them, or the reasons why it fails. */
export const previewRowSchema = z.object({
  cells: z.array(z.string()),
  debtor: z.object({ nationalId: z.string(), name: z.string(), phones: z.array(z.string()), company: z.string(), reference: z.string(), amount: moneySchema.nullable(), dueOn: localDateSchema.nullable() }).nullable(),
  payment: z.object({ subject: z.string(), amount: moneySchema, paidOn: localDateSchema }).nullable(),
  reasons: z.array(z.string()),
  warnings: z.array(z.string()),
})

export const importPreviewSchema = z.object({
  fileName: z.string(),
  format: z.string(),
  encoding: z.string().nullable(),
  delimiter: z.string().nullable(),
  columns: z.array(z.string()),
  mapping: z.union([debtorMappingSchema, paymentMappingSchema]),
  mappingRemembered: z.boolean(),
  /** The country whose national id a header names, as RUT does Chile's; null where none does. */
  namedCountry: z.string().length(2).nullable(),
  rowCount: z.number().int(),
  rowCountExact: z.boolean(),
  rows: z.array(previewRowSchema),
})
export type ImportPreview = z.infer<typeof importPreviewSchema>

export const debtorFilterSchema = z.object({
  businessId: idSchema,
  simulated: z.boolean(),
  text: z.string().max(200).optional(),
  campaignId: idSchema.optional(),
  statuses: z.array(z.enum(callJobStatuses)).optional(),
  outcomes: z.array(z.enum(conversationOutcomes)).optional(),
  companies: z.array(z.string()).optional(),
  delinquencies: z.array(z.string()).optional(),
  doNotCall: z.boolean().optional(),
  promised: z.boolean().optional(),
})
export type DebtorFilter = z.infer<typeof debtorFilterSchema>

export const debtorRowSchema = z.object({
  id: idSchema,
  nationalId: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  phoneCount: z.number().int(),
  company: z.string().nullable(),
  debtCount: z.number().int(),
  /** Of the open debts, when they share one currency. */
  owed: moneySchema.nullable(),
  dueOn: localDateSchema.nullable(),
  delinquency: z.string().nullable(),
  status: z.enum(callJobStatuses).nullable(),
  attempts: z.number().int(),
  contacts: z.number().int(),
  lastAttemptAt: timestampSchema.nullable(),
  lastOutcome: z.enum(conversationOutcomes).nullable(),
  promisedOn: localDateSchema.nullable(),
  doNotCall: z.boolean(),
})
export type DebtorRow = z.infer<typeof debtorRowSchema>

export const debtorSortColumns = ['name', 'nationalId', 'owed', 'dueOn', 'lastAttemptAt', 'attempts'] as const
export const debtorSortSchema = z.object({ column: z.enum(debtorSortColumns), descending: z.boolean() })

export const doNotCallEntrySchema = z.object({
  id: idSchema,
  scope: z.enum(doNotCallScopes),
  /** The national id of the person, or the number. */
  subject: z.string(),
  name: z.string().nullable(),
  source: z.string(),
  reason: z.string(),
  attemptId: idSchema.nullable(),
  createdAt: timestampSchema,
  liftedAt: timestampSchema.nullable(),
  liftedReason: z.string().nullable(),
})
export type DoNotCallEntry = z.infer<typeof doNotCallEntrySchema>

export const debtSchema = z.object({
  id: idSchema,
  company: z.string(),
  reference: z.string(),
  instalments: z.number().int().nullable(),
  amount: moneySchema.nullable(),
  paid: moneySchema,
  dueOn: localDateSchema.nullable(),
  lastNegotiableOn: localDateSchema.nullable(),
  delinquency: z.string().nullable(),
  state: z.enum(debtStates),
})
export type Debt = z.infer<typeof debtSchema>

export const debtorSchema = z.object({
  id: idSchema,
  simulated: z.boolean(),
  nationalIdKind: z.enum(nationalIdKinds),
  nationalId: z.string(),
  name: z.string(),
  timeZone: z.string(),
  country: z.string(),
  region: z.string().nullable(),
  language: z.enum(languages),
  consentAt: timestampSchema.nullable(),
  consentSource: z.string().nullable(),
  variables: z.record(z.string(), z.string()),
  phones: z.array(z.object({ number: z.string(), state: z.enum(phoneStates), stateAt: timestampSchema.nullable() })),
  debts: z.array(debtSchema),
  doNotCall: z.array(doNotCallEntrySchema),
  campaigns: z.array(z.object({ campaignId: idSchema, campaignName: z.string(), timeZone: z.string(), jobId: idSchema, status: z.enum(callJobStatuses), attempts: z.number().int(), nextTryAt: timestampSchema.nullable() })),
  createdAt: timestampSchema,
  updatedAt: timestampSchema,
  erasedAt: timestampSchema.nullable(),
})
export type Debtor = z.infer<typeof debtorSchema>

export const paymentSchema = z.object({
  id: idSchema,
  debtId: idSchema,
  company: z.string(),
  reference: z.string(),
  amount: moneySchema,
  paidOn: localDateSchema,
  /** The bank's own name of the payment; null for one written by hand without it. */
  externalId: z.string().nullable(),
  createdAt: timestampSchema,
})
export type Payment = z.infer<typeof paymentSchema>

const importId = z.object({ importId: idSchema })
const debtorId = z.object({ debtorId: idSchema })
const importChoice = z.object({ businessId: idSchema, uploadId: idSchema, simulated: z.boolean(), kind: z.enum(debtorImportKinds), defaults: importDefaultsSchema })

export const debtorsContract = {
  /** Reads the head of the file: columns, the mapping guessed or remembered, and the first rows as they will be understood. */
  previewImport: oc.input(importChoice.extend({ mapping: z.union([debtorMappingSchema, paymentMappingSchema]).optional() })).errors(commonErrors).output(importPreviewSchema),
  /** Imports the file; nothing reaches the floor before all of it was read. With a campaign, its debtors join it. */
  startImport: oc.input(importChoice.extend({ mapping: z.union([debtorMappingSchema, paymentMappingSchema]), campaignId: idSchema.optional() })).errors(commonErrors).output(debtorImportSchema),
  imports: oc.input(z.object({ businessId: idSchema })).output(z.array(debtorImportSchema)),
  importById: oc.input(importId).errors(commonErrors).output(debtorImportSchema),
  cancelImport: oc.input(importId).errors(commonErrors).output(debtorImportSchema),
  /** Takes the import back: what it created goes, what it changed is as before. Debtors called or changed since are kept and counted. */
  undoImport: oc.input(importId).errors(commonErrors).output(debtorImportSchema),
  /** Debtors that undoing or cancelling left as they are, and why. */
  keptByUndo: oc.input(importId.extend(pageSchema.shape)).errors(commonErrors).output(z.array(z.object({ debtorId: idSchema, nationalId: z.string(), name: z.string(), why: z.enum(['called', 'changed']) }))),
  /** The rows that could not be imported, as CSV: the original columns plus row number and reasons in words. */
  failedRows: oc.input(importId.extend({ language: exportLanguageSchema })).errors(commonErrors).output(eventIterator(z.string())),

  list: oc.input(z.object({ filter: debtorFilterSchema, sort: debtorSortSchema.optional() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(debtorRowSchema), total: z.number().int() })),
  facets: oc.input(z.object({ businessId: idSchema, simulated: z.boolean() })).output(z.object({ companies: z.array(z.string()), delinquencies: z.array(z.string()) })),
  get: oc.input(debtorId).errors(commonErrors).output(debtorSchema),
  /** Every payment of the debtor, newest first. */
  payments: oc.input(debtorId).errors(commonErrors).output(z.array(paymentSchema)),
  /** Changes what a person may set by hand. */
  update: oc.input(debtorId.extend({ name: z.string().trim().min(1).max(200).optional(), language: z.enum(languages).optional(), timeZone: z.string().optional(), consent: z.object({ at: timestampSchema, source: z.string().trim().min(1).max(500) }).nullable().optional() })).errors(commonErrors).output(debtorSchema),
  addPhone: oc.input(debtorId.extend({ number: z.string().min(3).max(40) })).errors(commonErrors).output(debtorSchema),
  setPhoneState: oc.input(debtorId.extend({ number: z.string(), state: z.enum(phoneStates) })).errors(commonErrors).output(debtorSchema),
  /** Makes the person unrecognisable: names, numbers, recordings and transcripts go; counts and the do-not-call entry stay. */
  erase: oc.input(debtorId.extend({ confirmation: z.string() })).errors(commonErrors).output(debtorSchema),
  /** A ZIP of everything about the person, in parts of base64: calls, transcripts, recordings, decisions, promises, hashes. */
  evidence: oc.input(debtorId.extend({ language: exportLanguageSchema })).errors(commonErrors).output(eventIterator(z.string())),
  export: oc.input(z.object({ filter: debtorFilterSchema, sort: debtorSortSchema.optional(), format: z.enum(['csv', 'json']), language: exportLanguageSchema })).output(eventIterator(z.string())),

  doNotCall: oc.input(z.object({ businessId: idSchema, simulated: z.boolean(), text: z.string().max(200).optional(), lifted: z.boolean().optional() }).extend(pageSchema.shape)).output(z.object({ rows: z.array(doNotCallEntrySchema), total: z.number().int() })),
  addDoNotCall: oc.input(z.object({ businessId: idSchema, simulated: z.boolean(), scope: z.enum(doNotCallScopes), debtorId: idSchema.optional(), number: z.string().optional(), reason: z.string().trim().min(1).max(500) })).errors(commonErrors).output(doNotCallEntrySchema),
  /**
   * Many at once, as the lines of a file: each a phone number in any form of the country, or the national id of a debtor
   * of the business. `refused` are lines that are neither.
   */
  importDoNotCall: oc.input(z.object({ businessId: idSchema, simulated: z.boolean(), country: z.string().length(2), lines: z.array(z.string().min(1).max(100)).min(1).max(1_000), reason: z.string().trim().min(1).max(500) })).errors(commonErrors).output(z.object({ added: z.number().int(), already: z.number().int(), refused: z.array(z.string()) })),
  exportDoNotCall: oc.input(z.object({ businessId: idSchema, simulated: z.boolean(), text: z.string().max(200).optional(), lifted: z.boolean().optional(), language: exportLanguageSchema })).output(eventIterator(z.string())),
  /** Only with a written reason, which is kept. */
  liftDoNotCall: oc.input(z.object({ id: idSchema, reason: z.string().trim().min(3).max(500) })).errors(commonErrors).output(doNotCallEntrySchema),
}
