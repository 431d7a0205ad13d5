import type { ConversationOutcome } from '../../../db/values.ts'
import type { Heard, Meaning } from './hearing.ts'
import type { FoundOutcome } from './types.ts'

/** An outcome with the utterance it was heard in. */
export interface HeardOutcome extends FoundOutcome {
  utterance: number
}

const STRONG = 0.95
const WEAK = 0.6
const ANSWERED = 0.85

/**
 * What the debtor's own words say, except promises. At most one of each outcome: the first strong wording. Only the user's turns
 * are read, and the agent's only for what a bare "yes", "no" or hour of the user's answers.
 */
export function findOutcomes(heard: readonly Heard[]): HeardOutcome[] {
  const found = new Map<ConversationOutcome, HeardOutcome>()
  const add = (outcome: ConversationOutcome, confidence: number, utterance: number, from: number, to: number): void => {
    const before = found.get(outcome)
    if (before && before.confidence >= confidence) return
    found.set(outcome, { outcome, confidence, utterance, quote: heard[utterance]!.quote(from, to) })
  }
  heard.forEach((one, utterance) => {
    if (one.speaker !== 'user') return
    const agent = heard[utterance - 1]
    const addHeard = (outcome: ConversationOutcome & Meaning, isMeant: (from: number, weak: boolean) => boolean = () => true): void => {
      const hit = [...one.all(outcome)].filter((other) => isMeant(other.from, other.weak)).toSorted((left, right) => Number(left.weak) - Number(right.weak))[0]
      if (hit) add(outcome, hit.weak ? WEAK : STRONG, utterance, hit.from, hit.to)
    }
    const askedToPay = agent?.has('agent_asks_payment') === true
    addHeard('opt_out')
    addHeard('already_paid', (from) => !one.isNegatedBefore(from))
    addHeard('refusal')
    addHeard('callback', (from, weak) => !one.isNegatedBefore(from) && !(weak && askedToPay))
    addHeard('wrong_person', (from) => !isTakenBack(heard, utterance, from))
    addHeard('third_party', (from) => !isTakenBack(heard, utterance, from))
    if (utterance < 3) addHeard('voicemail')
    const affirm = one.find('affirm')
    const negative = one.find('negative')
    if (affirm && agent && isAskedWhetherToStop(agent)) add('opt_out', ANSWERED, utterance, affirm.from, affirm.to)
    if (isBareNo(one) && negative && askedToPay) add('refusal', WEAK, utterance, negative.from, negative.to)
    if (agent?.has('agent_asks_time') && !askedToPay && !one.has('negative') && !one.has('commit') && (one.days.length > 0 || one.findTime())) add('callback', ANSWERED, utterance, 0, one.tokens.length)
  })
  preferFamily(found)
  return [...found.values()]
}

function isAskedWhetherToStop(agent: Heard): boolean {
  return agent.all('agent_asks_opt_out').some((hit) => agent.tokens[hit.from]!.question)
}

/**
 * Whether somebody spoke against something and of calling in one sentence, without a wording that is known as an opt-out. Wide on
 * purpose: lists of wordings miss about half of the unusual ones (tests/fixtures/conversations/README.md), and a person decides here.
 */
export function soundsLikeOptOut(heard: readonly Heard[]): boolean {
  return heard.some((one) => one.speaker === 'user' && one.all('opt_out_words').some((hit) => one.hasInSentence('stop_words', hit.from) && !one.hasInSentence('callback', hit.from) && !one.hasInSentence('identity', hit.from)))
}

/** "No" and little else: within a longer answer the words after it say more than it does. */
function isBareNo(one: Heard): boolean {
  return one.days.length === 0 && !one.has('commit') && !one.has('uncertain') && !one.has('harmless_no') && one.find('negative')?.from === 0
}

/** The debtor came to the telephone, or owned up to being himself, later in the conversation. */
function isTakenBack(heard: readonly Heard[], utterance: number, from: number): boolean {
  return heard.some((one, index) => one.speaker === 'user' && index >= utterance && one.all('identity').some((hit) => index > utterance || hit.from > from))
}

/** "No soy yo, soy la hija": somebody who knows the debtor is no wrong number. */
function preferFamily(found: Map<ConversationOutcome, HeardOutcome>): void {
  const wrong = found.get('wrong_person')
  const third = found.get('third_party')
  if (!wrong || !third) return
  if (wrong.confidence < STRONG) found.delete('wrong_person')
  else if (third.confidence < STRONG) found.delete('third_party')
}
