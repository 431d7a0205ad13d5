import { newId } from '../../../db/id.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { insertCallJobTx } from '../../../db/queries/call-jobs.ts'
import { countJoinedTx, type DebtorImportRow } from '../../../db/queries/debtor-imports.ts'
import { debtsOfImport } from '../../../db/queries/debtors-campaign.ts'
import { policyVersion } from '../../../db/queries/call-catalogue.ts'
import type { Tx } from '../../../db/tx.ts'
import { policyRulesSchema } from '../../contract/policies.ts'

/** Debtors that join in one transaction. */
const debtorsPerSlice = 300

/**
 * Puts the next debtors of an import into a campaign, each of their open debts that the file spoke of. Those who are in it
 * already stay as they are.
 * @param afterSeq the debtor after whom to go on; 0 at the beginning
 * @returns the debtor to go on after, or null when all have joined
 */
export function joinCampaignTx(tx: Tx, imported: DebtorImportRow, campaignId: string, afterSeq: number, now: number): number | null {
  const campaign = campaignById(tx.database, campaignId)
  if (campaign === null || campaign.state === 'stopped' || campaign.state === 'done') return null
  const version = policyVersion(tx.database, campaign.policy_id, campaign.policy_version)
  const { maxAttempts } = policyRulesSchema.parse(JSON.parse(version?.rules ?? '{}'))
  const debts = debtsOfImport(tx.database, imported.id, afterSeq, debtorsPerSlice)
  const joined = new Set<number>()
  for (const debt of debts) {
    if (debt.state !== 'open') continue
    const added = insertCallJobTx(tx, {
      id: newId(), campaignId, debtorSeq: debt.debtor_seq, debtSeq: debt.debt_seq, deduplicationKey: `${campaign.business_id}::${debt.national_id}::${campaignId}`, maxAttempts, priority: 0,
    }, now)
    if (added) joined.add(debt.debtor_seq)
  }
  countJoinedTx(tx, imported.id, joined.size)
  return debts.at(-1)?.debtor_seq ?? null
}
