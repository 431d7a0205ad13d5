import { createInstance } from 'i18next'
import { expect, it } from 'vitest'
import { compliancePresetSchema, policyRulesSchema } from '../../../engine/contract/policies.ts'
import * as callingSettings from '../../i18n/calling-settings.ts'
import * as calls from '../../i18n/calls.ts'
import { createFormat } from '../../i18n/format.ts'
import { policyDifferences, presetDifferences } from './policy-differences.ts'

const i18n = createInstance()
await i18n.init({ lng: 'en', fallbackLng: false, resources: { en: { translation: { ...callingSettings.en, ...calls.en } } }, interpolation: { escapeValue: false } })
i18n.services.formatter?.add('number', (value: number) => String(value))
const t = i18n.getFixedT('en')
const format = createFormat('en', 'en-GB')

it('tells what changed of a policy, and every rule that was set aside with its reason', () => {
  const rules = policyRulesSchema.parse({})
  const reason = { rule: 'window' as const, reason: 'Agreed in writing', by: 'Ana', at: 0 }
  expect(policyDifferences({ rules, loosened: [] }, { rules, loosened: [] }, t, format)).toEqual([])
  expect(policyDifferences({ rules, loosened: [] }, { rules: { ...rules, debtorsPerDay: 90, caps: [{ what: 'rang', count: 2, days: 7, per: 'person' }] }, loosened: [reason] }, t, format)).toEqual([
    { what: 'Debtors a day', before: '60', after: '90' },
    { what: 'Further caps', before: '', after: '2 calls that may have rung in 7 days, per person' },
    { what: 'Set aside: Hours', before: '', after: 'Agreed in writing (Ana)' },
  ])
})

it('tells what another text of a preset says otherwise', () => {
  const before = compliancePresetSchema.parse({
    id: 'cl', version: 1, effectiveFrom: '2021-04-20', reviewedOn: '2026-11-21', kind: 'law', country: 'CL', label: { es: 'Chile', en: 'Chile' }, sources: [], notes: { es: 'Una', en: 'One' },
    rules: { hours: [], hoursZone: 'debtor', holidaysClosed: true, caps: [], silence: null, consentNeeded: false, callbackConsentDays: null, keepLogYears: 2 },
  })
  const after = { ...before, version: 2, rules: { ...before.rules, consentNeeded: true } }
  expect(presetDifferences(before, after, t, format).map(one => [one.what, one.before, one.after])).toEqual([
    ['Consent', '', 'Needs recorded prior consent to an AI voice'],
    ['Version', '1', '2'],
  ])
})
