import type { DispositionGroup, DoNotCallScope, PhoneState } from '../../db/values.ts'
import type { CallRule } from '../contract/policies.ts'

/** Words of the rules: what is known of a debtor, what a policy allows, what was decided. Pure types. */

export type Rule = CallRule

/** One dial of the past. Dials proven never to have been placed are left out by whoever reads the history. */
export interface PastAttempt {
  /** Moment of the intent to dial. */
  at: number
  debtId: string
  campaignId: string
  phone: string
  /** May have rung: counts against legal caps, even when the cause was technical. */
  rang: boolean
  /** A conversation with the debtor took place. */
  contact: boolean
  /** Counts to the unanswered days. */
  unanswered: boolean
}

export interface DebtorFacts {
  /** IANA zone of the person. */
  zone: string
  phones: readonly { number: string; state: PhoneState }[]
  doNotCall: readonly { scope: DoNotCallScope; number: string | null; at: number; source: string }[]
  /** Recorded prior consent to an AI voice. */
  consentAt: number | null
  job: {
    debtId: string
    campaignId: string
    /** Attempts spent. */
    attempts: number
    maxAttempts: number
    nextTryAt: number | null
    /** Time the debtor asked to be called at; it takes the place of `nextTryAt`. */
    callbackAt: number | null
    /** When they asked; null where nobody knows, and then no exemption is taken. */
    callbackAskedAt: number | null
    excluded: { rule: Rule; at: number } | null
    /** An attempt to this person, in any campaign, whose end is not known yet. */
    live: boolean
    /** When a person put the debtor back on the list: earlier unanswered days no longer count. */
    reinstatedAt: number | null
  }
}

/** Local calendar days (days since 1970-01-01) on which a country or a business does not work. */
export interface HolidayCalendar {
  has(day: number): boolean
}

/** Holidays by the business's own rules, and by the law: a day the business works on is missing in the first only. */
export interface CampaignHolidays { own: HolidayCalendar; legal: HolidayCalendar }

/** Minutes of the local day: from inclusive, to exclusive. */
export interface MinuteRange { from: number; to: number }

export interface EffectiveHours {
  /** Null is the debtor's own zone. */
  zone: string | null
  /** Index 0 Monday to 6 Sunday; ranges in order and apart. */
  week: readonly (readonly MinuteRange[])[]
  /** By which calendar they are closed on holidays; null where holidays are days like others. */
  closedOn: keyof CampaignHolidays | null
}

export interface EffectiveCap {
  rule: 'calls_per_day' | 'legal_cap'
  what: 'attempts' | 'rang' | 'contacts'
  count: number
  /** Calendar days of the debtor, today included, or the week from Monday to Sunday. */
  days: number | 'calendar_week'
  per: 'person' | 'debt'
}

export interface EffectiveSilence { days: number; per: 'person' | 'debt'; legal: boolean }

/** Operator's rules and preset in one: what holds for a campaign. */
export interface EffectivePolicy {
  campaignZone: string
  /** All of them must be open. */
  hours: readonly EffectiveHours[]
  holidays: CampaignHolidays
  caps: readonly EffectiveCap[]
  silences: readonly EffectiveSilence[]
  consentNeeded: boolean
  callbackConsentDays: number | null
  unansweredDays: number
  maxAttempts: number
  rounds: readonly string[]
  debtorsPerDay: number
  retryMinutes: Readonly<Record<DispositionGroup, number>>
  keepLogYears: number | null
}

export type Verdict = { verdict: 'dial' } | { verdict: 'wait'; until: number } | { verdict: 'exclude' }

/** The answer, the rule it comes from, what was found and what is allowed. Dates and times are local to the debtor. */
export type Decision = Verdict & { rule: Rule; figure: number | string | null; limit: number | string | null }
