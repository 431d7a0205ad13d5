import { z } from 'zod'
import { dispositionGroups } from '../../db/values.ts'
import { localisedSchema, timestampSchema } from './shared.ts'

/**
 * Every rule an answer can name, in the ledger, in the contract and on the screens.
 * `missing_variables` and `by_person` are never found by the rules themselves: the dialler and people write them.
 */
export const callRules = [
  'live', 'by_person', 'do_not_call', 'no_phone', 'do_not_call_number', 'consent', 'max_attempts', 'unanswered_days', 'missing_variables',
  'callback', 'retry_delay', 'legal_cap', 'silence', 'calls_per_day', 'holiday', 'window', 'no_window',
  'callback_due', 'allowed',
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
