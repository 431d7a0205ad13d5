import type { Heard } from './hearing.ts'
import { isUncertain, readTerms, type SaidTerms, type Terms } from './terms.ts'
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
  /** Days and amounts the debtor also said and did not take back. */
  otherDays: number[]
  otherAmounts: number[]
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
export function followPromise(heard: readonly Heard[], debt: FinishedCall['debt'], today: number): SpokenPromise | null {
  let promise: SpokenPromise | null = null
  let question: Question = { day: null, amountMinor: null, asksPayment: false, asksDay: false, asksTime: false, asksConfirmation: false }
  let topicOpen = false
  let unanswered: Terms | null = null
  let lastDay: number | null = null
  for (const one of heard) {
    if (one.speaker === 'agent') {
      question = readQuestion(one, debt, topicOpen, today)
      topicOpen ||= question.asksPayment
      unanswered = question.day !== null || question.amountMinor !== null ? question : null
      lastDay = question.day ?? lastDay
      continue
    }
    const said = readTerms(one, debt)
    const terms: SaidTerms = said.pointsBack && lastDay !== null ? { ...said, day: lastDay, dayWeight: 'payment' } : said
    if (terms.dayWeight !== 'rest') lastDay = terms.day ?? lastDay
    const evidence = readEvidence(one, terms, question, topicOpen)
    if (isWithdrawn(one, terms)) promise = null
    else if (evidence) {
      const conditional = one.has('conditional')
      promise ??= { ...evidence, day: null, amountMinor: null, onlyAgent: false, conditional, otherDays: [], otherAmounts: [] }
      promise.conditional ||= conditional
      promise.confidence = Math.max(promise.confidence, evidence.confidence)
    }
    if (!promise || !(evidence || terms.day !== null || terms.amountMinor !== null || one.has('affirm'))) continue
    const elsewhere = belongsElsewhere(one)
    if (!elsewhere) takeTerms(promise, terms, ['payment', 'reason'])
    if (accepts(one)) {
      promise.day ??= question.day
      promise.amountMinor ??= question.amountMinor
    }
    if (!elsewhere) takeTerms(promise, terms, ['rest'])
    unanswered = null
  }
  if (!promise || !unanswered || (promise.day !== null && promise.amountMinor !== null)) return promise
  return { ...promise, day: promise.day ?? unanswered.day, amountMinor: promise.amountMinor ?? unanswered.amountMinor, onlyAgent: true }
}

/** Terms of the payment replace earlier ones, others only fill what is open. */
function takeTerms(promise: SpokenPromise, terms: SaidTerms, weights: readonly SaidTerms['dayWeight'][]): void {
  if (terms.day !== null && weights.includes(terms.dayWeight) && (promise.day === null || terms.dayWeight === 'payment')) {
    promise.day = terms.day
    promise.otherDays = terms.otherDays
  }
  if (terms.amountMinor !== null && weights.includes(terms.amountWeight) && (promise.amountMinor === null || terms.amountWeight === 'payment')) {
    promise.amountMinor = terms.amountMinor
    promise.otherAmounts = terms.otherAmounts
  }
}

/** Days and sums of the agent count as an offer only in sentences about paying: the one that tells the debt is no offer, nor is a deadline gone by. */
function readQuestion(one: Heard, debt: FinishedCall['debt'], topicOpen: boolean, today: number): Question {
  const isOffer = (at: number): boolean =>
    one.hasInSentence('agent_asks_payment', at) || ((topicOpen || one.hasInSentence('agent_confirms', at)) && !one.hasInSentence('agent_tells_debt', at))
  const day = one.days.findLast((mention) => isOffer(mention.from) && !mention.past && !(mention.day < today && isDeadline(one, mention.from)))
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

function belongsElsewhere(one: Heard): boolean {
  return one.has('callback') && !one.has('commit')
}

function readEvidence(one: Heard, terms: Terms, question: Question, topicOpen: boolean): { confidence: number; quote: Quote } | null {
  const hasTerms = terms.day !== null || terms.amountMinor !== null
  const commits = one.all('commit').filter((hit) => !one.isNegatedBefore(hit.from) && !isUncertain(one, one.tokens[hit.from]!.sentence))
  const commit = commits.find((hit) => !hit.weak && !one.tokens[hit.from]!.question) ?? commits.find((hit) => !one.tokens[hit.from]!.question)
  if (commit) return { confidence: commit.weak ? CONFIDENCE.weak : CONFIDENCE.said, quote: one.quote(commit.from, commit.to) }
  if (commits.length > 0 && hasTerms) return { confidence: CONFIDENCE.asked, quote: one.quote(commits[0]!.from, commits[0]!.to) }
  if (isUncertain(one) || one.has('already_paid') || belongsElsewhere(one)) return null
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

const UNTIL = new Set(['hasta', 'limite', 'until', 'by', 'before'])

/** "Hasta el 4 de octubre", "until October 4th". */
function isDeadline(one: Heard, at: number): boolean {
  return one.tokens.slice(Math.max(0, at - 2), at).some(({ word }) => UNTIL.has(word))
}

/** Says yes to what the agent put forward; a "no" further on is about something else ("ya, pero no me alcanza para todo"). */
function accepts(one: Heard): boolean {
  const yes = one.find('affirm')?.from ?? one.find('that_day')?.from
  return yes !== undefined && !one.all('negative').some((hit) => hit.from < yes)
}

/** A refusal ends a promise unless the debtor goes on to name a day or commit himself, or it was only of another day ("hoy no tengo"). */
function isWithdrawn(one: Heard, terms: Terms): boolean {
  const ofOtherDay = (hit: { from: number; to: number }): boolean => terms.day !== null && one.daysInClause(hit).some((mention) => mention.day !== terms.day)
  const refusal = one.all('refusal').findLast((hit) => !hit.weak && !ofOtherDay(hit))
  if (!refusal) return false
  const after = (mention: { from: number }): boolean => mention.from >= refusal.to
  if (one.all('commit').some((hit) => !one.isNegatedBefore(hit.from) && (after(hit) || one.tokens[hit.from]!.sentence === one.tokens[refusal.from]!.sentence))) return false
  return !(terms.day !== null && one.days.some(after)) && !(terms.amountMinor !== null && one.amounts.some(after))
}
