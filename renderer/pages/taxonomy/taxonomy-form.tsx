import { useTranslation } from 'react-i18next'
import { useFormat } from '../../i18n/format.ts'
import { EnumForm } from './enum-form.tsx'
import { EntryList } from './entry-list.tsx'
import { faultsWithin, type Fault, type FaultPlace } from './faults.ts'
import { SignalForm } from './signal-form.tsx'
import type { TaxonomyContent } from './taxonomy-content.ts'
import { moveEntry, newEnum, newSignal, replaceAt } from './taxonomy-edits.ts'

interface TaxonomyFormProps {
  content: TaxonomyContent
  faults: readonly Fault[]
  place: FaultPlace
  onPlaceChange: (place: FaultPlace) => void
  /** `undoable`: an entry was added, taken out or moved, which no text field can take back by itself. */
  onChange: (content: TaxonomyContent, undoable?: boolean) => void
}

/** Labels and signals at the left, what is chosen of them at the right. */
export function TaxonomyForm({ content, faults, place, onPlaceChange, onChange }: TaxonomyFormProps) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const part = place?.part ?? 'enums'
  const position = Math.min(place?.position ?? 0, content[part].length - 1)
  const one = part === 'enums' ? content.enums[position] : undefined
  const signal = part === 'signals' ? content.signals[position] : undefined
  const entriesOf = (listed: 'enums' | 'signals') => content[listed].map((entry, at) => ({ name: entry.name, label: entry.label[language], faults: faultsWithin(faults, listed, at).length }))
  const listOf = (listed: 'enums' | 'signals') => (
    <EntryList
      title={t(`taxonomy.${listed}`)} addLabel={t(`taxonomy.add.${listed}`)} entries={entriesOf(listed)} selected={part === listed ? position : null}
      onSelect={at => onPlaceChange({ part: listed, position: at, value: null })}
      onAdd={() => {
        onChange(listed === 'enums' ? { ...content, enums: [...content.enums, newEnum(content)] } : { ...content, signals: [...content.signals, newSignal(content)] }, true)
        onPlaceChange({ part: listed, position: content[listed].length, value: null })
      }}
      onRemove={at => {
        onChange({ ...content, [listed]: content[listed].filter((_, other) => other !== at) }, true)
        onPlaceChange({ part: listed, position: Math.max(0, at - 1), value: null })
      }}
      onMove={(at, step) => {
        onChange(listed === 'enums' ? { ...content, enums: moveEntry(content.enums, at, step) } : { ...content, signals: moveEntry(content.signals, at, step) }, true)
        onPlaceChange({ part: listed, position: at + step, value: null })
      }}
    />
  )
  return (
    <div className="flex min-h-0 flex-1">
      <div className="flex w-56 shrink-0 flex-col gap-4 overflow-y-auto border-r border-line py-3">{listOf('enums')}{listOf('signals')}</div>
      <div className="@container min-w-0 flex-1 overflow-y-auto p-4">
        {one && (
          <EnumForm
            key={`enum ${position}`} one={one} position={position} faults={faults} valuePosition={place?.value ?? 0}
            onValueChange={value => onPlaceChange({ part: 'enums', position, value })}
            onChange={(changed, undoable) => onChange({ ...content, enums: replaceAt(content.enums, position, changed) }, undoable)}
          />
        )}
        {signal && <SignalForm key={`signal ${position}`} signal={signal} position={position} faults={faults} onChange={changed => onChange({ ...content, signals: replaceAt(content.signals, position, changed) })} />}
        {!one && !signal && <p className="text-ink-faint">{t('taxonomy.nothingChosen')}</p>}
      </div>
    </div>
  )
}
