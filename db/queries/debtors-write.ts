import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { DebtState, Language, NationalIdKind, PhoneState, PromiseState } from '../values.ts'

/** A debtor, as SQLite gives it. */
export interface DebtorRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  person_key: string
  national_id_kind: NationalIdKind
  national_id: string
  name: string
  name_folded: string
  time_zone: string
  country: string
  region: string | null
  language: Language
  consent_at: number | null
  consent_source: string | null
  variables: string
  owed_minor: number | null
  owed_currency: string | null
  due_on: string | null
  attempts: number
  contacts: number
  last_attempt_at: number | null
  last_outcome: string | null
  created_at: number
  updated_at: number
  erased_at: number | null
}

export interface DebtRow {
  seq: number
  id: string
  debtor_seq: number
  company: string
  reference: string
  instalments: number | null
  amount_minor: number | null
  currency: string
  due_on: string | null
  last_negotiable_on: string | null
  delinquency: string | null
  paid_minor: number
  state: DebtState
  created_at: number
  updated_at: number
}

export interface PhoneRow { number: string; position: number; state: PhoneState; state_at: number | null }

export function debtorById(database: Database, id: string): DebtorRow | null {
  return database.prepare<DebtorRow>('SELECT * FROM debtors WHERE id = ?').get(id) ?? null
}

export function debtorBySeq(database: Database, seq: number): DebtorRow | null {
  return database.prepare<DebtorRow>('SELECT * FROM debtors WHERE seq = ?').get(seq) ?? null
}

export function debtorByPerson(database: Database, businessId: string, simulated: number, personKey: string): DebtorRow | null {
  return database.prepare<DebtorRow>('SELECT * FROM debtors WHERE business_id = ? AND simulated = ? AND person_key = ?').get(businessId, simulated, personKey) ?? null
}

export function phoneRowsOf(database: Database, debtorSeq: number): PhoneRow[] {
  return database.prepare<PhoneRow>('SELECT number, position, state, state_at FROM debtor_phones WHERE debtor_seq = ? ORDER BY position, number').all(debtorSeq)
}

export function debtRowsOf(database: Database, debtorSeq: number): DebtRow[] {
  return database.prepare<DebtRow>('SELECT * FROM debts WHERE debtor_seq = ? ORDER BY seq').all(debtorSeq)
}

export type NewDebtor = Omit<DebtorRow, 'seq' | 'owed_minor' | 'owed_currency' | 'due_on' | 'attempts' | 'contacts' | 'last_attempt_at' | 'last_outcome' | 'updated_at' | 'erased_at'>

/** @returns the debtor's seq. */
export function insertDebtorTx(tx: Tx, row: NewDebtor): number {
  return Number(tx.database
    .prepare(`INSERT INTO debtors (id, business_id, simulated, person_key, national_id_kind, national_id, name, name_folded, time_zone, country, region, language, consent_at, consent_source, variables, created_at, updated_at)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)`)
    .run(row.id, row.business_id, row.simulated, row.person_key, row.national_id_kind, row.national_id, row.name, row.name_folded, row.time_zone, row.country, row.region, row.language,
      row.consent_at, row.consent_source, row.variables, row.created_at, row.created_at).lastInsertRowid)
}

/** What a file, a person or undoing may change of a debtor. */
export type DebtorChange = Partial<Pick<DebtorRow, 'name' | 'name_folded' | 'time_zone' | 'country' | 'region' | 'language' | 'consent_at' | 'consent_source' | 'variables'>>

/** Changes a debtor. `updated_at` always moves on, so that undoing an import sees that somebody changed the debtor after it. */
export function changeDebtorTx(tx: Tx, seq: number, change: DebtorChange, now: number): void {
  const names = Object.keys(change) as (keyof DebtorChange)[]
  tx.database.prepare(`UPDATE debtors SET ${names.map((name) => `${name} = ?, `).join('')}updated_at = max(?, updated_at + 1) WHERE seq = ?`).run(...names.map((name) => change[name]), now, seq)
}

