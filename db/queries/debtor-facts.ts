import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { DoNotCallScope, PhoneState } from '../values.ts'

/** What a decision and a dial need to know of a person. */
export interface DebtorFactsRow {
  seq: number
  id: string
  business_id: string
  simulated: number
  person_key: string
  national_id: string
  name: string
  time_zone: string
  country: string
  region: string | null
  language: 'es' | 'en'
  consent_at: number | null
  variables: string
  erased_at: number | null
}

export interface DebtFactsRow {
  seq: number
  id: string
  company: string
  reference: string
  instalments: number | null
  amount_minor: number | null
  paid_minor: number
  currency: string
  due_on: string | null
  last_negotiable_on: string | null
  delinquency: string | null
  state: 'open' | 'paid' | 'withdrawn'
}

export interface PhoneFactsRow { number: string; state: PhoneState }
export interface DoNotCallFactsRow { scope: DoNotCallScope; subject: string; created_at: number; source: string }

export function debtorFacts(database: Database, seq: number): DebtorFactsRow | null {
  return database
    .prepare<DebtorFactsRow>('SELECT seq, id, business_id, simulated, person_key, national_id, name, time_zone, country, region, language, consent_at, variables, erased_at FROM debtors WHERE seq = ?')
    .get(seq) ?? null
}

export function debtFacts(database: Database, seq: number): DebtFactsRow | null {
  return database
    .prepare<DebtFactsRow>('SELECT seq, id, company, reference, instalments, amount_minor, paid_minor, currency, due_on, last_negotiable_on, delinquency, state FROM debts WHERE seq = ?')
    .get(seq) ?? null
}

/** The person's phones in the order in which they are to be tried. */
export function phonesOf(database: Database, debtorSeq: number): PhoneFactsRow[] {
  return database.prepare<PhoneFactsRow>('SELECT number, state FROM debtor_phones WHERE debtor_seq = ? ORDER BY position, number').all(debtorSeq)
}

/** Entries in force against the person or any of the person's numbers. */
export function doNotCallOf(database: Database, debtor: Pick<DebtorFactsRow, 'seq' | 'business_id' | 'simulated' | 'person_key'>): DoNotCallFactsRow[] {
  // The person's few numbers first: CROSS JOIN keeps SQLite from beginning with every number on the list.
  return database
    .prepare<DoNotCallFactsRow>(`SELECT scope, subject, created_at, source FROM do_not_call
        WHERE business_id = @business AND simulated = @simulated AND scope = 'person' AND subject = @person AND lifted_at IS NULL
      UNION ALL
      SELECT entry.scope, entry.subject, entry.created_at, entry.source FROM debtor_phones AS phone
        CROSS JOIN do_not_call AS entry ON entry.business_id = @business AND entry.simulated = @simulated AND entry.scope = 'number' AND entry.subject = phone.number AND entry.lifted_at IS NULL
        WHERE phone.debtor_seq = @seq`)
    .all({ business: debtor.business_id, simulated: debtor.simulated, person: debtor.person_key, seq: debtor.seq })
}

/** Marks one of the person's numbers. */
export function setPhoneStateTx(tx: Tx, debtorSeq: number, number: string, state: PhoneState, now: number): void {
  tx.database.prepare('UPDATE debtor_phones SET state = ?, state_at = ? WHERE debtor_seq = ? AND number = ?').run(state, now, debtorSeq, number)
}
