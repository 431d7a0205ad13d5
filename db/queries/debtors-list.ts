import type { Database } from '../open.ts'
import type { CallJobStatus, ConversationOutcome } from '../values.ts'
import { countDebtors, matchingDebtors, type DebtorWhere, type Matching } from './debtors-filter.ts'

export type DebtorSortColumn = 'name' | 'nationalId' | 'owed' | 'dueOn' | 'lastAttemptAt' | 'attempts'
export interface DebtorSort { column: DebtorSortColumn; descending: boolean }

/** A selection in its order: `where` says which, `sort` how; without one, by name. */
export interface DebtorSelection { where: DebtorWhere; sort: DebtorSort | null }

export interface ListedDebtor {
  id: string
  national_id: string
  name: string
  phone: string | null
  phone_count: number
  company: string | null
  debt_count: number
  owed_minor: number | null
  owed_currency: string | null
  due_on: string | null
  delinquency: string | null
  status: CallJobStatus | null
  attempts: number
  contacts: number
  last_attempt_at: number | null
  last_outcome: ConversationOutcome | null
  promised_on: string | null
  do_not_call: number
}

const sortIndexes = {
  name: { column: 'name_folded', index: 'debtors_name', nullable: false },
  nationalId: { column: 'national_id', index: 'debtors_national_id', nullable: false },
  owed: { column: 'owed_minor', index: 'debtors_owed', nullable: true },
  dueOn: { column: 'due_on', index: 'debtors_due', nullable: true },
  lastAttemptAt: { column: 'last_attempt_at', index: 'debtors_last_attempt', nullable: true },
  attempts: { column: 'attempts', index: 'debtors_attempts', nullable: false },
} as const satisfies Record<DebtorSortColumn, { column: string; index: string; nullable: boolean }>

/** Up to this many debtors are put in order by themselves; more are met by walking the order of all. */
const fewDebtors = 5_000

/** Rows `offset` to `offset + limit - 1` of a selection, and how many it has in all. */
export function debtorPage(database: Database, { where, sort, offset, limit }: DebtorSelection & { offset: number; limit: number }): { rows: ListedDebtor[]; total: number } {
  const order = sort ?? { column: 'name', descending: false }
  const matching = matchingDebtors(database, where)
  const total = matching?.total ?? countDebtors(database, where)
  const seqs = matching === null ? pageOfAll(database, where, order, offset, limit) : pageOfMatching(database, where, order, matching, offset, limit)
  return { rows: listedDebtors(database, seqs, where.campaignId ?? null), total }
}

/** The seqs of a whole selection in its order: 4 bytes each, so that an export need not hold more than these. */
export function debtorSeqs(database: Database, { where, sort }: DebtorSelection): Uint32Array {
  const order = sort ?? { column: 'name', descending: false }
  const matching = matchingDebtors(database, where)
  if (matching === null) return Uint32Array.from(pageOfAll(database, where, order, 0, -1))
  return Uint32Array.from(pageOfMatching(database, where, order, matching, 0, Number.MAX_SAFE_INTEGER))
}

/** Debtors by seq, as lists show them. */
export function debtorsBySeq(database: Database, { seqs, campaignId }: { seqs: ArrayLike<number> & Iterable<number>; campaignId: string | null }): ListedDebtor[] {
  return listedDebtors(database, seqs, campaignId)
}

/** The two stretches of an order: those that have a value, then those that have none, whichever way it goes. */
function stretches({ column, descending }: DebtorSort): { rest: string; tail: string }[] {
  const { column: name, index, nullable } = sortIndexes[column]
  const direction = descending ? 'DESC' : 'ASC'
  const from = `FROM debtors INDEXED BY ${index} WHERE business_id = ? AND simulated = ?`
  const known = { rest: `${from}${nullable ? ` AND ${name} IS NOT NULL` : ''}`, tail: `ORDER BY ${name} ${direction}, seq ${direction}` }
  return nullable ? [known, { rest: `${from} AND ${name} IS NULL`, tail: 'ORDER BY seq' }] : [known]
}

/** @param limit -1 for all from `offset` on */
function pageOfAll(database: Database, { businessId, simulated }: DebtorWhere, sort: DebtorSort, offset: number, limit: number): number[] {
  const business = [businessId, Number(simulated)]
  let seqs: number[] = []
  let before = 0
  for (const { rest, tail } of stretches(sort)) {
    const wanted = limit === -1 ? -1 : limit - seqs.length
    if (wanted === 0) break
    seqs = seqs.concat(database.prepare<number>(`SELECT seq ${rest} ${tail} LIMIT ? OFFSET ?`).pluck().all(...business, wanted, Math.max(0, offset - before)))
    if (limit !== -1 && seqs.length >= limit) break
    before += database.prepare<number>(`SELECT count(*) ${rest}`).pluck().get(...business) ?? 0
  }
  return seqs
}

