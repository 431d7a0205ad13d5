import type { Database } from '../open.ts'
import type { AnswerOrigin, InferenceStatus, ModelFailureCode } from '../values.ts'
import { bucketLatency, bucketsPerDoubling, type InferenceListRow } from './inferences.ts'

/** Which inferences a person looks at. Absent, or an empty list, means any. Moments are UTC milliseconds, `to` excluded. */
export interface InferenceWhere {
  businessId?: string | undefined
  endpoints?: readonly string[] | undefined
  models?: readonly string[] | undefined
  users?: readonly string[] | undefined
  statuses?: readonly InferenceStatus[] | undefined
  origins?: readonly AnswerOrigin[] | undefined
  from?: number | undefined
  to?: number | undefined
  text?: string | undefined
}

interface Condition { readonly sql: string; readonly parameters: readonly (string | number)[] }

/** Words are looked for in the newest so many that the other filters leave: texts have no index, which would cost more than the audit. */
const searchedRows = 20_000

/** What the list's index and the sums by day both hold. */
function sharedConditions(where: InferenceWhere): Condition[] {
  const conditions: Condition[] = []
  const anyOf = (column: string, values: readonly string[] | undefined) => {
    if (values !== undefined && values.length > 0) conditions.push({ sql: `${column} IN (${values.map(() => '?').join(',')})`, parameters: values })
  }
  if (where.businessId !== undefined) conditions.push({ sql: 'business_id = ?', parameters: [where.businessId] })
  anyOf('endpoint', where.endpoints)
  anyOf('model_name', where.models)
  anyOf('user_id', where.users)
  anyOf('status', where.statuses)
  anyOf('origin', where.origins)
  return conditions
}

function joined(conditions: readonly Condition[]): Condition {
  return { sql: conditions.length === 0 ? '1' : conditions.map(({ sql }) => sql).join(' AND '), parameters: conditions.flatMap(({ parameters }) => parameters) }
}

/** The seqs that the filter leaves, newest first, from the list's index alone; with words, from the texts of the newest. */
function seqsOf(where: InferenceWhere): Condition {
  const { sql, parameters } = joined([
    { sql: 'timestamp >= ? AND timestamp < ?', parameters: [where.from ?? 0, where.to ?? Number.MAX_SAFE_INTEGER] },
    ...sharedConditions(where),
  ])
  const seqs = `SELECT seq, timestamp FROM ai_audit_logs INDEXED BY ai_audit_logs_filter WHERE ${sql} ORDER BY timestamp DESC, seq DESC`
  const text = where.text?.trim() ?? ''
  if (text === '') return { sql: seqs, parameters }
  const like = `%${text.replaceAll(/[\\%_]/g, (sign) => `\\${sign}`)}%`
  return {
    sql: `SELECT found.seq, found.timestamp FROM (${seqs} LIMIT ${searchedRows}) AS found CROSS JOIN ai_audit_logs AS row ON row.seq = found.seq
          WHERE row.prompt LIKE ? ESCAPE '\\' OR row.response LIKE ? ESCAPE '\\' OR row.error_message LIKE ? ESCAPE '\\' ORDER BY found.timestamp DESC, found.seq DESC`,
    parameters: [...parameters, like, like, like],
  }
}

const listColumns = 'row.id, row.user_id, row.business_id, row.endpoint, row.provider_id, row.model_name, row.tokens_in, row.tokens_out, row.tokens_cached, row.tokens_estimated, row.cost_nano_usd, row.saved_nano_usd, row.saved_ms, row.response_time_ms, row.first_chunk_ms, row.status, row.origin, row.attempts, row.failure, row.error_message, row.prompt_name, row.prompt_version, row.thumbs, row.timestamp'

/** One page, newest first, and how many there are. */
export function inferencePage(database: Database, { where, offset, limit }: { where: InferenceWhere; offset: number; limit: number }): { rows: InferenceListRow[]; total: number } {
  const { sql, parameters } = seqsOf(where)
  const rows = database
    .prepare<InferenceListRow>(`SELECT ${listColumns} FROM (${sql} LIMIT ? OFFSET ?) AS page CROSS JOIN ai_audit_logs AS row ON row.seq = page.seq ORDER BY page.timestamp DESC, page.seq DESC`)
    .all(...parameters, limit, offset)
  const total = database.prepare<number>(`SELECT count(*) FROM (${sql})`).pluck().get(...parameters) ?? 0
  return { rows, total }
}

