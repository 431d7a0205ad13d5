import { useTranslation } from 'react-i18next'
import type { ReactNode } from 'react'
import { dispositionGroups } from '../../../db/values.ts'
import { hoursZones, type PolicyRules } from '../../../engine/contract/policies.ts'
import { Field } from '../../components/input.tsx'
import { Select } from '../../components/select.tsx'
import { CheckField } from '../actions/check-field.tsx'
import { CapsField } from './caps-field.tsx'
import { HoursField } from './hours-field.tsx'
import { NumberField } from './number-field.tsx'
import { RoundsField } from './rounds-field.tsx'

interface PolicyRuleFieldsProps { rules: PolicyRules, onChange: (part: Partial<PolicyRules>) => void }

/** The operator's own rules, each with what it does. */
export function PolicyRuleFields({ rules, onChange }: PolicyRuleFieldsProps) {
  const { t } = useTranslation()
  const whole = (name: 'debtorsPerDay' | 'callsPerDay' | 'unansweredDays' | 'maxAttempts' | 'leadMinutes' | 'silenceDays', min: number, max: number) => (
    <NumberField label={t(`callingSettings.${name}`)} hint={t(`callingSettings.${name}Hint`)} value={rules[name]} min={min} max={max} onChange={value => { if (value !== null) onChange({ [name]: value }) }} />
  )
  return (
    <>
      <Group title={t('callingSettings.group.rounds')}>
        <RoundsField rounds={rules.rounds} onChange={rounds => onChange({ rounds })} />
        {whole('debtorsPerDay', 1, 1_000_000)}
      </Group>
      <Group title={t('callingSettings.group.hours')}>
        <HoursField hours={rules.hours} onChange={hours => onChange({ hours })} />
        <div className="grid grid-cols-2 gap-4">
          <Field label={t('callingSettings.hoursZone')}>
            {control => <Select id={control.id} label={t('callingSettings.hoursZone')} className="w-full" value={rules.hoursZone} onChange={hoursZone => onChange({ hoursZone })} options={hoursZones.map(value => ({ value, label: t(`callingSettings.zoneOf.${value}`) }))} />}
          </Field>
          {whole('leadMinutes', 0, 120)}
        </div>
        <CheckField checked={rules.holidaysClosed} label={t('callingSettings.holidaysClosed')} hint={t('callingSettings.holidaysClosedHint')} onChange={holidaysClosed => onChange({ holidaysClosed })} />
      </Group>
      <Group title={t('callingSettings.group.caps')}>
        <div className="grid grid-cols-2 gap-4">
          {whole('callsPerDay', 1, 50)}
          {whole('maxAttempts', 1, 100)}
          {whole('unansweredDays', 1, 366)}
          {whole('silenceDays', 0, 366)}
        </div>
        <CapsField caps={rules.caps} onChange={caps => onChange({ caps })} />
        <CheckField checked={rules.consentNeeded} label={t('callingSettings.consentNeeded')} hint={t('callingSettings.consentNeededHint')} onChange={consentNeeded => onChange({ consentNeeded })} />
      </Group>
      <Group title={t('callingSettings.group.retries')} body={t('callingSettings.retriesBody')}>
        <div className="grid grid-cols-2 gap-4 md:grid-cols-3">
          {dispositionGroups.map(group => (
            <NumberField
              key={group} label={t('callingSettings.retryAfter', { group: t(`calls.group.${group}`) })} value={rules.retryMinutes[group]} min={0} max={43_200}
              onChange={value => { if (value !== null) onChange({ retryMinutes: { ...rules.retryMinutes, [group]: value } }) }}
            />
          ))}
        </div>
      </Group>
    </>
  )
}

function Group({ title, body, children }: { title: string, body?: string, children: ReactNode }) {
  return (
    <fieldset className="flex min-w-0 flex-col gap-3 border-t border-line pt-4">
      <legend className="sr-only">{title}</legend>
      <div><h3 aria-hidden className="font-semibold">{title}</h3>{body && <p className="text-sm text-ink-soft">{body}</p>}</div>
      {children}
    </fieldset>
  )
}
