import type { Database } from '../open.ts'
import { judgementsOf } from './disagreements.ts'
import { opinionsOf } from './opinions.ts'

/** A person's word on an enum that a language model had judged too. */
export interface CorrectedConfidence { model: string; said: number; right: number }

/** How sure language models said they were where a person has spoken since, the latest first. */
export function correctedConfidences(database: Database, businessId: string, limit: number): CorrectedConfidence[] {
  return database
    .prepare<CorrectedConfidence>(
      `SELECT o.model, json_extract(o.label_details, '$."' || l.enum || '".said') AS said, json_extract(o.label_values, '$."' || l.enum || '"') = l.value AS "right"
       FROM labels l INDEXED BY labels_corrected JOIN transcripts t ON t.seq = l.transcript_seq JOIN opinions o ON o.transcript_seq = l.transcript_seq AND o.source = 'llm'
       WHERE l.corrected_at IS NOT NULL AND l.source = 'person' AND t.business_id = ? AND json_extract(o.label_details, '$."' || l.enum || '".said') IS NOT NULL
       ORDER BY l.corrected_at DESC LIMIT ?`,
    )
    .all(businessId, limit)
}

/** When a person last said anything about a label, of any business; 0 when none has. */
export function lastCorrection(database: Database): number {
  return database.prepare<number | null>('SELECT max(corrected_at) FROM labels INDEXED BY labels_corrected WHERE corrected_at IS NOT NULL').pluck().get() ?? 0
}

/** The transcripts of a business on which people have spoken, the latest first. */
export function goldenSeqs(database: Database, businessId: string, limit: number): number[] {
  return database
    .prepare<number>(
      `SELECT l.transcript_seq FROM labels l INDEXED BY labels_corrected JOIN transcripts t ON t.seq = l.transcript_seq
       WHERE l.corrected_at IS NOT NULL AND l.source = 'person' AND t.business_id = ? GROUP BY l.transcript_seq ORDER BY max(l.corrected_at) DESC LIMIT ?`,
    )
    .pluck()
    .all(businessId, limit)
}

/** A person's word with what both classifiers said; null where one said nothing. */
export interface GoldenLabel { enumName: string; person: string; offline: string | null; llm: string | null; offlineModel: number | null }

/** The golden set of a business: people's corrections and confirmations, with the judgements they are compared to. */
export function goldenLabels(database: Database, { businessId, limit }: { businessId: string; limit: number }): { transcripts: number; labels: GoldenLabel[] } {
  const seqs = goldenSeqs(database, businessId, limit)
  const select = database.prepare<{ enum: string; value: string }>(`SELECT enum, value FROM labels WHERE transcript_seq = ? AND source = 'person'`)
  const labels = seqs.flatMap((seq) => {
    const { offline, llm } = opinionsOf(database, seq)
    const [byOffline, byLlm] = [judgementsOf(offline), judgementsOf(llm)]
    return select.all(seq).map((row): GoldenLabel => ({
      enumName: row.enum, person: row.value, offline: byOffline[row.enum]?.value ?? null, llm: byLlm[row.enum]?.value ?? null, offlineModel: offline?.model_version ?? null,
    }))
  })
  return { transcripts: seqs.length, labels }
}
