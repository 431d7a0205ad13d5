import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { compliancePresetIds, loosenedSchema, policyRulesSchema } from '../contract/policies.ts'
import { effectivePolicy, weekOf } from './effective-policy.ts'
import { campaignHolidays } from './holidays.ts'
import { policyConflicts } from './policy-conflicts.ts'
import { parsePreset, readPresets } from './presets.ts'

const presets = readPresets(fileURLToPath(new URL('../../resources', import.meta.url)))
const operator = policyRulesSchema.parse({})

describe('presets', () => {
  it.each(compliancePresetIds.map((id) => presets[id]))('$id is dated, sourced and told in both languages', (preset) => {
    expect(preset.kind === 'law' ? preset.sources.length : 1).toBeGreaterThan(0)
    for (const text of [preset.label, preset.notes]) expect(text.es).not.toBe(text.en)
    expect(preset.effectiveFrom <= preset.reviewedOn).toBe(true)
  })

  it('only laws are called laws', () => {
    expect(compliancePresetIds.filter((id) => presets[id].kind === 'law')).toEqual(['cl', 'us', 'co', 'mx'])
  })

  it('a broken one is refused', () => {
    expect(() => parsePreset({ ...presets.cl, rules: { ...presets.cl.rules, hours: [{ days: [1], from: '20:00', to: '08:00' }] } })).toThrow('window_ends_before_it_starts')
    expect(() => parsePreset({ ...presets.cl, effectiveFrom: '2021-02-30' })).toThrow('effectiveFrom')
  })
})

describe('operator rules', () => {
  it('start as the floor works by habit', () => {
    expect(operator).toMatchObject({ rounds: ['09:00', '12:00', '15:00'], debtorsPerDay: 60, callsPerDay: 3, unansweredDays: 3, maxAttempts: 3, retryMinutes: { conversation: 30, machine: 60, unanswered: 60, caller_side: 30, system: 30 } })
  })

  it('hours that touch are one, and close early by the lead time', () => {
    const week = weekOf([{ days: [1], from: '08:00', to: '12:00' }, { days: [1, 2], from: '12:00', to: '18:00' }], 5)
    expect(week.slice(0, 3)).toEqual([[{ from: 480, to: 1075 }], [{ from: 720, to: 1075 }], []])
  })
})

describe('conflicts shown at launch', () => {
  it('tell both sides', () => {
    expect(policyConflicts(operator, presets.cl)).toEqual([
      { rule: 'legal_cap', key: 'calls.conflict.legal_cap', operator: { count: 21, days: 7, perDay: 3 }, preset: { count: 1, days: 7, per: 'person', what: 'rang' }, loosened: null },
    ])
    expect(policyConflicts(operator, presets.us).map((one) => one.rule)).toEqual(['legal_cap', 'silence', 'consent'])
    expect(policyConflicts({ ...operator, hours: [{ days: [1, 2, 3, 4, 5, 6], from: '08:00', to: '20:00' }], holidaysClosed: false }, presets.co).map((one) => one.rule)).toEqual(['window', 'holiday', 'legal_cap'])
    expect(policyConflicts(operator, presets.none)).toEqual([])
  })

  it('are none where the operator is as strict', () => {
    const strict = policyRulesSchema.parse({ caps: [{ what: 'attempts', count: 1, days: 7, per: 'person' }] })
    expect(policyConflicts(strict, presets.cl)).toEqual([])
    const weekly = policyRulesSchema.parse({ caps: [{ what: 'attempts', count: 1, days: 'calendar_week', per: 'person' }] })
    // Sunday and Monday are two calendar weeks and one row of seven days.
    expect(policyConflicts(weekly, presets.cl)).toMatchObject([{ operator: { count: 2 } }])
  })

  it('a rule is set aside only with a reason that can be read', () => {
    expect(loosenedSchema.safeParse({ rule: 'legal_cap', reason: '  ok  ', by: 'Ana', at: 0 }).success).toBe(false)
    const loosened = [loosenedSchema.parse({ rule: 'legal_cap', reason: 'Written agreement with the debtors of this list', by: 'Ana', at: 0 })]
    expect(policyConflicts(operator, presets.cl, loosened)).toMatchObject([{ rule: 'legal_cap', loosened: { by: 'Ana' } }])
    const caps = (reasons: typeof loosened) => effectivePolicy(operator, presets.cl, campaignHolidays('CL'), 'America/Santiago', reasons).caps.map((cap) => cap.rule)
    expect(caps([])).toEqual(['legal_cap', 'calls_per_day'])
    expect(caps(loosened)).toEqual(['calls_per_day'])
  })
})
