import type { AttemptState } from '../../../db/values.ts'
import type { CompliancePreset, LoosenableRule, PolicyRules } from '../../contract/policies.ts'
import { brokenRules, localTime, type LedgerDial, type Rulebook } from './rules-checker.ts'

/**
 * Looks at a ledger of calls after the fact and finds whatever should not have happened. Like the checker of rules it
 * shares no code with what decides and dials: it reads what was written down, and counts.
 */

export interface LedgerAttempt {
  readonly id: string
  readonly campaignId: string
  readonly jobId: string
  readonly debtorId: string
  readonly debtId: string
  readonly number: string
  /** One proven never to have been placed counts for the line, not for the person. */
  readonly state: AttemptState
  /** Moments in ms UTC; the end is null while it is not known. */
  readonly intentAt: number
  readonly endedAt: number | null
  readonly rang: boolean
  readonly contact: boolean
  readonly unanswered: boolean
  readonly outcome: string | null
  /** The decision's rule and figure. */
  readonly rule: string | null
  readonly figure: string | null
  readonly policyVersion: number | null
}

export interface LedgerPolicy {
  readonly operator: PolicyRules
  readonly preset: CompliancePreset
  readonly loosened: readonly LoosenableRule[]
}

export interface LedgerCampaign {
  readonly id: string
  readonly zone: string
  readonly concurrency: number
  readonly callsPerSecond: number
  /** The version it lives by now; attempts name theirs. */
  readonly policyVersion: number
  readonly policies: ReadonlyMap<number, LedgerPolicy>
  /** Texts of the preset from when on they held, oldest first; before the first, and where none was kept, that of the policy. */
  readonly presets: readonly { readonly from: number; readonly preset: CompliancePreset }[]
  /** 'YYYY-MM-DD' */
  readonly holidays: ReadonlySet<string>
  readonly workdays: ReadonlySet<string>
}

export interface Ledger {
  readonly campaigns: readonly LedgerCampaign[]
  readonly debtors: ReadonlyMap<string, { readonly zone: string; readonly consentAt: number | null; readonly personKey: string }>
  /** Everything that was dialled, in the order of intents. */
  readonly attempts: readonly LedgerAttempt[]
  readonly doNotCall: readonly { readonly scope: 'person' | 'number'; readonly subject: string; readonly at: number; readonly liftedAt: number | null }[]
  /** By call job. */
  readonly reinstated: ReadonlyMap<string, number>
}

export interface Violation {
  readonly rule: string
  readonly campaignId: string
  readonly attemptId: string
  readonly at: number
  readonly detail: string
}

/**
 * Every violation of a ledger, in no particular order.
 * @param lineLimit calls the line lets run at once, over all campaigns
 */
export function replayLedger(ledger: Ledger, lineLimit: number): Violation[] {
  const campaigns = new Map(ledger.campaigns.map((campaign) => [campaign.id, campaign]))
  const violations = [...personViolations(ledger, campaigns), ...tooManyAtOnce(ledger.attempts, lineLimit, 'line_limit')]
  for (const [campaignId, attempts] of grouped(ledger.attempts, (attempt) => attempt.campaignId)) {
    const campaign = campaigns.get(campaignId)
    if (campaign === undefined) throw new RangeError(`The ledger names no campaign ${campaignId}`)
    violations.push(...tooManyAtOnce(attempts, campaign.concurrency, 'concurrency'), ...tooFast(attempts, campaign), ...tooManyADay(attempts, campaign))
  }
  return violations
}

/** What may not be done to a person: caps, hours, holidays, do-not-call, silence, and two calls at once. */
function personViolations(ledger: Ledger, campaigns: ReadonlyMap<string, LedgerCampaign>): Violation[] {
  const violations: Violation[] = []
  for (const [debtorId, attempts] of grouped(ledger.attempts, (attempt) => attempt.debtorId)) {
    const debtor = ledger.debtors.get(debtorId)
    if (debtor === undefined) throw new RangeError(`The ledger names no debtor ${debtorId}`)
    const before: LedgerDial[] = []
    let live: LedgerAttempt | null = null
    for (const attempt of attempts) {
      const blame = (rule: string, detail: string) => violations.push({ rule, campaignId: attempt.campaignId, attemptId: attempt.id, at: attempt.intentAt, detail })
      const campaign = campaigns.get(attempt.campaignId)
      const policy = campaign?.policies.get(attempt.policyVersion ?? campaign.policyVersion)
      if (campaign === undefined || policy === undefined) throw new RangeError(`The ledger names no policy of attempt ${attempt.id}`)
      if (attempt.rule === null) blame('undecided', 'no decision was written down')
      if (live !== null && (live.endedAt === null || live.endedAt > attempt.intentAt)) blame('live', `another call to the person, ${live.id}, had not ended`)
      if (attempt.endedAt !== null && attempt.endedAt < attempt.intentAt) blame('times', 'it ended before it began')

      const dial: LedgerDial = {
        at: attempt.intentAt, debtId: attempt.debtId, campaignId: attempt.campaignId, phone: attempt.number,
        rang: attempt.rang, contact: attempt.contact, unanswered: attempt.unanswered, callback: callbackOf(attempt, attempts, debtor.zone),
      }
      if (dial.callback !== null && dial.callback.at > dial.at) blame('callback', `before the time that was asked for, ${attempt.figure}`)
      for (const rule of brokenRules(dial, before, bookOf(ledger, campaign, { ...policy, preset: presetAt(campaign, attempt.intentAt) ?? policy.preset }, debtor, attempt))) blame(rule, `${dial.phone}, ${before.length} dials before`)
      live = attempt
      if (attempt.state !== 'not_placed') before.push(dial)
    }
  }
  return violations
}