function pageOfMatching(database: Database, { businessId, simulated }: DebtorWhere, sort: DebtorSort, matching: Matching, offset: number, limit: number): number[] {
  const { seqs, total } = matching
  if (seqs !== null && total <= fewDebtors) return inOrder(database, seqs, sort).slice(offset, offset + limit)
  const page: number[] = []
  let passed = 0
  for (const { rest, tail } of stretches(sort)) {
    for (const chunk of inChunks(database, `SELECT seq ${rest} ${tail}`, [businessId, Number(simulated)])) {
      for (const seq of chunk) {
        if (!matching.has(seq)) continue
        passed += 1
        if (passed <= offset) continue
        page.push(seq)
        if (page.length >= limit || passed === total) return page
      }
    }
  }
  return page
}

/** Numbers that are read first; each further reading is of twice as many. */
const firstChunk = 2_000

/** What a statement gives, read ahead: stepping to each row by itself costs ten times the row, and the page may be anywhere. */
function* inChunks(database: Database, sql: string, parameters: readonly unknown[]): Generator<readonly number[]> {
  const read = database.prepare<number>(`${sql} LIMIT ? OFFSET ?`).pluck()
  for (let offset = 0, size = firstChunk; ; offset += size, size *= 2) {
    const chunk = read.all(...parameters, size, offset)
    yield chunk
    if (chunk.length < size) return
  }
}

function inOrder(database: Database, seqs: Uint32Array, { column, descending }: DebtorSort): number[] {
  const { column: name } = sortIndexes[column]
  const direction = descending ? 'DESC' : 'ASC'
  // A debtor without a value comes last either way, and such in the order in which they came.
  return database
    .prepare<number>(`SELECT debtors.seq FROM json_each(?) AS one CROSS JOIN debtors ON debtors.seq = one.value ORDER BY ${name} IS NULL, ${name} ${direction}, iif(${name} IS NULL, debtors.seq, 0), debtors.seq ${direction}`)
    .pluck().all(JSON.stringify([...seqs]))
}

function listedDebtors(database: Database, seqs: Iterable<number>, campaignId: string | null): ListedDebtor[] {
  const select = database.prepare<ListedDebtor>(`SELECT debtors.id, debtors.national_id, debtors.name, debtors.owed_minor, debtors.owed_currency, debtors.due_on, debtors.attempts, debtors.contacts, debtors.last_attempt_at, debtors.last_outcome,
      (SELECT number FROM debtor_phones WHERE debtor_seq = debtors.seq ORDER BY state <> 'ok', position LIMIT 1) AS phone,
      (SELECT count(*) FROM debtor_phones WHERE debtor_seq = debtors.seq) AS phone_count,
      (SELECT company FROM debts WHERE debtor_seq = debtors.seq ORDER BY state <> 'open', due_on IS NULL, due_on, seq LIMIT 1) AS company,
      (SELECT delinquency FROM debts WHERE debtor_seq = debtors.seq ORDER BY state <> 'open', due_on IS NULL, due_on, seq LIMIT 1) AS delinquency,
      (SELECT count(*) FROM debts WHERE debtor_seq = debtors.seq) AS debt_count,
      (SELECT status FROM call_jobs WHERE debtor_seq = debtors.seq AND (@campaignId IS NULL OR campaign_id = @campaignId) ORDER BY seq DESC LIMIT 1) AS status,
      (SELECT min(promised_on) FROM debts JOIN promises ON promises.debt_seq = debts.seq WHERE debts.debtor_seq = debtors.seq AND promises.state IN ('open', 'partial')) AS promised_on,
      (EXISTS (SELECT 1 FROM do_not_call WHERE business_id = debtors.business_id AND simulated = debtors.simulated AND scope = 'person' AND subject = debtors.person_key AND lifted_at IS NULL)
        OR EXISTS (SELECT 1 FROM debtor_phones JOIN do_not_call ON do_not_call.business_id = debtors.business_id AND do_not_call.simulated = debtors.simulated AND scope = 'number' AND subject = debtor_phones.number AND lifted_at IS NULL
          WHERE debtor_phones.debtor_seq = debtors.seq)) AS do_not_call
    FROM debtors WHERE seq = @seq`)
  const rows: ListedDebtor[] = []
  for (const seq of seqs) {
    const row = select.get({ seq, campaignId })
    if (row !== undefined) rows.push(row)
  }
  return rows
}

/** Most companies or delinquency types offered to choose from. */
const mostFacets = 500

/** Companies and delinquency types of a business's debts, read step by step from the index: not a row of a debt is touched. */
export function debtorFacets(database: Database, { businessId, simulated }: { businessId: string; simulated: boolean }): { companies: string[]; delinquencies: string[] } {
  const values = (column: 'company' | 'delinquency') => database
    .prepare<string>(`WITH RECURSIVE each (value) AS (
        SELECT min(${column}) FROM debts WHERE ${column} IS NOT NULL
        UNION ALL SELECT (SELECT min(${column}) FROM debts WHERE ${column} > each.value AND ${column} IS NOT NULL) FROM each WHERE each.value IS NOT NULL)
      SELECT value FROM each WHERE value IS NOT NULL AND EXISTS (SELECT 1 FROM debts JOIN debtors ON debtors.seq = debts.debtor_seq WHERE debts.${column} = each.value AND debtors.business_id = ? AND debtors.simulated = ?)
      LIMIT ${mostFacets}`)
    .pluck().all(businessId, Number(simulated))
  return { companies: values('company'), delinquencies: values('delinquency') }
}
