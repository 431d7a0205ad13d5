import type { TFunction } from 'i18next'
import { dispositionGroups } from '../../../db/values.ts'
import { loosenableRules, type CompliancePreset, type Loosened, type PolicyRules } from '../../../engine/contract/policies.ts'
import type { Format } from '../../i18n/format.ts'
import { capText, hoursText, presetFact } from './policy-words.ts'

/** Something that one version says and the next says otherwise; '' where it says nothing. */
export interface Difference { what: string, before: string, after: string }

interface Version { rules: PolicyRules, loosened: readonly Loosened[] }

/** What changed from one version of a policy to the next, rule by rule. */
export function policyDifferences(before: Version, after: Version, t: TFunction, format: Format): Difference[] {
  return differences([...ruleTexts(before.rules, t, format), ...loosenedTexts(before, t)], [...ruleTexts(after.rules, t, format), ...loosenedTexts(after, t)])
}

/** What another text of a preset says otherwise: its rules first, then dates and explanations. */
export function presetDifferences(before: CompliancePreset, after: CompliancePreset, t: TFunction, format: Format): Difference[] {
  return differences(presetTexts(before, t, format), presetTexts(after, t, format))
}

type Text = readonly [what: string, text: string]

function differences(before: readonly Text[], after: readonly Text[]): Difference[] {
  const was = new Map(before)
  const is = new Map(after)
  return [...new Set([...was.keys(), ...is.keys()])]
    .map(what => ({ what, before: was.get(what) ?? '', after: is.get(what) ?? '' }))
    .filter(one => one.before !== one.after)
}

const counts = ['debtorsPerDay', 'callsPerDay', 'maxAttempts', 'unansweredDays', 'silenceDays', 'leadMinutes'] as const

function ruleTexts(rules: PolicyRules, t: TFunction, format: Format): Text[] {
  return [
    [t('callingSettings.group.rounds'), rules.rounds.join(', ')],
    ...counts.map((name): Text => [t(`callingSettings.${name}`), format.number(rules[name])]),
    [t('callingSettings.hours'), hoursText(rules.hours, format.locale)],
    [t('callingSettings.hoursZone'), t(`callingSettings.zoneOf.${rules.hoursZone}`)],
    [t('callingSettings.rule.holiday'), t(rules.holidaysClosed ? 'callingSettings.fact.noHolidays' : 'callingSettings.fact.holidays')],
    [t('callingSettings.caps'), rules.caps.map(cap => capText(cap, t)).join(' · ')],
    [t('callingSettings.rule.consent'), t(rules.consentNeeded ? 'callingSettings.fact.consent' : 'callingSettings.fact.noConsent')],
    ...dispositionGroups.map((group): Text => [t('callingSettings.retryAfter', { group: t(`calls.group.${group}`) }), t('callingSettings.minutes', { count: rules.retryMinutes[group] })]),
  ]
}

function loosenedTexts({ loosened }: Version, t: TFunction): Text[] {
  return loosened.map((one): Text => [t('callingSettings.setAsideRule', { rule: t(`callingSettings.rule.${one.rule}`) }), t('callingSettings.setAsideBy', { reason: one.reason, name: one.by })])
}

function presetTexts(preset: CompliancePreset, t: TFunction, format: Format): Text[] {
  const { rules } = preset
  return [
    ...loosenableRules.map((rule): Text => [t(`callingSettings.rule.${rule}`), presetFact(rule, preset, t, format.locale) ?? '']),
    [t('callingSettings.log'), rules.keepLogYears === null ? '' : t('callingSettings.fact.keepLog', { count: rules.keepLogYears })],
    [t('callingSettings.callbacks'), rules.callbackConsentDays === null ? '' : t('callingSettings.fact.callbackConsent', { count: rules.callbackConsentDays })],
    [t('callingSettings.preset'), preset.label[format.language]],
    [t('callingSettings.presetKindTitle'), t(`callingSettings.presetKind.${preset.kind}`)],
    [t('callingSettings.effectiveFrom'), format.date(preset.effectiveFrom)],
    [t('callingSettings.reviewedOn'), format.date(preset.reviewedOn)],
    [t('callingSettings.version_title'), format.number(preset.version)],
    [t('callingSettings.notes'), preset.notes[format.language]],
    [t('callingSettings.sources'), preset.sources.map(source => `${source.title} (${source.url})`).join(' · ')],
  ]
}
