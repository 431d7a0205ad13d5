import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Field, Input } from '../../components/input.tsx'
import { useFormat } from '../../i18n/format.ts'
import { CueFields } from './cue-fields.tsx'
import type { Fault } from './faults.ts'
import { useFaultTexts } from './use-fault-texts.ts'
import { LocalisedFields } from './localised-fields.tsx'
import { NameField } from './name-field.tsx'
import type { ValueContent } from './taxonomy-content.ts'

/** One value of a label: its words, how frequent it is where nothing is known, and what speaks for it. */
export function ValueForm({ value, path, faults, onChange }: { value: ValueContent, path: readonly (string | number)[], faults: readonly Fault[], onChange: (value: ValueContent) => void }) {
  const { t } = useTranslation()
  const fault = useFaultTexts(faults)
  const inBoth = (part: 'label' | 'description') => ({ es: fault(...path, part, 'es'), en: fault(...path, part, 'en') })
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <div className="grid items-start gap-4 @3xl:grid-cols-2">
        <NameField label={t('taxonomy.valueName')} value={value.value} fault={fault(...path, 'value') ?? fault(...path)} onChange={name => onChange({ ...value, value: name })} />
        <PriorField prior={value.prior} fault={fault(...path, 'prior')} onChange={prior => onChange({ ...value, prior })} />
        <LocalisedFields label={t('taxonomy.label')} value={value.label} faults={inBoth('label')} onChange={label => onChange({ ...value, label })} />
        <LocalisedFields label={t('taxonomy.description')} value={value.description} faults={inBoth('description')} onChange={description => onChange({ ...value, description })} />
      </div>
      <CueFields cues={value.cues} faults={faults} path={path} onChange={cues => onChange({ ...value, cues })} />
    </div>
  )
}

/** A share in per cent, as it is read; kept as a part of 1. */
function PriorField({ prior, fault, onChange }: { prior: number, fault: string | undefined, onChange: (prior: number) => void }) {
  const { t } = useTranslation()
  const { locale } = useFormat()
  const [text, setText] = useState(() => percentText(prior, locale))
  const typed = percentOf(text)
  if (typed !== null && Math.abs(typed - prior) > 1e-9) setText(percentText(prior, locale))
  return (
    <Field label={t('taxonomy.prior')} hint={t('taxonomy.priorHint')} error={typed === null ? t('taxonomy.priorFault') : fault}>
      {control => (
        <Input
          {...control} inputMode="decimal" value={text}
          onChange={event => {
            setText(event.target.value)
            const share = percentOf(event.target.value)
            if (share !== null) onChange(share)
          }}
        />
      )}
    </Field>
  )
}

function percentText(prior: number, locale: string): string {
  return new Intl.NumberFormat(locale, { maximumFractionDigits: 4, useGrouping: false }).format(prior * 100)
}

function percentOf(text: string): number | null {
  const percent = text.trim() === '' ? Number.NaN : Number(text.trim().replace(/\s*%$/, '').replace(',', '.'))
  return percent >= 0 && percent <= 100 ? Math.round(percent * 10_000) / 1_000_000 : null
}
