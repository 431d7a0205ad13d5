import { isHoliday, nextAllOpen, nextOpening, zoneOf } from './open-hours.ts'
import type { DebtorFacts, Decision, EffectiveCap, EffectivePolicy, PastAttempt, Rule } from './rules.ts'
import type { ZoneTime } from './zone-time.ts'
import { dayMs, dayText, minuteMs, momentText, mondayOf, timeText, weekdayOf, zoneTime } from './zone-time.ts'

/** A live call is asked about again after this long: nobody knows when it ends. */
const liveRecheckMs = minuteMs

/** A rule that stands in the way until a moment. */
interface Block { rule: Rule; until: number; figure: number | string | null; limit: number | string | null }

/**
 * Whether a debtor may be called now, and the rule, the figure found and its limit that say so.
 * Facts and history are those known at `now`; whoever replays the past leaves out what came later.
 *
 * Exclusions come before waits. Of several rules to wait for, the one that holds the debtor back longest is named, since
 * that is the one a person must look at; `until` is the first moment at which none of them does and the hours are open.
 * @param now ms UTC
 * @param history every dial to the person, over all phones, debts and campaigns, newest last
 */
export function decide(debtor: DebtorFacts, now: number, policy: EffectivePolicy, history: readonly PastAttempt[]): Decision {
  const zone = zoneTime(debtor.zone)
  return exclusion(debtor, policy, history, zone, now) ?? moment(debtor, now, policy, history, zone)
}

function exclude(rule: Rule, figure: Decision['figure'], limit: Decision['limit']): Decision {
  return { verdict: 'exclude', rule, figure, limit }
}

function exclusion(debtor: DebtorFacts, policy: EffectivePolicy, history: readonly PastAttempt[], zone: ZoneTime, now: number): Decision | null {
  const { job, phones, doNotCall } = debtor
  if (job.excluded !== null) return exclude(job.excluded.rule, dayText(zone.dayAt(job.excluded.at)), null)
  if (job.live) return { verdict: 'wait', until: now + liveRecheckMs, rule: 'live', figure: null, limit: null }

  const askedNotToBeCalled = doNotCall.find((entry) => entry.scope === 'person')
  if (askedNotToBeCalled !== undefined) return exclude('do_not_call', dayText(zone.dayAt(askedNotToBeCalled.at)), askedNotToBeCalled.source)
  const good = phones.filter((phone) => phone.state === 'ok')
  if (good.length === 0) return exclude('no_phone', phones.length, null)
  if (doNotCall.length > 0) {
    const entryOf = (number: string) => doNotCall.find((entry) => entry.number === number)
    const entry = good.every((phone) => entryOf(phone.number) !== undefined) ? entryOf(good[0]?.number ?? '') : undefined
    if (entry !== undefined) return exclude('do_not_call_number', dayText(zone.dayAt(entry.at)), entry.source)
  }

  if (policy.consentNeeded && (debtor.consentAt === null || debtor.consentAt > now)) return exclude('consent', null, null)
  if (job.attempts >= job.maxAttempts) return exclude('max_attempts', job.attempts, job.maxAttempts)
  const unanswered = unansweredDays(debtor, history, zone)
  if (unanswered >= policy.unansweredDays) return exclude('unanswered_days', unanswered, policy.unansweredDays)
  return null
}

/**
 * Local days of this campaign with a call that nobody answered, since a person last put the debtor back.
 * A day on which a later call was answered counts too: the stricter reading, and one in which more calls never mean fewer days.
 */
function unansweredDays(debtor: DebtorFacts, history: readonly PastAttempt[], zone: ZoneTime): number {
  const since = debtor.job.reinstatedAt ?? Number.NEGATIVE_INFINITY
  let count = 0
  let last = Number.NaN
  for (const attempt of history) {
    if (!attempt.unanswered || attempt.campaignId !== debtor.job.campaignId || attempt.at <= since) continue
    const day = zone.dayAt(attempt.at)
    if (day !== last) count += 1
    last = day
  }
  return count
}

/** Dial or wait, for a debtor whom no rule excludes. */
function moment(debtor: DebtorFacts, now: number, policy: EffectivePolicy, history: readonly PastAttempt[], zone: ZoneTime): Decision {
  const { job } = debtor
  const waits: Block[] = []
  if (job.callbackAt !== null) {
    if (job.callbackAt > now) waits.push({ rule: 'callback', until: job.callbackAt, figure: momentText(job.callbackAt, zone), limit: null })
  } else if (job.nextTryAt !== null && job.nextTryAt > now) waits.push({ rule: 'retry_delay', until: job.nextTryAt, figure: momentText(job.nextTryAt, zone), limit: null })

  const own = [...waits, ...frequencyBlocks(debtor, now, policy, history, zone, false)]
  const all = [...own, ...frequencyBlocks(debtor, now, policy, history, zone, true)]
  if (all.length > own.length && job.callbackAt !== null) {
    // The debtor asked for this call: where the law says so its caps do not hold, as long as the request is fresh when the call is made.
    const opening = nextAllOpen(policy, zone, latest(own, now))
    if (opening !== null && coveredByRequest(debtor, policy, zone, opening)) return answer(own, debtor, now, opening, policy, history, zone)
  }
  return answer(all, debtor, now, nextAllOpen(policy, zone, latest(all, now)), policy, history, zone)
}

