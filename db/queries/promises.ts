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

/** A promise with the names a list shows. */
export interface ListedPromise extends PromiseRow {
  debtor_id: string
  debtor_name: string
  attempt_id: string
  company: string
}

const listed = `SELECT promise.*, debtor.id AS debtor_id, debtor.name AS debtor_name, attempt.id AS attempt_id, debt.company FROM promises AS promise
  JOIN debtors AS debtor ON debtor.seq = promise.debtor_seq JOIN call_attempts AS attempt ON attempt.seq = promise.attempt_seq JOIN debts AS debt ON debt.seq = promise.debt_seq`

/** A promise with the debtor's local day on which it was made. */
export interface DatedPromise extends PromiseRow { made_on: string }

/** Promises of a debt that were not given up, the earliest day first. */
export function promisesOfDebt(database: Database, debtSeq: number): DatedPromise[] {
  return database
    .prepare<DatedPromise>(`SELECT promise.*, attempt.local_date AS made_on FROM promises AS promise JOIN call_attempts AS attempt ON attempt.seq = promise.attempt_seq
      WHERE promise.debt_seq = ? AND promise.state <> 'cancelled' ORDER BY promise.promised_on IS NULL, promise.promised_on, promise.seq`)
    .all(debtSeq)
}

/** What was paid on a promise: all of it, and what was paid until a day (all where there is none). */
export function paidOnPromise(database: Database, promiseSeq: number, until: string | null): { total: number; timely: number } {
  return database
    .prepare<{ total: number; timely: number }>(`SELECT coalesce(sum(amount_minor), 0) AS total, coalesce(sum(iif(@until IS NULL OR paid_on <= @until, amount_minor, 0)), 0) AS timely FROM payments WHERE promise_seq = @promiseSeq`)
    .get({ promiseSeq, until }) ?? { total: 0, timely: 0 }
}

/** Zones of the campaigns that may have unsettled promises, real or simulated. */
export function zonesOfOpenPromises(database: Database, simulated: boolean): string[] {
  return database
    .prepare<string>(`SELECT DISTINCT time_zone FROM campaigns WHERE simulated = ? AND EXISTS (SELECT 1 FROM promises WHERE campaign_id = campaigns.id AND state IN ('open', 'partial'))`)
    .pluck().all(Number(simulated))
}

/** Unsettled promises of a zone's campaigns whose day was before a local day. */
export function overduePromises(database: Database, simulated: boolean, zone: string, before: string, limit: number): ListedPromise[] {
  return database
    .prepare<ListedPromise>(`${listed} JOIN campaigns AS campaign ON campaign.id = promise.campaign_id
      WHERE promise.state IN ('open', 'partial') AND promise.settled_at IS NULL AND promise.promised_on < ? AND promise.simulated = ? AND campaign.time_zone = ?
      ORDER BY promise.promised_on, promise.seq LIMIT ?`)
    .all(before, Number(simulated), zone, limit)
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

export function listedPromiseOfAttempt(database: Database, attemptSeq: number): ListedPromise | null {
  return database.prepare<ListedPromise>(`${listed} WHERE promise.attempt_seq = ?`).get(attemptSeq) ?? null
}

export function listedPromise(database: Database, id: string): ListedPromise | null {
  return database.prepare<ListedPromise>(`${listed} WHERE promise.id = ?`).get(id) ?? null
}

/** Every promise of a debtor, newest first. */
export function promisesOfDebtor(database: Database, debtorId: string): ListedPromise[] {
  return database.prepare<ListedPromise>(`${listed} WHERE promise.debtor_seq = (SELECT seq FROM debtors WHERE id = ?) ORDER BY promise.made_at DESC, promise.seq DESC`).all(debtorId)
}

export interface PromiseChoice { readonly businessId: string; readonly simulated: boolean; readonly campaignId?: string | undefined; /** Local days, both inclusive. */ readonly from: string; readonly to: string }

/** Promises for the days of a stretch, by day; those without a day, which wait for a person, by the day of their call. */
export function promisesBetween(database: Database, { businessId, simulated, campaignId, from, to }: PromiseChoice): ListedPromise[] {
  return database
    .prepare<ListedPromise>(`${listed} WHERE promise.seq IN (
        SELECT seq FROM promises WHERE business_id = @businessId AND simulated = @simulated AND promised_on BETWEEN @from AND @to
        UNION ALL SELECT undated.seq FROM promises AS undated JOIN call_attempts AS call ON call.seq = undated.attempt_seq
          WHERE undated.business_id = @businessId AND undated.simulated = @simulated AND undated.promised_on IS NULL AND call.local_date BETWEEN @from AND @to)
      AND (@campaignId IS NULL OR promise.campaign_id = @campaignId) ORDER BY coalesce(promise.promised_on, attempt.local_date), promise.seq`)
    .all({ businessId, simulated: Number(simulated), campaignId: campaignId ?? null, from, to })
}

export interface PayableDebt { debtor_seq: number; debt_seq: number; business_id: string; simulated: number; time_zone: string; currency: string }

/** A debt of a debtor; null where there is none of that id, or it is somebody else's. */
export function payableDebt(database: Database, debtorId: string, debtId: string): PayableDebt | null {
  return database
    .prepare<PayableDebt>(`SELECT debtor.seq AS debtor_seq, debt.seq AS debt_seq, debtor.business_id, debtor.simulated, debtor.time_zone, debt.currency
      FROM debtors AS debtor JOIN debts AS debt ON debt.debtor_seq = debtor.seq WHERE debtor.id = ? AND debt.id = ?`)
    .get(debtorId, debtId) ?? null
}

/** Nobody is called about a debt that is paid: whoever waits for a call about it is done. @returns their campaigns. */
export function endCallJobsOfDebtTx(tx: Tx, debtSeq: number, now: number): string[] {
  return tx.database
    .prepare<string>(`UPDATE call_jobs SET status = 'done', next_try_at = NULL, callback_at = NULL, callback_asked_at = NULL, callback_text = NULL, finished_at = @now, updated_at = @now
      WHERE debt_seq = @debtSeq AND debtor_seq = (SELECT debtor_seq FROM debts WHERE seq = @debtSeq) AND status IN ('pending', 'scheduled') RETURNING campaign_id`)
    .pluck().all({ now, debtSeq })
}
