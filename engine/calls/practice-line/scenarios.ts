import type { PhoneCallResponse } from 'retell-sdk/resources/call.mjs'

export type DisconnectionReason = NonNullable<PhoneCallResponse['disconnection_reason']>

/**
 * How far a call came: never picked up, broken off by a fault before anyone spoke, or talked. A fault in the middle of a
 * conversation counts as talked: its call has a transcript and costs money, although its status is "error".
 */
export type Reach = 'not_connected' | 'failed' | 'talked'

/** Every reason Retell gives for the end of a call, in the order of its API; the place in this list makes the scripted number. */
export const disconnectionReasons = {
  user_hangup: 'talked',
  agent_hangup: 'talked',
  call_transfer: 'talked',
  voicemail_reached: 'talked',
  ivr_reached: 'talked',
  inactivity: 'talked',
  max_duration_reached: 'talked',
  concurrency_limit_reached: 'failed',
  no_concurrency_fallback: 'failed',
  no_valid_payment: 'failed',
  scam_detected: 'failed',
  dial_busy: 'not_connected',
  dial_failed: 'not_connected',
  dial_no_answer: 'not_connected',
  invalid_destination: 'not_connected',
  telephony_provider_permission_denied: 'not_connected',
  telephony_provider_unavailable: 'not_connected',
  sip_routing_error: 'not_connected',
  marked_as_spam: 'not_connected',
  user_declined: 'not_connected',
  error_llm_websocket_open: 'failed',
  error_llm_websocket_lost_connection: 'talked',
  error_llm_websocket_runtime: 'talked',
  error_llm_websocket_corrupt_payload: 'talked',
  error_no_audio_received: 'failed',
  error_asr: 'talked',
  error_retell: 'talked',
  error_unknown: 'talked',
  error_user_not_joined: 'failed',
  registered_call_timeout: 'failed',
  transfer_bridged: 'talked',
  transfer_cancelled: 'talked',
  manual_stopped: 'talked',
  call_take_over: 'talked',
} as const satisfies Record<DisconnectionReason, Reach>

/** What a scenario says about the money: nothing, a promise of all, of a part, or of a day that is over. */
export type Commitment = 'none' | 'full' | 'partial' | 'past'

export interface Scenario {
  /** Of a hundred calls without a scripted number, about so many. */
  readonly weight: number
  readonly reason: DisconnectionReason
  readonly commitment: Commitment
  /** What the line's own analysis claims; sometimes wrongly, as on the real line. */
  readonly successful: boolean
  readonly inVoicemail: boolean
}

const talk = { reason: 'agent_hangup', commitment: 'none', successful: false, inVoicemail: false } as const

/** What happens to a call. The names of those with a conversation are the names of the scripts in resources/practice. */
export const scenarios = {
  promise_full: { ...talk, weight: 16, commitment: 'full', successful: true },
  promise_partial: { ...talk, weight: 7, commitment: 'partial', successful: true },
  promise_past: { ...talk, weight: 1, commitment: 'past', successful: true },
  refusal: { ...talk, weight: 8, reason: 'user_hangup' },
  already_paid: { ...talk, weight: 5, successful: true },
  // The real line was heard telling a stranger about the debt and calling that a success.
  wrong_person: { ...talk, weight: 4, successful: true },
  // "Do not call me again", taken down as a call that went well.
  opt_out: { ...talk, weight: 3, reason: 'user_hangup', successful: true },
  callback: { ...talk, weight: 6 },
  third_party: { ...talk, weight: 4 },
  no_outcome: { ...talk, weight: 3, reason: 'user_hangup' },
  inactivity: { ...talk, weight: 2, reason: 'inactivity' },
  voicemail: { ...talk, weight: 10, reason: 'voicemail_reached', inVoicemail: true },
  machine: { ...talk, weight: 2, reason: 'ivr_reached' },
  no_answer: { ...talk, weight: 18, reason: 'dial_no_answer' },
  busy: { ...talk, weight: 5, reason: 'dial_busy' },
  declined: { ...talk, weight: 3, reason: 'user_declined' },
  invalid_number: { ...talk, weight: 3, reason: 'invalid_destination' },
} as const satisfies Record<string, Scenario>

export type ScenarioName = keyof typeof scenarios

/** Scenarios in which somebody, or something, speaks. */
export const spokenScenarios = [
  'promise_full', 'promise_partial', 'promise_past', 'refusal', 'already_paid', 'wrong_person', 'opt_out', 'callback',
  'third_party', 'no_outcome', 'inactivity', 'voicemail', 'machine',
] as const satisfies readonly ScenarioName[]

export type SpokenScenario = (typeof spokenScenarios)[number]

export function isSpoken(name: ScenarioName): name is SpokenScenario {
  return spokenScenarios.some((spoken) => spoken === name)
}

/** Which scenario a draw from 0 up to 1 falls on. */
export function scenarioAt(draw: number): ScenarioName {
  const names = Object.keys(scenarios) as ScenarioName[]
  const total = names.reduce((sum, name) => sum + scenarios[name].weight, 0)
  let left = draw * total
  for (const name of names) {
    left -= scenarios[name].weight
    if (left < 0) return name
  }
  return 'no_answer'
}
