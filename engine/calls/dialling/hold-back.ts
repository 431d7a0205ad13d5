import { changeCallJobTx, type CallJobRow } from '../../../db/queries/call-jobs.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import type { Tx } from '../../../db/tx.ts'
import type { Decision } from '../rules.ts'
import { zoneTime } from '../zone-time.ts'
import type { Considered } from './consider.ts'
import { writeDecisionTx } from './place-attempt.ts'

/** Writes down why a debtor is not called now, and when to look again. */
export function holdBackTx(tx: Tx, campaign: CampaignRow, job: CallJobRow, considered: Considered, now: number): void {
  if (considered.kind === 'decided') return waitTx(tx, campaign, job, considered.decision, now)
  const gone = considered.kind === 'gone'
  changeCallJobTx(tx, job.seq, {
    status: gone ? 'cancelled' : 'suspended', next_try_at: null, round_id: null, finished_at: gone ? now : null, last_error: gone ? 'debt_gone' : 'damaged_data',
  }, now)
}

function waitTx(tx: Tx, campaign: CampaignRow, job: CallJobRow, decision: Decision, now: number): void {
  if (decision.rule !== job.last_rule) writeDecisionTx(tx, { campaign, job, decision, now, attemptId: null })
  const time = zoneTime(campaign.time_zone)
  if (decision.rule === 'max_attempts') {
    // Attempts are those of a day; a policy may allow fewer now than were made today.
    return changeCallJobTx(tx, job.seq, { status: 'pending', next_try_at: time.momentOf(time.dayAt(now) + 1), round_id: null, last_rule: decision.rule }, now)
  }
  if (decision.verdict === 'exclude') {
    const status = decision.rule === 'no_phone' ? 'failed' : 'excluded'
    return changeCallJobTx(tx, job.seq, { status, next_try_at: null, round_id: null, last_rule: decision.rule, excluded_rule: decision.rule, excluded_at: now, finished_at: now }, now)
  }
  if (decision.verdict !== 'wait') return
  // A callback keeps its place; everybody else waits for a round of the day on which it is allowed again.
  const keeps = job.callback_at !== null || (job.status === 'scheduled' && time.dayAt(decision.until) === time.dayAt(now))
  changeCallJobTx(tx, job.seq, { status: keeps ? 'scheduled' : 'pending', next_try_at: decision.until, round_id: keeps ? job.round_id : null, last_rule: decision.rule }, now)
}
