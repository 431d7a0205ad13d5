import { Command } from 'cmdk'
import { Check, Undo2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { Label } from '../../../engine/contract/transcripts.ts'
import { Popover } from '../../components/popover.tsx'
import { useFormat } from '../../i18n/format.ts'
import { rankEntry } from '../../components/command-filter.ts'
import { commandItem } from './facet-editor.tsx'
import type { TaxonomyWords } from './use-taxonomy.ts'

interface ValuePickerProps {
  enumName: string
  label: Pick<Label, 'value' | 'source' | 'predictedValue'>
  words: TaxonomyWords
  open: boolean
  onOpenChange: (open: boolean) => void
  onPick: (value: string | null) => void
  trigger: ReactNode
}

const takeBack = ':take-back'

/** The values of an enum to choose from: typing narrows them, Enter sets the one marked. */
export function ValuePicker({ enumName, label, words, open, onOpenChange, onPick, trigger }: ValuePickerProps) {
  const { t } = useTranslation()
  const { language } = useFormat()
  const values = words.enums.find(one => one.name === enumName)?.values ?? []
  const pick = (value: string | null) => {
    onOpenChange(false)
    onPick(value)
  }
  return (
    <Popover label={t('transcripts.correction.pick', { label: words.enumLabel(enumName) })} className="w-80" open={open} onOpenChange={onOpenChange} trigger={trigger}>
      <Command label={words.enumLabel(enumName)} loop filter={rankEntry} defaultValue={label.value}>
        <Command.Input autoFocus placeholder={t('transcripts.correction.pick', { label: words.enumLabel(enumName) })} className="h-8 w-full border-b border-line bg-transparent px-3 outline-none" />
        <Command.List className="max-h-72 overflow-y-auto p-1">
          <Command.Empty className="px-2 py-3 text-ink-faint">{t('common.nothingFound')}</Command.Empty>
          {values.map(({ value, label: valueLabel, description }) => (
            <Command.Item key={value} value={value} keywords={[valueLabel[language], description[language], value.replaceAll('_', ' ')]} onSelect={() => pick(value)} className={commandItem}>
              <span className="size-4 shrink-0">{value === label.value && <Check aria-hidden size={14} />}</span>
              <span className="min-w-0 flex-1">
                <span className="block truncate">{valueLabel[language]}</span>
                <span className="block truncate text-sm text-ink-faint">{description[language]}</span>
              </span>
            </Command.Item>
          ))}
          {label.source === 'person' && label.predictedValue !== null && (
            <Command.Item value={takeBack} keywords={[t('transcripts.correction.takeBack')]} onSelect={() => pick(null)} className={`${commandItem} border-t border-line`}>
              <Undo2 aria-hidden size={14} className="shrink-0 text-ink-faint" />
              <span className="truncate">{t('transcripts.correction.takeBackTo', { value: words.valueLabel(enumName, label.predictedValue) })}</span>
            </Command.Item>
          )}
        </Command.List>
      </Command>
    </Popover>
  )
}
