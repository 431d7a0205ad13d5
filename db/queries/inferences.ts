import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { AnswerOrigin, InferenceStatus, ModelFailureCode } from '../values.ts'

/** A row of the audit without what a list never shows. */
export interface InferenceListRow {
  id: string
  user_id: string
  business_id: string | null
  endpoint: string
  provider_id: string | null
  model_name: string
  tokens_in: number
  tokens_out: number
  tokens_cached: number
  tokens_estimated: number
  cost_nano_usd: number
  saved_nano_usd: number
  saved_ms: number
  response_time_ms: number
  first_chunk_ms: number | null
  status: InferenceStatus
  origin: AnswerOrigin
  attempts: number
  failure: ModelFailureCode | null
  error_message: string | null
  prompt_name: string | null
  prompt_version: string | null
  thumbs: 'up' | 'down' | null
  timestamp: number
}

export interface InferenceFullRow extends InferenceListRow { fell_back_from: string; prompt: string; response: string }

export interface OpenCallRow {
  id: string
  user_id: string
  business_id: string | null
  endpoint: string
  provider_id: string
  model_name: string
  tokens_in: number
  tokens_out: number
  cost_nano_usd: number
  attempts: number
  started_at: number
}

/**
 * Writes a row of the audit, adds it to the sums of its day and takes the question off the open ones.
 * @param day YYYY-MM-DD in the machine's zone
 */
export function insertInferenceTx(tx: Tx, row: Omit<InferenceFullRow, 'thumbs'>, day: string): void {
  const { database } = tx
  const bucket = `$."${latencyBucket(row.response_time_ms)}"`
  database
    .prepare(
      `INSERT INTO ai_audit_logs (id, user_id, business_id, endpoint, provider_id, model_name, tokens_in, tokens_out, tokens_cached, tokens_estimated, cost_nano_usd, saved_nano_usd, saved_ms, response_time_ms, first_chunk_ms, status, origin, attempts, failure, error_message, prompt_name, prompt_version, timestamp, fell_back_from, prompt, response)
       VALUES (@id, @user_id, @business_id, @endpoint, @provider_id, @model_name, @tokens_in, @tokens_out, @tokens_cached, @tokens_estimated, @cost_nano_usd, @saved_nano_usd, @saved_ms, @response_time_ms, @first_chunk_ms, @status, @origin, @attempts, @failure, @error_message, @prompt_name, @prompt_version, @timestamp, @fell_back_from, @prompt, @response)`,
    )
    .run(row)
  database
    .prepare(
      `INSERT INTO ai_usage_days (day, business_id, endpoint, model_name, user_id, status, origin, calls, tokens_in, tokens_out, tokens_cached, cost_nano_usd, saved_nano_usd, saved_ms, response_time_ms, latencies)
       VALUES (?,?,?,?,?,?,?,1,?,?,?,?,?,?,?,json_set('{}', ?, 1))
       ON CONFLICT DO UPDATE SET calls = calls + 1, tokens_in = tokens_in + excluded.tokens_in, tokens_out = tokens_out + excluded.tokens_out, tokens_cached = tokens_cached + excluded.tokens_cached,
         cost_nano_usd = cost_nano_usd + excluded.cost_nano_usd, saved_nano_usd = saved_nano_usd + excluded.saved_nano_usd, saved_ms = saved_ms + excluded.saved_ms, response_time_ms = response_time_ms + excluded.response_time_ms, latencies = json_set(latencies, ?, coalesce(latencies ->> ?, 0) + 1)`,
    )
    .run(day, row.business_id ?? '', row.endpoint, row.model_name, row.user_id, row.status, row.origin, row.tokens_in, row.tokens_out, row.tokens_cached, row.cost_nano_usd, row.saved_nano_usd, row.saved_ms, row.response_time_ms, bucket, bucket, bucket)
  if (row.prompt_name !== null && row.prompt_version !== null && row.origin === 'provider' && (row.status === 'ok' || row.status === 'error')) {
    database
      .prepare(
        `INSERT INTO prompt_figures (name, version, calls, errors, up, down, cost_nano_usd, response_time_ms) VALUES (?,?,1,?,0,0,?,?)
         ON CONFLICT DO UPDATE SET calls = calls + 1, errors = errors + excluded.errors, cost_nano_usd = cost_nano_usd + excluded.cost_nano_usd, response_time_ms = response_time_ms + excluded.response_time_ms`,
      )
      .run(row.prompt_name, row.prompt_version, Number(row.status === 'error'), row.cost_nano_usd, row.response_time_ms)
  }
  database.prepare('DELETE FROM ai_open_calls WHERE id = ?').run(row.id)
}

