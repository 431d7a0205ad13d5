import type { Database } from '../open.ts'
import type { CallJobStatus, ConversationOutcome } from '../values.ts'
import { SeqSet } from './seq-set.ts'

/** Which debtors of a business a person looks at. Absent, or an empty list, means any. */
export interface DebtorWhere {
  businessId: string
  simulated: boolean
  /** What was typed, prepared: words of a name without case and accents, the beginning of a national id, figures of a number. */
  text?: { words: readonly string[]; nationalId: string; figures: string } | undefined
  campaignId?: string | undefined
  /** Of the campaign named, else of the campaign the debtor joined last. */
  statuses?: readonly CallJobStatus[] | undefined
  outcomes?: readonly ConversationOutcome[] | undefined
  companies?: readonly string[] | undefined
  delinquencies?: readonly string[] | undefined
  doNotCall?: boolean | undefined
  promised?: boolean | undefined
}

/** A statement that gives seqs of debtors, perhaps several times the same. */
interface SeqQuery { readonly sql: string; readonly parameters: readonly (string | number)[] }
/** Holds for the debtors that any of the queries gives, or with `wanted: false` for all others. */
interface Condition { readonly anyOf: readonly SeqQuery[]; readonly wanted: boolean }

/** Behind every text. */
const lastCharacter = '\u{10ffff}'
/** Fewer figures than this are in half of all numbers. */
const fewestFigures = 5

const marks = (values: readonly unknown[]) => values.map(() => '?').join(', ')
const isOfBusiness = 'EXISTS (SELECT 1 FROM debtors WHERE debtors.seq = debtor_seq AND debtors.business_id = ? AND debtors.simulated = ?)'

// Each statement names the index that answers it where there is a choice, so that it fails loudly in a test when the index goes.
export function debtorConditions(where: DebtorWhere): Condition[] {
  const business = [where.businessId, Number(where.simulated)] as const
  const conditions: Condition[] = []
  const add = (anyOf: readonly SeqQuery[], wanted = true) => void conditions.push({ anyOf, wanted })

  const found = where.text === undefined ? [] : textQueries(where.text, business)
  if (found.length > 0) add(found)
  if (where.campaignId !== undefined || (where.statuses ?? []).length > 0) add([placeQuery(where, business)])
  if (where.outcomes !== undefined && where.outcomes.length > 0) {
    add([{ sql: `SELECT seq FROM debtors INDEXED BY debtors_outcome WHERE business_id = ? AND simulated = ? AND last_outcome IS NOT NULL AND last_outcome IN (${marks(where.outcomes)})`, parameters: [...business, ...where.outcomes] }])
  }
  if (where.companies !== undefined && where.companies.length > 0) {
    add([{ sql: `SELECT debtor_seq FROM debts INDEXED BY debts_company WHERE company IN (${marks(where.companies)}) AND ${isOfBusiness}`, parameters: [...where.companies, ...business] }])
  }
  if (where.delinquencies !== undefined && where.delinquencies.length > 0) {
    add([{ sql: `SELECT debtor_seq FROM debts INDEXED BY debts_delinquency WHERE delinquency IN (${marks(where.delinquencies)}) AND ${isOfBusiness}`, parameters: [...where.delinquencies, ...business] }])
  }
  if (where.doNotCall !== undefined) add(doNotCallQueries(business), where.doNotCall)
  if (where.promised !== undefined) {
    add([{ sql: `SELECT debtor_seq FROM promises INDEXED BY promises_day WHERE business_id = ? AND simulated = ? AND state IN ('open', 'partial')`, parameters: [...business] }], where.promised)
  }
  return conditions
}

type Business = readonly [string, number]

function textQueries({ words, nationalId, figures }: NonNullable<DebtorWhere['text']>, business: Business): SeqQuery[] {
  const queries: SeqQuery[] = []
  if (words.length > 0) {
    queries.push({
      sql: `SELECT seq FROM debtors INDEXED BY debtors_name WHERE business_id = ? AND simulated = ?${words.map(() => ' AND instr(name_folded, ?) > 0').join('')}`, parameters: [...business, ...words],
    })
  }
  if (nationalId !== '') {
    queries.push({ sql: 'SELECT seq FROM debtors INDEXED BY debtors_national_id WHERE business_id = ? AND simulated = ? AND national_id >= ? AND national_id < ?', parameters: [...business, nationalId, nationalId + lastCharacter] })
  }
  if (figures.length >= fewestFigures) {
    queries.push({ sql: `SELECT debtor_seq FROM debtor_phones INDEXED BY debtor_phones_number WHERE instr(number, ?) > 0 AND ${isOfBusiness}`, parameters: [figures, ...business] })
  }
  return queries
}

