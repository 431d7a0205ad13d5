import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'
import type { CallJobStatus, DebtState } from '../values.ts'

export interface ImportedDebtRow { debtor_seq: number; debt_seq: number; national_id: string; state: DebtState }

/** Debts that the rows of an import spoke of, of up to `debtors` debtors after a seq. */
export function debtsOfImport(database: Database, importId: string, afterSeq: number, debtors: number): ImportedDebtRow[] {
  return database
    .prepare<ImportedDebtRow>(`SELECT debts.debtor_seq, debts.seq AS debt_seq, debtors.national_id, debts.state
      FROM (SELECT debtor_seq, debts FROM debtor_import_changes WHERE import_id = ? AND debtor_seq > ? ORDER BY debtor_seq LIMIT ?) AS changes
      JOIN json_each(changes.debts) AS spoken JOIN debts ON debts.seq = spoken.value JOIN debtors ON debtors.seq = debts.debtor_seq
      ORDER BY debts.debtor_seq, debts.seq`)
    .all(importId, afterSeq, debtors)
}

/** Takes a debtor out of a campaign that has not called them. @returns how many call jobs went. */
export function leaveCampaignTx(tx: Tx, campaignId: string, debtorSeq: number, since: number): number {
  return tx.database
    .prepare(`DELETE FROM call_jobs WHERE campaign_id = ? AND debtor_seq = ? AND created_at >= ? AND NOT EXISTS (SELECT 1 FROM call_attempts WHERE call_attempts.call_job_seq = call_jobs.seq)`)
    .run(campaignId, debtorSeq, since).changes
}

/** Removes call jobs of a debtor that an import of call jobs brought and that nobody has called since. */
export function removeImportedJobsTx(tx: Tx, importId: string, debtorSeq: number, since: number): void {
  tx.database
    .prepare(`DELETE FROM call_jobs WHERE debtor_seq = @debtorSeq AND external_id IS NOT NULL AND updated_at >= @since
      AND NOT EXISTS (SELECT 1 FROM call_attempts AS attempt WHERE attempt.call_job_seq = call_jobs.seq
        AND NOT EXISTS (SELECT 1 FROM call_events WHERE attempt_seq = attempt.seq AND kind = 'imported' AND detail = @importId))`)
    .run({ importId, debtorSeq, since })
}

/** Campaigns that an import of call jobs made and in which nobody is left. */
export function removeEmptyImportedCampaignsTx(tx: Tx, businessId: string, simulated: number, since: number): void {
  tx.database
    .prepare('DELETE FROM campaigns WHERE business_id = ? AND simulated = ? AND external_id IS NOT NULL AND created_at >= ? AND NOT EXISTS (SELECT 1 FROM call_jobs WHERE campaign_id = campaigns.id)')
    .run(businessId, simulated, since)
}

/** The campaign that stands for a batch of another deployment. */
export function campaignIdByExternal(database: Database, businessId: string, simulated: number, externalId: string): string | null {
  return database.prepare<string>('SELECT id FROM campaigns WHERE business_id = ? AND simulated = ? AND external_id = ?').pluck().get(businessId, simulated, externalId) ?? null
}

export function setCampaignExternalTx(tx: Tx, id: string, externalId: string): void {
  tx.database.prepare('UPDATE campaigns SET external_id = ? WHERE id = ?').run(externalId, id)
}

export interface ImportedJob {
  readonly externalId: string
  readonly status: CallJobStatus
  readonly attempts: number
  readonly deduplicationKey: string
  readonly maxAttempts: number
  readonly nextTryAt: number | null
  readonly lastPhone: string | null
  readonly lastError: string | null
  readonly createdAt: number
  readonly finishedAt: number | null
}

export interface ImportedJobRow { seq: number; id: string; external_id: string | null; status: CallJobStatus }

/** A place in a campaign by its name in the deployment it came from. */
export function importedJob(database: Database, campaignId: string, externalId: string): ImportedJobRow | null {
  return database.prepare<ImportedJobRow>('SELECT seq, id, external_id, status FROM call_jobs WHERE campaign_id = ? AND external_id = ?').get(campaignId, externalId) ?? null
}

/** The place of a debt in a campaign. */
export function jobOfDebt(database: Database, campaignId: string, debtorSeq: number, company: string, reference: string): ImportedJobRow | null {
  return database
    .prepare<ImportedJobRow>(`SELECT call_jobs.seq, call_jobs.id, call_jobs.external_id, call_jobs.status FROM debts JOIN call_jobs ON call_jobs.campaign_id = ? AND call_jobs.debtor_seq = debts.debtor_seq AND call_jobs.debt_seq = debts.seq
      WHERE debts.debtor_seq = ? AND debts.company = ? AND debts.reference = ?`)
    .get(campaignId, debtorSeq, company, reference) ?? null
}

/** Writes a place in a campaign as another deployment had it. @returns its seq. */
export function saveImportedJobTx(tx: Tx, id: string, place: { campaignId: string; debtorSeq: number; debtSeq: number }, job: ImportedJob, now: number): number {
  const row = tx.database
    .prepare<{ seq: number }>(`INSERT INTO call_jobs (id, campaign_id, debtor_seq, debt_seq, deduplication_key, status, attempts, max_attempts, next_try_at, last_phone_tried, last_error, external_id, created_at, updated_at, finished_at)
      VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT (campaign_id, debtor_seq, debt_seq) DO UPDATE SET status = excluded.status, attempts = excluded.attempts, max_attempts = excluded.max_attempts, next_try_at = excluded.next_try_at,
        last_phone_tried = excluded.last_phone_tried, last_error = excluded.last_error, external_id = excluded.external_id, updated_at = excluded.updated_at, finished_at = excluded.finished_at
      RETURNING seq`)
    .get(id, place.campaignId, place.debtorSeq, place.debtSeq, job.deduplicationKey, job.status, job.attempts, job.maxAttempts, job.nextTryAt, job.lastPhone, job.lastError, job.externalId, job.createdAt, now, job.finishedAt)
  if (row === undefined) throw new Error('The call job was not written')
  return row.seq
}

/** An agent by the provider's id for it. */
export function agentIdByProvider(database: Database, businessId: string, simulated: number, agentId: string): string | null {
  return database.prepare<string>('SELECT id FROM call_agents WHERE business_id = ? AND simulated = ? AND agent_id = ? ORDER BY archived_at IS NOT NULL, updated_at LIMIT 1').pluck().get(businessId, simulated, agentId) ?? null
}