/** Response times are counted in steps a fourth of a doubling wide: percentiles come out at most 9 % off. */
export const bucketsPerDoubling = 4

function latencyBucket(milliseconds: number): number {
  return Math.round(Math.log2(Math.max(1, milliseconds)) * bucketsPerDoubling)
}

/** The response time that a bucket stands for, milliseconds. */
export function bucketLatency(bucket: number): number {
  return Math.round(2 ** (bucket / bucketsPerDoubling))
}

/** Notes what a question can cost before it is sent; a later attempt of the same question replaces the note. */
export function saveOpenCallTx(tx: Tx, row: OpenCallRow): void {
  tx.database
    .prepare(
      `INSERT INTO ai_open_calls (id, user_id, business_id, endpoint, provider_id, model_name, tokens_in, tokens_out, cost_nano_usd, attempts, started_at)
       VALUES (@id, @user_id, @business_id, @endpoint, @provider_id, @model_name, @tokens_in, @tokens_out, @cost_nano_usd, @attempts, @started_at)
       ON CONFLICT (id) DO UPDATE SET provider_id = excluded.provider_id, model_name = excluded.model_name, tokens_in = excluded.tokens_in, tokens_out = excluded.tokens_out,
         cost_nano_usd = excluded.cost_nano_usd, attempts = excluded.attempts`,
    )
    .run(row)
}

export function openCalls(database: Database): OpenCallRow[] {
  return database.prepare<OpenCallRow>('SELECT * FROM ai_open_calls').all()
}

/** What a day has cost, billionths of a US dollar. */
export function spentOfDay(database: Database, day: string): number {
  return database.prepare<number | null>('SELECT sum(cost_nano_usd) FROM ai_usage_days WHERE day = ?').pluck().get(day) ?? 0
}

export function inferenceById(database: Database, id: string): InferenceFullRow | null {
  return database.prepare<InferenceFullRow>('SELECT * FROM ai_audit_logs WHERE id = ?').get(id) ?? null
}

/** Deletes some rows of before a moment, the oldest first; the sums of their days stay. @returns how many. */
export function deleteOldInferencesTx(tx: Tx, before: number, limit: number): number {
  return tx.database.prepare('DELETE FROM ai_audit_logs WHERE seq IN (SELECT seq FROM ai_audit_logs WHERE timestamp < ? ORDER BY timestamp LIMIT ?)').run(before, limit).changes
}

/** What a person thinks of an answer; counted for the version of its prompt. @returns false when there is no such row. */
export function rateInferenceTx(tx: Tx, id: string, thumbs: 'up' | 'down' | null): boolean {
  const { database } = tx
  const row = database.prepare<Pick<InferenceListRow, 'thumbs' | 'prompt_name' | 'prompt_version'>>('SELECT thumbs, prompt_name, prompt_version FROM ai_audit_logs WHERE id = ?').get(id)
  if (row === undefined) return false
  database.prepare('UPDATE ai_audit_logs SET thumbs = ? WHERE id = ?').run(thumbs, id)
  const change = (side: 'up' | 'down') => Number(thumbs === side) - Number(row.thumbs === side)
  if (row.prompt_name !== null && row.prompt_version !== null) {
    database
      .prepare(
        `INSERT INTO prompt_figures (name, version, calls, errors, up, down, cost_nano_usd, response_time_ms) VALUES (?,?,0,0,?,?,0,0)
         ON CONFLICT DO UPDATE SET up = up + excluded.up, down = down + excluded.down`,
      )
      .run(row.prompt_name, row.prompt_version, change('up'), change('down'))
  }
  return true
}
