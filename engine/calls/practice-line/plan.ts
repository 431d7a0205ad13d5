import { randomBytes } from 'node:crypto'
import { converse, type Conversation, type Conversations, type Turn } from './conversations.ts'
import { drawsOf, type Draws } from './random.ts'
import { disconnectionReasons, isSpoken, scenarioAt, scenarios, type Commitment, type DisconnectionReason, type Reach, type ScenarioName } from './scenarios.ts'
import { scriptOf, type CallFault } from './scripted-numbers.ts'

/** What the caller asked for, once the line has checked it. */
export interface CallRequest {
  readonly from: string
  readonly to: string
  readonly agent: { readonly id: string; readonly name: string; readonly version: number; readonly language: string }
  readonly metadata: unknown
  readonly variables: Readonly<Record<string, string>>
}

/**
 * All that will happen in a call, decided when it is created. What the line answers later follows from this and the time
 * alone, so that a line that was killed knows its calls again from a journal of plans.
 */
export interface CallPlan {
  readonly callId: string
  /** Moment the call was asked for, milliseconds of practice time. */
  readonly createdAt: number
  readonly scenario: ScenarioName | null
  readonly fault: CallFault | null
  readonly from: string
  readonly to: string
  readonly agent: CallRequest['agent']
  readonly metadata: unknown
  readonly variables: Readonly<Record<string, string>>
  readonly reason: DisconnectionReason
  readonly reach: Reach
  /** Milliseconds from the request until somebody picks up, or until nobody did. */
  readonly ringMs: number
  readonly talkMs: number
  readonly turns: readonly Turn[]
  /** Cents a second. */
  readonly prices: readonly { readonly product: string; readonly unitPrice: number }[]
  readonly analysis: {
    readonly successful: boolean
    readonly inVoicemail: boolean
    readonly summary: string
    readonly sentiment: Conversation['sentiment']
    readonly custom: Readonly<Record<string, string | boolean>>
  }
  /** Milliseconds from the end of the call until its analysis is there. */
  readonly analysisMs: number
  readonly collected: Readonly<Record<string, string>> | null
}

export interface PlanSettings {
  readonly seed: string
  readonly conversations: Conversations
  /** IANA zone in which promised days are counted. */
  readonly timeZone: string
}

/**
 * Decides a call. The same seed, number and turn give the same call, apart from its id.
 * @param turn how many calls the line has placed to this number before.
 */
export function planCall(settings: PlanSettings, request: CallRequest, createdAt: number, turn: number): CallPlan {
  const draws = drawsOf(`${settings.seed}:${request.to}:${turn}`)
  const script = scriptOf(request.to)
  const scenario = script?.kind === 'scenario' ? script.scenario : script?.kind === 'reason' ? scenarioOfReason(script.reason) : scenarioAt(draws.next())
  const reason = script?.kind === 'reason' ? script.reason : scenarios[scenario].reason
  const reach = disconnectionReasons[reason]
  const promise = promiseOf(scenarios[scenario].commitment, request, createdAt, settings.timeZone, draws)
  const talk = reach === 'talked' && isSpoken(scenario)
    ? converse(settings.conversations, request.agent.language, scenario, draws, request.variables, promise.spoken)
    : null
  const facts = scenarios[scenario]
  return {
    callId: `call_practice_${randomBytes(12).toString('hex')}`,
    createdAt,
    scenario: script?.kind === 'reason' ? null : scenario,
    fault: script?.kind === 'fault' ? script.fault : null,
    from: request.from,
    to: request.to,
    agent: request.agent,
    metadata: request.metadata,
    variables: request.variables,
    reason,
    reach,
    ringMs: ringOf(reason, draws),
    talkMs: talk === null ? 0 : Math.round(talkSeconds(reason, talk) * 1000),
    turns: talk?.turns ?? [],
    prices: talk === null ? [] : [{ product: 'practice_tts', unitPrice: 0.1166667 }, { product: 'practice_llm', unitPrice: 0.0666667 }, { product: 'practice_telephony', unitPrice: 0.0250001 }],
    analysis: {
      successful: talk !== null && facts.successful && !reason.startsWith('error_'),
      inVoicemail: reason === 'voicemail_reached',
      summary: talk?.summary ?? '',
      sentiment: talk?.sentiment ?? 'Unknown',
      // Whoever answered is taken for the person looked for, which is how the real analysis errs.
      custom: talk === null ? {} : { compromiso_de_pago: facts.commitment !== 'none', contesto: facts.inVoicemail ? 'buzon' : 'persona' },
    },
    analysisMs: talk === null ? 0 : draws.between(3_000, 9_000),
    collected: talk !== null && facts.commitment !== 'none' ? promise.collected : null,
  }
}

