import type { DisconnectionReason, DispositionGroup } from '../../db/values.ts'
import { dispositionRuleSchema } from '../contract/call-catalogue.ts'

/** What a call's end means for the debtor, the number and the campaign. */
export interface Disposition {
  group: DispositionGroup
  /** The phone may have rung: counts against legal caps, even when the cause was technical. */
  rang: boolean
  /** Somebody spoke. Whether it was the debtor is told from the conversation, by whoever reads it. */
  contact: boolean
  /** Counts to the days without an answer. */
  unanswered: boolean
  /** Minutes until another try. */
  retryMinutes: number
  /** The number is no good: marked, and the next one is tried now. */
  nextPhone: boolean
  /** Counts to the attempts of the call job. */
  attemptSpent: boolean
  /** Counts as a failure to the campaign's circuit breaker. */
  breaker: boolean
  campaign: 'none' | 'pause' | 'slow'
}

type Meaning = Omit<Disposition, 'group' | 'rang' | 'retryMinutes'>

const nothing: Meaning = { contact: false, unanswered: false, nextPhone: false, attemptSpent: true, breaker: false, campaign: 'none' }

const meanings: Readonly<Record<DispositionGroup, Meaning>> = {
  conversation: { ...nothing, contact: true },
  machine: nothing,
  unanswered: { ...nothing, unanswered: true },
  bad_number: { ...nothing, nextPhone: true },
  caller_side: { ...nothing, breaker: true },
  account: { ...nothing, attemptSpent: false, campaign: 'slow' },
  system: { ...nothing, breaker: true },
}

/**
 * Group of every reason for which the provider ends a call, and whether the phone may have rung. Only where the provider
 * never dialled, or the number does not exist, is it certain that nothing rang.
 */
const reasons: Readonly<Record<DisconnectionReason, readonly [DispositionGroup, rang: boolean]>> = {
  user_hangup: ['conversation', true],
  agent_hangup: ['conversation', true],
  call_transfer: ['conversation', true],
  transfer_bridged: ['conversation', true],
  transfer_cancelled: ['conversation', true],
  inactivity: ['conversation', true],
  max_duration_reached: ['conversation', true],
  manual_stopped: ['conversation', true],
  call_take_over: ['conversation', true],
  voicemail_reached: ['machine', true],
  ivr_reached: ['machine', true],
  dial_no_answer: ['unanswered', true],
  dial_busy: ['unanswered', true],
  user_declined: ['unanswered', true],
  registered_call_timeout: ['unanswered', true],
  invalid_destination: ['bad_number', false],
  marked_as_spam: ['caller_side', true],
  dial_failed: ['caller_side', true],
  sip_routing_error: ['caller_side', true],
  telephony_provider_permission_denied: ['caller_side', false],
  telephony_provider_unavailable: ['caller_side', true],
  scam_detected: ['caller_side', true],
  no_valid_payment: ['account', false],
  concurrency_limit_reached: ['account', false],
  no_concurrency_fallback: ['account', false],
  error_llm_websocket_open: ['system', true],
  error_llm_websocket_lost_connection: ['system', true],
  error_llm_websocket_runtime: ['system', true],
  error_llm_websocket_corrupt_payload: ['system', true],
  error_no_audio_received: ['system', true],
  error_asr: ['system', true],
  error_retell: ['system', true],
  error_unknown: ['system', true],
  error_user_not_joined: ['system', true],
}

/**
 * What follows a disconnection reason.
 * @param overrides what a business says otherwise, JSON of a disposition rule by reason. It moves a reason to another group and
 *   sets its minutes; whether the phone may have rung is a fact and is not moved.
 * @param retryMinutes the policy's minutes by group, for reasons without minutes of their own
 * @throws SyntaxError or ZodError where an override is broken
 */
export function dispositionOf(reason: DisconnectionReason, overrides: ReadonlyMap<string, string>, retryMinutes: Readonly<Record<DispositionGroup, number>>): Disposition {
  const [ownGroup, rang] = reasons[reason]
  const written = overrides.get(reason)
  const override = written === undefined ? null : dispositionRuleSchema.parse(JSON.parse(written))
  const group = override?.group ?? ownGroup
  return {
    ...meanings[group],
    group,
    rang,
    retryMinutes: override?.retryMinutes ?? retryMinutes[group],
    // Without payment no call of the account succeeds until a person acts.
    ...(reason === 'no_valid_payment' && group === 'account' ? { campaign: 'pause' as const } : {}),
  }
}
