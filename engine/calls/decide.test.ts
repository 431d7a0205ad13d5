import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { policyRulesSchema } from '../contract/policies.ts'
import type { CompliancePresetId, PolicyRules } from '../contract/policies.ts'
import { decide } from './decide.ts'
import { effectivePolicy } from './effective-policy.ts'
import { explain, explanationKeys } from './explain.ts'
import { campaignHolidays } from './holidays.ts'
import { readPresets } from './presets.ts'
import type { DebtorFacts, PastAttempt } from './rules.ts'

const presets = readPresets(fileURLToPath(new URL('../../resources', import.meta.url)))

function policyOf(preset: CompliancePresetId = 'none', rules: Partial<PolicyRules> = {}, zone = 'America/Santiago') {
  return effectivePolicy(policyRulesSchema.parse(rules), presets[preset], campaignHolidays(presets[preset].country ?? 'CL'), zone)
}

function debtorOf(job: Partial<DebtorFacts['job']> = {}, facts: Partial<DebtorFacts> = {}): DebtorFacts {
  return {
    zone: 'America/Santiago', phones: [{ number: '+56911111111', state: 'ok' }], doNotCall: [], consentAt: null, ...facts,
    job: { debtId: 'debt', campaignId: 'campaign', attempts: 0, maxAttempts: 3, nextTryAt: null, callbackAt: null, callbackAskedAt: null, excluded: null, live: false, reinstatedAt: null, ...job },
  }
}

/** Santiago's wall clock in its summer time: three hours behind UTC. */
const at = (text: string) => Date.parse(`${text.replace(' ', 'T')}:00-03:00`)
const dialAt = (text: string, end: Partial<PastAttempt> = {}): PastAttempt => ({ at: at(text), debtId: 'debt', campaignId: 'campaign', phone: '+56911111111', rang: true, contact: false, unanswered: false, ...end })
const until = (text: string) => ({ verdict: 'wait', until: at(text) })

