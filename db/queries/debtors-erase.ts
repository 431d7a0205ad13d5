import type { Tx } from '../tx.ts'
import type { Database } from '../open.ts'

/** Whether a call to the person is under way. */
export function debtorIsLive(database: Database, debtorSeq: number): boolean {
  return database.prepare(`SELECT 1 FROM call_attempts WHERE debtor_seq = ? AND state IN ('intended', 'live') LIMIT 1`).get(debtorSeq) !== undefined
}

/** Behind every name, so that who is erased stands at the end of lists. */
const behindAll = '\u{10ffff}'

/**
 * Takes everything out of the database by which a debtor could be recognised; what is counted stays: attempts with their
 * moments, outcomes and costs, amounts, promises. The do-not-call entry stays in force by its key.
 * @returns names of recording files that must go too.
 */
export function eraseDebtorTx(tx: Tx, debtor: { seq: number; id: string; business_id: string; national_id: string }, now: number): string[] {
  const { database } = tx
  const { seq, id } = debtor
  const run = (sql: string, ...values: (string | number)[]) => void database.prepare(sql).run(...values)
  const files = database.prepare<string>('SELECT file FROM recordings WHERE file IS NOT NULL AND attempt_seq IN (SELECT seq FROM call_attempts WHERE debtor_seq = ?)').pluck().all(seq)

  database
    .prepare(`UPDATE do_not_call SET name = NULL WHERE business_id = (SELECT business_id FROM debtors WHERE seq = @seq) AND (
      (scope = 'person' AND subject = (SELECT person_key FROM debtors WHERE seq = @seq)) OR (scope = 'number' AND subject IN (SELECT number FROM debtor_phones WHERE debtor_seq = @seq)))`)
    .run({ seq })
  eraseCallsTx(tx, seq, id)
  eraseTellingsTx(tx, id)
  eraseImportsTx(tx, debtor)
  run('DELETE FROM debtor_phones WHERE debtor_seq = ?', seq)
  run(`UPDATE debts SET reference = 'erased ' || seq, updated_at = max(?, updated_at + 1) WHERE debtor_seq = ?`, now, seq)
  run(`UPDATE debtors SET person_key = 'erased:' || id, national_id_kind = 'none', national_id = '', name = '', name_folded = ?, variables = '{}', region = NULL, consent_at = NULL, consent_source = NULL,
      updated_at = max(?, updated_at + 1), erased_at = ? WHERE seq = ?`, behindAll, now, now, seq)
  return files
}

function eraseCallsTx(tx: Tx, seq: number, id: string): void {
  const run = (sql: string, ...values: (string | number)[]) => void tx.database.prepare(sql).run(...values)
  const attempts = '(SELECT seq FROM call_attempts WHERE debtor_seq = ?)'
  run('DELETE FROM transcripts WHERE id IN (SELECT transcript_id FROM call_attempts WHERE debtor_seq = ? AND transcript_id IS NOT NULL)', seq)
  run(`DELETE FROM call_bodies WHERE attempt_seq IN ${attempts}`, seq)
  run(`UPDATE call_events SET detail = NULL WHERE kind NOT IN ('ended', 'not_placed', 'imported') AND attempt_seq IN ${attempts}`, seq)
  run(`UPDATE recordings SET state = 'removed', file = NULL, sha256 = NULL WHERE attempt_seq IN ${attempts}`, seq)
  // The queue keeps what each call answered.
  run(`UPDATE jobs SET result = NULL, last_error = NULL WHERE unique_key IN (SELECT 'call:' || id FROM call_attempts WHERE debtor_seq = ?)`, seq)
  run(`UPDATE call_attempts SET number = '', variables = '{}', transcript_id = NULL, review = NULL, error = NULL WHERE debtor_seq = ?`, seq)
  run(`UPDATE call_jobs SET deduplication_key = 'erased::' || ?, last_phone_tried = NULL, callback_text = NULL, callback_at = NULL, callback_asked_at = NULL, next_try_at = NULL, last_error = NULL,
      external_id = NULL, status = CASE WHEN status IN ('pending', 'scheduled', 'suspended', 'needs_review', 'in_progress') THEN 'cancelled' ELSE status END WHERE debtor_seq = ?`, id, seq)
}

/** What was told to people and to other systems about the debtor. */
function eraseTellingsTx(tx: Tx, id: string): void {
  const run = (sql: string, ...values: (string | number)[]) => void tx.database.prepare(sql).run(...values)
  run(`UPDATE alerts SET details = json_remove(details, '$.name') WHERE json_extract(details, '$.debtorId') = ?`, id)
  run('UPDATE delivery_attempts SET request = NULL, response = NULL, error = NULL WHERE delivery_seq IN (SELECT seq FROM deliveries WHERE debtor_id = ?)', id)
  run(`UPDATE deliveries SET event = json_set(event, '$.variables', json('{}')), error = NULL, state = CASE WHEN state = 'pending' THEN 'failed' ELSE state END WHERE debtor_id = ?`, id)
}

/** What imports remember of the debtor: the state before, and rows that failed and name the same national id. */
function eraseImportsTx(tx: Tx, debtor: { seq: number; business_id: string; national_id: string }): void {
  tx.database.prepare('DELETE FROM debtor_import_changes WHERE debtor_seq = ?').run(debtor.seq)
  const figures = debtor.national_id.replaceAll(/[^\dA-Za-z]/g, '')
  // Four figures are in too many rows of others.
  if (figures.length < 6) return
  tx.database
    .prepare(`DELETE FROM debtor_import_failures WHERE import_id IN (SELECT id FROM debtor_imports WHERE business_id = ?) AND instr(upper(replace(replace(replace(cells, '.', ''), '-', ''), ' ', '')), ?) > 0`)
    .run(debtor.business_id, figures.toUpperCase())
}
