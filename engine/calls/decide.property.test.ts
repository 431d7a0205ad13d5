import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { brokenRules, localTime } from './audit/rules-checker.ts'
import type { LedgerDial, Rulebook } from './audit/rules-checker.ts'
import { compliancePresetIds, compliancePresetSchema, loosenableRules, policyRulesSchema } from '../contract/policies.ts'
import type { CompliancePreset } from '../contract/policies.ts'
import { decide } from './decide.ts'
import { effectivePolicy } from './effective-policy.ts'
import { campaignHolidays } from './holidays.ts'
import { readPresets } from './presets.ts'
import type { DebtorFacts, EffectivePolicy, PastAttempt } from './rules.ts'
import { dayMs, dayText, minuteMs } from './zone-time.ts'

const presets = readPresets(fileURLToPath(new URL('../../resources', import.meta.url)))
const zones = ['America/Santiago', 'America/New_York', 'America/Bogota', 'America/Mexico_City', 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'Pacific/Kiritimati']
/** Moments at which clocks change somewhere, or years do: the days that go wrong. */
const changes = ['2026-03-08T07:00Z', '2026-04-05T03:00Z', '2026-04-04T15:00Z', '2026-09-06T04:00Z', '2026-10-03T15:30Z', '2026-11-01T06:00Z', '2027-01-01T00:00Z'].map((date) => Date.parse(date))
const changingZones = ['America/Santiago', 'America/New_York', 'Australia/Lord_Howe']

const timeOfDay = (from: number, to: number) => fc.integer({ min: from, max: to }).map((quarter) => `${String(Math.floor(quarter / 4)).padStart(2, '0')}:${String((quarter % 4) * 15).padStart(2, '0')}`)
const hoursArbitrary = fc.tuple(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }), timeOfDay(0, 40), timeOfDay(60, 96)).map(([days, from, to]) => ({ days, from, to }))
const shortHours = fc.tuple(fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 2 }), fc.integer({ min: 0, max: 90 }), fc.integer({ min: 1, max: 6 }))
  .map(([days, from, length]) => ({ days, from, to: from + length }))
  .map(({ days, from, to }) => ({ days, from: `${String(Math.floor(from / 4)).padStart(2, '0')}:${String((from % 4) * 15).padStart(2, '0')}`, to: `${String(Math.floor(to / 4)).padStart(2, '0')}:${String((to % 4) * 15).padStart(2, '0')}` }))
const capArbitrary = fc.record({
  what: fc.constantFrom('attempts' as const, 'rang' as const, 'contacts' as const),
  count: fc.integer({ min: 1, max: 5 }),
  days: fc.oneof(fc.integer({ min: 1, max: 10 }), fc.constant('calendar_week' as const)),
  per: fc.constantFrom('person' as const, 'debt' as const),
})
const operatorArbitrary = fc.record({
  callsPerDay: fc.integer({ min: 1, max: 4 }),
  unansweredDays: fc.integer({ min: 1, max: 5 }),
  hours: fc.array(fc.oneof(hoursArbitrary, shortHours), { minLength: 1, maxLength: 3 }),
  hoursZone: fc.constantFrom('debtor' as const, 'campaign' as const),
  leadMinutes: fc.constantFrom(0, 2, 10),
  holidaysClosed: fc.boolean(),
  caps: fc.array(capArbitrary, { maxLength: 2 }),
  silenceDays: fc.integer({ min: 0, max: 3 }),
  consentNeeded: fc.constant(false),
}).map((rules) => policyRulesSchema.parse(rules))
const inventedPreset = fc.record({
  hours: fc.array(hoursArbitrary, { maxLength: 2 }),
  hoursZone: fc.constantFrom('debtor' as const, 'campaign' as const),
  holidaysClosed: fc.boolean(),
  caps: fc.array(capArbitrary, { maxLength: 2 }),
  silence: fc.option(fc.record({ days: fc.integer({ min: 1, max: 8 }), per: fc.constantFrom('person' as const, 'debt' as const) })),
  consentNeeded: fc.boolean(),
  callbackConsentDays: fc.option(fc.integer({ min: 1, max: 8 })),
  keepLogYears: fc.constant(null),
}).chain((rules) => fc.constantFrom('law', 'house_policy').map((kind): CompliancePreset => compliancePresetSchema.parse({ ...presets.none, kind, rules })))
const presetArbitrary = fc.oneof(fc.constantFrom(...compliancePresetIds).map((id) => presets[id]), inventedPreset)
const startArbitrary = fc.tuple(fc.constantFrom(...changes), fc.oneof(fc.integer({ min: -4 * 1440, max: 3 * 1440 }), fc.integer({ min: -1440, max: 0 }))).map(([change, minutes]) => change + minutes * minuteMs)
const zoneArbitrary = fc.oneof(fc.constantFrom(...zones), fc.constantFrom(...changingZones))
/** Days, counted from the start, that are holidays. */
const holidaysArbitrary = fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 4 })

