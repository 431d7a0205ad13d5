import { z } from 'zod'
import { dispositionGroups } from '../../db/values.ts'
import { localisedSchema, timestampSchema } from './shared.ts'

/**
 * Every rule an answer can name, in the ledger, in the contract and on the screens.
 * `missing_variables`, `by_person` and `consent_given` are never found by the rules themselves: the dialler and people write them.
 */
export const callRules = [
  'live', 'by_person', 'do_not_call', 'no_phone', 'do_not_call_number', 'consent', 'max_attempts', 'unanswered_days', 'missing_variables',
  'callback', 'retry_delay', 'legal_cap', 'silence', 'calls_per_day', 'holiday', 'window', 'no_window',
  'callback_due', 'consent_given', 'allowed',
] as const
export type CallRule = (typeof callRules)[number]

export const compliancePresetIds = ['cl', 'us', 'co', 'mx', 'ar', 'none'] as const
export type CompliancePresetId = (typeof compliancePresetIds)[number]

/** Rules of a preset a person may loosen, with a written reason. */
export const loosenableRules = ['window', 'holiday', 'legal_cap', 'silence', 'consent'] as const
export type LoosenableRule = (typeof loosenableRules)[number]

const clockTime = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)
/** A window may close at the end of the day. */
const closingTime = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
const isoWeekday = z.number().int().min(1).max(7)

/** Open from `from` until just before `to`, on the ISO weekdays (1 Monday to 7 Sunday). */
export const openHoursSchema = z.object({ days: z.array(isoWeekday).min(1).max(7), from: clockTime, to: closingTime })
  .refine((hours) => hours.from < hours.to, { message: 'window_ends_before_it_starts', path: ['to'] })
export type OpenHours = z.infer<typeof openHoursSchema>

/** Whose wall clock the hours are read on. */
export const hoursZones = ['debtor', 'campaign'] as const

/**
 * At most `count` within `days` calendar days, the current one included, or within a week from Monday to Sunday.
 * `rang` counts calls that may have rung, `attempts` every dial, `contacts` conversations.
 */
export const capSchema = z.object({
  what: z.enum(['attempts', 'rang', 'contacts']),
  count: z.number().int().min(1).max(1000),
  days: z.union([z.number().int().min(1).max(366), z.literal('calendar_week')]),
  per: z.enum(['person', 'debt']),
})
export type PolicyCap = z.infer<typeof capSchema>

const retryMinutes = z.number().int().min(0).max(43_200)
const retryMinutesDefaults = { conversation: 30, machine: 60, unanswered: 60, bad_number: 0, caller_side: 30, account: 5, system: 30 }

/** The operator's own rules, as the console edits them. Every field has the default a new policy starts with. */
export const policyRulesSchema = z.object({
  /** Moments of the day at which a round starts, in the campaign's zone. */
  rounds: z.array(clockTime).min(1).max(24).refine((rounds) => new Set(rounds).size === rounds.length, { message: 'round_twice' }).default(['09:00', '12:00', '15:00']),
  /** Debtors called a day, all rounds together. */
  debtorsPerDay: z.number().int().min(1).max(1_000_000).default(60),
  /** Dials a day to one person, whatever the phone, debt or campaign. */
  callsPerDay: z.number().int().min(1).max(50).default(3),
  /** Days with a call nobody answered after which the debtor leaves the campaign's list. */
  unansweredDays: z.number().int().min(1).max(366).default(3),
  /** Dials of one call job. */
  maxAttempts: z.number().int().min(1).max(100).default(3),
  hours: z.array(openHoursSchema).min(1).max(50).default([{ days: [1, 2, 3, 4, 5], from: '09:00', to: '19:00' }]),
  hoursZone: z.enum(hoursZones).default('debtor'),
  /** No dial this many minutes before a window closes: a dial takes time to ring. */
  leadMinutes: z.number().int().min(0).max(120).default(2),
  holidaysClosed: z.boolean().default(true),
  /** Caps of the operator's own beside the calls a day. */
  caps: z.array(capSchema).max(20).default([]),
  /** Calendar days without a call after a conversation, the day of the conversation included; 0 for none. */
  silenceDays: z.number().int().min(0).max(366).default(0),
  consentNeeded: z.boolean().default(false),
  /** Minutes until the next try, by how the last one ended. */
  retryMinutes: z.object({
    conversation: retryMinutes, machine: retryMinutes, unanswered: retryMinutes, bad_number: retryMinutes,
    caller_side: retryMinutes, account: retryMinutes, system: retryMinutes,
  } satisfies Record<(typeof dispositionGroups)[number], typeof retryMinutes>).default(retryMinutesDefaults),
})
export type PolicyRules = z.infer<typeof policyRulesSchema>