describe('decide names the rule a supervisor looks for', () => {
  // 2026-11-17 is a Tuesday.
  const tuesday = at('2026-11-17 10:00')

  it('dials, and says how many calls the day has seen', () => {
    expect(decide(debtorOf(), tuesday, policyOf(), [dialAt('2026-11-17 09:00')])).toEqual({ verdict: 'dial', rule: 'allowed', figure: 1, limit: 3 })
  })

  it('three calls a day, over every phone, debt and campaign', () => {
    const history = [dialAt('2026-11-17 09:00', { debtId: 'another' }), dialAt('2026-11-17 09:10', { campaignId: 'another' }), dialAt('2026-11-17 09:20', { phone: '+56922222222', rang: false })]
    expect(decide(debtorOf(), tuesday, policyOf(), history)).toEqual({ ...until('2026-11-18 09:00'), rule: 'calls_per_day', figure: 3, limit: 3 })
  })

  it('a call a week in Chile, counted even where the cause was technical', () => {
    expect(decide(debtorOf(), tuesday, policyOf('cl'), [dialAt('2026-11-13 12:00')])).toEqual({ ...until('2026-11-20 09:00'), rule: 'legal_cap', figure: 1, limit: '1/7' })
    expect(decide(debtorOf(), tuesday, policyOf('cl'), [dialAt('2026-11-13 12:00', { rang: false })])).toMatchObject({ verdict: 'dial' })
    expect(decide(debtorOf(), tuesday, policyOf('cl'), [dialAt('2026-11-10 18:59')])).toMatchObject({ verdict: 'dial' })
  })

  it('hours, with the time found and the hours of that day', () => {
    expect(decide(debtorOf(), at('2026-11-17 07:30'), policyOf(), [])).toEqual({ ...until('2026-11-17 09:00'), rule: 'window', figure: '2026-11-17 07:30', limit: '09:00-18:58' })
    expect(decide(debtorOf(), at('2026-11-17 18:58'), policyOf(), [])).toMatchObject(until('2026-11-18 09:00'))
    expect(decide(debtorOf(), at('2026-11-21 10:00'), policyOf(), [])).toEqual({ ...until('2026-11-23 09:00'), rule: 'window', figure: '2026-11-21 10:00', limit: null })
  })

  it('holidays', () => {
    expect(decide(debtorOf(), at('2026-12-08 10:00'), policyOf(), [])).toEqual({ ...until('2026-12-09 09:00'), rule: 'holiday', figure: '2026-12-08', limit: null })
  })

  it('a holiday the business works on is a day like others, except where a law closes it', () => {
    const immaculate = at('2026-12-08 10:00')
    const under = (preset: CompliancePresetId, removed: string[]) => effectivePolicy(policyRulesSchema.parse({}), presets[preset], campaignHolidays('CL', null, { added: [], removed }), 'America/Santiago')
    expect(decide(debtorOf(), immaculate, under('none', ['2026-12-08']), [])).toMatchObject({ verdict: 'dial' })
    expect(decide(debtorOf(), immaculate, under('ar', ['2026-12-08']), [])).toMatchObject({ verdict: 'dial' })
    const closed = decide(debtorOf(), immaculate, under('cl', ['2026-12-08']), [])
    expect(closed).toEqual({ ...until('2026-12-09 09:00'), rule: 'holiday', figure: '2026-12-08', limit: 'preset' })
    expect(explain(closed)).toEqual({ key: 'calls.rule.holiday_preset', values: { figure: '2026-12-08', until: at('2026-12-09 09:00') } })
    expect(decide(debtorOf(), immaculate, under('cl', []), [])).toMatchObject({ rule: 'holiday', limit: null })
  })

  it('the rule that holds longest, of several', () => {
    const job = { nextTryAt: tuesday + 1_800_000 }
    expect(decide(debtorOf(job), tuesday, policyOf(), [])).toEqual({ verdict: 'wait', until: tuesday + 1_800_000, rule: 'retry_delay', figure: '2026-11-17 10:30', limit: null })
    expect(decide(debtorOf(job), tuesday, policyOf('cl'), [dialAt('2026-11-17 09:00')])).toMatchObject({ ...until('2026-11-24 09:00'), rule: 'legal_cap' })
    expect(decide(debtorOf({ nextTryAt: at('2026-11-21 12:00') }), at('2026-11-21 11:00'), policyOf(), [])).toMatchObject({ rule: 'window' })
  })

  it('a callback takes the place of the retry, and stays within hours and caps', () => {
    const asked = at('2026-11-16 15:00')
    expect(decide(debtorOf({ callbackAt: at('2026-11-17 18:00'), callbackAskedAt: asked, nextTryAt: 0 }), tuesday, policyOf(), [])).toEqual({ ...until('2026-11-17 18:00'), rule: 'callback', figure: '2026-11-17 18:00', limit: null })
    expect(decide(debtorOf({ callbackAt: at('2026-11-17 09:30'), callbackAskedAt: asked, nextTryAt: at('2026-11-20 09:00') }), tuesday, policyOf(), [])).toEqual({ verdict: 'dial', rule: 'callback_due', figure: '2026-11-17 09:30', limit: null })
    expect(decide(debtorOf({ callbackAt: at('2026-11-17 23:00'), callbackAskedAt: asked }), tuesday, policyOf(), [])).toMatchObject(until('2026-11-18 09:00'))
    expect(decide(debtorOf({ callbackAt: at('2026-11-17 09:30'), callbackAskedAt: asked }), tuesday, policyOf('cl'), [dialAt('2026-11-16 15:00', { contact: true })])).toMatchObject({ ...until('2026-11-23 09:00'), rule: 'legal_cap' })
  })

  it('in the United States a call that was asked for is outside the silence, for a week', () => {
    const facts = { zone: 'America/New_York', consentAt: 0 }
    const talk = dialAt('2026-11-16 15:00', { contact: true })
    const now = Date.parse('2026-11-17T10:00:00-05:00')
    expect(decide(debtorOf({}, facts), now, policyOf('us', { hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '21:00' }] }), [talk])).toMatchObject({ verdict: 'wait', until: Date.parse('2026-11-23T08:00:00-05:00'), rule: 'silence', figure: '2026-11-16', limit: 7 })
    const asked = { callbackAt: now, callbackAskedAt: talk.at }
    expect(decide(debtorOf(asked, facts), now, policyOf('us'), [talk])).toMatchObject({ verdict: 'dial', rule: 'callback_due' })
    expect(decide(debtorOf({ ...asked, callbackAskedAt: null }, facts), now, policyOf('us'), [talk])).toMatchObject({ verdict: 'wait', rule: 'silence' })
  })

  it('an AI voice without recorded consent', () => {
    expect(decide(debtorOf({}, { zone: 'America/New_York' }), tuesday, policyOf('us'), [])).toMatchObject({ verdict: 'exclude', rule: 'consent' })
    expect(decide(debtorOf({}, { zone: 'America/New_York', consentAt: tuesday + 1 }), tuesday, policyOf('us'), [])).toMatchObject({ verdict: 'exclude', rule: 'consent' })
  })

  it('three different days without an answer, in this campaign, until a person puts the debtor back', () => {
    const days = ['2026-11-11', '2026-11-12', '2026-11-13'].map((day) => dialAt(`${day} 10:00`, { unanswered: true }))
    expect(decide(debtorOf(), tuesday, policyOf(), days)).toEqual({ verdict: 'exclude', rule: 'unanswered_days', figure: 3, limit: 3 })
    expect(decide(debtorOf(), tuesday, policyOf(), [...days.slice(1), dialAt('2026-11-13 12:00', { unanswered: true })])).toMatchObject({ verdict: 'dial' })
    expect(decide(debtorOf({ campaignId: 'another' }), tuesday, policyOf(), days)).toMatchObject({ verdict: 'dial' })
    expect(decide(debtorOf({ reinstatedAt: at('2026-11-16 09:00') }), tuesday, policyOf(), days)).toMatchObject({ verdict: 'dial' })
  })

  it('a call just after midnight belongs to the new local day', () => {
    const open = policyOf('none', { hours: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '00:00', to: '24:00' }], leadMinutes: 0 })
    const yesterday = ['20:00', '21:00', '23:50'].map((time) => dialAt(`2026-11-16 ${time}`))
    expect(decide(debtorOf(), at('2026-11-16 23:59'), open, yesterday)).toMatchObject({ ...until('2026-11-17 00:00'), rule: 'calls_per_day' })
    expect(decide(debtorOf(), at('2026-11-17 00:01'), open, yesterday)).toMatchObject({ verdict: 'dial', figure: 0 })
  })

  it('do-not-call entries, of the person and of every number', () => {
    const entry = { number: '+56911111111', at: at('2026-10-02 12:00'), source: 'call' }
    expect(decide(debtorOf({}, { doNotCall: [{ ...entry, scope: 'person', number: null }] }), tuesday, policyOf(), [])).toEqual({ verdict: 'exclude', rule: 'do_not_call', figure: '2026-10-02', limit: 'call' })
    expect(decide(debtorOf({}, { doNotCall: [{ ...entry, scope: 'number' }] }), tuesday, policyOf(), [])).toMatchObject({ verdict: 'exclude', rule: 'do_not_call_number' })
    const two = { phones: [{ number: '+56911111111', state: 'ok' as const }, { number: '+56922222222', state: 'ok' as const }] }
    expect(decide(debtorOf({}, { ...two, doNotCall: [{ ...entry, scope: 'number' }] }), tuesday, policyOf(), [])).toMatchObject({ verdict: 'dial' })
    expect(decide(debtorOf({}, { phones: [{ number: '+56911111111', state: 'wrong_person' }] }), tuesday, policyOf(), [])).toEqual({ verdict: 'exclude', rule: 'no_phone', figure: 1, limit: null })
  })

  it('attempts spent, calls under way, exclusions kept', () => {
    expect(decide(debtorOf({ attempts: 3 }), tuesday, policyOf(), [])).toEqual({ verdict: 'exclude', rule: 'max_attempts', figure: 3, limit: 3 })
    expect(decide(debtorOf({ live: true }), tuesday, policyOf(), [])).toMatchObject({ verdict: 'wait', rule: 'live' })
    expect(decide(debtorOf({ excluded: { rule: 'by_person', at: at('2026-11-02 10:00') } }), tuesday, policyOf(), [])).toMatchObject({ verdict: 'exclude', rule: 'by_person', figure: '2026-11-02' })
  })

  it('hours that never open together are said to be so', () => {
    const sundays = policyOf('cl', { hours: [{ days: [7], from: '09:00', to: '12:00' }] })
    expect(decide(debtorOf(), tuesday, sundays, [])).toMatchObject({ verdict: 'wait', rule: 'no_window' })
  })
})

describe('explain', () => {
  it('gives a sentence for every decision', () => {
    expect(explain({ until: 5, rule: 'legal_cap', figure: 1, limit: '1/7' })).toEqual({ key: 'calls.rule.legal_cap_window', values: { figure: 1, limit: 1, days: 7, until: 5 } })
    expect(explain({ until: 5, rule: 'window', figure: '2026-11-21 10:00', limit: null })).toEqual({ key: 'calls.rule.window_closed_day', values: { figure: '2026-11-21 10:00', until: 5 } })
    expect(explain({ rule: 'allowed', figure: 0, limit: 3 })).toEqual({ key: 'calls.rule.allowed', values: { figure: 0, limit: 3 } })
    for (const key of ['calls.rule.legal_cap_window', 'calls.rule.window_closed_day', 'calls.rule.allowed']) expect(explanationKeys).toContain(key)
  })
})
