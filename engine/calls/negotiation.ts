import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Language } from '../../db/values.ts'
import { shippedDelinquencySchema } from '../contract/policies.ts'
import type { FlowLimits, FlowOffer, NegotiationFlow, ShippedDelinquency } from '../contract/policies.ts'
import { parseDay } from './zone-time.ts'

/** What is put before a debtor: the whole figure, in the smallest unit of the currency, and the day of the first payment. */
export interface OfferTerms {
  discountPercent: number
  instalments: number
  /** What would be paid in all. */
  amountMinor: number
  discountMinor: number
  /** Of each instalment but the last, which is never more. */
  instalmentMinor: number
  /** Days since 1970-01-01. */
  payOn: number
}

/** What a negotiation needs to know of a debt. */
export interface NegotiableDebt {
  /** What is still owed, null where nobody knows. */
  owedMinor: number | null
  /** 'YYYY-MM-DD' */
  lastNegotiableOn: string | null
}

/**
 * The kinds of delinquency shipped with the program, in order of days.
 * @param resources folder that holds `delinquency/`
 * @throws ZodError where one is broken
 */
export function readDelinquencyTypes(resources: string): ShippedDelinquency[] {
  const folder = join(resources, 'delinquency')
  return readdirSync(folder).filter((name) => name.endsWith('.json'))
    .map((name) => shippedDelinquencySchema.parse(JSON.parse(readFileSync(join(folder, name), 'utf8'))))
    .toSorted((one, other) => (one.fromDays ?? Number.NEGATIVE_INFINITY) - (other.fromDays ?? Number.NEGATIVE_INFINITY))
}

/**
 * The kind a debt is of: the one it names, else the one for its days past due (0 or less: not due yet).
 * @returns null where none fits
 */
export function delinquencyTypeOf<Type extends { code: string; fromDays: number | null; toDays: number | null }>(types: readonly Type[], named: string | null, daysPastDue: number | null): Type | null {
  const wanted = named?.trim().toLowerCase()
  const byName = types.find((type) => type.code === wanted)
  if (byName !== undefined) return byName
  if (daysPastDue === null) return null
  return types.find((type) => (type.fromDays ?? Number.NEGATIVE_INFINITY) <= daysPastDue && daysPastDue <= (type.toDays ?? Number.POSITIVE_INFINITY)) ?? null
}

/** An offer in figures. The discount is rounded down, so that it is never more than its share. */
function termsOf(offer: FlowOffer, owedMinor: number, payOn: number): OfferTerms {
  // Hundredths of a percent are whole numbers, so that no rounding of fractions adds to the discount.
  const discountMinor = Number((BigInt(owedMinor) * BigInt(Math.floor(offer.discountPercent * 100 + 1e-6))) / 10_000n)
  const amountMinor = owedMinor - discountMinor
  return {
    discountPercent: offer.discountPercent, instalments: offer.instalments, amountMinor, discountMinor,
    instalmentMinor: Math.ceil(amountMinor / offer.instalments), payOn,
  }
}

/**
 * How far the agent may go today: the flow's limits, no payment later than the last negotiable day, and once that has passed
 * neither a discount nor instalments, though what is owed may still be paid.
 * @param today days since 1970-01-01 where the debtor is
 */
export function limitsOn(flow: NegotiationFlow, debt: Pick<NegotiableDebt, 'lastNegotiableOn'>, today: number): FlowLimits {
  const lastDay = debt.lastNegotiableOn === null ? null : parseDay(debt.lastNegotiableOn)
  if (lastDay === null) return flow.limits
  if (lastDay < today) return { ...flow.limits, discountPercent: 0, instalments: 1 }
  return { ...flow.limits, payWithinDays: Math.min(flow.limits.payWithinDays, lastDay - today) }
}

/** Offers that may be made today, in the flow's order; a payment day after the last possible one becomes that one. */
export function offersOf(flow: NegotiationFlow, debt: NegotiableDebt, today: number): { offer: FlowOffer; terms: OfferTerms }[] {
  const { owedMinor } = debt
  if (owedMinor === null || owedMinor <= 0) return []
  const limits = limitsOn(flow, debt, today)
  return flow.offers
    .map((offer) => ({ ...offer, payWithinDays: Math.min(offer.payWithinDays, limits.payWithinDays) }))
    .filter((offer) => brokenLimits(offer, limits).length === 0)
    .map((offer) => ({ offer, terms: termsOf(offer, owedMinor, today + offer.payWithinDays) }))
}

/** Names of the limits a proposal would break: none may be offered, nor whispered to a live call. */
export function brokenLimits(proposal: Partial<FlowLimits>, limits: FlowLimits): (keyof FlowLimits)[] {
  return (['discountPercent', 'instalments', 'payWithinDays'] as const).filter((limit) => (proposal[limit] ?? 0) > limits[limit])
}

/**
 * The provider's `agent_override` for a call, or null where the flow leaves the agent as it is. The opening keeps its
 * placeholders: the provider fills them from the dynamic variables.
 */
export function agentOverride(flow: NegotiationFlow, language: Language): { agent?: Record<string, number>; retell_llm?: { begin_message: string } } | null {
  const { useOpening, maxCallMinutes, endAfterSilenceSeconds } = flow.override
  const agent: Record<string, number> = {}
  if (maxCallMinutes !== null) agent['max_call_duration_ms'] = maxCallMinutes * 60_000
  if (endAfterSilenceSeconds !== null) agent['end_call_after_silence_ms'] = endAfterSilenceSeconds * 1000
  const override = {
    ...(Object.keys(agent).length > 0 ? { agent } : {}),
    ...(useOpening ? { retell_llm: { begin_message: flow.opening[language] } } : {}),
  }
  return Object.keys(override).length > 0 ? override : null
}
