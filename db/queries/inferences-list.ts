import type { Database } from '../open.ts'
import type { AnswerOrigin, InferenceStatus, ModelFailureCode } from '../values.ts'
import { bucketLatency, type InferenceListRow } from './inferences.ts'

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

/** `days`: the whole days that the filter's moments stand for, when they do; else the rows themselves are added up. */
export interface UsageQuestion { where: InferenceWhere; days: { from: string; to: string } | null }

const summed = `sum(calls) AS calls, sum(calls * (status = 'error')) AS errors, sum(calls * (status = 'refused')) AS refused, sum(calls * (origin <> 'provider')) AS cache_hits,
  sum(tokens_in) AS tokens_in, sum(tokens_out) AS tokens_out, sum(tokens_cached) AS tokens_cached, sum(cost_nano_usd) AS cost_nano_usd, sum(saved_nano_usd) AS saved_nano_usd, sum(saved_ms) AS saved_ms,
  sum(response_time_ms * (status = 'ok' AND origin = 'provider')) AS response_time_ms, sum(calls * (status = 'ok' AND origin = 'provider')) AS answered`

const nothing: Omit<UsageSums, 'key'> = { calls: 0, errors: 0, refused: 0, cache_hits: 0, tokens_in: 0, tokens_out: 0, tokens_cached: 0, cost_nano_usd: 0, saved_nano_usd: 0, saved_ms: 0, response_time_ms: 0, answered: 0 }

/** Figures of a selection. Whole days come from the sums of the day; anything else is added up from the audit. */
export function inferenceUsage(database: Database, { where, days }: UsageQuestion): UsageAnswer {
  const source = days === null || (where.text ?? '').trim() !== '' ? sourceOfRows(where) : sourceOfDays(where, days)
  const by = (column: string, order: string) =>
    database.prepare<UsageSums>(`WITH part AS (${source.sql}) SELECT ${column} AS key, ${summed} FROM part GROUP BY ${column} ORDER BY ${order}`).all(...source.parameters)
  const total = database.prepare<UsageSums>(`WITH part AS (${source.sql}) SELECT '' AS key, ${summed} FROM part HAVING count(*) > 0`).get(...source.parameters) ?? { key: '', ...nothing }
  const buckets = database
    .prepare<{ bucket: number; calls: number }>(`WITH part AS (${source.sql}) SELECT bucket, sum(calls) AS calls FROM part WHERE status = 'ok' AND origin = 'provider' GROUP BY bucket ORDER BY bucket`)
    .all(...source.parameters)
  return {
    total: { ...total, p50: percentile(buckets, 0.5), p95: percentile(buckets, 0.95) },
    byDay: by('day', 'key'),
    byEndpoint: by('endpoint', 'cost_nano_usd DESC, calls DESC, key'),
    byModel: by('model_name', 'cost_nano_usd DESC, calls DESC, key'),
    byUser: by('user_id', 'cost_nano_usd DESC, calls DESC, key'),
    errors: usageErrors(database, where),
  }
}

function sourceOfDays(where: InferenceWhere, days: { from: string; to: string }): Condition {
  const { sql, parameters } = joined([{ sql: 'day >= ? AND day <= ?', parameters: [days.from, days.to] }, ...sharedConditions(where)])
  return { sql: `SELECT * FROM ai_usage_days WHERE ${sql}`, parameters }
}

function sourceOfRows(where: InferenceWhere): Condition {
  const { sql, parameters } = seqsOf(where)
  return {
    sql: `SELECT strftime('%Y-%m-%d', row.timestamp / 1000, 'unixepoch', 'localtime') AS day, row.endpoint, row.model_name, row.user_id, row.status, row.origin,
            CAST(round(log2(max(1, row.response_time_ms)) * 4) AS INTEGER) AS bucket, 1 AS calls,
            row.tokens_in, row.tokens_out, row.tokens_cached, row.cost_nano_usd, row.saved_nano_usd, row.saved_ms, row.response_time_ms
          FROM (${sql}) AS page CROSS JOIN ai_audit_logs AS row ON row.seq = page.seq`,
    parameters,
  }
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

function percentile(buckets: readonly { bucket: number; calls: number }[], share: number): number | null {
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
