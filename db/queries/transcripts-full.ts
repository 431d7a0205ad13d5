import type { Database } from '../open.ts'
import type { LabelSource, Sentiment } from '../values.ts'

/** Everything about one transcript; the result's columns are null until it is classified, the JSON columns still text. */
export interface FullTranscriptRow {
  seq: number
  id: string
  business_id: string
  batch_id: string
  row_number: number
  client_name: string | null
  client_email: string | null
  client_phone: string | null
  met_on: string | null
  seller: string | null
  closed: number | null
  transcript: string
  sentiment: Sentiment | null
  confidence: number | null
  summary: string | null
  taxonomy_version: number | null
  corrected: number
  error: string | null
  language: string | null
  sentiment_confidence: number | null
  tone: string | null
  key_topics: string | null
  action_items: string | null
  signals: string | null
  label_details: string | null
  source: LabelSource | null
  model_version: number | null
  classified_at: number | null
  llm_model: string | null
  llm_cost_nano_usd: number | null
  fallback_code: string | null
  fallback_message: string | null
  fallback_at: number | null
}

export interface LabelRow { enum: string; value: string; source: LabelSource; predicted_value: string | null; corrected_at: number | null }
export interface FullTranscript { row: FullTranscriptRow; labels: LabelRow[] }

const fullColumns = `t.seq, t.id, t.business_id, t.batch_id, t.row_number, t.client_name, t.client_email, t.client_phone, t.met_on, t.seller, t.closed, t.transcript,
  t.sentiment, t.confidence, t.summary, t.taxonomy_version, t.corrected, t.error,
  r.language, r.sentiment_confidence, r.tone, r.key_topics, r.action_items, r.signals, r.label_details, r.source, r.model_version, r.classified_at,
  o.model AS llm_model, o.cost_nano_usd AS llm_cost_nano_usd, f.code AS fallback_code, f.message AS fallback_message, f.at AS fallback_at`

const fullTables = `transcripts t LEFT JOIN results r ON r.transcript_seq = t.seq LEFT JOIN opinions o ON o.transcript_seq = t.seq AND o.source = 'llm' LEFT JOIN fallbacks f ON f.transcript_seq = t.seq`

/** These transcripts with their results, in the order asked for; those deleted meanwhile are left out. */
export function fullTranscripts(database: Database, seqs: Uint32Array): FullTranscript[] {
  const select = database.prepare<FullTranscriptRow>(`SELECT ${fullColumns} FROM ${fullTables} WHERE t.seq = ?`)
  const found: FullTranscript[] = []
  for (const seq of seqs) {
    const row = select.get(seq)
    if (row !== undefined) found.push({ row, labels: labelsOf(database, seq) })
  }
  return found
}

export function fullTranscriptById(database: Database, id: string): FullTranscript | null {
  const row = database.prepare<FullTranscriptRow>(`SELECT ${fullColumns} FROM ${fullTables} WHERE t.id = ?`).get(id)
  return row === undefined ? null : { row, labels: labelsOf(database, row.seq) }
}

function labelsOf(database: Database, seq: number): LabelRow[] {
  return database.prepare<LabelRow>('SELECT enum, value, source, predicted_value, corrected_at FROM labels WHERE transcript_seq = ?').all(seq)
}