function coveredByRequest(debtor: DebtorFacts, policy: EffectivePolicy, zone: ZoneTime, at: number): boolean {
  const asked = debtor.job.callbackAskedAt
  return policy.callbackConsentDays !== null && asked !== null && asked <= at && zone.dayAt(at) - zone.dayAt(asked) < policy.callbackConsentDays
}

function latest(blocks: readonly Block[], now: number): number {
  return blocks.reduce((until, block) => Math.max(until, block.until), now)
}

function answer(blocks: readonly Block[], debtor: DebtorFacts, now: number, opening: number | null, policy: EffectivePolicy, history: readonly PastAttempt[], zone: ZoneTime): Decision {
  if (opening === null) return { verdict: 'wait', until: now + dayMs, rule: 'no_window', figure: null, limit: null }
  if (opening === now) {
    if (debtor.job.callbackAt !== null) return { verdict: 'dial', rule: 'callback_due', figure: momentText(debtor.job.callbackAt, zone), limit: null }
    const perDay = policy.caps.find((cap) => cap.rule === 'calls_per_day')
    return { verdict: 'dial', rule: 'allowed', figure: perDay === undefined ? null : countToday(perDay, debtor, now, history, zone), limit: perDay?.count ?? null }
  }
  const closedNow: Block = { rule: 'window', until: now, figure: momentText(now, zone), limit: null }
  const longest = [...blocks, ...closedBlocks(policy, now, zone)].reduce((found, block) => (block.until > found.until ? block : found), closedNow)
  return { verdict: 'wait', until: opening, rule: longest.rule, figure: longest.figure, limit: longest.limit }
}

/** Caps and silences that stand in the way: the preset's with `legal`, else the operator's own. */
function frequencyBlocks(debtor: DebtorFacts, now: number, policy: EffectivePolicy, history: readonly PastAttempt[], zone: ZoneTime, legal: boolean): Block[] {
  const blocks: Block[] = []
  if (history.length === 0) return blocks
  const today = zone.dayAt(now)
  for (const cap of policy.caps) {
    if ((cap.rule === 'legal_cap') !== legal) continue
    const frees = capFreesOn(cap, debtor, history, zone)
    if (frees === null || frees <= today) continue
    const days = cap.days === 1 ? null : cap.days
    blocks.push({ rule: cap.rule, until: zone.momentOf(frees), figure: countToday(cap, debtor, now, history, zone), limit: days === null ? cap.count : `${cap.count}/${days}` })
  }
  for (const silence of policy.silences) {
    if (silence.legal !== legal) continue
    const talk = history.findLast((attempt) => attempt.contact && (silence.per === 'person' || attempt.debtId === debtor.job.debtId))
    if (talk === undefined) continue
    const day = zone.dayAt(talk.at)
    if (day + silence.days > today) blocks.push({ rule: 'silence', until: zone.momentOf(day + silence.days), figure: dayText(day), limit: silence.days })
  }
  return blocks
}

function counts(cap: EffectiveCap, attempt: PastAttempt, debtor: DebtorFacts): boolean {
  if (cap.per === 'debt' && attempt.debtId !== debtor.job.debtId) return false
  return cap.what === 'attempts' || (cap.what === 'rang' ? attempt.rang : attempt.contact)
}

/** Local day from which one more is within the cap; null where it always is. The newest `count` of them must not all lie in the window. */
function capFreesOn(cap: EffectiveCap, debtor: DebtorFacts, history: readonly PastAttempt[], zone: ZoneTime): number | null {
  let left = cap.count
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const attempt = history[index]
    if (attempt === undefined || !counts(cap, attempt, debtor)) continue
    left -= 1
    if (left > 0) continue
    const day = zone.dayAt(attempt.at)
    return cap.days === 'calendar_week' ? mondayOf(day) + 7 : day + cap.days
  }
  return null
}

/** How many the cap's window holds now. */
function countToday(cap: EffectiveCap, debtor: DebtorFacts, now: number, history: readonly PastAttempt[], zone: ZoneTime): number {
  const today = zone.dayAt(now)
  const first = cap.days === 'calendar_week' ? mondayOf(today) : today - cap.days + 1
  let count = 0
  for (let index = history.length - 1; index >= 0; index -= 1) {
    const attempt = history[index]
    if (attempt === undefined || zone.dayAt(attempt.at) < first) break
    if (counts(cap, attempt, debtor)) count += 1
  }
  return count
}

/** Hours that are closed now, and why. */
function closedBlocks(policy: EffectivePolicy, now: number, debtor: ZoneTime): Block[] {
  const blocks: Block[] = []
  for (const hours of policy.hours) {
    const zone = zoneOf(hours, debtor)
    const opening = nextOpening(hours, policy, zone, now)
    if (opening === null || opening === now) continue
    const day = zone.dayAt(now)
    const ranges = hours.week[weekdayOf(day)] ?? []
    if (ranges.length > 0 && isHoliday(hours, policy, day)) {
      // The business works on that day, and the law says otherwise: whoever marked it must be told.
      const overruled = hours.closedOn === 'legal' && !policy.holidays.own.has(day)
      blocks.push({ rule: 'holiday', until: opening, figure: dayText(day), limit: overruled ? 'preset' : null })
      continue
    }
    const open = ranges.map(({ from, to }) => `${timeText(from)}-${timeText(to)}`).join(', ')
    blocks.push({ rule: 'window', until: opening, figure: momentText(now, zone), limit: open === '' ? null : open })
  }
  return blocks
}