/** Adds a phone behind the others. @returns false when the debtor has it already. */
export function addPhoneTx(tx: Tx, debtorSeq: number, number: string): boolean {
  return tx.database
    .prepare(`INSERT INTO debtor_phones (debtor_seq, number, position, state) SELECT @debtorSeq, @number, coalesce(max(position) + 1, 0), 'ok' FROM debtor_phones WHERE debtor_seq = @debtorSeq
      ON CONFLICT DO NOTHING`)
    .run({ debtorSeq, number }).changes === 1
}

/** The phones of a debtor who has none yet. */
export function insertPhonesTx(tx: Tx, debtorSeq: number, numbers: readonly string[]): void {
  const insert = tx.database.prepare(`INSERT INTO debtor_phones (debtor_seq, number, position, state) VALUES (?,?,?,'ok')`)
  for (let position = 0; position < numbers.length; position++) insert.run(debtorSeq, numbers[position], position)
}

export type NewDebt = Omit<DebtRow, 'seq' | 'paid_minor' | 'state' | 'updated_at'>

/** @returns the debt's seq. */
export function insertDebtTx(tx: Tx, row: NewDebt): number {
  return Number(tx.database
    .prepare(`INSERT INTO debts (id, debtor_seq, company, reference, instalments, amount_minor, currency, due_on, last_negotiable_on, delinquency, state, created_at, updated_at)
      VALUES (?,?,?,?,?,?,?,?,?,?,'open',?,?)`)
    .run(row.id, row.debtor_seq, row.company, row.reference, row.instalments, row.amount_minor, row.currency, row.due_on, row.last_negotiable_on, row.delinquency, row.created_at, row.created_at).lastInsertRowid)
}

export type DebtChange = Pick<DebtRow, 'instalments' | 'amount_minor' | 'currency' | 'due_on' | 'last_negotiable_on' | 'delinquency' | 'paid_minor' | 'state'>

export function changeDebtTx(tx: Tx, seq: number, debt: DebtChange, now: number): void {
  tx.database
    .prepare('UPDATE debts SET instalments = ?, amount_minor = ?, currency = ?, due_on = ?, last_negotiable_on = ?, delinquency = ?, paid_minor = ?, state = ?, updated_at = max(?, updated_at + 1) WHERE seq = ?')
    .run(debt.instalments, debt.amount_minor, debt.currency, debt.due_on, debt.last_negotiable_on, debt.delinquency, debt.paid_minor, debt.state, now, seq)
}

export interface PromiseImage { seq: number; state: PromiseState; paid_minor: number; settled_at: number | null }

/** A debtor with phones, debts and promises as they were at a moment. */
export interface DebtorImage {
  debtor: Required<DebtorChange>
  phones: PhoneRow[]
  debts: (DebtChange & { seq: number })[]
  promises: PromiseImage[]
  jobs: JobImage[]
}

/** A place in a campaign from which a payment may take a person, and which they have again when the payment is undone. */
export interface JobImage { seq: number; status: string; next_try_at: number | null; callback_at: number | null; callback_asked_at: number | null; callback_text: string | null }

export function debtorImage(database: Database, debtor: DebtorRow): DebtorImage {
  const { name, name_folded, time_zone, country, region, language, consent_at, consent_source, variables } = debtor
  return {
    debtor: { name, name_folded, time_zone, country, region, language, consent_at, consent_source, variables },
    phones: phoneRowsOf(database, debtor.seq),
    debts: debtRowsOf(database, debtor.seq).map(({ seq, instalments, amount_minor, currency, due_on, last_negotiable_on, delinquency, paid_minor, state }) =>
      ({ seq, instalments, amount_minor, currency, due_on, last_negotiable_on, delinquency, paid_minor, state })),
    promises: database.prepare<PromiseImage>('SELECT seq, state, paid_minor, settled_at FROM promises WHERE debtor_seq = ? ORDER BY seq').all(debtor.seq),
    jobs: database.prepare<JobImage>(`SELECT seq, status, next_try_at, callback_at, callback_asked_at, callback_text FROM call_jobs WHERE debtor_seq = ? AND status IN ('pending', 'scheduled')`).all(debtor.seq),
  }
}