/** What is said in a call that a scripted number ends by a given reason. */
function scenarioOfReason(reason: DisconnectionReason): ScenarioName {
  if (disconnectionReasons[reason] !== 'talked') return 'no_answer'
  if (reason === 'agent_hangup') return 'promise_full'
  if (reason === 'user_hangup') return 'refusal'
  if (reason === 'voicemail_reached') return 'voicemail'
  if (reason === 'ivr_reached') return 'machine'
  return reason === 'inactivity' ? 'inactivity' : 'no_outcome'
}

function ringOf(reason: DisconnectionReason, draws: Draws): number {
  if (reason === 'dial_no_answer' || reason === 'registered_call_timeout') return draws.between(28_000, 45_000)
  if (reason === 'invalid_destination' || disconnectionReasons[reason] === 'failed') return draws.between(600, 2_500)
  return draws.between(4_000, 18_000)
}

function talkSeconds(reason: DisconnectionReason, talk: Conversation): number {
  if (reason === 'max_duration_reached') return Math.max(300, talk.seconds)
  // Silence until the line gives up.
  return reason === 'inactivity' ? talk.seconds + 20 : talk.seconds
}

function promiseOf(commitment: Commitment, request: CallRequest, createdAt: number, timeZone: string, draws: Draws) {
  const day = 86_400_000
  const moment = createdAt + (commitment === 'past' ? -draws.between(20, 40) : draws.between(1, 7)) * day
  const owed = amountOf(request.variables['monto_total'])
  const share = commitment === 'partial' ? draws.pick([0.25, 0.4, 0.5]) : 1
  // Part payments are named in round figures.
  const amount = owed === null ? null : share === 1 ? owed : Math.max(1, roundTo(owed * share, owed >= 10_000 ? 1_000 : 1))
  const formats = formatsOf(request.agent.language, timeZone)
  return {
    spoken: {
      promisedDate: formats.spokenDate.format(moment),
      promisedAmount: amount === null ? null : formats.spokenAmount.format(amount),
    },
    collected: { fecha_pago_cliente: formats.isoDate.format(moment), ...(amount === null ? {} : { monto_pago_cliente: String(amount) }) },
  }
}

interface Formats {
  readonly spokenDate: Intl.DateTimeFormat
  readonly isoDate: Intl.DateTimeFormat
  readonly spokenAmount: Intl.NumberFormat
}
const keptFormats = new Map<string, Formats>()

/** Kept, because making them took most of the time of planning a call. */
function formatsOf(language: string, timeZone: string): Formats {
  const key = `${language} ${timeZone}`
  const kept = keptFormats.get(key) ?? {
    spokenDate: new Intl.DateTimeFormat(language, { timeZone, day: 'numeric', month: 'long' }),
    // Swedish writes dates as ISO 8601 does.
    isoDate: new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }),
    spokenAmount: new Intl.NumberFormat(language, { maximumFractionDigits: 2 }),
  }
  keptFormats.set(key, kept)
  return kept
}

/** "38981.0", "38981" and "38.981" are all the same money to whoever reads them aloud. */
function amountOf(text: string | undefined): number | null {
  if (text === undefined) return null
  const plain = /^\d+(\.\d{1,2})?$/.test(text) ? Number(text) : Number(text.replace(/\D/g, ''))
  return plain > 0 ? plain : null
}

function roundTo(value: number, unit: number): number {
  return Math.round(value / unit) * unit
}
