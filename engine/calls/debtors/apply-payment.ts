import { newId } from '../../../db/id.ts'
import { importChangeOf, noteChangeTx, type DebtorImportRow, type ImportEffect } from '../../../db/queries/debtor-imports.ts'
import { debtsOfPerson, debtsOfReference, lastChangeOf, markPaymentTx, type PayableDebtRow } from '../../../db/queries/debtors-payments.ts'
import { debtorBySeq, debtorImage } from '../../../db/queries/debtors-write.ts'
import { insertPaymentTx } from '../../../db/queries/promises.ts'
import type { Database } from '../../../db/open.ts'
import type { Tx } from '../../../db/tx.ts'
import { paymentFields, type PaymentMapping } from '../../contract/debtors.ts'
import type { PaymentRead, RowFailure } from '../debtor-import/import-part.ts'
import type { DebtorRowReason } from '../debtor-import/problems.ts'
import { currencyDigits } from '../../ingest/index.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import { readImportLayout } from './import-layout.ts'
import type { ApplyReason } from './apply-reasons.ts'
import type { DebtorNeeds } from './needs.ts'

/** Every payment of a bank's file has one source, so that the same payment in two files is one. */
const source = 'bank'

/** Counts a payment of a bank's file on the debt it pays, once; a payment for whom nobody stands is told as a failed row. */
export function applyPaymentTx(tx: Tx, needs: Pick<DebtorNeeds, 'settlePaymentTx'>, imported: DebtorImportRow, row: PaymentRead, now: number): ImportEffect | RowFailure {
  const debt = debtPaidBy(tx.database, imported, row)
  if (typeof debt === 'string') return { rowNumber: row.rowNumber, reasons: [debt], cells: cellsOf(imported, row) }
  // The file's own zone, by which the row was read, may be a day ahead of the debtor's.
  if (row.paidOn > dayText(zoneTime(debt.time_zone).dayAt(now))) return { rowNumber: row.rowNumber, reasons: ['payments.row_date_in_future' satisfies DebtorRowReason], cells: cellsOf(imported, row) }
  const debtor = debtorBySeq(tx.database, debt.debtor_seq)
  if (debtor === null) return { rowNumber: row.rowNumber, reasons: ['payments.row_person_unknown' satisfies ApplyReason], cells: cellsOf(imported, row) }
  const noted = importChangeOf(tx.database, imported.id, debtor.seq)
  const before = noted?.before ?? JSON.stringify(debtorImage(tx.database, debtor))
  const seq = insertPaymentTx(tx, {
    id: newId(), business_id: imported.business_id, simulated: imported.simulated, debtor_seq: debtor.seq, debt_seq: debt.seq, amount_minor: row.amountMinor, currency: row.currency,
    paid_on: row.paidOn, source, external_id: row.externalId, received_at: now,
  })
  if (seq === null) return 'skipped'
  const payment = markPaymentTx(tx, seq, imported.id)
  if (payment !== null) needs.settlePaymentTx(tx, payment, now)
  const debts = new Set([...(noted === null ? [] : (JSON.parse(noted.debts) as number[])), debt.seq])
  noteChangeTx(tx, imported.id, { debtor_seq: debtor.seq, effect: 'updated', debts: JSON.stringify([...debts]), before, at: Math.max(now, lastChangeOf(tx.database, debtor.seq)) })
  return 'created'
}

/** The debt that a payment is for: by reference, of that person where one is named, else the person's first open debt. */
function debtPaidBy(database: Database, { business_id: businessId, simulated }: DebtorImportRow, row: PaymentRead): PayableDebtRow | ApplyReason {
  if (row.personKey !== null) {
    const debts = debtsOfPerson(database, businessId, simulated, row.personKey)
    if (debts.length === 0) return 'payments.row_person_unknown'
    const named = row.reference === null ? undefined : debts.find((debt) => debt.reference === row.reference)
    const debt = named ?? debts.find((one) => one.state === 'open' && one.currency === row.currency) ?? debts.find((one) => one.currency === row.currency)
    return debt === undefined || debt.currency !== row.currency ? 'payments.row_currency_differs' : debt
  }
  const debts = debtsOfReference(database, businessId, simulated, row.reference ?? '')
  const [first] = debts
  if (first === undefined) return 'payments.row_reference_unknown'
  if (debts.some((debt) => debt.debtor_seq !== first.debtor_seq)) return 'payments.row_reference_shared'
  const debt = debts.find((one) => one.state === 'open') ?? first
  return debt.currency === row.currency ? debt : 'payments.row_currency_differs'
}

/** What the row said, in the file's columns. */
function cellsOf(imported: DebtorImportRow, row: PaymentRead): string[] {
  const { columns, mapping } = readImportLayout(imported.layout)
  const digits = currencyDigits(row.currency)
  const texts: Record<(typeof paymentFields)[number], string> = {
    nationalId: row.nationalId ?? '', checkDigit: '', reference: row.reference ?? '', amount: (row.amountMinor / 10 ** digits).toFixed(digits), currency: row.currency, paidOn: row.paidOn,
    externalId: row.externalId.startsWith('row:') ? '' : row.externalId,
  }
  const cells = columns.map(() => '')
  for (const field of paymentFields) {
    const column = (mapping as PaymentMapping).fields[field]
    if (column !== undefined) cells[column] = texts[field]
  }
  return cells
}