/** The seqs of a selection, newest first: what an export then reads in portions. */
export function inferenceSeqs(database: Database, where: InferenceWhere): Uint32Array {
  const { sql, parameters } = seqsOf(where)
  return Uint32Array.from(database.prepare<number>(`SELECT seq FROM (${sql})`).pluck().all(...parameters))
}

export interface InferenceExportRow extends InferenceListRow { prompt: string; response: string }

export function inferencesBySeq(database: Database, seqs: Uint32Array): InferenceExportRow[] {
  const statement = database.prepare<InferenceExportRow>(`SELECT ${listColumns}, row.prompt, row.response FROM ai_audit_logs AS row WHERE row.seq = ?`)
  return [...seqs].flatMap((seq) => statement.get(seq) ?? [])
}

export interface UsageSums {
  key: string
  calls: number
  errors: number
  refused: number
  cache_hits: number
  tokens_in: number
  tokens_out: number
  tokens_cached: number
  cost_nano_usd: number
  saved_nano_usd: number
  saved_ms: number
  /** Of calls that a provider answered, milliseconds in all, and how many they are. */
  response_time_ms: number
  answered: number
}

export interface UsageError { failure: ModelFailureCode; count: number; last_at: number; last_message: string }

export interface UsageAnswer {
  total: UsageSums & { p50: number | null; p95: number | null }
  byDay: UsageSums[]
  byEndpoint: UsageSums[]
  byModel: UsageSums[]
  byUser: UsageSums[]
  errors: UsageError[]
}

interface Span { from: number; to: number }

/** `days`: whole days, both included, whose sums are taken. `ends`: what is added up from the rows themselves. Together they are the filter's span. */
export interface UsageQuestion { where: InferenceWhere; days: { from: string; to: string } | null; ends: Span[] }

type Sums = Omit<UsageSums, 'key'>

/** What is added up: one row for each day, endpoint, model, person, end and origin. */
interface Part { day: string; endpoint: string; model_name: string; user_id: string; status: InferenceStatus; origin: AnswerOrigin; calls: number; tokens_in: number; tokens_out: number; tokens_cached: number; cost_nano_usd: number; saved_nano_usd: number; saved_ms: number; response_time_ms: number }

/** Figures of a selection. Whole days come from the sums of the day; anything else is added up from the audit. */
export function inferenceUsage(database: Database, { where, days, ends }: UsageQuestion): UsageAnswer {
  const ofRows = ends.flatMap((span) => partsOfRows(database, { ...where, ...span }))
  const parts = [...(days === null ? [] : partsOfDays(database, where, days)), ...ofRows]
  const answered = ofRows.filter(({ status, origin }) => status === 'ok' && origin === 'provider')
  const latencies = [...(days === null ? [] : latenciesOfDays(database, where, days)), ...answered].sort((one, other) => one.bucket - other.bucket)
  const total = parts.reduce(added, { ...nothing })
  return {
    total: { key: '', ...total, p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95) },
    byDay: groupsOf(parts, 'day').sort((one, other) => one.key.localeCompare(other.key)),
    byEndpoint: groupsOf(parts, 'endpoint').sort(dearestFirst),
    byModel: groupsOf(parts, 'model_name').sort(dearestFirst),
    byUser: groupsOf(parts, 'user_id').sort(dearestFirst),
    errors: usageErrors(database, where),
  }
}

const nothing: Sums = { calls: 0, errors: 0, refused: 0, cache_hits: 0, tokens_in: 0, tokens_out: 0, tokens_cached: 0, cost_nano_usd: 0, saved_nano_usd: 0, saved_ms: 0, response_time_ms: 0, answered: 0 }

function added(sums: Sums, part: Part): Sums {
  sums.calls += part.calls
  if (part.status === 'error') sums.errors += part.calls
  if (part.status === 'refused') sums.refused += part.calls
  if (part.origin !== 'provider') sums.cache_hits += part.calls
  else if (part.status === 'ok') {
    sums.answered += part.calls
    sums.response_time_ms += part.response_time_ms
  }
  for (const name of ['tokens_in', 'tokens_out', 'tokens_cached', 'cost_nano_usd', 'saved_nano_usd', 'saved_ms'] as const) sums[name] += part[name]
  return sums
}

