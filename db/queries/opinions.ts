import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { Language, Sentiment } from '../values.ts'
import { labelValuesOf, type ClassifierVersion, type StoredResult } from './stored-result.ts'

/** Who judged: a person's word is a label, not an opinion. */
export type OpinionSource = 'offline' | 'llm'

/** What a classifier said of a transcript; the JSON columns still text. */
export interface OpinionRow {
  source: OpinionSource
  language: Language
  sentiment: Sentiment
  sentiment_confidence: number
  tone: string
  key_topics: string
  action_items: string
  summary: string
  confidence: number
  signals: string
  label_values: string
  label_details: string
  taxonomy_version: number
  model_version: number | null
  provider_id: string | null
  model: string | null
  prompt_version: string | null
  asked_as: string | null
  cost_nano_usd: number
  cut_characters: number
  calibrated: number
  job_id: string | null
  judged_at: number
}

export type NewOpinion = OpinionRow & { transcript_seq: number }

const names = [
  'transcript_seq', 'source', 'language', 'sentiment', 'sentiment_confidence', 'tone', 'key_topics', 'action_items', 'summary', 'confidence', 'signals', 'label_values', 'label_details',
  'taxonomy_version', 'model_version', 'provider_id', 'model', 'prompt_version', 'asked_as', 'cost_nano_usd', 'cut_characters', 'calibrated', 'job_id', 'judged_at',
] as const satisfies readonly (keyof NewOpinion)[]
const insertOpinion = `INSERT OR REPLACE INTO opinions (${names.join(', ')}) VALUES (${names.map((name) => `@${name}`).join(', ')})`

/** Keeps an opinion over the one this source had before. */
export function keepOpinionTx(tx: Tx, opinion: NewOpinion): void {
  tx.database.prepare(insertOpinion).run(opinion)
}

/** Keeps what the offline classifier said beside a language model's word, which stands. */
export function keepOfflineOpinionTx(tx: Tx, seq: number, result: StoredResult, version: ClassifierVersion, jobId: string, now: number): void {
  keepOpinionTx(tx, {
    transcript_seq: seq,
    source: 'offline',
    ...opinionColumns(result),
    taxonomy_version: version.taxonomyVersion,
    model_version: version.modelVersion,
    provider_id: null,
    model: null,
    prompt_version: null,
    asked_as: null,
    cost_nano_usd: 0,
    cut_characters: 0,
    calibrated: 1,
    job_id: jobId,
    judged_at: now,
  })
}

/** The part of an opinion that any result has. */
export function opinionColumns(result: StoredResult) {
  return {
    language: result.language,
    sentiment: result.sentiment,
    sentiment_confidence: result.sentimentConfidence,
    tone: result.tone,
    key_topics: result.keyTopics,
    action_items: result.actionItems,
    summary: result.summary,
    confidence: result.confidence,
    signals: result.signals,
    label_values: JSON.stringify(labelValuesOf(result)),
    label_details: result.labelDetails,
  }
}

/** By which taxonomy a language model judged a transcript; null when none has. */
export function llmTaxonomyVersion(tx: Tx, seq: number): number | null {
  return tx.database.prepare<number>(`SELECT taxonomy_version FROM opinions WHERE transcript_seq = ? AND source = 'llm'`).pluck().get(seq) ?? null
}

/** Removes the opinions of a transcript; its result says what its classifier said. */
export function dropStaleOpinionsTx(tx: Tx, seq: number): void {
  const judged = tx.database.prepare(`DELETE FROM opinions WHERE transcript_seq = ? AND source = 'llm'`).run(seq).changes
  tx.database.prepare('DELETE FROM opinions WHERE transcript_seq = ?').run(seq)
  if (judged === 0) return
  // What asked again in vain counts as fallen back from now on.
  tx.database
    .prepare('UPDATE batches SET llm_judged = llm_judged - 1, llm_fell_back = llm_fell_back + EXISTS (SELECT 1 FROM fallbacks WHERE transcript_seq = ?) WHERE id = (SELECT batch_id FROM transcripts WHERE seq = ?)')
    .run(seq, seq)
}

/** The offline result of a transcript as an opinion; null when its result is not the offline classifier's. A person's labels give way to what the classifier had said. */
const resultAsOpinion = `SELECT 'offline' AS source, r.language, r.sentiment, r.sentiment_confidence, r.tone, r.key_topics, r.action_items, r.summary, r.confidence, r.signals,
    coalesce((SELECT json_group_object(l.enum, CASE WHEN l.source = 'person' THEN l.predicted_value ELSE l.value END) FROM labels l
      WHERE l.transcript_seq = r.transcript_seq AND (l.source <> 'person' OR l.predicted_value IS NOT NULL)), '{}') AS label_values,
    r.label_details, r.taxonomy_version, r.model_version, NULL AS provider_id, NULL AS model, NULL AS prompt_version, NULL AS asked_as, 0 AS cost_nano_usd, 0 AS cut_characters,
    1 AS calibrated, r.job_id, r.classified_at AS judged_at
  FROM results r WHERE r.transcript_seq = ? AND r.source = 'offline'`

/** What each classifier said of a transcript. */
export function opinionsOf(database: Database, seq: number): { offline: OpinionRow | null; llm: OpinionRow | null } {
  const kept = database.prepare<OpinionRow>('SELECT * FROM opinions WHERE transcript_seq = ?').all(seq)
  const offline = kept.find((one) => one.source === 'offline') ?? database.prepare<OpinionRow>(resultAsOpinion).get(seq) ?? null
  return { offline, llm: kept.find((one) => one.source === 'llm') ?? null }
}

/** Moves the offline result aside, to be kept beside the language model's that is about to become the result. */
export function setOfflineAsideTx(tx: Tx, seq: number): void {
  const result = tx.database.prepare<OpinionRow>(resultAsOpinion).get(seq)
  if (result !== undefined) keepOpinionTx(tx, { ...result, transcript_seq: seq })
}
