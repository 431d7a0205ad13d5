import type { AttemptPosition, AttemptWhere, ListedAttempt } from '../../../db/queries/call-list.ts'
import type { Reader } from '../../../db/reader.ts'
import type { Language } from '../../../db/values.ts'
import type { AttemptFilter } from '../../contract/calls.ts'
import { csvParts, csvStyleOf, jsonParts, normalise, type Cell } from '../../ingest/index.ts'
import { attemptRowOf } from './call-rows.ts'

/** The selection a filter of the console means. */
export function attemptWhere({ text = '', ...filter }: AttemptFilter): AttemptWhere {
  const plain = text.trim()
  if (plain === '') return filter
  // A number is written with spaces, hyphens and brackets by people, and without any here.
  const number = /^[+\d][\d\s().-]*$/.test(plain)
  return { ...filter, text: { plain: number ? plain.replaceAll(/[^+\d]/g, '') : plain, folded: number ? '' : normalise(plain) } }
}

/** Calls read and handed over at once. */
const callsPerPart = 500

const columns = [
  'attempt_id', 'call_id', 'campaign', 'debtor', 'number', 'dialled_at', 'local_date', 'local_hour', 'region', 'state', 'call_status', 'disconnection_reason', 'disposition',
  'duration_seconds', 'contact', 'outcome', 'call_successful', 'sentiment', 'cost_cents', 'flags', 'error',
]

/**
 * A selection of calls as a file in parts, the newest first. Calls dialled while it is written are not in it.
 * @throws when `signal` aborts; nothing is read any more then.
 */
export async function* callParts(reader: Reader, where: AttemptWhere, format: 'csv' | 'json', language: Language, signal?: AbortSignal): AsyncGenerator<string> {
  const portions = portionsOf(reader, where, signal)
  if (format === 'json') yield* jsonParts(portions)
  else yield* csvParts(columns, mapEach(portions), csvStyleOf(language))
}

async function* portionsOf(reader: Reader, where: AttemptWhere, signal: AbortSignal | undefined): AsyncGenerator<Record<string, Cell>[]> {
  let after: AttemptPosition | null = null
  for (;;) {
    const rows: ListedAttempt[] = await reader.run('calls.after', { where, after, limit: callsPerPart })
    signal?.throwIfAborted()
    const last = rows.at(-1)
    if (last === undefined) return
    after = { intentAt: last.intent_at, seq: last.seq }
    yield rows.map(exported)
  }
}

async function* mapEach(portions: AsyncIterable<readonly Record<string, Cell>[]>): AsyncGenerator<Cell[][]> {
  for await (const portion of portions) yield portion.map((row) => columns.map((column) => row[column] ?? null))
}

/** One call under the names of `columns`. */
function exported(row: ListedAttempt): Record<string, Cell> {
  const call = attemptRowOf(row)
  return {
    attempt_id: call.id, call_id: call.callId, campaign: call.campaignName, debtor: call.debtorName, number: call.number,
    dialled_at: new Date(call.intentAt).toISOString(), local_date: row.local_date, local_hour: row.local_hour, region: row.region,
    state: call.state, call_status: call.callStatus, disconnection_reason: call.disconnectionReason, disposition: call.disposition,
    duration_seconds: call.durationMs === null ? null : call.durationMs / 1000, contact: call.contact, outcome: call.outcome, call_successful: call.callSuccessful,
    sentiment: call.sentiment, cost_cents: call.costCents, flags: call.flags.join(' '), error: row.error,
  }
}
