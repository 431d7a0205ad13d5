import type { Heard } from './hearing.ts'
import type { FinishedCall, Quote } from './types.ts'

/** What the conversation says of a promise; the day is counted from 1970-01-01. */
export interface SpokenPromise {
  confidence: number
  quote: Quote
  day: number | null
  amountMinor: number | null
  /** The day or the amount comes from the agent's words, which the debtor did not answer. */
  onlyAgent: boolean
  conditional: boolean
}

/** A day and an amount one side put forward. */
interface Terms {
  day: number | null
  amountMinor: number | null
}

/** What the agent last put to the debtor. */
interface Question extends Terms {
  asksPayment: boolean
  asksDay: boolean
  asksTime: boolean
  /** Asks to confirm a payment: "yes" alone answers it. */
  asksConfirmation: boolean
}

const CONFIDENCE = { said: 0.92, answered: 0.8, affirmed: 0.85, asked: 0.6, weak: 0.6 }

/**
 * Follows a promise through the conversation: the debtor commits himself, answers the agent's question with a day or an amount, or
 * says yes to what the agent proposed; a later day or amount of the debtor's replaces an earlier one, and a later refusal ends the
 * promise. Null when none stands at the end.
 */
export function followPromise(heard: readonly Heard[], debt: FinishedCall['debt']): SpokenPromise | null {
  let promise: SpokenPromise | null = null
  let question: Question = { day: null, amountMinor: null, asksPayment: false, asksDay: false, asksTime: false, asksConfirmation: false }
  let topicOpen = false
  let unanswered: Terms | null = null
  for (const one of heard) {
    if (one.speaker === 'agent') {
      question = readQuestion(one, debt, topicOpen)
      topicOpen ||= question.asksPayment
      unanswered = question.day !== null || question.amountMinor !== null ? question : null
      continue
    }
    const terms = readTerms(one, debt)
    const evidence = readEvidence(one, terms, question, topicOpen)
    if (isWithdrawn(one, terms)) promise = null
    else if (evidence) {
      const conditional = one.has('conditional')
      promise ??= { ...evidence, day: null, amountMinor: null, onlyAgent: false, conditional }
      promise.conditional ||= conditional
      promise.confidence = Math.max(promise.confidence, evidence.confidence)
    }
    if (!promise || !(evidence || terms.day !== null || terms.amountMinor !== null || one.has('affirm'))) continue
    if (!belongsElsewhere(one)) {
      promise.day = terms.day ?? promise.day
      promise.amountMinor = terms.amountMinor ?? promise.amountMinor
    }
    if (accepts(one)) {
      promise.day ??= question.day
      promise.amountMinor ??= question.amountMinor
    }
    unanswered = null
  }
  if (!promise || !unanswered || (promise.day !== null && promise.amountMinor !== null)) return promise
  return { ...promise, day: promise.day ?? unanswered.day, amountMinor: promise.amountMinor ?? unanswered.amountMinor, onlyAgent: true }
}

/** Days and sums of the agent count as an offer only in sentences about paying: the one that tells the debt is no offer. */
function readQuestion(one: Heard, debt: FinishedCall['debt'], topicOpen: boolean): Question {
  const isOffer = (at: number): boolean =>
    one.hasInSentence('agent_asks_payment', at) || ((topicOpen || one.hasInSentence('agent_confirms', at)) && !one.hasInSentence('agent_tells_debt', at))
  const day = one.days.findLast((mention) => isOffer(mention.from) && !mention.past)
  const amount = one.amounts.findLast((mention) => isOffer(mention.from))
  const whole = one.all('all_of_it').findLast((hit) => isOffer(hit.from) && !one.hasInSentence('agent_tells_debt', hit.from))
  const asksPayment = one.has('agent_asks_payment')
  return {
    day: day?.day ?? null,
    amountMinor: amount?.amountMinor ?? (whole ? debt.amountMinor : null),
    asksPayment,
    asksDay: one.has('agent_asks_day'),
    asksTime: one.has('agent_asks_time'),
    asksConfirmation: asksPayment && one.all('agent_confirms').some((hit) => one.tokens[hit.from]!.question && one.hasInSentence('agent_asks_payment', hit.from) && !one.hasInSentence('agent_asks_day', hit.from)),
  }
}