const worldArbitrary = fc.record({
  zone: zoneArbitrary, campaignZone: zoneArbitrary, operator: operatorArbitrary, preset: presetArbitrary,
  loosened: fc.subarray([...loosenableRules], { maxLength: 1 }), start: startArbitrary, holidays: holidaysArbitrary, workdays: holidaysArbitrary, consented: fc.boolean(),
})
interface World { book: Rulebook; policy: EffectivePolicy; start: number }

function worldOf(drawn: { zone: string; campaignZone: string; operator: Rulebook['operator']; preset: CompliancePreset; loosened: Rulebook['loosened']; start: number; holidays: number[]; workdays: number[]; consented: boolean }): World {
  const datesOf = (offsets: readonly number[]) => new Set(offsets.map((offset) => dayText(Math.floor(drawn.start / dayMs) + offset)))
  const [holidays, workdays] = [datesOf(drawn.holidays), datesOf(drawn.workdays)]
  const legal = { has: (day: number) => holidays.has(dayText(day)) }
  const own = { has: (day: number) => holidays.has(dayText(day)) && !workdays.has(dayText(day)) }
  const reasons = drawn.loosened.map((rule) => ({ rule, reason: 'Agreed in writing with the creditor', by: 'Ana', at: 0 }))
  return {
    start: drawn.start,
    book: { zone: drawn.zone, campaignZone: drawn.campaignZone, operator: drawn.operator, preset: drawn.preset, loosened: drawn.loosened, holidays, workdays, doNotCall: [], consentAt: drawn.consented ? drawn.start - dayMs : null, reinstated: {} },
    policy: effectivePolicy(drawn.operator, drawn.preset, { own, legal }, drawn.campaignZone, reasons),
  }
}

const phones = ['+56911111111', '+56922222222', '+56933333333']

function factsOf(world: World, job: Partial<DebtorFacts['job']> = {}): DebtorFacts {
  return {
    zone: world.book.zone,
    phones: phones.map((number) => ({ number, state: 'ok' as const })),
    doNotCall: [], consentAt: world.book.consentAt,
    job: { debtId: 'debt-1', campaignId: 'campaign-1', attempts: 0, maxAttempts: 100, nextTryAt: null, callbackAt: null, callbackAskedAt: null, excluded: null, live: false, reinstatedAt: null, ...job },
  }
}

const endArbitrary = fc.constantFrom(
  { rang: true, contact: true, unanswered: false }, { rang: true, contact: false, unanswered: true }, { rang: true, contact: false, unanswered: false }, { rang: false, contact: false, unanswered: false },
)
/** Dials of the past two weeks. */
const historyArbitrary = fc.array(fc.tuple(fc.integer({ min: 1, max: 14 * 1440 }), fc.boolean(), fc.boolean(), endArbitrary), { maxLength: 12 })
function historyOf(drawn: [number, boolean, boolean, { rang: boolean; contact: boolean; unanswered: boolean }][], start: number): LedgerDial[] {
  return drawn.toSorted((one, other) => other[0] - one[0]).map(([minutesAgo, otherDebt, otherCampaign, end]) => ({
    at: start - minutesAgo * minuteMs, debtId: otherDebt ? 'debt-2' : 'debt-1', campaignId: otherCampaign ? 'campaign-2' : 'campaign-1', phone: phones[0] ?? '', callback: null, ...end,
  }))
}
const callbackArbitrary = fc.option(fc.record({ at: fc.integer({ min: -1440, max: 5 * 1440 }), asked: fc.option(fc.integer({ min: 1441, max: 9 * 1440 })) }), { freq: 3 })

