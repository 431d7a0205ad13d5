import type { Tx } from '../tx.ts'
import { refreshDisagreementsTx } from './disagreements.ts'

/**
 * Writes a person's word on one label. What the classifier had said stays beside it, so that it can be taken back; a
 * second correction keeps the classifier's word, not the first correction.
 */
export function correctLabelTx(tx: Tx, transcriptSeq: number, enumName: string, value: string, now: number): void {
  tx.database
    .prepare(
      `INSERT INTO labels (transcript_seq, enum, value, source, predicted_value, corrected_at) VALUES (?, ?, ?, 'person', NULL, ?)
       ON CONFLICT (transcript_seq, enum) DO UPDATE SET value = excluded.value, source = 'person', corrected_at = excluded.corrected_at,
         predicted_value = CASE WHEN source = 'person' THEN predicted_value ELSE value END`,
    )
    .run(transcriptSeq, enumName, value, now)
  markCorrectedTx(tx, transcriptSeq)
}

/**
 * Takes a person's word back: the classifier's holds again, from the source of the result. A label about which no
 * classifier ever said anything goes.
 * @returns false when no person had said anything.
 */
export function takeCorrectionBackTx(tx: Tx, transcriptSeq: number, enumName: string): boolean {
  const removed = tx.database.prepare(`DELETE FROM labels WHERE transcript_seq = ? AND enum = ? AND source = 'person' AND predicted_value IS NULL`).run(transcriptSeq, enumName).changes
  const restored = tx.database
    .prepare(
      `UPDATE labels SET value = predicted_value, predicted_value = NULL, corrected_at = NULL,
         source = coalesce((SELECT results.source FROM results WHERE results.transcript_seq = labels.transcript_seq), 'offline')
       WHERE transcript_seq = ? AND enum = ? AND source = 'person'`,
    )
    .run(transcriptSeq, enumName).changes
  markCorrectedTx(tx, transcriptSeq)
  return removed + restored > 0
}

function markCorrectedTx(tx: Tx, transcriptSeq: number): void {
  tx.database
    .prepare(`UPDATE transcripts SET corrected = EXISTS (SELECT 1 FROM labels WHERE labels.transcript_seq = transcripts.seq AND labels.source = 'person') WHERE seq = ?`)
    .run(transcriptSeq)
  refreshDisagreementsTx(tx, transcriptSeq)
}