/** Makes a debtor what the image says; phones and debts that are not in it go. */
export function restoreDebtorTx(tx: Tx, debtorSeq: number, image: DebtorImage, now: number): void {
  const { database } = tx
  changeDebtorTx(tx, debtorSeq, image.debtor, now)
  database.prepare('DELETE FROM debtor_phones WHERE debtor_seq = ? AND number NOT IN (SELECT value FROM json_each(?))').run(debtorSeq, JSON.stringify(image.phones.map((phone) => phone.number)))
  const phone = database.prepare('UPDATE debtor_phones SET position = ?, state = ?, state_at = ? WHERE debtor_seq = ? AND number = ?')
  for (const { number, position, state, state_at } of image.phones) phone.run(position, state, state_at, debtorSeq, number)
  database.prepare('DELETE FROM debts WHERE debtor_seq = ? AND seq NOT IN (SELECT value FROM json_each(?))').run(debtorSeq, JSON.stringify(image.debts.map((debt) => debt.seq)))
  for (const { seq, ...debt } of image.debts) changeDebtTx(tx, seq, debt, now)
  const promise = database.prepare('UPDATE promises SET state = ?, paid_minor = ?, settled_at = ? WHERE seq = ?')
  for (const { seq, state, paid_minor, settled_at } of image.promises) promise.run(state, paid_minor, settled_at, seq)
  const job = database.prepare(`UPDATE call_jobs SET status = ?, next_try_at = ?, callback_at = ?, callback_asked_at = ?, callback_text = ?, finished_at = NULL, updated_at = ? WHERE seq = ? AND status = 'done'`)
  for (const { seq, status, next_try_at, callback_at, callback_asked_at, callback_text } of image.jobs) job.run(status, next_try_at, callback_at, callback_asked_at, callback_text, now, seq)
}

/** Removes a debtor with everything that hangs on the row. */
export function removeDebtorTx(tx: Tx, seq: number): void {
  tx.database.prepare('DELETE FROM debtors WHERE seq = ?').run(seq)
}

/** Whether the debtor, a debt or a phone was changed after a moment. */
export function debtorChangedAfter(database: Database, seq: number, at: number): boolean {
  return database
    .prepare(`SELECT 1 FROM debtors WHERE seq = @seq AND updated_at > @at
      UNION ALL SELECT 1 FROM debts WHERE debtor_seq = @seq AND updated_at > @at
      UNION ALL SELECT 1 FROM debtor_phones WHERE debtor_seq = @seq AND state_at > @at LIMIT 1`)
    .get({ seq, at }) !== undefined
}

/** Whether the person was dialled since attempt `afterSeq`, or is being dialled. Calls that the import itself brought do not count. */
export function debtorCalledAfter(database: Database, seq: number, afterSeq: number, importId: string): boolean {
  return database
    .prepare(`SELECT 1 FROM call_attempts AS attempt WHERE debtor_seq = ? AND (seq > ? OR state IN ('intended', 'live'))
      AND NOT EXISTS (SELECT 1 FROM call_events WHERE attempt_seq = attempt.seq AND kind = 'imported' AND detail = ?) LIMIT 1`)
    .get(seq, afterSeq, importId) !== undefined
}

/** Seq of the newest attempt of all; 0 when there is none. */
export function newestAttemptSeq(database: Database): number {
  return database.prepare<number>('SELECT coalesce(max(seq), 0) FROM call_attempts').pluck().get() ?? 0
}

/** Removes the payments of a debtor that came with an import; what they paid is taken back by restoring the debtor. */
export function removeImportedPaymentsTx(tx: Tx, importId: string, debtorSeq: number): void {
  tx.database.prepare('DELETE FROM payments WHERE import_id = ? AND debtor_seq = ?').run(importId, debtorSeq)
}
