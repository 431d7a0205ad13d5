import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { PromiseState } from '../values.ts'

export interface PromiseRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  campaign_id: string
  debtor_seq: number
  debt_seq: number
  attempt_seq: number
  state: PromiseState
  promised_on: string | null
  amount_minor: number | null
  currency: string
  paid_minor: number
  flags: string
  made_at: number
  settled_at: number | null
}

/** Keeps a promise; a call makes at most one, so that applying its result twice changes nothing. */
export function insertPromiseTx(tx: Tx, row: Omit<PromiseRow, 'seq' | 'paid_minor' | 'settled_at'>): void {
  tx.database
    .prepare(`INSERT INTO promises (id, business_id, simulated, campaign_id, debtor_seq, debt_seq, attempt_seq, state, promised_on, amount_minor, currency, flags, made_at)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (attempt_seq) DO NOTHING`)
    .run(row.id, row.business_id, row.simulated, row.campaign_id, row.debtor_seq, row.debt_seq, row.attempt_seq, row.state, row.promised_on, row.amount_minor, row.currency, row.flags, row.made_at)
}

export function promiseById(database: Database, id: string): PromiseRow | null {
  return database.prepare<PromiseRow>('SELECT * FROM promises WHERE id = ?').get(id) ?? null
}

export function promiseOfAttempt(database: Database, attemptSeq: number): PromiseRow | null {
  return database.prepare<PromiseRow>('SELECT * FROM promises WHERE attempt_seq = ?').get(attemptSeq) ?? null
}

/** Promises of a debt that still count, the earliest day first. */
export function openPromisesOfDebt(database: Database, debtSeq: number): PromiseRow[] {
  return database.prepare<PromiseRow>(`SELECT * FROM promises WHERE debt_seq = ? AND state IN ('open', 'partial', 'review') ORDER BY promised_on IS NULL, promised_on, seq`).all(debtSeq)
}

/** Promises whose day has passed before a date and that are not settled. */
export function overduePromises(database: Database, before: string, limit: number): PromiseRow[] {
  return database.prepare<PromiseRow>(`SELECT * FROM promises WHERE state IN ('open', 'partial') AND promised_on < ? ORDER BY promised_on LIMIT ?`).all(before, limit)
}

export function changePromiseTx(tx: Tx, seq: number, change: Partial<Pick<PromiseRow, 'state' | 'promised_on' | 'amount_minor' | 'paid_minor' | 'settled_at' | 'flags'>>): void {
  const names = Object.keys(change) as (keyof typeof change)[]
  tx.database.prepare(`UPDATE promises SET ${names.map((name) => `${name} = ?`).join(', ')} WHERE seq = ?`).run(...names.map((name) => change[name]), seq)
}

export interface PaymentRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  debtor_seq: number | null
  debt_seq: number | null
  promise_seq: number | null
  amount_minor: number
  currency: string
  paid_on: string
  source: string
  external_id: string
  received_at: number
}

/** Keeps a payment. @returns its seq, or null when the same one was heard before. */
export function insertPaymentTx(tx: Tx, row: Omit<PaymentRow, 'seq' | 'promise_seq'>): number | null {
  const { changes, lastInsertRowid } = tx.database
    .prepare(`INSERT INTO payments (id, business_id, simulated, debtor_seq, debt_seq, amount_minor, currency, paid_on, source, external_id, received_at) VALUES (?,?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT (business_id, simulated, source, external_id) DO NOTHING`)
    .run(row.id, row.business_id, row.simulated, row.debtor_seq, row.debt_seq, row.amount_minor, row.currency, row.paid_on, row.source, row.external_id, row.received_at)
  return changes === 1 ? Number(lastInsertRowid) : null
}

/** Ties a payment to the promise it fulfils, and counts it on the debt. */
export function countPaymentTx(tx: Tx, paymentSeq: number, promiseSeq: number | null, debtSeq: number, amountMinor: number, now: number): void {
  if (promiseSeq !== null) tx.database.prepare('UPDATE payments SET promise_seq = ? WHERE seq = ?').run(promiseSeq, paymentSeq)
  tx.database
    .prepare(`UPDATE debts SET paid_minor = paid_minor + ?, updated_at = ?, state = CASE WHEN amount_minor IS NOT NULL AND paid_minor + ? >= amount_minor THEN 'paid' ELSE state END WHERE seq = ?`)
    .run(amountMinor, now, amountMinor, debtSeq)
}
