import type { Tx } from '../tx.ts'
import type { Database } from '../open.ts'
import { refreshDisagreementsTx } from './disagreements.ts'
import { keepOpinionTx, opinionColumns, setOfflineAsideTx, type OpinionRow } from './opinions.ts'
import { storeResultTx, type BatchChanges } from './results.ts'
import type { StoredResult } from './stored-result.ts'

/** What a language model said of a text, with who it was and what it cost. */
export interface LlmJudgement {
  readonly result: StoredResult
  readonly providerId: string
  readonly model: string
  readonly promptVersion: string
  /** Provider, model and prompt as they were asked for. */
  readonly askedAs: string
  readonly costNanoUsd: number
  readonly cutCharacters: number
  readonly calibrated: boolean
  readonly taxonomyVersion: number
}

/** Why no language model gave an opinion. */
export interface Fallback { readonly code: string; readonly message: string }

/** What changed in the counts that a batch keeps of its questions to language models. */
interface LlmCounts { judged: number; fellBack: number; costNanoUsd: number }

/** Gathers the counts of many transcripts by batch. */
export class LlmChanges {
  readonly #changes = new Map<string, LlmCounts>()

  add(batchId: string, change: Partial<LlmCounts>): void {
    const before = this.#changes.get(batchId) ?? { judged: 0, fellBack: 0, costNanoUsd: 0 }
    this.#changes.set(batchId, {
      judged: before.judged + (change.judged ?? 0),
      fellBack: before.fellBack + (change.fellBack ?? 0),
      costNanoUsd: before.costNanoUsd + (change.costNanoUsd ?? 0),
    })
  }

  /** Writes them to the batches. @returns whose batches changed. */
  writeTx(tx: Tx): string[] {
    const update = tx.database.prepare('UPDATE batches SET llm_judged = llm_judged + ?, llm_fell_back = llm_fell_back + ?, cost_nano_usd = cost_nano_usd + ? WHERE id = ?')
    for (const [batchId, { judged, fellBack, costNanoUsd }] of this.#changes) update.run(judged, fellBack, costNanoUsd, batchId)
    return [...this.#changes.keys()]
  }
}

/** Where a transcript stands with its language model. */
export interface LlmStanding {
  seq: number
  batch_id: string
  content_hash: Buffer
  /** By which words and as what it was asked, where there is an opinion. */
  judged_taxonomy: number | null
  judged_as: string | null
  /** The job that got none, and why. */
  fell_back_by: string | null
  fell_back_code: string | null
}

const standingColumns = `t.seq, t.batch_id, t.content_hash, o.taxonomy_version AS judged_taxonomy, o.asked_as AS judged_as, f.job_id AS fell_back_by, f.code AS fell_back_code`
const standingJoins = `LEFT JOIN opinions o ON o.transcript_seq = t.seq AND o.source = 'llm' LEFT JOIN fallbacks f ON f.transcript_seq = t.seq`

export function llmStandings(database: Database, seqs: readonly number[]): LlmStanding[] {
  return database
    .prepare<LlmStanding>(`SELECT ${standingColumns} FROM json_each(?) asked JOIN transcripts t ON t.seq = asked.value ${standingJoins} ORDER BY asked.key`)
    .all(JSON.stringify(seqs))
}

function standingOf(tx: Tx, seq: number): LlmStanding | null {
  return tx.database.prepare<LlmStanding>(`SELECT ${standingColumns} FROM transcripts t ${standingJoins} WHERE t.seq = ?`).get(seq) ?? null
}

/**
 * Makes a language model's opinion the result of a transcript; what the offline classifier said stays beside it, and so do a
 * person's labels. A transcript deleted meanwhile is passed over.
 * @param costNanoUsd what is counted for this transcript: 0 for one that shares its text with another.
 */
export function storeLlmOpinionTx(tx: Tx, seq: number, judgement: LlmJudgement, costNanoUsd: number, jobId: string, now: number, changes: { batches: BatchChanges; llm: LlmChanges }): void {
  const before = standingOf(tx, seq)
  if (before === null) return
  if (before.judged_taxonomy === null) setOfflineAsideTx(tx, seq)
  const { result, taxonomyVersion } = judgement
  storeResultTx(tx, seq, result, 'llm', { taxonomyVersion, modelVersion: null }, jobId, now, changes.batches)
  keepOpinionTx(tx, {
    transcript_seq: seq,
    source: 'llm',
    ...opinionColumns(result),
    taxonomy_version: taxonomyVersion,
    model_version: null,
    provider_id: judgement.providerId,
    model: judgement.model,
    prompt_version: judgement.promptVersion,
    asked_as: judgement.askedAs,
    cost_nano_usd: costNanoUsd,
    cut_characters: judgement.cutCharacters,
    calibrated: Number(judgement.calibrated),
    job_id: jobId,
    judged_at: now,
  })
  tx.database.prepare('DELETE FROM fallbacks WHERE transcript_seq = ?').run(seq)
  refreshDisagreementsTx(tx, seq)
  changes.llm.add(before.batch_id, { judged: Number(before.judged_taxonomy === null), fellBack: -Number(withoutOpinion(before)), costNanoUsd })
}

/** Keeps why the language model gave no opinion. An earlier opinion of it stays. */
export function storeFallbackTx(tx: Tx, seq: number, { code, message }: Fallback, jobId: string, now: number, llm: LlmChanges): void {
  const before = standingOf(tx, seq)
  if (before === null) return
  tx.database
    .prepare('INSERT INTO fallbacks (transcript_seq, code, message, job_id, at) VALUES (?,?,?,?,?) ON CONFLICT (transcript_seq) DO UPDATE SET code = excluded.code, message = excluded.message, job_id = excluded.job_id, at = excluded.at')
    .run(seq, code, message, jobId, now)
  llm.add(before.batch_id, { fellBack: Number(before.judged_taxonomy === null && before.fell_back_by === null) })
}

/** Counted as fallen back: whoever has an earlier opinion counts as judged, and nobody counts twice. */
function withoutOpinion(standing: LlmStanding): boolean {
  return standing.judged_taxonomy === null && standing.fell_back_by !== null
}

/** What the same question about the same text of a business was answered with; null when it has not been asked. */
export function llmOpinionOfSameText(database: Database, businessId: string, contentHash: Buffer, askedAs: string, taxonomyVersion: number): OpinionRow | null {
  return database
    .prepare<OpinionRow>(
      `SELECT o.* FROM transcripts t INDEXED BY transcripts_hash JOIN opinions o ON o.transcript_seq = t.seq AND o.source = 'llm'
       WHERE t.content_hash = ? AND t.business_id = ? AND o.asked_as = ? AND o.taxonomy_version = ? LIMIT 1`,
    )
    .get(contentHash, businessId, askedAs, taxonomyVersion) ?? null
}