function presetAt({ presets }: LedgerCampaign, at: number): CompliancePreset | undefined {
  return presets.findLast((one) => one.from <= at)?.preset
}

function bookOf(ledger: Ledger, campaign: LedgerCampaign, policy: LedgerPolicy, debtor: { zone: string; consentAt: number | null; personKey: string }, attempt: LedgerAttempt): Rulebook {
  const reinstated = ledger.reinstated.get(attempt.jobId)
  return {
    zone: debtor.zone,
    campaignZone: campaign.zone,
    ...policy,
    holidays: campaign.holidays,
    workdays: campaign.workdays,
    doNotCall: ledger.doNotCall
      .filter((entry) => (entry.liftedAt === null || entry.liftedAt > attempt.intentAt) && (entry.subject === debtor.personKey || entry.subject === attempt.number))
      .map((entry) => ({ scope: entry.scope, number: entry.scope === 'number' ? entry.subject : null, at: entry.at })),
    consentAt: debtor.consentAt,
    reinstated: reinstated === undefined || reinstated > attempt.intentAt ? {} : { [campaign.id]: reinstated },
  }
}

/** A dial decided as a callback, with the call in which it was asked for, where there was one. */
function callbackOf(attempt: LedgerAttempt, attempts: readonly LedgerAttempt[], zone: string): LedgerDial['callback'] {
  if (attempt.rule !== 'callback_due') return null
  const asked = attempts.findLast((one) => one.jobId === attempt.jobId && one.outcome === 'callback' && one.intentAt < attempt.intentAt)
  const here = localTime(attempt.intentAt, zone)
  const early = attempt.figure !== null && attempt.figure > `${here.date} ${here.time}`
  return { at: early ? attempt.intentAt + 1 : attempt.intentAt, askedAt: asked?.endedAt ?? null }
}

/** Calls that hold a line at once. One that ends at the moment another begins leaves it its place. */
function tooManyAtOnce(attempts: readonly LedgerAttempt[], limit: number, rule: string): Violation[] {
  const violations: Violation[] = []
  const ends: number[] = []
  for (const attempt of attempts) {
    let held = 1
    for (let index = ends.length - 1; index >= 0; index -= 1) {
      if ((ends[index] ?? 0) <= attempt.intentAt) ends.splice(index, 1)
      else held += 1
    }
    // One that waits for a person holds none: nobody knows of a call.
    if (attempt.state !== 'needs_review') ends.push(attempt.endedAt ?? Number.POSITIVE_INFINITY)
    if (held > limit) violations.push({ rule, campaignId: attempt.campaignId, attemptId: attempt.id, at: attempt.intentAt, detail: `${held} calls at once, ${limit} allowed` })
  }
  return violations
}

/** More calls within a second than the pace allows; for a pace of less than one a second, calls too close together. */
function tooFast(attempts: readonly LedgerAttempt[], { callsPerSecond }: LedgerCampaign): Violation[] {
  const many = Math.max(1, Math.floor(callsPerSecond))
  const withinMs = callsPerSecond >= 1 ? 1000 : 1000 / callsPerSecond
  return attempts.flatMap((attempt, index) => {
    const earlier = attempts[index - many]
    // Moments are whole milliseconds.
    if (earlier === undefined || attempt.intentAt - earlier.intentAt > withinMs - 1) return []
    return [{ rule: 'pace', campaignId: attempt.campaignId, attemptId: attempt.id, at: attempt.intentAt, detail: `${many + 1} calls within ${attempt.intentAt - earlier.intentAt} ms, ${callsPerSecond} a second allowed` }]
  })
}

/** More debtors on a day than the rounds may choose. Whoever asked to be called that day comes on top. */
function tooManyADay(attempts: readonly LedgerAttempt[], campaign: LedgerCampaign): Violation[] {
  const violations: Violation[] = []
  const days = new Map<string, Map<string, boolean>>()
  for (const attempt of attempts) {
    if (attempt.state === 'not_placed') continue
    const { date } = localTime(attempt.intentAt, campaign.zone)
    const people = days.get(date) ?? new Map<string, boolean>()
    days.set(date, people)
    if (people.has(attempt.debtorId)) continue
    people.set(attempt.debtorId, attempt.rule !== 'callback_due')
    const chosen = [...people.values()].filter(Boolean).length
    const limit = campaign.policies.get(attempt.policyVersion ?? campaign.policyVersion)?.operator.debtorsPerDay ?? 0
    if (chosen > limit && attempt.rule !== 'callback_due') violations.push({ rule: 'debtors_per_day', campaignId: campaign.id, attemptId: attempt.id, at: attempt.intentAt, detail: `${chosen} debtors on ${date}, ${limit} allowed` })
  }
  return violations
}

function grouped<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const groups = new Map<string, Item[]>()
  for (const item of items) {
    const group = groups.get(keyOf(item))
    if (group === undefined) groups.set(keyOf(item), [item])
    else group.push(item)
  }
  return groups
}
