import { phonesOf } from '../../../db/queries/debtor-facts.ts'
import { doNotCallAbout, type DoNotCallRow } from '../../../db/queries/do-not-call.ts'
import { debtRowsOf, phoneRowsOf, type DebtorRow } from '../../../db/queries/debtors-write.ts'
import { placesOf, type DebtorPaymentRow } from '../../../db/queries/debtors-one.ts'
import type { DebtorWhere } from '../../../db/queries/debtors-filter.ts'
import type { ListedDebtor } from '../../../db/queries/debtors-list.ts'
import type { Database } from '../../../db/open.ts'
import type { Debtor, DebtorFilter, DebtorRow as DebtorInList, DoNotCallEntry, Payment } from '../../contract/debtors.ts'
import { normalise } from '../../ingest/index.ts'

/** A debtor with everything a person may look at. */
export function debtorOf(database: Database, row: DebtorRow): Debtor {
  const numbers = phonesOf(database, row.seq).map((phone) => phone.number)
  return {
    id: row.id, simulated: row.simulated === 1, nationalIdKind: row.national_id_kind, nationalId: row.national_id, name: row.name, timeZone: row.time_zone, country: row.country, region: row.region,
    language: row.language, consentAt: row.consent_at, consentSource: row.consent_source, variables: JSON.parse(row.variables) as Record<string, string>,
    phones: phoneRowsOf(database, row.seq).map(({ number, state, state_at: stateAt }) => ({ number, state, stateAt })),
    debts: debtRowsOf(database, row.seq).map((debt) => ({
      id: debt.id, company: debt.company, reference: debt.reference, instalments: debt.instalments, amount: debt.amount_minor === null ? null : { minor: debt.amount_minor, currency: debt.currency },
      paid: { minor: debt.paid_minor, currency: debt.currency }, dueOn: debt.due_on, lastNegotiableOn: debt.last_negotiable_on, delinquency: debt.delinquency, state: debt.state,
    })),
    doNotCall: doNotCallAbout(database, row.business_id, row.simulated === 1, row.person_key, numbers).map(entryOf),
    campaigns: placesOf(database, row.seq).map((place) => ({ campaignId: place.campaign_id, campaignName: place.campaign_name, timeZone: place.time_zone, jobId: place.id, status: place.status, attempts: place.attempts, nextTryAt: place.next_try_at })),
    createdAt: row.created_at, updatedAt: row.updated_at, erasedAt: row.erased_at,
  }
}

export function listedDebtorOf(row: ListedDebtor): DebtorInList {
  return {
    id: row.id, nationalId: row.national_id, name: row.name, phone: row.phone, phoneCount: row.phone_count, company: row.company, debtCount: row.debt_count,
    owed: row.owed_minor === null || row.owed_currency === null ? null : { minor: row.owed_minor, currency: row.owed_currency }, dueOn: row.due_on, delinquency: row.delinquency, status: row.status,
    attempts: row.attempts, contacts: row.contacts, lastAttemptAt: row.last_attempt_at, lastOutcome: row.last_outcome, promisedOn: row.promised_on, doNotCall: row.do_not_call === 1,
  }
}

export function entryOf(row: DoNotCallRow): DoNotCallEntry {
  return {
    id: row.id, scope: row.scope, subject: row.scope === 'person' ? nationalIdOf(row.subject) : row.subject, name: row.name, source: row.source, reason: row.reason, attemptId: row.attempt_id,
    createdAt: row.created_at, liftedAt: row.lifted_at, liftedReason: row.lifted_reason,
  }
}

/** What a person knows of a person's key: `rut:1-9`, `dni:AR:1234567`, `ssn_last4:1234|name`, `none:name|phone`. */
function nationalIdOf(key: string): string {
  const [kind = '', ...rest] = key.split(':')
  const id = rest.join(':')
  if (kind === 'dni' || kind === 'cedula') return rest.slice(1).join(':')
  return kind === 'ssn_last4' || kind === 'none' ? (id.split('|')[0] ?? id) : id
}

export function paymentOf(row: DebtorPaymentRow): Payment {
  const named = row.external_id !== row.id && !row.external_id.startsWith('row:')
  return {
    id: row.id, debtId: row.debt_id, company: row.company, reference: row.reference, amount: { minor: row.amount_minor, currency: row.currency }, paidOn: row.paid_on,
    externalId: named ? row.external_id : null, createdAt: row.received_at,
  }
}

/** The selection that a filter of the console means. */
export function debtorWhere({ text = '', ...filter }: DebtorFilter): DebtorWhere {
  const plain = text.trim()
  if (plain === '') return filter
  const figures = /^[+\d][\d\s().-]*$/.test(plain) ? plain.replaceAll(/\D/g, '') : ''
  // Ids are stored without points, the check digit behind a hyphen.
  const nationalId = /\d/.test(plain) && /^[\dA-Za-z.\s-]+$/.test(plain) ? plain.replaceAll(/[.\s]/g, '').toUpperCase() : ''
  const words = figures === '' || figures.length < 5 ? normalise(plain).split(' ').filter((word) => word !== '') : []
  return { ...filter, text: { words, nationalId, figures } }
}
