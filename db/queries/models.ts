import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { OpinionRow } from './opinions.ts'

/** A trained version of a business's offline classifier, without its weights, which are megabytes. */
export interface ModelRow {
  business_id: string
  version: number
  taxonomy_version: number
  /** Cross-validated scores per enum, as JSON. */
  scores: string
  examples: number
  folds: number
  active: number
  created_at: number
}

const columns = 'business_id, version, taxonomy_version, scores, examples, folds, active, created_at'

/** All versions of a business, newest first. */
export function modelsOf(database: Database, businessId: string): ModelRow[] {
  return database.prepare<ModelRow>(`SELECT ${columns} FROM offline_models WHERE business_id = ? ORDER BY version DESC`).all(businessId)
}

/** The version in service, if it was trained for this taxonomy: weights of another one name values that may be gone. */
export function activeModel(database: Database, businessId: string, taxonomyVersion: number): ModelRow | null {
  return database.prepare<ModelRow>(`SELECT ${columns} FROM offline_models WHERE business_id = ? AND active = 1 AND taxonomy_version = ?`).get(businessId, taxonomyVersion) ?? null
}

export function modelWeights(database: Database, businessId: string, version: number): string | null {
  return database.prepare<{ weights: string }>('SELECT weights FROM offline_models WHERE business_id = ? AND version = ?').get(businessId, version)?.weights ?? null
}

/** Adds a trained version, not in service yet. @returns its number. */
export function insertModelTx(tx: Tx, model: Omit<ModelRow, 'version' | 'active'> & { weights: string }): number {
  const { database } = tx
  const newest = database.prepare<{ newest: number | null }>('SELECT max(version) AS newest FROM offline_models WHERE business_id = ?').get(model.business_id)?.newest ?? 0
  database
    .prepare('INSERT INTO offline_models (business_id, version, taxonomy_version, weights, scores, examples, folds, active, created_at) VALUES (?,?,?,?,?,?,?,0,?)')
    .run(model.business_id, newest + 1, model.taxonomy_version, model.weights, model.scores, model.examples, model.folds, model.created_at)
  return newest + 1
}

/** Puts one version into service, or none. */
export function activateModelTx(tx: Tx, businessId: string, version: number | null): void {
  tx.database.prepare('UPDATE offline_models SET active = (version IS ?) WHERE business_id = ?').run(version, businessId)
}

/** A transcript that people have labelled. */
export interface Example { readonly seq: number; readonly transcript: string; readonly labels: Record<string, string> }

/** The transcripts of a business that a person has labelled, the latest corrections first. */
export function correctedExamples(database: Database, businessId: string, limit: number): Example[] {
  return database
    .prepare<{ seq: number; transcript: string; labels: string }>(
      `SELECT t.seq, t.transcript, json_group_object(l.enum, l.value) AS labels FROM labels l INDEXED BY labels_corrected
       JOIN transcripts t ON t.seq = l.transcript_seq
       WHERE l.corrected_at IS NOT NULL AND l.source = 'person' AND t.business_id = ?
       GROUP BY l.transcript_seq ORDER BY max(l.corrected_at) DESC LIMIT ?`,
    )
    .all(businessId, limit)
    .map((row) => ({ seq: row.seq, transcript: row.transcript, labels: JSON.parse(row.labels) as Record<string, string> }))
}

/** The transcripts of a business that a language model has judged by this taxonomy, the latest first. */
export function judgedByModel(database: Database, businessId: string, taxonomyVersion: number, limit: number): { seq: number; opinion: Pick<OpinionRow, 'label_values' | 'label_details'> }[] {
  return database
    .prepare<{ seq: number; label_values: string; label_details: string }>(
      `SELECT t.seq, o.label_values, o.label_details FROM opinions o INDEXED BY opinions_llm JOIN transcripts t ON t.seq = o.transcript_seq
       WHERE o.source = 'llm' AND t.business_id = ? AND o.taxonomy_version = ? ORDER BY o.transcript_seq DESC LIMIT ?`,
    )
    .all(businessId, taxonomyVersion, limit)
    .map(({ seq, ...opinion }) => ({ seq, opinion }))
}

/** How many transcripts of a business people have labelled; after a moment, when given. */
export function countCorrected(database: Database, businessId: string, after: number | null): number {
  return database
    .prepare<{ count: number }>(
      `SELECT count(DISTINCT l.transcript_seq) AS count FROM labels l INDEXED BY labels_corrected JOIN transcripts t ON t.seq = l.transcript_seq
       WHERE l.corrected_at > ? AND l.source = 'person' AND t.business_id = ?`,
    )
    .get(after ?? -1, businessId)?.count ?? 0
}

/** The id of the job that holds a unique key now, such as a business's training; null when none is under way. */
export function openJobWithKey(database: Database, key: string): string | null {
  return database.prepare<{ id: string }>(`SELECT id FROM jobs WHERE unique_key = ? AND state NOT IN ('done', 'failed', 'cancelled')`).get(key)?.id ?? null
}