/** A rule of the preset set aside on purpose: never without a reason that can be read later. */
export const loosenedSchema = z.object({
  rule: z.enum(loosenableRules),
  reason: z.string().trim().min(10).max(2000),
  by: z.string().trim().min(1).max(200),
  at: timestampSchema,
})
export type Loosened = z.infer<typeof loosenedSchema>

/** What a law, or a house's policy, allows. Shipped as dated data (resources/compliance). */
export const compliancePresetSchema = z.object({
  id: z.enum(compliancePresetIds),
  version: z.number().int().positive(),
  /** Local date from which the rules hold. */
  effectiveFrom: z.iso.date(),
  /** Local date on which the texts were last read against the sources. */
  reviewedOn: z.iso.date(),
  kind: z.enum(['law', 'house_policy']),
  country: z.string().regex(/^[A-Z]{2}$/).nullable(),
  label: localisedSchema,
  sources: z.array(z.object({ title: z.string().min(1), url: z.url() })),
  rules: z.object({
    /** Empty: any hour. */
    hours: z.array(openHoursSchema),
    hoursZone: z.enum(hoursZones),
    holidaysClosed: z.boolean(),
    caps: z.array(capSchema),
    silence: z.object({ days: z.number().int().min(1).max(366), per: z.enum(['person', 'debt']) }).nullable(),
    consentNeeded: z.boolean(),
    /**
     * A call at the time the debtor asked for is outside the preset's caps and silence for so many days after the request,
     * where the law says so; null where it does not.
     */
    callbackConsentDays: z.number().int().min(1).max(366).nullable(),
    keepLogYears: z.number().int().min(1).max(100).nullable(),
  }),
  notes: localisedSchema,
})
export type CompliancePreset = z.infer<typeof compliancePresetSchema>

/** A rule in which the operator would go further than the preset lets; `key` is the sentence, the texts are its values. */
export const policyConflictSchema = z.object({
  rule: z.enum(loosenableRules),
  key: z.string(),
  operator: z.record(z.string(), z.union([z.string(), z.number()])),
  preset: z.record(z.string(), z.union([z.string(), z.number()])),
  /** The person's reason, where the rule was loosened; else the preset's rule is kept. */
  loosened: loosenedSchema.nullable(),
})
export type PolicyConflict = z.infer<typeof policyConflictSchema>

/** Variables that tell of the debt: nobody may hear them before the person is known to be the debtor. */
export const debtVariables = ['empresa', 'cuotas_adeudadas', 'monto_total', 'fecha_limite', 'fecha_maxima', 'RUT', 'cantidad_cupones', 'dias_vencidos', 'tipo_deuda'] as const

const template = z.string().trim().min(1).max(1000)
const spokenSchema = z.object({ es: template, en: template })

/** Names between double braces of a text, each once. */
export function spokenVariables(text: string): string[] {
  return [...new Set([...text.matchAll(/\{\{\s*([^{}\s]+)\s*\}\}/g)].map((match) => match[1] ?? ''))]
}

/** How far the agent may go: no offer, and no whisper to a live call, may pass it. */
const flowLimitsSchema = z.object({
  discountPercent: z.number().min(0).max(100),
  instalments: z.number().int().min(1).max(120),
  /** Days until the first payment, from the day of the call. */
  payWithinDays: z.number().int().min(0).max(365),
})
export type FlowLimits = z.infer<typeof flowLimitsSchema>

