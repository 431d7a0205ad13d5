import { z } from 'zod'
import { bodyOf, callEventsOf } from '../../../db/queries/call-attempts.ts'
import { callJobBySeq } from '../../../db/queries/call-jobs.ts'
import type { ListedAttempt } from '../../../db/queries/call-list.ts'
import { decisionsOf } from '../../../db/queries/call-rounds.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { listedPromiseOfAttempt } from '../../../db/queries/promises.ts'
import { recordingOf } from '../../../db/queries/recordings.ts'
import type { Database } from '../../../db/open.ts'
import type { CallDetail } from '../../contract/calls.ts'
import type { CampaignSetups } from '../dialling/campaign-setup.ts'
import { personOf } from '../dialling/person-facts.ts'
import { readCall } from '../dialling/read-call.ts'
import { promiseOf } from '../promises/promise-view.ts'
import { callBodySchema, type CallBody } from '../retell/bodies.ts'
import { attemptRowOf, decisionOf } from './call-rows.ts'
import { shownTurns, type ShownTurns } from './shown-turns.ts'

export interface DetailNeeds {
  readonly database: Database
  readonly setups: CampaignSetups
}

const textsSchema = z.record(z.string(), z.string())
/** Milliseconds from the end of the person's words to the agent's first one. */
const latencySchema = z.object({ e2e: z.object({ p50: z.number().optional(), p95: z.number().optional() }) })

/** Everything known of one call: what the provider said of it, what was understood, and what was decided before it. */
export function callDetailOf({ database, setups }: DetailNeeds, row: ListedAttempt): CallDetail {
  const stored = bodyOf(database, row.seq)
  // A body that is no call any more was made unreadable on purpose, when its debtor was erased.
  const body = stored === null ? null : callBodySchema.safeParse(JSON.parse(stored)).data ?? null
  const shown = body === null ? { turns: [], shownAt: [] } : shownTurns(body)
  const recording = recordingOf(database, row.seq)
  const promise = listedPromiseOfAttempt(database, row.seq)
  const latency = latencySchema.safeParse(body?.['latency']).data?.e2e
  return {
    attempt: attemptRowOf(row),
    fromNumber: row.from_number,
    variables: textsSchema.parse(JSON.parse(row.variables)),
    collectedVariables: body?.collected_dynamic_variables ?? {},
    summary: body?.call_analysis?.call_summary ?? null,
    inVoicemail: body?.call_analysis?.in_voicemail ?? null,
    turns: shown.turns,
    quote: body === null ? null : quoteOf(database, setups, row, body, shown),
    costs: (body?.call_cost?.product_costs ?? []).map(({ product, cost }) => ({ product, cents: cost })),
    latencyMs: { p50: latency?.p50 ?? null, p95: latency?.p95 ?? null },
    recording: recording === null ? null : { state: recording.state, contentType: recording.content_type, bytes: recording.bytes, sha256: recording.sha256, removeAfter: recording.remove_after },
    publicLogUrl: body?.public_log_url ?? null,
    timeline: callEventsOf(database, row.seq),
    decisions: decisionsUntil(database, row),
    promise: promise === null ? null : promiseOf(promise),
    transcriptId: row.transcript_id,
    error: row.error,
  }
}

/** The words that carry the outcome, found again as when the call ended: the reading is pure. */
function quoteOf(database: Database, setups: CampaignSetups, row: ListedAttempt, body: CallBody, shown: ShownTurns): CallDetail['quote'] {
  const campaign = campaignById(database, row.campaign_id)
  const job = callJobBySeq(database, row.call_job_seq)
  if (campaign === null || job === null) return null
  const quote = readCall(body, setups.of(campaign), personOf(database, job)).reading?.quote ?? null
  const turn = quote === null ? undefined : shown.shownAt[quote.turn]
  return quote === null || turn === undefined ? null : { turn, start: quote.start, end: quote.end }
}

/** What was decided about the debtor in this campaign up to the dial: that decision is the last one. */
function decisionsUntil(database: Database, row: ListedAttempt): CallDetail['decisions'] {
  const ledger = decisionsOf(database, row.call_job_seq)
  const own = ledger.findIndex((decision) => decision.attempt_id === row.id)
  const until = own === -1 ? ledger.filter((decision) => decision.at <= row.intent_at) : ledger.slice(0, own + 1)
  return until.map(decisionOf)
}
