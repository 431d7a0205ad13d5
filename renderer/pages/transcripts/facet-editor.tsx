import { Command } from 'cmdk'
import { Check } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { classNames } from '../../components/class-names.ts'
import { Input } from '../../components/input.tsx'
import { rankEntry } from '../../components/command-filter.ts'
import type { Facet } from './facets.ts'
import { withValue } from './facets.ts'
import type { Filter } from './filter-address.ts'

export const commandItem = 'flex min-h-7 items-center gap-2 rounded px-2 py-1 select-none data-[selected=true]:bg-pressed'

/** The values of one facet to tick; typing narrows them. */
export function FacetEditor({ facet, filter, onChange }: { facet: Facet, filter: Filter, onChange: (filter: Filter) => void }) {
  const { t } = useTranslation()
  const values = facet.read(filter)
  const toggle = (value: string) => {
    const without = values.filter(other => other !== value)
    onChange(facet.write(filter, without.length < values.length ? without : facet.single ? [value] : [...values, value]))
  }
  return (
    <Command label={facet.label} loop filter={rankEntry}>
      <Command.Input autoFocus placeholder={`${facet.label}…`} className="h-8 w-full border-b border-line bg-transparent px-3 outline-none" />
      <Command.List className="max-h-80 overflow-y-auto p-1">
        <Command.Empty className="px-2 py-3 text-ink-faint">{t('common.nothingFound')}</Command.Empty>
        {facet.options.map(option => {
          const chosen = values.includes(option.value)
          return (
            <Command.Item key={option.value} value={option.value} keywords={[option.label]} onSelect={() => toggle(option.value)} className={commandItem}>
              <span className={classNames('flex size-4 shrink-0 items-center justify-center border', facet.single ? 'rounded-full' : 'rounded', chosen ? 'border-accent-fill bg-accent-fill text-accent-ink' : 'border-line-control')}>
                {chosen && <Check aria-hidden size={12} strokeWidth={3} />}
              </span>
              {option.icon && <option.icon aria-hidden size={14} className="text-ink-faint" />}
              <span className="min-w-0 flex-1 truncate">{option.label}</span>
              {chosen && <span className="sr-only">{t('common.chosen')}</span>}
            </Command.Item>
          )
        })}
      </Command.List>
    </Command>
  )
}

/** First and last day of the meetings wanted; either may stay open. */
export function DateEditor({ filter, onChange, bounds }: { filter: Filter, onChange: (filter: Filter) => void, bounds: { metFrom: string | null, metTo: string | null } | undefined }) {
  const { t } = useTranslation()
  const limits = { min: bounds?.metFrom ?? undefined, max: bounds?.metTo ?? undefined }
  return (
    <div className="flex flex-col gap-3 p-3">
      <label className="flex flex-col gap-1 text-sm font-medium text-ink-soft">
        {t('transcripts.filter.from')}
        <Input type="date" autoFocus {...limits} value={filter.metFrom ?? ''} onChange={event => onChange(withValue(filter, 'metFrom', event.target.value || undefined))} />
      </label>
      <label className="flex flex-col gap-1 text-sm font-medium text-ink-soft">
        {t('transcripts.filter.to')}
        <Input type="date" {...limits} value={filter.metTo ?? ''} onChange={event => onChange(withValue(filter, 'metTo', event.target.value || undefined))} />
      </label>
    </div>
  )
}
