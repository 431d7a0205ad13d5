import { newId } from '../../../db/id.ts'
import { importChangeOf, noteChangeTx, type DebtorImportRow, type ImportEffect } from '../../../db/queries/debtor-imports.ts'
import {
  addPhoneTx, changeDebtorTx, changeDebtTx, debtorByPerson, debtorImage, debtRowsOf, insertDebtorTx, insertDebtTx, insertPhonesTx, phoneRowsOf, type DebtorImage, type DebtorRow, type DebtRow,
} from '../../../db/queries/debtors-write.ts'
import type { Tx } from '../../../db/tx.ts'
import { normalise } from '../../ingest/index.ts'
import type { DebtorRead, DebtRead } from '../debtor-import/import-part.ts'
import { mergeRow, type MergedDebtor } from '../debtor-import/merge.ts'
import { consentGivenTx } from './consent.ts'
import type { DebtorNeeds } from './needs.ts'
import { dayText, parseDay, zoneTime } from '../zone-time.ts'

/** Where a row came to lie on the floor, and what it did to its person. */
export interface AppliedRow { readonly debtorSeq: number; readonly debtSeq: number; readonly effect: ImportEffect }

type Import = Pick<DebtorImportRow, 'id' | 'business_id' | 'simulated' | 'file_name'>

/** Brings one row of a file to the floor: a new person, or what it says that is new of one who is there. What was before is noted for undoing. */
export function applyDebtorTx(tx: Tx, needs: Pick<DebtorNeeds, 'wakeCampaign'>, imported: Import, row: DebtorRead, now: number): AppliedRow {
  const known = debtorByPerson(tx.database, imported.business_id, imported.simulated, row.personKey)
  if (known !== null) return mergeDebtorTx(tx, needs, imported, known, row, now)
  const debtorSeq = insertDebtorTx(tx, {
    id: newId(), business_id: imported.business_id, simulated: imported.simulated, person_key: row.personKey, national_id_kind: row.nationalIdKind, national_id: row.nationalId,
    name: row.name, name_folded: normalise(row.name), time_zone: row.timeZone, country: row.country, region: row.region, language: row.language,
    ...consentOf(row, imported), variables: JSON.stringify(row.variables), created_at: now,
  })
  insertPhonesTx(tx, debtorSeq, row.phones)
  const debtSeq = addDebtTx(tx, debtorSeq, row.debt, now)
  noteChangeTx(tx, imported.id, { debtor_seq: debtorSeq, effect: 'created', debts: `[${debtSeq}]`, before: null, at: now })
  return { debtorSeq, debtSeq, effect: 'created' }
}

function mergeDebtorTx(tx: Tx, needs: Pick<DebtorNeeds, 'wakeCampaign'>, imported: Import, known: DebtorRow, row: DebtorRead, now: number): AppliedRow {
  const { database } = tx
  const debts = debtRowsOf(database, known.seq)
  const before = asMerged(known, phoneRowsOf(database, known.seq).map((phone) => phone.number), debts)
  const { debtor: after, effect } = mergeRow(before, row)
  // `mergeRow` writes every debt anew that the row speaks of, and no other.
  const place = after.debts.findIndex((debt, index) => debt !== before.debts[index])
  const noted = importChangeOf(database, imported.id, known.seq)
  if (effect === 'skipped') {
    const debtSeq = debts[place]!.seq
    noteTx(tx, imported, noted, { debtorSeq: known.seq, debtSeq, effect, at: noted?.at ?? known.updated_at, image: null })
    return { debtorSeq: known.seq, debtSeq, effect }
  }
  // The image is only needed of whom the import found, the first time that it changes them.
  const image = noted === null || noted.effect === 'skipped' ? debtorImage(database, known) : null
  const consent = after.consentOn === before.consentOn ? null : consentOf(row, imported)
  changeDebtorTx(tx, known.seq, {
    name: after.name, name_folded: normalise(after.name), country: after.country, region: after.region, time_zone: after.timeZone, language: after.language, variables: JSON.stringify(after.variables),
    ...consent,
  }, now)
  if (consent !== null && consent.consent_at !== null) consentGivenTx(tx, needs, { seq: known.seq, time_zone: after.timeZone }, consent.consent_at, now)
  for (const number of after.phones.slice(before.phones.length)) addPhoneTx(tx, known.seq, number)
  const debtSeq = writeDebtTx(tx, known.seq, debts[place], after.debts[place]!, now)
  const at = Math.max(now, known.updated_at + 1, ...debts.map((debt) => debt.updated_at + 1))
  noteTx(tx, imported, noted, { debtorSeq: known.seq, debtSeq, effect, at, image })
  return { debtorSeq: known.seq, debtSeq, effect }
}