/** A step of the ladder. Its sentence may speak oferta_monto, oferta_descuento, oferta_cuotas, oferta_monto_cuota and oferta_fecha. */
const flowOfferSchema = z.object({
  say: spokenSchema,
  discountPercent: z.number().min(0).max(100),
  instalments: z.number().int().min(1).max(120),
  payWithinDays: z.number().int().min(0).max(365),
})
export type FlowOffer = z.infer<typeof flowOfferSchema>

export const flowReactions = ['refusal', 'already_paid', 'wrong_person', 'asks_time', 'opt_out'] as const
const reactionSchema = z.object({ say: spokenSchema, next: z.enum(['next_offer', 'end', 'callback', 'review', 'do_not_call']) })

/** A negotiation for one kind of delinquency, as data: what the agent opens with, offers in order, and does when answered. */
export const negotiationFlowSchema = z.object({
  /** Spoken as tipo_llamada. */
  callKind: z.string().trim().min(1).max(60),
  opening: spokenSchema,
  /** First the one that suits the creditor best. */
  offers: z.array(flowOfferSchema).max(10),
  limits: flowLimitsSchema,
  reactions: z.object(Object.fromEntries(flowReactions.map((reaction) => [reaction, reactionSchema])) as Record<(typeof flowReactions)[number], typeof reactionSchema>),
  /** Dynamic variables of the flow's own, by name. */
  variables: z.record(z.string().regex(/^[A-Za-z_]\w{0,59}$/), spokenSchema),
  /** What is put in the place of the agent's own settings, where the agent allows it. */
  override: z.object({
    useOpening: z.boolean(),
    maxCallMinutes: z.number().int().min(1).max(60).nullable(),
    endAfterSilenceSeconds: z.number().int().min(10).max(600).nullable(),
  }),
}).superRefine((flow, context) => {
  flow.offers.forEach((offer, index) => {
    for (const limit of ['discountPercent', 'instalments', 'payWithinDays'] as const)
      if (offer[limit] > flow.limits[limit]) context.addIssue({ code: 'custom', message: 'offer_beyond_limit', path: ['offers', index, limit] })
    const before = flow.offers[index - 1]
    if (before !== undefined && offer.discountPercent < before.discountPercent) context.addIssue({ code: 'custom', message: 'discount_falls', path: ['offers', index, 'discountPercent'] })
  })
  // Said before anybody knows who is listening, or to somebody who is not the debtor.
  const strangers = [['opening', flow.opening], ['wrong_person', flow.reactions.wrong_person.say]] as const
  for (const [where, said] of strangers)
    for (const text of [said.es, said.en])
      if (spokenVariables(text).some((name) => (debtVariables as readonly string[]).includes(name) || name.startsWith('oferta'))) context.addIssue({ code: 'custom', message: 'tells_the_debt', path: [where] })
  // The opening may be handed to the provider with its placeholders: it speaks only what every debtor has.
  const plain = (name: string) => [flow.variables[name]?.es ?? '{{', flow.variables[name]?.en ?? '{{'].every((text) => !text.includes('{{'))
  if ([flow.opening.es, flow.opening.en].flatMap(spokenVariables).some((name) => name !== 'nombre' && !plain(name))) context.addIssue({ code: 'custom', message: 'opening_may_lack_a_variable', path: ['opening'] })
  if (flow.reactions.opt_out.next !== 'do_not_call') context.addIssue({ code: 'custom', message: 'opt_out_must_bar', path: ['reactions', 'opt_out', 'next'] })
  if (flow.reactions.wrong_person.next !== 'end') context.addIssue({ code: 'custom', message: 'wrong_person_must_end', path: ['reactions', 'wrong_person', 'next'] })
})
export type NegotiationFlow = z.infer<typeof negotiationFlowSchema>

/** A kind of delinquency as it is shipped (resources/delinquency); a business edits its own copy. */
export const shippedDelinquencySchema = z.object({
  code: z.string().regex(/^[a-z][a-z0-9_]{0,39}$/),
  name: localisedSchema,
  /** Days past due it is for; null is open. */
  fromDays: z.number().int().nullable(),
  toDays: z.number().int().nullable(),
  version: z.number().int().positive(),
  flow: negotiationFlowSchema,
})
export type ShippedDelinquency = z.infer<typeof shippedDelinquencySchema>