/** The debtor's own day and amount: the last that he did not deny; what he says of "the rest" comes later and is not this promise. */
function readTerms(one: Heard, debt: FinishedCall['debt']): Terms {
  const rest = one.find('rest')?.from ?? Number.POSITIVE_INFINITY
  const pick = <Mention extends { from: number; to: number }>(mentions: readonly Mention[]): Mention | undefined => {
    const meant = mentions.filter((mention) => !one.isNegated(mention.from, mention.to) && !isAside(one, mention.from))
    return meant.findLast((mention) => mention.from < rest) ?? meant.at(-1)
  }
  const amount = pick(one.amounts)
  const share = pick([...one.all('all_of_it').map((hit) => ({ ...hit, parts: 1 })), ...one.all('half_of_it').map((hit) => ({ ...hit, parts: 2 }))])
  return {
    day: pick(one.days.filter((day) => !day.past))?.day ?? null,
    amountMinor: amount?.amountMinor ?? (share ? Math.round(debt.amountMinor / share.parts) : null),
  }
}

/** Said of a payment already made or of another call, so no part of a promise. */
function isAside(one: Heard, at: number): boolean {
  if (one.hasInSentence('commit', at)) return false
  return one.hasInSentence('callback', at) || one.hasInSentence('already_paid', at) || one.hasInSentence('opt_out', at)
}

function belongsElsewhere(one: Heard): boolean {
  return one.has('callback') && !one.has('commit')
}

function readEvidence(one: Heard, terms: Terms, question: Question, topicOpen: boolean): { confidence: number; quote: Quote } | null {
  const hasTerms = terms.day !== null || terms.amountMinor !== null
  const commits = one.all('commit').filter((hit) => !one.isNegatedBefore(hit.from) && !one.hasInSentence('uncertain', hit.from))
  const commit = commits.find((hit) => !hit.weak && !one.tokens[hit.from]!.question) ?? commits.find((hit) => !one.tokens[hit.from]!.question)
  if (commit) return { confidence: commit.weak ? CONFIDENCE.weak : CONFIDENCE.said, quote: one.quote(commit.from, commit.to) }
  if (commits.length > 0 && hasTerms) return { confidence: CONFIDENCE.asked, quote: one.quote(commits[0]!.from, commits[0]!.to) }
  if (one.has('uncertain') || one.has('already_paid') || belongsElsewhere(one)) return null
  const asked = topicOpen && (question.asksPayment || question.asksDay || question.day !== null) && !question.asksTime
  if (asked && hasTerms) {
    const mention = one.days.findLast((day) => day.day === terms.day) ?? one.amounts.at(-1) ?? one.find('all_of_it') ?? one.find('half_of_it')
    if (mention) return { confidence: CONFIDENCE.answered, quote: one.quote(mention.from, mention.to) }
  }
  const offered = question.day !== null || question.amountMinor !== null || question.asksConfirmation
  const affirm = one.find('affirm')
  if (affirm && offered && topicOpen && !one.has('refusal') && accepts(one)) return { confidence: CONFIDENCE.affirmed, quote: one.quote(affirm.from, affirm.to) }
  return null
}

/** Says yes to what the agent put forward; a "no" further on is about something else ("ya, pero no me alcanza para todo"). */
function accepts(one: Heard): boolean {
  const yes = one.find('affirm')?.from ?? one.find('that_day')?.from
  return yes !== undefined && !one.all('negative').some((hit) => hit.from < yes)
}

/** A refusal ends a promise unless the debtor goes on to name a day or commit himself. */
function isWithdrawn(one: Heard, terms: Terms): boolean {
  const refusal = one.all('refusal').findLast((hit) => !hit.weak)
  if (!refusal) return false
  const after = (mention: { from: number }): boolean => mention.from >= refusal.to
  if (one.all('commit').some((hit) => !one.isNegatedBefore(hit.from) && (after(hit) || one.tokens[hit.from]!.sentence === one.tokens[refusal.from]!.sentence))) return false
  return !(terms.day !== null && one.days.some(after)) && !(terms.amountMinor !== null && one.amounts.some(after))
}
