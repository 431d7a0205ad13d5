import type { DebtorMapping, ImportDefaults, ImportPreview, PaymentMapping } from '../../contract/debtors.ts'
import { conventionsOf } from './conventions.ts'
import { debtorReader, type DebtorReading } from './debtor-row.ts'
import { paymentReader, type PaymentReading } from './payment-row.ts'

/** A file as its inspection shows it: the names of its columns, its first rows. */
export interface FileHead {
  readonly columns: readonly string[]
  readonly rows: readonly (readonly string[])[]
}

type PreviewRow = ImportPreview['rows'][number]

/** The reader of a file of debtors, which writes dates and decimals as its first rows prove. The preview and the import both use it, so that the one shows what the other does. */
export function debtorFileReader(head: FileHead, mapping: DebtorMapping, defaults: ImportDefaults, today: string): (cells: readonly string[]) => DebtorReading {
  const { fields } = mapping
  const conventions = conventionsOf(head.rows, { dates: [fields.dueOn, fields.lastNegotiableOn, fields.consentOn], amount: fields.amount }, defaults.country)
  return debtorReader({ mapping, columnCount: head.columns.length, defaults, conventions, today })
}

/** The same for a file of payments. */
export function paymentFileReader(head: FileHead, mapping: PaymentMapping, defaults: ImportDefaults, today: string): (cells: readonly string[]) => PaymentReading {
  const { fields } = mapping
  const conventions = conventionsOf(head.rows, { dates: [fields.paidOn], amount: fields.amount }, defaults.country)
  return paymentReader({ mapping, columnCount: head.columns.length, defaults, conventions, today })
}

/** The first rows of a file of debtors as they will be understood. */
export function previewDebtors(head: FileHead, mapping: DebtorMapping, defaults: ImportDefaults, today: string): PreviewRow[] {
  const read = debtorFileReader(head, mapping, defaults, today)
  return head.rows.map((row): PreviewRow => {
    const cells = [...row]
    const reading = read(cells)
    if ('failed' in reading) return { cells, debtor: null, payment: null, reasons: [...reading.failed], warnings: [] }
    const { nationalId, name, phones, debt: { company, reference, amountMinor, currency, dueOn }, warnings } = reading.ok
    const amount = amountMinor === null ? null : { minor: amountMinor, currency }
    return { cells, debtor: { nationalId, name, phones, company, reference, amount, dueOn }, payment: null, reasons: [], warnings }
  })
}

/** The first rows of a file of payments as they will be understood. */
export function previewPayments(head: FileHead, mapping: PaymentMapping, defaults: ImportDefaults, today: string): PreviewRow[] {
  const read = paymentFileReader(head, mapping, defaults, today)
  return head.rows.map((row): PreviewRow => {
    const cells = [...row]
    const reading = read(cells)
    if ('failed' in reading) return { cells, debtor: null, payment: null, reasons: [...reading.failed], warnings: [] }
    const { nationalId, reference, amountMinor, currency, paidOn } = reading.ok
    return { cells, debtor: null, payment: { subject: nationalId ?? reference ?? '', amount: { minor: amountMinor, currency }, paidOn }, reasons: [], warnings: [] }
  })
}
