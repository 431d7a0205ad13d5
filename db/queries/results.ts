import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { Language, Sentiment } from '../values.ts'
import { refreshDisagreementsTx } from './disagreements.ts'
import { dropStaleOpinionsTx, keepOfflineOpinionTx, llmTaxonomyVersion } from './opinions.ts'
import type { ClassifierVersion, StoredResult } from './stored-result.ts'
import { activeTaxonomyVersion } from './taxonomies.ts'

interface Standing { batch_id: string; sentiment: Sentiment | null; error: string | null; corrected: number }

/** What changed in the counts of one batch. */
export interface BatchChange { readonly batchId: string; classified: number; failed: number }

/** Gathers the changes of many transcripts, so that each batch is written once. */
export class BatchChanges {
  readonly #changes = new Map<string, BatchChange>()

  add(before: Pick<Standing, 'batch_id' | 'sentiment' | 'error'>, after: 'classified' | 'failed'): void {
    let change = this.#changes.get(before.batch_id)
    if (change === undefined) this.#changes.set(before.batch_id, (change = { batchId: before.batch_id, classified: 0, failed: 0 }))
    const wasFailed = before.error !== null
    const wasClassified = !wasFailed && before.sentiment !== null
    change.classified += Number(after === 'classified') - Number(wasClassified)
    change.failed += Number(after === 'failed') - Number(wasFailed)
  }

