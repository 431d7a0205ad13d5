import { z } from 'zod'
import { agentById, policyById } from '../../../db/queries/call-catalogue.ts'
import type { CampaignFigures } from '../../../db/queries/campaign-figures.ts'
import type { CampaignRow } from '../../../db/queries/campaigns.ts'
import { toldRoundState, type RoundRow } from '../../../db/queries/call-rounds.ts'
import type { Database } from '../../../db/open.ts'
import { callJobStatuses } from '../../../db/values.ts'
import { callRules, type CallRule } from '../../contract/policies.ts'
import { holdSchema, type CallJobRow, type Campaign, type Round } from '../../contract/campaigns.ts'
import type { Decision as ContractDecision } from '../../contract/calls.ts'
import type { DecisionRow } from '../../../db/queries/call-rounds.ts'
import type { CampaignSetup } from '../dialling/campaign-setup.ts'
import { nextSlot } from '../dialling/rounds.ts'
import type { Decision } from '../rules.ts'
import { parseDay, zoneTime } from '../zone-time.ts'
import type { Decided } from './questions.ts'
import type { WhyView } from './why.ts'

/** A campaign as consoles are told of it. @param now by the clock it lives by. */
export function campaignOf(database: Database, row: CampaignRow, setup: CampaignSetup, newerTerms: boolean, figures: CampaignFigures, now: number): Campaign {
  const counts = Object.fromEntries(callJobStatuses.map((status) => [status, figures.counts[status] ?? 0])) as Campaign['counts']
  return {
    id: row.id,
    businessId: row.business_id,
    simulated: row.simulated === 1,
    name: row.name,
    state: row.state,
    hold: row.hold === null ? null : holdSchema.parse(JSON.parse(row.hold)),
    policyId: row.policy_id,
    policyName: policyById(database, row.policy_id)?.name ?? '',
    policyVersion: row.policy_version,
    preset: setup.terms.preset.id,
    presetVersion: setup.terms.preset.version,
    newerTerms,
    agentId: row.agent_id,
    agentName: agentById(database, row.agent_id)?.name ?? '',
    country: row.country,
    region: row.region,
    timeZone: row.time_zone,
    startsOn: row.starts_on,
    endsOn: row.ends_on,
    concurrency: row.concurrency,
    callsPerSecond: row.calls_per_second,
    costLimitDayCents: centsOf(row.cost_limit_day_millicents),
    costLimitTotalCents: centsOf(row.cost_limit_total_millicents),
    keepRecordingsDays: row.keep_recordings_days,
    batchId: row.batch_id,
    createdAt: row.created_at,
    startedAt: row.started_at,
    finishedAt: row.finished_at,
    debtors: Object.values(counts).reduce((sum, count) => sum + count, 0),
    counts,
    attempts: figures.attempts,
    contacts: figures.contacts,
    promises: figures.promises,
    promisedAmounts: [...figures.promised],
    keptPromises: figures.kept,
    costCents: figures.cost / 1000,
    costTodayCents: figures.costToday / 1000,
    liveCalls: figures.live,
    nextRoundAt: nextRoundOf(row, setup, now),
  }
}

function centsOf(millicents: number | null): number | null {
  return millicents === null ? null : millicents / 1000
}

/** When a running campaign's next planned round is; null for one that has none to come. */
export function nextRoundOf(row: CampaignRow, setup: CampaignSetup, now: number): number | null {
  if (row.state !== 'running') return null
  const time = zoneTime(row.time_zone)
  const first = row.starts_on === null ? null : parseDay(row.starts_on)
  const last = row.ends_on === null ? null : parseDay(row.ends_on)
  const { dueAt } = nextSlot(setup.policy.rounds, row.time_zone, first === null ? now : Math.max(now, time.momentOf(first) - 1))
  return last !== null && dueAt >= time.momentOf(last + 1) ? null : dueAt
}

/** @param now by the clock its campaign lives by. */
export function roundOf(database: Database, row: RoundRow, now: number): Round {
  return { id: row.id, localDate: row.local_date, slot: row.slot, dueAt: row.due_at, state: toldRoundState(database, row, now), target: row.target, chosen: row.chosen, lookedAt: row.looked_at, decidedAt: row.decided_at }
}

export function jobRowOf({ facts: { row }, decision }: Decided, { at, policyVersion }: Pick<WhyView, 'at' | 'policyVersion'>): CallJobRow {
  return {
    id: row.id,
    debtorId: row.debtor_id,
    debtorName: row.name,
    nationalId: row.national_id,
    company: row.company,
    amount: row.amount_minor === null ? null : { minor: row.amount_minor, currency: row.currency },
    status: row.status,
    attempts: row.attempts,
    maxAttempts: row.max_attempts,
    nextTryAt: row.next_try_at,
    callbackAt: row.callback_at,
    outcome: row.outcome,
    lastError: row.last_error,
    decision: decision === null ? null : presentDecision(decision, at, row.round_id, policyVersion),
  }
}

function presentDecision(decision: Decision, at: number, roundId: string | null, policyVersion: number): ContractDecision {
  const { verdict, rule, figure, limit } = decision
  return { at, verdict, rule, figure, limit, until: decision.verdict === 'wait' ? decision.until : null, roundId, attemptId: null, policyVersion }
}

const ruleSchema = z.enum(callRules).catch('by_person' satisfies CallRule)

/** A row of the ledger; its figures were written as texts. */
export function ledgerDecision(row: DecisionRow): ContractDecision {
  return {
    at: row.at, verdict: row.verdict, rule: ruleSchema.parse(row.rule), figure: figureOf(row.figure), limit: figureOf(row.limit_value), until: row.until,
    roundId: row.round_id, attemptId: row.attempt_id, policyVersion: row.policy_version,
  }
}

function figureOf(text: string | null): string | number | null {
  return text !== null && /^\d{1,15}$/.test(text) ? Number(text) : text
}
