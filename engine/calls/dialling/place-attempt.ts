import { newId } from '../../../db/id.ts'
import { insertAttemptTx, insertCallEventTx } from '../../../db/queries/call-attempts.ts'
import { changeCallJobTx, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import { insertDecisionTx } from '../../../db/queries/call-rounds.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Tx } from '../../../db/tx.ts'
import { enqueueTx } from '../../jobs/index.ts'
import type { Decision } from '../rules.ts'
import { zoneTime } from '../zone-time.ts'
import type { CallJobDefinition } from './call.job.ts'
import type { CampaignSetup } from './campaign-setup.ts'
import type { Person } from './person-facts.ts'

export interface Dial {
  readonly campaign: CampaignRow
  readonly setup: CampaignSetup
  readonly job: CallJobRow
  readonly person: Person
  readonly number: string
  readonly variables: Readonly<Record<string, string>>
  readonly decision: Decision
  /** By the campaign's clock. */
  readonly now: number
}

/**
 * Writes down the intent to dial, with the decision that allows it, and the job that does it: all of it or nothing, and
 * before the provider hears of it. From here on the person counts as called until the opposite is proven.
 * @returns the attempt's id, which the provider is given to keep.
 */
export function placeAttemptTx(tx: Tx, call: CallJobDefinition, { campaign, setup, job, person, number, variables, decision, now }: Dial, realNow: number): string {
  const attemptId = newId()
  const time = zoneTime(person.debtor.time_zone)
  const attemptSeq = insertAttemptTx(tx, {
    id: attemptId,
    business_id: campaign.business_id,
    simulated: campaign.simulated,
    campaign_id: campaign.id,
    call_job_seq: job.seq,
    debtor_seq: job.debtor_seq,
    debt_seq: job.debt_seq,
    round_id: job.round_id,
    number,
    from_number: setup.agent.from_number,
    intent_at: now,
    local_date: new Date(now + time.offsetAt(now)).toISOString().slice(0, 10),
    local_hour: Math.floor(time.timeOfDayAt(now) / 3_600_000),
    region: person.debtor.region,
    variables: JSON.stringify(variables),
  })
  insertCallEventTx(tx, attemptSeq, now, 'intended', number)
  writeDecisionTx(tx, { campaign, job, decision, now, attemptId })
  // The callback it may be for stays until it is made: a call that could not be placed is still owed.
  changeCallJobTx(tx, job.seq, { status: 'in_progress', attempts: job.attempts + 1, live_attempt_id: attemptId, last_phone_tried: number, last_rule: decision.rule, last_error: null, next_try_at: null }, now)
  enqueueTx(tx, call, { attemptId }, realNow, { uniqueKey: `call:${attemptId}` })
  return attemptId
}

export interface LedgerEntry { campaign: CampaignRow; job: CallJobRow; decision: Decision; now: number; attemptId: string | null }

/** Writes a decision into the ledger. */
export function writeDecisionTx(tx: Tx, { campaign, job, decision, now, attemptId }: LedgerEntry): void {
  const text = (value: string | number | null) => (value === null ? null : String(value))
  insertDecisionTx(tx, {
    call_job_seq: job.seq,
    round_id: job.round_id,
    attempt_id: attemptId,
    at: now,
    verdict: decision.verdict,
    rule: decision.rule,
    figure: text(decision.figure),
    limit_value: text(decision.limit),
    until: decision.verdict === 'wait' ? decision.until : null,
    policy_version: campaign.policy_version,
  })
}