  get all(): BatchChange[] { return [...this.#changes.values()] }
}

function standingOf(tx: Tx, seq: number): Standing | null {
  return tx.database.prepare<Standing>('SELECT batch_id, sentiment, error, corrected FROM transcripts WHERE seq = ?').get(seq) ?? null
}

/**
 * Stores what the offline classifier said of one transcript. Where a language model has spoken by the same taxonomy, or by the
 * one that came into service since this one began, its word stands, and this one is kept beside it; otherwise it becomes the result. A transcript deleted meanwhile is passed over.
 */
export function storeOfflineTx(tx: Tx, seq: number, result: StoredResult, version: ClassifierVersion, jobId: string, now: number, changes: BatchChanges): void {
  const judged = llmTaxonomyVersion(tx, seq)
  if (judged === null) storeResultTx(tx, seq, result, 'offline', version, jobId, now, changes)
  else if (judged !== version.taxonomyVersion && judged !== activeTaxonomyVersion(tx.database)) {
    // Words of another taxonomy than the one in service may name values that it has not.
    dropStaleOpinionsTx(tx, seq)
    storeResultTx(tx, seq, result, 'offline', version, jobId, now, changes)
    refreshDisagreementsTx(tx, seq)
  } else {
    keepOfflineOpinionTx(tx, seq, result, version, jobId, now)
    refreshDisagreementsTx(tx, seq)
    const before = standingOf(tx, seq)
    if (before === null) return
    changes.add(before, 'classified')
    tx.database.prepare('UPDATE transcripts SET error = NULL WHERE seq = ?').run(seq)
  }
}

/**
 * Writes the result of one transcript over the one before. Labels given by a person keep their value; what the classifier
 * would have said is kept beside it. A transcript deleted meanwhile is passed over.
 * @returns false when it is gone.
 */
export function storeResultTx(tx: Tx, seq: number, result: StoredResult, source: 'offline' | 'llm', version: ClassifierVersion, jobId: string, now: number, changes: BatchChanges): boolean {
  const before = standingOf(tx, seq)
  if (before === null) return false
  changes.add(before, 'classified')
  const { database } = tx
  const stored = database
    .prepare<{ revision: number }>(
      `INSERT INTO results (transcript_seq, revision, language, sentiment, sentiment_confidence, tone, key_topics, action_items, summary, confidence, signals, label_details,
         source, taxonomy_version, model_version, job_id, classified_at)
       VALUES (?,1,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
       ON CONFLICT (transcript_seq) DO UPDATE SET revision = revision + 1, language = excluded.language, sentiment = excluded.sentiment,
         sentiment_confidence = excluded.sentiment_confidence, tone = excluded.tone, key_topics = excluded.key_topics, action_items = excluded.action_items,
         summary = excluded.summary, confidence = excluded.confidence, signals = excluded.signals, label_details = excluded.label_details, source = excluded.source,
         taxonomy_version = excluded.taxonomy_version, model_version = excluded.model_version, job_id = excluded.job_id, classified_at = excluded.classified_at
       RETURNING revision`,
    )
    .get(
      seq, result.language, result.sentiment, result.sentimentConfidence, result.tone, result.keyTopics, result.actionItems, result.summary, result.confidence,
      result.signals, result.labelDetails, source, version.taxonomyVersion, version.modelVersion, jobId, now,
    )
  if (stored?.revision === 1) insertLabels(tx, seq, result, source)
  else replaceLabels(tx, seq, result, source)
  const signal = database.prepare('INSERT INTO signals_found (signal, transcript_seq) VALUES (?,?)')
  for (const name of result.signalsFound) signal.run(name, seq)
  database
    .prepare('UPDATE transcripts SET sentiment = ?, confidence = ?, summary = ?, taxonomy_version = ?, error = NULL WHERE seq = ?')
    .run(result.sentiment, result.confidence, result.summary, version.taxonomyVersion, seq)
  // Of a first result nobody can have said anything else.
  if (source === 'offline' && before.corrected === 1) refreshDisagreementsTx(tx, seq)
  return true
}

/** All labels in one statement: the calls would cost more than the rows. */
function insertLabels(tx: Tx, seq: number, { labels }: StoredResult, source: 'offline' | 'llm'): void {
  if (labels.length === 0) return
  const values: unknown[] = []
  for (let index = 0; index < labels.length; index += 2) values.push(seq, labels[index], labels[index + 1], source)
  const rows = Array.from({ length: labels.length / 2 }, () => '(?,?,?,?)').join(',')
  tx.database.prepare(`INSERT INTO labels (transcript_seq, enum, value, source) VALUES ${rows}`).run(values)
}

function replaceLabels(tx: Tx, seq: number, { labels }: StoredResult, source: 'offline' | 'llm'): void {
  const { database } = tx
  const names = labels.filter((_, index) => index % 2 === 0)
  database.prepare(`DELETE FROM labels WHERE transcript_seq = ? AND source <> 'person' AND enum NOT IN (SELECT value FROM json_each(?))`).run(seq, JSON.stringify(names))
  const replace = database.prepare(
    `INSERT INTO labels (transcript_seq, enum, value, source) VALUES (?,?,?,?)
     ON CONFLICT (transcript_seq, enum) DO UPDATE SET
       value = CASE WHEN source = 'person' THEN value ELSE excluded.value END,
       predicted_value = CASE WHEN source = 'person' THEN excluded.value END,
       source = CASE WHEN source = 'person' THEN source ELSE excluded.source END`,
  )
  for (let index = 0; index < labels.length; index += 2) replace.run(seq, labels[index], labels[index + 1], source)
  database.prepare('DELETE FROM signals_found WHERE transcript_seq = ?').run(seq)
}

/** Marks a transcript whose classification failed; an older result stays. */
export function storeFailureTx(tx: Tx, seq: number, error: string, changes: BatchChanges): void {
  const before = standingOf(tx, seq)
  if (before === null) return
  changes.add(before, 'failed')
  tx.database.prepare('UPDATE transcripts SET error = ? WHERE seq = ?').run(error, seq)
}

/** A transcript that a job is to classify, with where it stands: whether the offline classifier has judged it, and in which job last. */
export interface ToClassify { seq: number; content_hash: Buffer; error: string | null; judged: number; job_id: string | null }

export function standings(tx: Tx, seqs: readonly number[]): ToClassify[] {
  return tx.database
    .prepare<ToClassify>(
      `SELECT t.seq, t.content_hash, t.error, coalesce(o.source, r.source) IS 'offline' AS judged, coalesce(o.job_id, CASE WHEN r.source = 'offline' THEN r.job_id END) AS job_id FROM json_each(?) asked
       JOIN transcripts t ON t.seq = asked.value LEFT JOIN results r ON r.transcript_seq = t.seq
       LEFT JOIN opinions o ON o.transcript_seq = t.seq AND o.source = 'offline'`,
    )
    .all(JSON.stringify(seqs))
}

/** Bytes of the texts of some transcripts, in the order asked for. Read from the rows' headers: the texts stay on disk. */
export function textBytes(database: Database, seqs: readonly number[]): { seq: number; bytes: number }[] {
  return database
    .prepare<{ seq: number; bytes: number }>('SELECT t.seq, octet_length(t.transcript) AS bytes FROM json_each(?) asked JOIN transcripts t ON t.seq = asked.value ORDER BY asked.key')
    .all(JSON.stringify(seqs))
}

/** The texts of some transcripts, by seq. */
export function textsOf(database: Database, seqs: readonly number[]): Map<number, string> {
  const rows = database
    .prepare<{ seq: number; transcript: string }>('SELECT t.seq, t.transcript FROM json_each(?) asked JOIN transcripts t ON t.seq = asked.value')
    .all(JSON.stringify(seqs))
  return new Map(rows.map((row) => [row.seq, row.transcript]))
}

interface ResultColumns {
  language: Language
  sentiment: Sentiment
  sentiment_confidence: number
  tone: string
  key_topics: string
  action_items: string
  summary: string
  confidence: number
  signals: string
  label_details: string
  transcript_seq: number
}

/** What the same classifier said about the same text of another transcript of the business; null when it has not been asked. */
export function resultOfSameText(tx: Tx, businessId: string, one: ToClassify, version: ClassifierVersion): StoredResult | null {
  const { database } = tx
  // Nearly always there is no other; the join alone would cost ten times this look at the index.
  const other = database.prepare('SELECT 1 FROM transcripts INDEXED BY transcripts_hash WHERE content_hash = ? AND seq <> ? LIMIT 1').get(one.content_hash, one.seq)
  if (other === undefined) return null
  const row = database
    .prepare<ResultColumns>(
      `SELECT r.* FROM transcripts t INDEXED BY transcripts_hash JOIN results r ON r.transcript_seq = t.seq
       WHERE t.content_hash = ? AND t.seq <> ? AND t.business_id = ? AND t.error IS NULL AND r.source = 'offline' AND r.taxonomy_version = ? AND r.model_version IS ? LIMIT 1`,
    )
    .get(one.content_hash, one.seq, businessId, version.taxonomyVersion, version.modelVersion)
  if (row === undefined) return null
  const labels = database
    .prepare<{ enum: string; value: string }>(`SELECT enum, CASE WHEN source = 'person' THEN predicted_value ELSE value END AS value FROM labels WHERE transcript_seq = ?`)
    .all(row.transcript_seq)
  // A person may have labelled an enum that the classifier never judged.
  if (labels.some((label) => label.value === null)) return null
  return {
    language: row.language,
    sentiment: row.sentiment,
    sentimentConfidence: row.sentiment_confidence,
    tone: row.tone,
    keyTopics: row.key_topics,
    actionItems: row.action_items,
    summary: row.summary,
    confidence: row.confidence,
    signals: row.signals,
    labelDetails: row.label_details,
    labels: labels.flatMap((label) => [label.enum, label.value]),
    signalsFound: database.prepare<{ signal: string }>('SELECT signal FROM signals_found WHERE transcript_seq = ?').all(row.transcript_seq).map((found) => found.signal),
  }
}