describe('decide, against rules told a second time', () => {
  it('dials exactly where no rule is broken, at every moment asked', () => {
    let dialled = 0
    fc.assert(fc.property(worldArbitrary, historyArbitrary, callbackArbitrary, fc.array(fc.integer({ min: 0, max: 10 * 1440 * 60 }), { minLength: 20, maxLength: 20 }), (drawn, past, callback, seconds) => {
      const world = worldOf(drawn)
      const history = historyOf(past, world.start)
      const asked = callback === null ? null : { at: world.start + callback.at * minuteMs, askedAt: callback.asked === null ? null : world.start - callback.asked * minuteMs }
      const facts = factsOf(world, { callbackAt: asked?.at ?? null, callbackAskedAt: asked?.askedAt ?? null })
      const wrong: object[] = []
      for (const second of seconds) {
        const now = world.start + second * 1000
        const broken = brokenRules({ at: now, debtId: 'debt-1', campaignId: 'campaign-1', phone: phones[0] ?? '', callback: asked }, history, world.book)
        if (asked !== null && asked.at > now) broken.push('callback')
        const decision = decide(facts, now, world.policy, history)
        if (decision.verdict === 'dial') dialled += 1
        if ((decision.verdict === 'dial') !== (broken.length === 0)) wrong.push({ now, verdict: decision.verdict, rule: decision.rule, broken })
      }
      expect(wrong).toEqual([])
    }), { numRuns: 2500 })
    expect(dialled).toBeGreaterThan(1000)
  })

  it('waits until the first moment that dials: never later, never earlier', () => {
    let waited = 0
    fc.assert(fc.property(worldArbitrary, historyArbitrary, callbackArbitrary, fc.option(fc.integer({ min: 1, max: 2880 })), (drawn, past, callback, retry) => {
      const world = worldOf(drawn)
      const history = historyOf(past, world.start)
      const facts = factsOf(world, {
        nextTryAt: retry === null ? null : world.start + retry * minuteMs,
        callbackAt: callback === null ? null : world.start + callback.at * minuteMs, callbackAskedAt: callback === null || callback.asked === null ? null : world.start - callback.asked * minuteMs,
      })
      const decision = decide(facts, world.start, world.policy, history)
      if (decision.verdict !== 'wait' || decision.rule === 'no_window') return
      waited += 1
      expect(decision.until).toBeGreaterThan(world.start)
      expect(decide(facts, decision.until, world.policy, history).verdict).toBe('dial')
      expect(decide(facts, decision.until - 1, world.policy, history)).toMatchObject({ verdict: 'wait', until: decision.until })
      // Every minute of some days; hours that rarely meet may be months away.
      const step = minuteMs * Math.max(1, Math.floor((decision.until - world.start) / minuteMs / 3000))
      for (let at = world.start; at < decision.until; at += step) {
        const earlier = decide(facts, at, world.policy, history)
        if (earlier.verdict !== 'wait' || earlier.until !== decision.until) throw new Error(`${new Date(at).toISOString()} says ${JSON.stringify(earlier)}, not ${JSON.stringify(decision)}`)
      }
    }), { numRuns: 300 })
    expect(waited).toBeGreaterThan(50)
  })

  it('is monotone: more history never turns a wait or an exclusion into a dial', () => {
    fc.assert(fc.property(worldArbitrary, historyArbitrary, historyArbitrary, callbackArbitrary, (drawn, past, more, callback) => {
      const world = worldOf(drawn)
      const job = { callbackAt: callback === null ? null : world.start + callback.at * minuteMs, callbackAskedAt: callback === null || callback.asked === null ? null : world.start - callback.asked * minuteMs }
      const history = historyOf(past, world.start)
      const longer = [...history, ...historyOf(more, world.start)].toSorted((one, other) => one.at - other.at)
      if (decide(factsOf(world, job), world.start, world.policy, history).verdict === 'dial') return
      expect(decide(factsOf(world, job), world.start, world.policy, longer).verdict).not.toBe('dial')
    }), { numRuns: 2000 })
  })

  it('never dials while a call is live, and what is excluded stays excluded', () => {
    fc.assert(fc.property(worldArbitrary, historyArbitrary, fc.boolean(), (drawn, past, live) => {
      const world = worldOf(drawn)
      const excluded = live ? null : { rule: 'unanswered_days' as const, at: world.start }
      const decision = decide(factsOf(world, { live, excluded }), world.start, world.policy, historyOf(past, world.start))
      expect(decision).toMatchObject(live ? { verdict: 'wait', rule: 'live' } : { verdict: 'exclude', rule: 'unanswered_days' })
    }), { numRuns: 300 })
  })
})

/** What happens after a dial: how it ends, what the debtor asked, how long until somebody looks again. */
const stepArbitrary = fc.record({
  end: endArbitrary, otherJob: fc.boolean(), retryMinutes: fc.integer({ min: 0, max: 240 }), callbackIn: fc.option(fc.integer({ min: 1, max: 2880 }), { freq: 4 }),
  optOut: fc.integer({ min: 0, max: 40 }), early: fc.double({ min: 0, max: 1, noNaN: true }), reinstate: fc.boolean(),
})

