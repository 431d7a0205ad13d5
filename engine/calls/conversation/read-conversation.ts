import type { ConversationOutcome, Language } from '../../../db/values.ts'
import { dayText, parseDay, zoneTime } from '../zone-time.ts'
import { minorUnits } from './amounts.ts'
import { readCallback } from './callback.ts'
import { hear, type Heard } from './hearing.ts'
import { readNumber } from './numbers.ts'
import { findOutcomes, soundsLikeOptOut, type HeardOutcome } from './outcomes.ts'
import { followPromise, type SpokenPromise } from './promise.ts'
import { readUtterances } from './tokens.ts'
import type { ConversationFlag, FinishedCall, PromiseFlag, ReadConversation, ReadPromise } from './types.ts'

/** Highest first; see readConversation for why. */
const PRIORITY: readonly ConversationOutcome[] = ['opt_out', 'voicemail', 'wrong_person', 'third_party', 'already_paid', 'promise', 'callback', 'refusal', 'no_outcome']
const UNRESOLVED = /\{\{[^{}]*\}\}/

/**
 * Reads what a finished call came to from what was said. Pure; under a millisecond for forty turns.
 *
 * When several outcomes were heard, the first of these decides; all are returned:
 * - opt_out: a wish not to be called is law and holds whatever else was promised in the same breath;
 * - voicemail: a machine spoke, so nothing in its greeting ("no puedo contestar, llame más tarde") is anybody's word;
 * - wrong_person, then third_party: what people say who are not the debtor binds nobody, and nothing of the debt may be told them;
 * - already_paid: to chase a paid debt is worse than to check once too often;
 * - promise over callback over refusal: who says "hoy no puedo, el viernes sí" has promised, and who asks for another time has not refused.
 *
 * The debtor's words outrank `collected_dynamic_variables` and the analysis: those fill what the words leave open, decide between several
 * days or amounts of one breath where the words do not, and are flagged where they contradict. `call_successful` decides nothing.
 *
 * Vague periods end a promise on their last working day ("la otra semana": Friday); day and month without a year are the nearest, so that
 * a promise for a day just gone is noticed; an hour that could be morning or evening is the next between 8:00 and 21:00.
 *
 * @throws RangeError where the zone is unknown.
 */
export function readConversation(call: FinishedCall, language: Language): ReadConversation {
  const zone = zoneTime(call.zone)
  const today = zone.dayAt(call.startedAt)
  const heard = hear(call, today, language)
  const found: HeardOutcome[] = findOutcomes(heard)
  const isMachine = call.dispositionGroup === 'machine' || (call.analysis.inVoicemail === true && !found.some((one) => one.outcome === 'opt_out'))
  if (isMachine && !found.some((one) => one.outcome === 'voicemail')) found.push({ outcome: 'voicemail', confidence: call.dispositionGroup === 'machine' ? 0.99 : 0.8, quote: null, utterance: 0 })

  const spoken = isMachine ? null : followPromise(heard, call.debt, today)
  const collected = readCollected(call)
  const refused = found.some((one) => one.outcome !== 'callback')
  const { promise, confidence } = settlePromise(spoken, collected, call, today, refused || isMachine)
  if (promise) found.push({ outcome: 'promise', confidence, quote: spoken?.quote ?? null, utterance: 0 })
  if (found.length === 0) found.push({ outcome: 'no_outcome', confidence: heard.some((one) => one.speaker === 'user') ? 0.6 : 1, quote: null, utterance: 0 })
  found.sort((left, right) => PRIORITY.indexOf(left.outcome) - PRIORITY.indexOf(right.outcome))

  const deciding = found[0]!
  const has = (outcome: ConversationOutcome): boolean => found.some((one) => one.outcome === outcome)
  const asksBack = found.find((one) => one.outcome === 'callback') ?? found.find((one) => one.outcome === 'third_party' && heard[one.utterance]!.findTime()?.exact)
  const isDebtor = !has('wrong_person') && !has('third_party')
  return {
    outcome: deciding.outcome,
    confidence: deciding.confidence,
    quote: deciding.quote,
    found: found.map(({ outcome, confidence, quote }) => ({ outcome, confidence, quote })),
    promise,
    callbackAt: asksBack?.quote && !has('voicemail') ? readCallback(heard, asksBack.utterance, asksBack.quote, call.turns, call.startedAt, zone) : null,
    doNotCallScope: has('opt_out') ? (isDebtor && !heard.some((one) => one.has('opt_out') && one.has('workplace')) ? 'person' : 'number') : null,
    flags: findFlags(call, heard, found, deciding.outcome, !isDebtor && !has('voicemail'), contradicts(promise, spoken, collected, deciding.outcome)),
  }
}

interface Collected { date: string | null; amountMinor: number | null }

