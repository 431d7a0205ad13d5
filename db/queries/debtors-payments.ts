import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { PaymentRow } from './promises.ts'

export interface PayableDebtRow { seq: number; debtor_seq: number; time_zone: string; reference: string; state: 'open' | 'paid' | 'withdrawn'; currency: string; amount_minor: number | null; paid_minor: number }

const columns = 'debts.seq, debts.debtor_seq, debtors.time_zone, debts.reference, debts.state, debts.currency, debts.amount_minor, debts.paid_minor'

/** Debts of a person, the earliest due first. */
export function debtsOfPerson(database: Database, businessId: string, simulated: number, personKey: string): PayableDebtRow[] {
  return database
    .prepare<PayableDebtRow>(`SELECT ${columns} FROM debtors JOIN debts ON debts.debtor_seq = debtors.seq WHERE business_id = ? AND simulated = ? AND person_key = ? ORDER BY debts.due_on IS NULL, debts.due_on, debts.seq`)
    .all(businessId, simulated, personKey)
}

/** Debts under a reference, of anybody of the business. */
export function debtsOfReference(database: Database, businessId: string, simulated: number, reference: string): PayableDebtRow[] {
  return database
    .prepare<PayableDebtRow>(`SELECT ${columns} FROM debts JOIN debtors ON debtors.seq = debts.debtor_seq WHERE reference = ? AND reference <> '' AND business_id = ? AND simulated = ? ORDER BY debts.seq LIMIT 10`)
    .all(reference, businessId, simulated)
}

/** Writes down which file a payment came with. @returns the payment. */
export function markPaymentTx(tx: Tx, seq: number, importId: string): PaymentRow | null {
  return tx.database.prepare<PaymentRow>('UPDATE payments SET import_id = ? WHERE seq = ? RETURNING *').get(importId, seq) ?? null
}

/** The newest change of a debtor or of a debt of theirs. */
export function lastChangeOf(database: Database, debtorSeq: number): number {
  return database.prepare<number>('SELECT max(updated_at, coalesce((SELECT max(updated_at) FROM debts WHERE debtor_seq = debtors.seq), 0)) FROM debtors WHERE seq = ?').pluck().get(debtorSeq) ?? 0
}