interface Noted { debtorSeq: number; debtSeq: number; effect: ImportEffect; at: number; image: DebtorImage | null }

function noteTx(tx: Tx, imported: Import, earlier: ReturnType<typeof importChangeOf>, { debtorSeq, debtSeq, effect, at, image }: Noted): void {
  const debts = new Set([...(earlier === null ? [] : (JSON.parse(earlier.debts) as number[])), debtSeq])
  noteChangeTx(tx, imported.id, {
    debtor_seq: debtorSeq,
    // One that the import made stays so, whatever later rows add; one that it changed stays changed.
    effect: earlier === null || earlier.effect === 'skipped' ? effect : earlier.effect,
    debts: JSON.stringify([...debts]),
    before: earlier?.before ?? (image === null ? null : JSON.stringify(image)),
    at,
  })
}

function writeDebtTx(tx: Tx, debtorSeq: number, known: DebtRow | undefined, debt: DebtRead, now: number): number {
  if (known === undefined) return addDebtTx(tx, debtorSeq, debt, now)
  // A debt that was settled is owed again when a file says that it is now more than was paid.
  const owedAgain = known.state !== 'open' && debt.amountMinor !== known.amount_minor && (debt.amountMinor ?? 0) > known.paid_minor
  changeDebtTx(tx, known.seq, {
    instalments: debt.instalments, amount_minor: debt.amountMinor, currency: debt.currency, due_on: debt.dueOn, last_negotiable_on: debt.lastNegotiableOn, delinquency: debt.delinquency,
    paid_minor: known.paid_minor, state: owedAgain ? 'open' : known.state,
  }, now)
  return known.seq
}

/** Writes down a debt that the person did not have. @returns its seq. */
export function addDebtTx(tx: Tx, debtorSeq: number, debt: DebtRead, now: number): number {
  return insertDebtTx(tx, {
    id: newId(), debtor_seq: debtorSeq, company: debt.company, reference: debt.reference, instalments: debt.instalments, amount_minor: debt.amountMinor, currency: debt.currency,
    due_on: debt.dueOn, last_negotiable_on: debt.lastNegotiableOn, delinquency: debt.delinquency, created_at: now,
  })
}

function consentOf(row: DebtorRead, imported: Import): { consent_at: number | null; consent_source: string | null } {
  const day = row.consentOn === null ? null : parseDay(row.consentOn)
  return day === null ? { consent_at: null, consent_source: null } : { consent_at: zoneTime(row.timeZone).momentOf(day), consent_source: imported.file_name }
}

function asMerged(debtor: DebtorRow, phones: readonly string[], debts: readonly DebtRow[]): MergedDebtor {
  return {
    personKey: debtor.person_key, nationalIdKind: debtor.national_id_kind, nationalId: debtor.national_id, name: debtor.name, country: debtor.country, region: debtor.region,
    timeZone: debtor.time_zone, language: debtor.language, consentOn: debtor.consent_at === null ? null : dayText(zoneTime(debtor.time_zone).dayAt(debtor.consent_at)),
    phones: [...phones], variables: JSON.parse(debtor.variables) as Record<string, string>,
    debts: debts.map((debt) => ({
      company: debt.company, reference: debt.reference, instalments: debt.instalments, amountMinor: debt.amount_minor, currency: debt.currency,
      dueOn: debt.due_on, lastNegotiableOn: debt.last_negotiable_on, delinquency: debt.delinquency,
    })),
  }
}
