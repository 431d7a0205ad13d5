import type { CompliancePreset, LoosenableRule, OpenHours, PolicyCap, PolicyRules } from '../../contract/policies.ts'

/**
 * The calling rules told a second time, as plainly as they can be: every dial is looked at by itself, over the whole
 * ledger, with the platform's own calendar. It shares no code with the engine, so that both cannot be wrong together.
 */

export interface LedgerDial {
  at: number
  debtId: string
  campaignId: string
  phone: string
  rang: boolean
  contact: boolean
  unanswered: boolean
  /** The debtor asked for a call at `at`, and said so at `askedAt`. */
  callback: { at: number; askedAt: number | null } | null
}

export interface Rulebook {
  zone: string
  campaignZone: string
  operator: PolicyRules
  preset: CompliancePreset
  loosened: readonly LoosenableRule[]
  /** 'YYYY-MM-DD' */
  holidays: ReadonlySet<string>
  /** Holidays on which the business works, where no law forbids it. */
  workdays: ReadonlySet<string>
  doNotCall: readonly { scope: 'person' | 'number'; number: string | null; at: number }[]
  consentAt: number | null
  /** When a person put the debtor back, by campaign. */
  reinstated: Readonly<Record<string, number>>
}

interface LocalTime { date: string; weekday: number; time: string }

const formats = new Map<string, Intl.DateTimeFormat>()
const seen = new Map<string, LocalTime>()

export function localTime(at: number, zone: string): LocalTime {
  const key = `${zone} ${at}`
  const known = seen.get(key)
  if (known !== undefined) return known
  let format = formats.get(zone)
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23', weekday: 'short' })
    formats.set(zone, format)
  }
  const parts = Object.fromEntries(format.formatToParts(at).map((part) => [part.type, part.value]))
  const local = {
    date: `${parts['year']}-${parts['month']}-${parts['day']}`,
    weekday: ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'].indexOf(parts['weekday'] ?? '') + 1,
    time: `${parts['hour']}:${parts['minute']}`,
  }
  if (seen.size > 200_000) seen.clear()
  seen.set(key, local)
  return local
}

function daysBetween(from: string, to: string): number {
  return (Date.parse(`${to}T00:00Z`) - Date.parse(`${from}T00:00Z`)) / 86_400_000
}

function minutesOf(time: string): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return hours * 60 + minutes
}

/** Overlapping or touching hours count as one, so only the last end has minutes taken off before it. */
function isOpen(hours: readonly OpenHours[], local: LocalTime, leadMinutes: number): boolean {
  const now = minutesOf(local.time)
  const open = (minute: number) => hours.some((one) => one.days.includes(local.weekday) && minutesOf(one.from) <= minute && minute < minutesOf(one.to))
  for (let minute = now; minute <= now + leadMinutes; minute += 1) if (!open(minute)) return false
  return true
}

/** Days from the Monday of a date's week. */
function sinceMonday(date: string): number {
  return (new Date(`${date}T00:00Z`).getUTCDay() + 6) % 7
}

function inWindow(cap: PolicyCap, earlier: string, today: string): boolean {
  const ago = daysBetween(earlier, today)
  return cap.days === 'calendar_week' ? ago <= sinceMonday(today) : ago < cap.days
}

/** Names of the rules a dial would break, given every dial before it. */
export function brokenRules(dial: Pick<LedgerDial, 'at' | 'debtId' | 'campaignId' | 'phone' | 'callback'>, before: readonly LedgerDial[], book: Rulebook): string[] {
  const broken = new Set<string>()
  const { operator, preset } = book
  const kept = (rule: LoosenableRule) => !book.loosened.includes(rule)
  const here = localTime(dial.at, book.zone)
  const operatorClock = operator.hoursZone === 'debtor' ? here : localTime(dial.at, book.campaignZone)
  const presetClock = preset.rules.hoursZone === 'debtor' ? here : localTime(dial.at, book.campaignZone)

  if (!isOpen(operator.hours, operatorClock, operator.leadMinutes)) broken.add('window')
  if (kept('window') && preset.rules.hours.length > 0 && !isOpen(preset.rules.hours, presetClock, operator.leadMinutes)) broken.add('window')
  const ownHoliday = (date: string) => book.holidays.has(date) && !book.workdays.has(date)
  if (operator.holidaysClosed && ownHoliday(operatorClock.date)) broken.add('holiday')
  if (kept('holiday') && preset.rules.holidaysClosed && (preset.kind === 'law' ? book.holidays.has(presetClock.date) : ownHoliday(presetClock.date))) broken.add('holiday')

  const asked = dial.callback?.askedAt ?? null
  const consentDays = preset.rules.callbackConsentDays
  const byRequest = dial.callback !== null && dial.callback.at <= dial.at && asked !== null && asked <= dial.at && consentDays !== null && daysBetween(localTime(asked, book.zone).date, here.date) < consentDays
  const legal = byRequest ? [] : kept('legal_cap') ? preset.rules.caps : []
  const caps: PolicyCap[] = [{ what: 'attempts', count: operator.callsPerDay, days: 1, per: 'person' }, ...operator.caps, ...legal]
  for (const cap of caps) {
    const counted = before.filter((one) => (cap.per === 'person' || one.debtId === dial.debtId)
      && (cap.what === 'attempts' || (cap.what === 'rang' ? one.rang : one.contact)) && inWindow(cap, localTime(one.at, book.zone).date, here.date))
    if (counted.length + 1 > cap.count) broken.add('cap')
  }
  const silent = (days: number, per: 'person' | 'debt') => before.some((one) => one.contact && (per === 'person' || one.debtId === dial.debtId) && daysBetween(localTime(one.at, book.zone).date, here.date) < days)
  if (operator.silenceDays > 0 && silent(operator.silenceDays, 'person')) broken.add('silence')
  if (!byRequest && kept('silence') && preset.rules.silence !== null && silent(preset.rules.silence.days, preset.rules.silence.per)) broken.add('silence')

  for (const entry of book.doNotCall) if (entry.at <= dial.at && (entry.scope === 'person' || entry.number === dial.phone)) broken.add('do_not_call')
  if ((operator.consentNeeded || (kept('consent') && preset.rules.consentNeeded)) && (book.consentAt === null || book.consentAt > dial.at)) broken.add('consent')
  const since = book.reinstated[dial.campaignId] ?? Number.NEGATIVE_INFINITY
  const unanswered = new Set(before.filter((one) => one.unanswered && one.campaignId === dial.campaignId && one.at > since).map((one) => localTime(one.at, book.zone).date))
  if (unanswered.size >= operator.unansweredDays) broken.add('unanswered_days')
  return [...broken]
}
