import type { Database } from '../open.ts'
import type { AttemptState, ConversationOutcome, DisconnectionReason, DispositionGroup } from '../values.ts'
import type { AttemptRow } from './call-attempts.ts'

/** An attempt with the names a list shows. */
export interface ListedAttempt extends AttemptRow {
  campaign_name: string
  time_zone: string
  debtor_id: string
  debtor_name: string
}

/** What a list of calls may be narrowed by; what is left out narrows nothing. `from` and `to` are moments of the dial, `to` exclusive. */
export interface AttemptWhere {
  readonly businessId: string
  readonly simulated: boolean
  readonly campaignId?: string | undefined
  readonly debtorId?: string | undefined
  /** Part of the number or of the provider's id of the call, or, folded as names are for search, of the debtor's name. */
  readonly text?: { readonly plain: string; readonly folded: string } | undefined
  readonly from?: number | undefined
  readonly to?: number | undefined
  readonly states?: readonly AttemptState[] | undefined
  readonly dispositions?: readonly DispositionGroup[] | undefined
  readonly reasons?: readonly DisconnectionReason[] | undefined
  readonly outcomes?: readonly ConversationOutcome[] | undefined
  readonly contact?: boolean | undefined
  readonly flagged?: boolean | undefined
}

const listed = `attempt.*, campaign.name AS campaign_name, campaign.time_zone, debtor.id AS debtor_id, debtor.name AS debtor_name`
const joined = `JOIN campaigns AS campaign ON campaign.id = attempt.campaign_id JOIN debtors AS debtor ON debtor.seq = attempt.debtor_seq`

/** Conditions and parameters of a selection. Column names are ours; every value is a parameter. */
function conditionsOf(where: AttemptWhere): { sql: string; parameters: Record<string, string | number> } {
  const conditions = ['attempt.business_id = @businessId', 'attempt.simulated = @simulated']
  const parameters: Record<string, string | number> = { businessId: where.businessId, simulated: Number(where.simulated) }
  const add = (condition: string, name: string, value: string | number) => {
    conditions.push(condition)
    parameters[name] = value
  }
  if (where.campaignId !== undefined) add('attempt.campaign_id = @campaignId', 'campaignId', where.campaignId)
  if (where.debtorId !== undefined) add('attempt.debtor_seq = (SELECT seq FROM debtors WHERE id = @debtorId)', 'debtorId', where.debtorId)
  if (where.from !== undefined) add('attempt.intent_at >= @from', 'from', where.from)
  if (where.to !== undefined) add('attempt.intent_at < @to', 'to', where.to)
  const lists = { state: where.states, disposition: where.dispositions, disconnection_reason: where.reasons, outcome: where.outcomes }
  for (const [column, values] of Object.entries(lists))
    if (values !== undefined && values.length > 0) add(`attempt.${column} IN (SELECT value FROM json_each(@${column}))`, column, JSON.stringify(values))
  if (where.contact !== undefined) add('attempt.contact = @contact', 'contact', Number(where.contact))
  if (where.flagged !== undefined) conditions.push(`attempt.flags ${where.flagged ? '<>' : '='} '[]'`)
  if (where.text !== undefined && where.text.plain !== '') {
    parameters['folded'] = where.text.folded
    add(`(instr(attempt.number, @plain) > 0 OR instr(coalesce(attempt.call_id, ''), @plain) > 0 OR (@folded <> '' AND attempt.debtor_seq IN (
      SELECT seq FROM debtors WHERE business_id = @businessId AND simulated = @simulated AND instr(name_folded, @folded) > 0)))`, 'plain', where.text.plain)
  }
  return { sql: conditions.join(' AND '), parameters }
}

/** Calls `offset` to `offset + limit - 1` of a selection, the newest first, and how many it has in all. */
export function attemptPage(database: Database, { where, offset, limit }: { where: AttemptWhere; offset: number; limit: number }): { rows: ListedAttempt[]; total: number } {
  const { sql, parameters } = conditionsOf(where)
  const total = database.prepare<number>(`SELECT count(*) FROM call_attempts AS attempt WHERE ${sql}`).pluck().get(parameters) ?? 0
  const rows = database
    .prepare<ListedAttempt>(`SELECT ${listed} FROM (SELECT seq FROM call_attempts AS attempt WHERE ${sql} ORDER BY attempt.intent_at DESC, attempt.seq DESC LIMIT @limit OFFSET @offset) AS page
      JOIN call_attempts AS attempt ON attempt.seq = page.seq ${joined} ORDER BY attempt.intent_at DESC, attempt.seq DESC`)
    .all({ ...parameters, offset, limit })
  return { rows, total }
}

/** Where a portion of an export ended. */
export interface AttemptPosition { readonly intentAt: number; readonly seq: number }

/** The next calls of a selection after a position, the newest first: what is dialled meanwhile moves none of them. */
export function attemptsAfter(database: Database, { where, after, limit }: { where: AttemptWhere; after: AttemptPosition | null; limit: number }): ListedAttempt[] {
  const { sql, parameters } = conditionsOf(where)
  const position = after === null ? '' : 'AND (attempt.intent_at, attempt.seq) < (@afterAt, @afterSeq)'
  return database
    .prepare<ListedAttempt>(`SELECT ${listed} FROM call_attempts AS attempt ${joined} WHERE ${sql} ${position} ORDER BY attempt.intent_at DESC, attempt.seq DESC LIMIT @limit`)
    .all({ ...parameters, limit, ...(after === null ? {} : { afterAt: after.intentAt, afterSeq: after.seq }) })
}

export function listedAttempts(database: Database, seqs: readonly number[]): ListedAttempt[] {
  return database
    .prepare<ListedAttempt>(`SELECT ${listed} FROM json_each(?) AS chosen CROSS JOIN call_attempts AS attempt ON attempt.seq = chosen.value ${joined} ORDER BY attempt.intent_at, attempt.seq`)
    .all(JSON.stringify(seqs))
}

export function listedAttempt(database: Database, id: string): ListedAttempt | null {
  return database.prepare<ListedAttempt>(`SELECT ${listed} FROM call_attempts AS attempt ${joined} WHERE attempt.id = ?`).get(id) ?? null
}