it('days of dialling whenever it says dial leave a ledger in which no rule was ever broken', () => {
  let dials = 0
  let callbacks = 0
  fc.assert(fc.property(worldArbitrary, fc.array(stepArbitrary, { minLength: 30, maxLength: 60 }), (drawn, steps) => {
    const world = worldOf(drawn)
    const doNotCall: { scope: 'person' | 'number'; number: string | null; at: number; source: string }[] = []
    const reinstated: Record<string, number> = {}
    const book: Rulebook = { ...world.book, doNotCall, reinstated }
    const jobs = [1, 2].map((index) => ({ ...factsOf(world).job, debtId: `debt-${index}`, campaignId: `campaign-${index}`, maxAttempts: 12 }))
    const ledger: LedgerDial[] = []
    const tooEarly: string[] = []
    let now = world.start
    for (const step of steps) {
      const job = jobs[step.otherJob ? 1 : 0]
      if (job === undefined) throw new Error('there are two jobs')
      const decision = decide({ ...factsOf(world), doNotCall, job }, now, world.policy, ledger)
      if (decision.verdict === 'exclude') {
        job.excluded = { rule: decision.rule, at: now }
        if (decision.rule !== 'unanswered_days' || !step.reinstate) continue
        job.excluded = null
        job.reinstatedAt = now
        reinstated[job.campaignId] = now
        continue
      }
      if (decision.verdict === 'wait') {
        // Somebody may look before the time has come; then it must still say no.
        const early = now + Math.floor((decision.until - now) * step.early)
        if (early < decision.until) tooEarly.push(decide({ ...factsOf(world), doNotCall, job }, early, world.policy, ledger).verdict)
        now = decision.until
        continue
      }
      const phone = phones.find((number) => !doNotCall.some((entry) => entry.number === number)) ?? ''
      const callback = job.callbackAt === null ? null : { at: job.callbackAt, askedAt: job.callbackAskedAt }
      const dial = { at: now, debtId: job.debtId, campaignId: job.campaignId, phone, callback }
      expect(brokenRules(dial, ledger, book)).toEqual([])
      dials += 1
      if (callback !== null) callbacks += 1
      ledger.push({ ...dial, ...step.end })
      job.attempts += 1
      now += 3 * minuteMs
      job.nextTryAt = now + step.retryMinutes * minuteMs
      job.callbackAt = step.end.contact && step.callbackIn !== null ? now + step.callbackIn * minuteMs : null
      job.callbackAskedAt = job.callbackAt === null ? null : now
      if (step.optOut === 0) doNotCall.push({ scope: 'person', number: null, at: now, source: 'call' })
      else if (step.optOut < 3) doNotCall.push({ scope: 'number', number: phone, at: now, source: 'call' })
    }
    expect(tooEarly).not.toContain('dial')
    for (const job of jobs) expect(ledger.filter((dial) => dial.campaignId === job.campaignId).length).toBeLessThanOrEqual(job.maxAttempts)
  }), { numRuns: 600 })
  expect(dials).toBeGreaterThan(2000)
  expect(callbacks).toBeGreaterThan(100)
})

it('a year in Chile with its real holidays: never on one, never on a Sunday, never twice in a week', () => {
  const operator = policyRulesSchema.parse({ hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }], leadMinutes: 0, unansweredDays: 366 })
  const policy = effectivePolicy(operator, presets.cl, campaignHolidays('CL'), 'America/Santiago')
  const facts: DebtorFacts = { zone: 'America/Santiago', phones: [{ number: '+56911111111', state: 'ok' }], doNotCall: [], consentAt: null, job: { debtId: 'd', campaignId: 'c', attempts: 0, maxAttempts: 1000, nextTryAt: null, callbackAt: null, callbackAskedAt: null, excluded: null, live: false, reinstatedAt: null } }
  const ledger: PastAttempt[] = []
  let now = Date.UTC(2026, 0, 1, 3)
  while (now < Date.UTC(2027, 0, 1, 3)) {
    const decision = decide(facts, now, policy, ledger)
    if (decision.verdict === 'dial') ledger.push({ at: now, debtId: 'd', campaignId: 'c', phone: '+56911111111', rang: true, contact: false, unanswered: true })
    now = decision.verdict === 'wait' ? decision.until : now + 1
  }
  const days = ledger.map((dial) => localTime(dial.at, 'America/Santiago'))
  expect(days.length).toBeGreaterThan(45)
  expect(days.filter((day) => day.weekday === 7 || day.time < '08:00' || day.time >= '20:00')).toEqual([])
  for (const holiday of ['2026-01-01', '2026-04-03', '2026-05-01', '2026-05-21', '2026-06-29', '2026-07-16', '2026-09-18', '2026-09-19', '2026-10-12', '2026-12-08', '2026-12-25']) expect(days.map((day) => day.date)).not.toContain(holiday)
  const gaps = days.slice(1).map((day, index) => (Date.parse(day.date) - Date.parse(days[index]?.date ?? '')) / dayMs)
  expect(Math.min(...gaps)).toBe(7)
})
