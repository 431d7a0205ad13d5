import { z } from 'zod'
import { languages, nationalIdKinds } from '../../../db/values.ts'

/** A calendar day, YYYY-MM-DD. */
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** A debt as one row of a file tells it. What the row does not say is null. */
export const debtReadSchema = z.object({
  company: z.string().min(1),
  /** Empty where the file has none: then a person has one debt to a company. */
  reference: z.string(),
  instalments: z.number().int().min(0).nullable(),
  /** In the smallest unit of the currency. */
  amountMinor: z.number().int().min(0).nullable(),
  currency: z.string().length(3),
  dueOn: day.nullable(),
  lastNegotiableOn: day.nullable(),
  delinquency: z.string().nullable(),
})
export type DebtRead = z.infer<typeof debtReadSchema>

/** A row of a file of debtors, understood: one person with one debt. */
export const debtorReadSchema = z.object({
  rowNumber: z.number().int().min(1),
  /** What makes two rows the same person. */
  personKey: z.string().min(1),
  nationalIdKind: z.enum(nationalIdKinds),
  /** Normalised; empty where the person is known by name and phone. */
  nationalId: z.string(),
  name: z.string().min(1),
  country: z.string().length(2),
  region: z.string().nullable(),
  timeZone: z.string().min(1),
  language: z.enum(languages),
  consentOn: day.nullable(),
  /** E.164, in the order in which they are to be tried. */
  phones: z.array(z.string().regex(/^\+\d{6,15}$/)).min(1),
  variables: z.record(z.string(), z.string()),
  debt: debtReadSchema,
  warnings: z.array(z.string()),
})
export type DebtorRead = z.infer<typeof debtorReadSchema>

/** A row of a file of payments, understood. At least one of person and reference is there. */
export const paymentReadSchema = z.object({
  rowNumber: z.number().int().min(1),
  personKey: z.string().nullable(),
  nationalId: z.string().nullable(),
  reference: z.string().nullable(),
  amountMinor: z.number().int().min(1),
  currency: z.string().length(3),
  paidOn: day,
  /** The bank's own name of the payment, or one made of what the row says and how often the file says it. */
  externalId: z.string().min(1),
})
export type PaymentRead = z.infer<typeof paymentReadSchema>

export const rowFailureSchema = z.object({ rowNumber: z.number().int().min(1), reasons: z.array(z.string()).min(1), cells: z.array(z.string()) })
export type RowFailure = z.infer<typeof rowFailureSchema>

/**
 * What the reading thread hands over at a time. The rows cross and are stored as text: copying thousands of small
 * objects between threads takes several times longer than the text of them.
 */
export const importPartSchema = z.object({
  /** Last row of the file that this part covers; reading goes on behind it after an interruption. */
  lastRow: z.number().int().min(0),
  /** Rows read since the last part, sound and not. */
  rowsRead: z.number().int().min(0),
  /** Rows of the whole file: an estimate that becomes exact. */
  total: z.number().int().min(0),
  /** Whether the file has been read to its end. */
  last: z.boolean(),
  rowCount: z.number().int().min(0),
  /** JSON of `DebtorRead[]`, or of `PaymentRead[]`, in the order of the file. */
  rows: z.string(),
  failedCount: z.number().int().min(0),
  /** JSON of `RowFailure[]`. */
  failed: z.string(),
})
export type ImportPart = z.infer<typeof importPartSchema>
