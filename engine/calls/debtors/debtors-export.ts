import type { DebtorSelection, ListedDebtor } from '../../../db/queries/debtors-list.ts'
import type { Reader } from '../../../db/reader.ts'
import type { Language } from '../../../db/values.ts'
import { csvParts, csvStyleOf, currencyDigits, jsonParts, type Cell } from '../../ingest/index.ts'

/** Debtors read and handed over at once. */
const rowsPerPart = 500

const columns = [
  'national_id', 'name', 'phone', 'phones', 'company', 'debts', 'owed', 'currency', 'due_on', 'delinquency', 'status', 'attempts', 'contacts', 'last_attempt_at', 'last_outcome', 'promised_on', 'do_not_call',
]

/**
 * A selection of debtors as a file in parts, in the order shown. Who is in it and in which order is settled at the start.
 * @throws when `signal` aborts; nothing is read any more then.
 */
export async function* debtorParts(reader: Reader, selection: DebtorSelection, format: 'csv' | 'json', language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  const seqs = await reader.run('debtors.seqs', selection)
  const portions = portionsOf(reader, seqs, selection.where.campaignId ?? null, signal)
  if (format === 'json') yield* jsonParts(portions)
  else yield* csvParts(columns, mapEach(portions), csvStyleOf(language))
}

async function* portionsOf(reader: Reader, seqs: Uint32Array, campaignId: string | null, signal: AbortSignal | undefined): AsyncGenerator<Record<string, Cell>[]> {
  const read = (start: number) => (start < seqs.length ? reader.run('debtors.by_seq', { seqs: seqs.slice(start, start + rowsPerPart), campaignId }) : null)
  let next = read(0)
  for (let start = rowsPerPart; next !== null; start += rowsPerPart) {
    const portion = await next
    signal?.throwIfAborted()
    // The next portion is read while this one is written and sent; nobody waits for it when the export is left early.
    next = read(start)
    next?.catch(() => {})
    yield portion.map(exported)
  }
}

async function* mapEach(portions: AsyncIterable<Record<string, Cell>[]>): AsyncGenerator<Cell[][]> {
  for await (const portion of portions) yield portion.map((row) => columns.map((column) => row[column] ?? null))
}

function exported(row: ListedDebtor): Record<string, Cell> {
  return {
    national_id: row.national_id, name: row.name, phone: row.phone, phones: row.phone_count, company: row.company, debts: row.debt_count,
    owed: row.owed_minor === null || row.owed_currency === null ? null : row.owed_minor / 10 ** currencyDigits(row.owed_currency), currency: row.owed_currency, due_on: row.due_on, delinquency: row.delinquency,
    status: row.status, attempts: row.attempts, contacts: row.contacts, last_attempt_at: row.last_attempt_at === null ? null : new Date(row.last_attempt_at).toISOString(), last_outcome: row.last_outcome,
    promised_on: row.promised_on, do_not_call: row.do_not_call === 1,
  }
}
