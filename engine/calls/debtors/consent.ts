import { campaignById } from '../../../db/queries/campaigns.ts'
import { insertDecisionTx } from '../../../db/queries/call-rounds.ts'
import { changeCallJobTx, excludedForConsent } from '../../../db/queries/call-jobs.ts'
import type { DebtorRow } from '../../../db/queries/debtors-write.ts'
import type { Tx } from '../../../db/tx.ts'
import { dayText, zoneTime } from '../zone-time.ts'
import type { DebtorNeeds } from './needs.ts'

/**
 * A person's consent was recorded: campaigns that had excluded them for want of it take them back, with a line in the
 * ledger. Nothing else is forgiven: unanswered days go on counting, and whoever was excluded by another rule stays so.
 * @param consentAt the moment of the consent, ms UTC; one that is still to come brings nobody back
 */
export function consentGivenTx(tx: Tx, { wakeCampaign }: Pick<DebtorNeeds, 'wakeCampaign'>, debtor: Pick<DebtorRow, 'seq' | 'time_zone'>, consentAt: number, now: number): void {
  if (consentAt > now) return
  for (const job of excludedForConsent(tx.database, debtor.seq)) {
    const campaign = campaignById(tx.database, job.campaign_id)
    if (campaign === null || campaign.state === 'stopped') continue
    // A call they asked for before is still owed.
    const status = job.callback_at === null ? 'pending' : 'scheduled'
    changeCallJobTx(tx, job.seq, { status, next_try_at: job.callback_at, excluded_rule: null, excluded_at: null, last_rule: 'consent_given', finished_at: null }, now)
    insertDecisionTx(tx, {
      call_job_seq: job.seq, round_id: null, attempt_id: null, at: now, verdict: 'wait', rule: 'consent_given', figure: dayText(zoneTime(debtor.time_zone).dayAt(consentAt)), limit_value: null, until: null,
      policy_version: campaign.policy_version,
    })
    tx.afterCommit(() => wakeCampaign(campaign.id))
  }
}
