import { timedWords, type Turn } from './conversations.ts'
import type { CallPlan } from './plan.ts'
import type { DisconnectionReason } from './scenarios.ts'

/** A plan with what people did to the call since. */
export interface CallRecord {
  readonly plan: CallPlan
  /** Moment a person ended it. */
  stoppedAt: number | null
  takenOver: boolean
  /** What was whispered to the agent, in practice time. */
  readonly injected: { readonly at: number; readonly text: string }[]
  /** Replaces the plan's metadata when a person changed it on the live call. */
  metadata: unknown
}

export type CallStatus = 'registered' | 'not_connected' | 'ongoing' | 'ended' | 'error'

/** When what happens in a call; null where it never does. */
export interface CallMoments {
  readonly startedAt: number | null
  readonly endedAt: number
  readonly analysedAt: number
  readonly reason: DisconnectionReason
  readonly endStatus: 'not_connected' | 'ended' | 'error'
}

export function momentsOf({ plan, stoppedAt, takenOver }: CallRecord): CallMoments {
  const answered = plan.createdAt + plan.ringMs
  const planned = answered + plan.talkMs
  const stopped = stoppedAt !== null && stoppedAt < planned
  const endedAt = stopped ? stoppedAt : planned
  const reason = takenOver ? 'call_take_over' : stopped ? 'manual_stopped' : plan.reason
  const startedAt = plan.reach === 'talked' && endedAt >= answered && (!stopped || stoppedAt > answered) ? answered : null
  const failed = reason.startsWith('error_') || plan.reach === 'failed'
  const endStatus = startedAt === null ? (failed && !stopped ? 'error' : 'not_connected') : failed ? 'error' : 'ended'
  return { startedAt, endedAt, analysedAt: endedAt + plan.analysisMs, reason, endStatus }
}

export function statusAt(record: CallRecord, now: number): CallStatus {
  const { startedAt, endedAt, endStatus } = momentsOf(record)
  if (now >= endedAt) return endStatus
  return startedAt !== null && now >= startedAt ? 'ongoing' : 'registered'
}

/** Where recordings and logs of a call are served. */
export interface Links {
  recording(callId: string, channels: 1 | 2): string
  log(callId: string): string
}

/**
 * What GET /v2/get-call answers about a call at a moment, in the shape of Retell's PhoneCallResponse. Pure: plan, moment
 * and links in, body out.
 * @param transcripts false leaves out what lists leave out.
 */
export function callBody(record: CallRecord, now: number, links: Links, transcripts = true): Record<string, unknown> {
  const { plan } = record
  const { startedAt, endedAt, analysedAt, reason, endStatus } = momentsOf(record)
  const body: Record<string, unknown> = {
    call_id: plan.callId,
    call_type: 'phone_call',
    agent_id: plan.agent.id,
    agent_version: plan.agent.version,
    agent_name: plan.agent.name,
    call_status: statusAt(record, now),
    direction: 'outbound',
    from_number: plan.from,
    to_number: plan.to,
    metadata: record.metadata,
    retell_llm_dynamic_variables: plan.variables,
    data_storage_setting: 'everything',
    opt_in_signed_url: true,
  }
  if (startedAt !== null && now >= startedAt) body['start_timestamp'] = startedAt
  if (now < endedAt) {
    // What was said so far, so that a live call can be read; Retell promises it only after the end, or by its own webhooks.
    if (transcripts && startedAt !== null && now >= startedAt) Object.assign(body, transcriptOf(record, startedAt, now - startedAt))
    return body
  }

  const durationMs = startedAt === null ? 0 : endedAt - startedAt
  Object.assign(body, {
    start_timestamp: startedAt ?? endedAt,
    end_timestamp: endedAt,
    duration_ms: durationMs,
    disconnection_reason: reason,
    call_cost: costOf(plan, durationMs),
    public_log_url: links.log(plan.callId),
    latency: {},
  })
  if (startedAt !== null) {
    body['recording_url'] = links.recording(plan.callId, 1)
    body['recording_multi_channel_url'] = links.recording(plan.callId, 2)
    if (plan.collected !== null && reason === plan.reason) body['collected_dynamic_variables'] = plan.collected
    if (reason === 'call_transfer') body['transfer_destination'] = plan.from
    if (transcripts) Object.assign(body, transcriptOf(record, startedAt, durationMs))
  }
  if (now >= analysedAt && endStatus !== 'error') {
    body['call_analysis'] = {
      in_voicemail: plan.analysis.inVoicemail,
      call_summary: plan.analysis.summary,
      user_sentiment: plan.analysis.sentiment,
      custom_analysis_data: plan.analysis.custom,
      call_successful: plan.analysis.successful && reason === plan.reason,
    }
  }
  return body
}

function transcriptOf(record: CallRecord, startedAt: number, durationMs: number): Record<string, unknown> {
  const turns = record.plan.turns.filter((turn) => turn.start * 1000 < durationMs)
  // A call that was stopped ends in the middle of a sentence.
  const utterance = (turn: Turn) => {
    const words = timedWords(turn).filter(({ start }) => start * 1000 < durationMs)
    return { role: turn.role, content: words.map(({ word }) => word).join(''), words }
  }
  const spoken = turns.filter((turn) => turn.role !== 'tool').map(utterance)
  const woven = turns.flatMap((turn, index) => (turn.role === 'tool' ? toolUse(record.plan, index) : [utterance(turn)]))
  return {
    transcript: spoken.map(({ role, content }) => `${role === 'agent' ? 'Agent' : 'User'}: ${content}\n`).join(''),
    transcript_object: spoken,
    transcript_with_tool_calls: [
      ...woven,
      ...record.injected.map(({ at, text }) => ({ role: 'injected', content: text, time_sec: (at - startedAt) / 1000 })),
    ],
  }
}

function toolUse(plan: CallPlan, index: number): Record<string, unknown>[] {
  const id = `tool_${plan.callId}_${index}`
  return [
    { role: 'tool_call_invocation', tool_call_id: id, name: 'record_commitment', arguments: JSON.stringify(plan.collected ?? {}) },
    { role: 'tool_call_result', tool_call_id: id, content: JSON.stringify({ recorded: true }), successful: true },
  ]
}

/** Cents with decimals, seven of them, as the real line bills; time is billed in begun seconds. */
export function costOf(plan: CallPlan, durationMs: number) {
  const seconds = Math.ceil(durationMs / 1000)
  const products = seconds === 0 ? [] : plan.prices.map(({ product, unitPrice }) => ({ product, unit_price: unitPrice, cost: sevenDecimals(unitPrice * seconds) }))
  return {
    total_duration_unit_price: sevenDecimals(products.reduce((sum, { unit_price }) => sum + unit_price, 0)),
    product_costs: products,
    combined_cost: sevenDecimals(products.reduce((sum, { cost }) => sum + cost, 0)),
    total_duration_seconds: seconds,
  }
}

function sevenDecimals(cents: number): number {
  return Math.round(cents * 1e7) / 1e7
}