function groupsOf(parts: readonly Part[], column: 'day' | 'endpoint' | 'model_name' | 'user_id'): UsageSums[] {
  const groups = new Map<string, Sums>()
  for (const part of parts) groups.set(part[column], added(groups.get(part[column]) ?? { ...nothing }, part))
  return Array.from(groups, ([key, sums]) => ({ key, ...sums }))
}

function dearestFirst(one: UsageSums, other: UsageSums): number {
  return other.cost_nano_usd - one.cost_nano_usd || other.calls - one.calls || one.key.localeCompare(other.key)
}

const summed = `sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out, sum(tokens_cached) AS tokens_cached, sum(cost_nano_usd) AS cost_nano_usd,
  sum(saved_nano_usd) AS saved_nano_usd, sum(saved_ms) AS saved_ms, sum(response_time_ms) AS response_time_ms`
const grouped = 'GROUP BY day, endpoint, model_name, user_id, status, origin'

function conditionOfDays(where: InferenceWhere, days: { from: string; to: string }): Condition {
  return joined([{ sql: 'day >= ? AND day <= ?', parameters: [days.from, days.to] }, ...sharedConditions(where)])
}

function partsOfDays(database: Database, where: InferenceWhere, days: { from: string; to: string }): Part[] {
  const { sql, parameters } = conditionOfDays(where, days)
  return database.prepare<Part>(`SELECT day, endpoint, model_name, user_id, status, origin, sum(calls) AS calls, ${summed} FROM ai_usage_days WHERE ${sql} ${grouped}`).all(...parameters)
}

function latenciesOfDays(database: Database, where: InferenceWhere, days: { from: string; to: string }): Latency[] {
  const { sql, parameters } = conditionOfDays(where, days)
  return database
    .prepare<Latency>(`SELECT CAST(one.key AS INTEGER) AS bucket, sum(one.value) AS calls FROM ai_usage_days, json_each(latencies) AS one WHERE ${sql} AND status = 'ok' AND origin = 'provider' GROUP BY 1 ORDER BY 1`)
    .all(...parameters)
}

/** Parts with the step of their response time, in one pass over the rows. */
function partsOfRows(database: Database, where: InferenceWhere): (Part & Latency)[] {
  const { sql, parameters } = seqsOf(where)
  return database
    .prepare<Part & Latency>(
      `SELECT strftime('%Y-%m-%d', row.timestamp / 1000, 'unixepoch', 'localtime') AS day, endpoint, model_name, user_id, status, origin,
         CAST(round(log2(max(1, row.response_time_ms)) * ${bucketsPerDoubling}) AS INTEGER) AS bucket, count(*) AS calls, ${summed}
       FROM (${sql}) AS page CROSS JOIN ai_audit_logs AS row ON row.seq = page.seq ${grouped}, bucket`,
    )
    .all(...parameters)
}

/** Failures grouped, the most frequent first. */
function usageErrors(database: Database, where: InferenceWhere): UsageError[] {
  const shared = joined([
    { sql: 'failure IS NOT NULL AND timestamp >= ? AND timestamp < ?', parameters: [where.from ?? 0, where.to ?? Number.MAX_SAFE_INTEGER] },
    ...sharedConditions(where),
  ])
  // SQLite gives the message of the row that max() chose.
  return database
    .prepare<UsageError>(`SELECT failure, count(*) AS count, max(timestamp) AS last_at, coalesce(error_message, '') AS last_message FROM ai_audit_logs INDEXED BY ai_audit_logs_failure WHERE ${shared.sql} GROUP BY failure ORDER BY count DESC, failure`)
    .all(...shared.parameters)
}

interface Latency { bucket: number; calls: number }

function percentile(buckets: readonly Latency[], share: number): number | null {
  const total = buckets.reduce((sum, { calls }) => sum + calls, 0)
  let seen = 0
  for (const { bucket, calls } of buckets) {
    seen += calls
    if (seen >= total * share) return bucketLatency(bucket)
  }
  return null
}

/** Values that filters can take, from what is there. */
export function inferenceFacets(database: Database, _everything: null): { endpoints: string[]; models: string[]; users: string[] } {
  const values = (column: 'endpoint' | 'model_name' | 'user_id') => database.prepare<string>(`SELECT DISTINCT ${column} FROM ai_usage_days ORDER BY ${column}`).pluck().all()
  return { endpoints: values('endpoint'), models: values('model_name'), users: values('user_id') }
}