/** fecha_pago_cliente and monto_pago_cliente, of the collected variables or else of the custom analysis; anything unreadable is null. */
function readCollected(call: FinishedCall): Collected {
  const value = (name: string): string => {
    const raw = call.variables[name] ?? call.analysis.custom[name]
    return typeof raw === 'string' || typeof raw === 'number' ? String(raw).trim() : ''
  }
  const date = value('fecha_pago_cliente').slice(0, 10)
  const tokens = readUtterances([{ speaker: 'user', text: value('monto_pago_cliente') }])[0]?.tokens
  const amount = tokens ? readNumber(tokens, 0, 'es') : null
  return { date: parseDay(date) === null ? null : date, amountMinor: amount && amount.value > 0 ? Math.round(amount.value * minorUnits(call.debt.currency)) : null }
}

/** Puts words and variables together. Variables alone make a promise only where nobody said anything else. */
function settlePromise(spoken: SpokenPromise | null, collected: Collected, call: FinishedCall, today: number, refused: boolean): { promise: ReadPromise | null; confidence: number } {
  const onlyVariables = !spoken && !refused && call.turns.length > 0 && (collected.date !== null || collected.amountMinor !== null)
  if (!spoken && !onlyVariables) return { promise: null, confidence: 0 }
  const flags: PromiseFlag[] = []
  const spokenDate = spoken?.day === null || spoken?.day === undefined ? null : dayText(spoken.day)
  const date = preferSaid(spokenDate, collected.date, spoken?.otherDays.map(dayText))
  const amountMinor = preferSaid(spoken?.amountMinor ?? null, collected.amountMinor, spoken?.otherAmounts)
  const { amountMinor: debtMinor, lastNegotiableDay } = call.debt
  if (date === null) flags.push('date_missing')
  if (amountMinor === null) flags.push('amount_missing')
  if (date !== null && date < dayText(today)) flags.push('past_date')
  if (date !== null && lastNegotiableDay !== null && date > lastNegotiableDay) flags.push('after_last_negotiable')
  if (amountMinor !== null && amountMinor > debtMinor) flags.push('above_debt')
  if (onlyVariables || spoken?.onlyAgent) flags.push('only_agent_said_it')
  if (spoken?.conditional) flags.push('conditional')
  if (date !== spokenDate || amountMinor !== (spoken?.amountMinor ?? null)) flags.push('from_variables')
  return { promise: { date, amountMinor, flags }, confidence: spoken ? (date === null ? Math.min(spoken.confidence, 0.7) : spoken.confidence) : 0.4 }
}

/** The words, unless they named several and the variable is another of them: whoever took it down heard the tone. */
function preferSaid<Value>(spoken: Value | null, collected: Value | null, others: readonly Value[] = []): Value | null {
  return spoken === null || (collected !== null && others.includes(collected)) ? collected : spoken
}

function contradicts(promise: ReadPromise | null, spoken: SpokenPromise | null, collected: Collected, outcome: ConversationOutcome): boolean {
  if (!promise) return outcome !== 'no_outcome' && outcome !== 'voicemail' && collected.date !== null
  if (!spoken) return false
  const otherDay = collected.date !== null && spoken.day !== null && dayText(spoken.day) !== collected.date
  return otherDay || (collected.amountMinor !== null && spoken.amountMinor !== null && spoken.amountMinor !== collected.amountMinor)
}

function findFlags(call: FinishedCall, heard: readonly Heard[], found: readonly HeardOutcome[], outcome: ConversationOutcome, someoneElse: boolean, contradicting: boolean): ConversationFlag[] {
  const flags: ConversationFlag[] = []
  const userSays = (meaning: 'disputed' | 'legal_threat' | 'deceased'): boolean => heard.some((one) => one.speaker === 'user' && one.has(meaning))
  if (!found.some((one) => one.outcome === 'opt_out' || one.outcome === 'voicemail') && soundsLikeOptOut(heard)) flags.push('possible_opt_out')
  if (call.turns.some((turn) => turn.speaker === 'agent' && UNRESOLVED.test(turn.text))) flags.push('unresolved_variable')
  if (someoneElse && heard.some((one) => one.speaker === 'agent' && one.has('agent_tells_debt'))) flags.push('debt_told_to_wrong_person')
  if (call.analysis.successful === true) {
    if (outcome === 'opt_out') flags.push('successful_but_opt_out')
    if (outcome === 'wrong_person' || outcome === 'third_party') flags.push('successful_but_wrong_person')
    if (outcome === 'refusal') flags.push('successful_but_refusal')
  }
  if (contradicting) flags.push('variables_contradict')
  if (userSays('disputed')) flags.push('debt_disputed')
  if (userSays('legal_threat')) flags.push('legal_threat')
  if (userSays('deceased')) flags.push('debtor_deceased')
  return flags
}
