import { z } from 'zod'
import type { AlertRow } from '../../../db/queries/alerts.ts'
import type { ListedAttempt } from '../../../db/queries/call-list.ts'
import type { DecisionRow } from '../../../db/queries/call-rounds.ts'
import type { Sentiment } from '../../../db/values.ts'
import type { Alert, AttemptRow, Decision } from '../../contract/calls.ts'
import type { Rule } from '../rules.ts'

const flagsSchema = z.array(z.string())
const detailsSchema = z.record(z.string(), z.union([z.string(), z.number()]))

/** US cents, as the provider bills and the console shows them; stored are thousandths of one. */
export function centsOf(millicents: number): number {
  return millicents / 1000
}

/** An attempt as the console sees it. */
export function attemptRowOf(row: ListedAttempt): AttemptRow {
  return {
    id: row.id,
    campaignId: row.campaign_id,
    campaignName: row.campaign_name,
    timeZone: row.time_zone,
    debtorId: row.debtor_id,
    debtorName: row.debtor_name,
    simulated: row.simulated === 1,
    number: row.number,
    state: row.state,
    intentAt: row.intent_at,
    startedAt: row.started_at,
    endedAt: row.ended_at,
    durationMs: row.duration_ms,
    callId: row.call_id,
    callStatus: row.call_status,
    disconnectionReason: row.disconnection_reason,
    disposition: row.disposition,
    contact: row.contact === 1,
    outcome: row.outcome,
    callSuccessful: row.call_successful === null ? null : row.call_successful === 1,
    sentiment: row.sentiment as Sentiment | null,
    costCents: row.cost_millicents === null ? null : centsOf(row.cost_millicents),
    flags: flagsSchema.parse(JSON.parse(row.flags)),
    review: row.review,
  }
}

/** A line of the ledger as the console sees it. */
export function decisionOf(row: DecisionRow): Decision {
  return {
    at: row.at, verdict: row.verdict, rule: row.rule as Rule, figure: row.figure, limit: row.limit_value,
    until: row.until, roundId: row.round_id, attemptId: row.attempt_id, policyVersion: row.policy_version,
  }
}

export function alertOf(row: AlertRow): Alert {
  return { id: row.id, kind: row.kind, level: row.level, campaignId: row.campaign_id, details: detailsSchema.parse(JSON.parse(row.details)), at: row.at, seenAt: row.seen_at }
}
