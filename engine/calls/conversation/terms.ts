import type { Heard } from './hearing.ts'
import type { FinishedCall } from './types.ts'

/** A day, counted from 1970-01-01, and an amount one side put forward. */
export interface Terms {
  day: number | null
  amountMinor: number | null
}

/** What was said of the payment, only of why or how ("el jueves me pagan"), or only of "the rest" that comes later. */
export type Weight = 'payment' | 'reason' | 'rest'

/** The debtor's own terms, and how they were meant. */
export interface SaidTerms extends Terms {
  dayWeight: Weight
  amountWeight: Weight
  /** "That day", "ahí": the day was said before; `day` holds only where none was. */
  pointsBack: boolean
  /** Other days and amounts of the same breath that the words do not rule out. */
  otherDays: number[]
  otherAmounts: number[]
}

interface Mention { from: number; to: number; hurry?: boolean }
interface Picked<One> { chosen: One | undefined; weight: Weight; others: One[] }

/** Words that begin a new thought in which the terms may change, or take back what was said before them. */
const TAKES_BACK = new Set(['no', 'pero', 'mejor', 'sino', 'perdon', 'digo', 'but', 'actually', 'instead', 'make', 'so', 'sorry', 'rather'])
const TURNS = new Set(['pero', 'mejor', 'but', 'actually', 'instead', 'now', 'ahora'])

/**
 * The debtor's own day and amount. Of several in one breath the last one that he did not deny holds ("el viernes no, el lunes"), but
 * - what he says of "the rest" comes later and is not this promise, and
 * - days and sums of why ("el jueves me pagan", "hoy ando corto", "gano 400.000") yield to those of the payment, and
 * - "at once" is how, not when, beside another day ("el 28 me pagan, ahí le cancelo al tiro").
 */
export function readTerms(one: Heard, debt: FinishedCall['debt']): SaidTerms {
  const day = pick(one, one.days.filter((mention) => !mention.past))
  const amount = pick(one, one.amounts)
  const share = pick(one, [...one.all('all_of_it').map((hit) => ({ ...hit, parts: 1 })), ...one.all('half_of_it').map((hit) => ({ ...hit, parts: 2 }))])
  const shareOf = (chosen: { parts: number }): number => Math.round(debt.amountMinor / chosen.parts)
  const pointsBack = one.has('that_day') && (day.chosen === undefined || day.chosen.hurry === true)
  return {
    day: day.chosen?.day ?? null,
    dayWeight: day.weight,
    pointsBack,
    amountMinor: amount.chosen?.amountMinor ?? (share.chosen ? shareOf(share.chosen) : null),
    amountWeight: amount.chosen ? amount.weight : share.weight,
    otherDays: day.others.map((mention) => mention.day),
    otherAmounts: amount.others.map((mention) => mention.amountMinor),
  }
}

/** Whether something was said to be unsure that is not only about "the rest". @param sentence all sentences when left out. */
export function isUncertain(one: Heard, sentence?: number): boolean {
  return one.all('uncertain').some((hit) => !isOfRest(one, hit.from) && !one.hasInClause('rest', hit) && (sentence === undefined || one.tokens[hit.from]!.sentence === sentence))
}

function pick<One extends Mention>(one: Heard, mentions: readonly One[]): Picked<One> {
  const meant = mentions.filter((mention) => !one.isNegated(mention.from, mention.to) && !isAside(one, mention.from))
  const notOfRest = meant.filter((mention) => !isOfRest(one, mention.from))
  if (notOfRest.length === 0) return { chosen: meant.at(-1), weight: 'rest', others: [] }
  const notBesideRest = notOfRest.filter((mention) => !one.hasInClause('rest', mention))
  const own = notBesideRest.length > 0 ? notBesideRest : notOfRest
  const hurried = own.filter((mention) => mention.hurry === true && !isNewThought(one, own, mention))
  const reasons = own.filter((mention) => !hurried.includes(mention) && isReason(one, mention))
  const firm = own.filter((mention) => !hurried.includes(mention) && !reasons.includes(mention))
  const level = [firm, reasons, hurried].find((mentions) => mentions.length > 0) ?? []
  const chosen = level.at(-1)!
  // What stands in one clause with "I pay" is beyond doubt against mere reasons, but not against another day like it.
  const rivals = one.hasInClause('commit', chosen) ? level : own
  return { chosen, weight: level === firm ? 'payment' : 'reason', others: rivals.filter((mention) => mention !== chosen && mention.hurry !== true && !isTakenBack(one, mention, chosen)) }
}

/** Said of a payment already made or of another call, so no part of a promise. */
function isAside(one: Heard, at: number): boolean {
  if (one.hasInSentence('commit', at)) return false
  return one.hasInSentence('callback', at) || one.hasInSentence('already_paid', at) || one.hasInSentence('opt_out', at)
}

/** From "the rest" on, until a "but" or a later sentence in which he commits himself. */
function isOfRest(one: Heard, at: number): boolean {
  return one.all('rest').some((hit) => {
    if (at < hit.from) return false
    for (let place = hit.to; place <= at; place++) {
      const { word, breakBefore } = one.tokens[place]!
      if (TURNS.has(word) || (breakBefore === 2 && one.hasInSentence('commit', place))) return false
    }
    return true
  })
}

function isReason(one: Heard, mention: Mention): boolean {
  return !one.hasInClause('commit', mention) && (one.hasInClause('circumstance', mention) || one.hasInClause('refusal', mention))
}

/** "Pensaba pagar el viernes, pero mejor al tiro": here "at once" is the day. */
function isNewThought(one: Heard, own: readonly Mention[], mention: Mention): boolean {
  const before = own.findLast((other) => other.to <= mention.from)
  if (before === undefined) return false
  const between = one.tokens.slice(before.to, mention.from)
  return between.some(({ word }) => TURNS.has(word)) && !one.all('that_day').some((hit) => hit.from >= before.to && hit.from < mention.from)
}

/** Whether words between an earlier mention and the one that holds take the earlier one back. */
function isTakenBack(one: Heard, mention: Mention, chosen: Mention): boolean {
  return mention.from < chosen.from && one.tokens.slice(mention.to, chosen.from).some(({ word }) => TAKES_BACK.has(word))
}