function placeQuery({ campaignId, statuses = [] }: DebtorWhere, business: Business): SeqQuery {
  const ofStatus = statuses.length === 0 ? '' : ` AND job.status IN (${marks(statuses)})`
  if (campaignId !== undefined) {
    return { sql: `SELECT job.debtor_seq FROM call_jobs AS job WHERE job.campaign_id = (SELECT id FROM campaigns WHERE id = ? AND business_id = ? AND simulated = ?)${ofStatus}`, parameters: [campaignId, ...business, ...statuses] }
  }
  return {
    sql: `SELECT job.debtor_seq FROM call_jobs AS job WHERE job.campaign_id IN (SELECT id FROM campaigns WHERE business_id = ? AND simulated = ?)${ofStatus}
      AND NOT EXISTS (SELECT 1 FROM call_jobs AS later INDEXED BY call_jobs_debtor WHERE later.debtor_seq = job.debtor_seq AND later.seq > job.seq)`,
    parameters: [...business, ...statuses],
  }
}

function doNotCallQueries(business: Business): SeqQuery[] {
  return [
    {
      sql: `SELECT debtors.seq FROM do_not_call AS entry JOIN debtors ON debtors.business_id = entry.business_id AND debtors.simulated = entry.simulated AND debtors.person_key = entry.subject
        WHERE entry.business_id = ? AND entry.simulated = ? AND entry.scope = 'person' AND entry.lifted_at IS NULL`,
      parameters: [...business],
    },
    {
      sql: `SELECT phone.debtor_seq FROM do_not_call AS entry JOIN debtor_phones AS phone ON phone.number = entry.subject JOIN debtors ON debtors.seq = phone.debtor_seq AND debtors.business_id = entry.business_id AND debtors.simulated = entry.simulated
        WHERE entry.business_id = ? AND entry.simulated = ? AND entry.scope = 'number' AND entry.lifted_at IS NULL`,
      parameters: [...business],
    },
  ]
}

/** Debtors that a filter lets through: those of a set, or all but those of a set. */
export interface Matching {
  readonly total: number
  /** Null where the filter only leaves some out. */
  readonly seqs: Uint32Array | null
  has(seq: number): boolean
}

/** The debtors that meet every condition of a filter; null when it asks for nothing but the business. */
export function matchingDebtors(database: Database, where: DebtorWhere): Matching | null {
  const conditions = debtorConditions(where)
  if (conditions.length === 0) return null
  const business = [where.businessId, Number(where.simulated)] as const
  const alone = isOnlyFloor(database, business)
  const seqsOf = ({ anyOf }: Condition) => anyOf.flatMap((query) => {
    // To ask of every debt whose it is takes longer than all the rest.
    const { sql, parameters } = alone ? withoutBusiness(query, business) : query
    return database.prepare<number>(sql).pluck().all(...parameters)
  })
  const wanted = conditions.filter((condition) => condition.wanted).map(seqsOf).sort((one, other) => one.length - other.length)
  const unwanted = conditions.filter((condition) => !condition.wanted).map((condition) => SeqSet.of(seqsOf(condition))).reduce<SeqSet | null>((all, one) => all?.or(one) ?? one, null)
  const [first, ...others] = wanted.map((seqs) => SeqSet.of(seqs))
  if (first === undefined) return unwanted === null ? null : { total: countDebtors(database, where) - unwanted.count(), seqs: null, has: (seq) => !unwanted.has(seq) }
  const met = others.reduce((all, one) => all.and(one), first)
  const set = unwanted === null ? met : met.without(unwanted)
  const seqs = set.seqs()
  return { total: seqs.length, seqs, has: (seq) => set.has(seq) }
}

export function countDebtors(database: Database, { businessId, simulated }: DebtorWhere): number {
  return database.prepare<number>('SELECT count(*) FROM debtors INDEXED BY debtors_attempts WHERE business_id = ? AND simulated = ?').pluck().get(businessId, Number(simulated)) ?? 0
}

/** Whether all debtors there are belong to this business, and are as real or simulated. */
function isOnlyFloor(database: Database, business: Business): boolean {
  // Column by column: of a pair compared at once SQLite seeks the first alone, and walks over everybody of the business.
  const any = (condition: string, values: readonly (string | number)[]) => database.prepare(`SELECT 1 FROM debtors INDEXED BY debtors_attempts WHERE ${condition} LIMIT 1`).get(...values) !== undefined
  const elsewhere = (['<', '>'] as const).some((comparison) => any(`business_id ${comparison} ?`, [business[0]]))
  return !elsewhere && !(['<', '>'] as const).some((comparison) => any(`business_id = ? AND simulated ${comparison} ?`, business))
}

function withoutBusiness({ sql, parameters }: SeqQuery, business: Business): SeqQuery {
  return sql.endsWith(` AND ${isOfBusiness}`) ? { sql: sql.slice(0, -` AND ${isOfBusiness}`.length), parameters: parameters.slice(0, -business.length) } : { sql, parameters }
}
