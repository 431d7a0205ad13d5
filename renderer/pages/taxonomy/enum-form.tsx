import { Scale, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../../components/button.tsx'
import { useFormat } from '../../i18n/format.ts'
import { EntryList } from './entry-list.tsx'
import { faultsWithin, type Fault } from './faults.ts'
import { useFaultTexts } from './use-fault-texts.ts'
import { LocalisedFields } from './localised-fields.tsx'
import { NameField } from './name-field.tsx'
import type { EnumContent } from './taxonomy-content.ts'
import { addValue, changeValue, moveEntry, priorSum, removeValue, scalePriors } from './taxonomy-edits.ts'
import { ValueForm } from './value-form.tsx'

interface EnumFormProps {
  one: EnumContent
  position: number
  faults: readonly Fault[]
  valuePosition: number
  onValueChange: (position: number) => void
  onChange: (one: EnumContent, undoable?: boolean) => void
}

/** One label: its words, its values with their priors, and the value that is chosen. */
export function EnumForm({ one, position, faults, valuePosition, onValueChange, onChange }: EnumFormProps) {
  const { t } = useTranslation()
  const fault = useFaultTexts(faults)
  const format = useFormat()
  const path = ['enums', position]
  const shown = Math.min(valuePosition, one.values.length - 1)
  const value = one.values[shown]
  const ownFault = fault(...path) ?? fault(...path, 'values')
  const sum = priorSum(one)
  const uneven = Math.abs(sum - 1) > 0.001
  return (
    <div className="flex max-w-6xl flex-col gap-4">
      <div className="grid items-start gap-4 @3xl:grid-cols-3">
        <NameField label={t('taxonomy.enumName')} value={one.name} fault={fault(...path, 'name')} onChange={name => onChange({ ...one, name })} />
        <LocalisedFields label={t('taxonomy.label')} value={one.label} faults={{ es: fault(...path, 'label', 'es'), en: fault(...path, 'label', 'en') }} onChange={label => onChange({ ...one, label })} />
      </div>
      {ownFault && <p role="alert" className="flex items-center gap-2 text-danger"><TriangleAlert aria-hidden size={14} className="shrink-0" />{ownFault}</p>}
      <div className="flex flex-wrap items-center gap-3 text-sm">
        <span className={uneven ? 'text-danger' : 'text-ink-soft'}>{t('taxonomy.priorSum', { sum: format.percent(sum, 2) })}</span>
        {uneven && <Button size="sm" icon={Scale} onClick={() => onChange(scalePriors(one), true)}>{t('taxonomy.scalePriors')}</Button>}
      </div>
      <div className="grid items-start gap-4 @2xl:grid-cols-[15rem_minmax(0,1fr)]">
        <div className="rounded-lg border border-line py-1">
          <EntryList
            title={t('taxonomy.values')} addLabel={t('taxonomy.add.values')} selected={shown}
            entries={one.values.map((entry, at) => ({ name: entry.value, label: entry.label[format.language], faults: faultsWithin(faults, ...path, 'values', at).length, aside: <span className="text-sm font-normal text-ink-faint">{format.percent(entry.prior, 1)}</span> }))}
            onSelect={onValueChange}
            onAdd={() => { onChange(addValue(one), true); onValueChange(one.values.length) }}
            onRemove={at => { onChange(removeValue(one, at), true); onValueChange(Math.max(0, at - 1)) }}
            onMove={(at, step) => { onChange({ ...one, values: moveEntry(one.values, at, step) }, true); onValueChange(at + step) }}
          />
        </div>
        {value && <ValueForm key={shown} value={value} path={[...path, 'values', shown]} faults={faults} onChange={changed => onChange(changeValue(one, shown, changed))} />}
      </div>
    </div>
  )
}
