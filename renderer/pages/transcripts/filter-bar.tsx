import { useQuery } from '@tanstack/react-query'
import { Command } from 'cmdk'
import { CalendarDays, ChevronLeft, ListFilter, X } from 'lucide-react'
import { useEffect, useMemo, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { SearchInput } from '../../components/input.tsx'
import { Popover } from '../../components/popover.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { rankEntry } from '../../components/command-filter.ts'
import { commandItem, DateEditor, FacetEditor } from './facet-editor.tsx'
import { buildFacets, withValue, type Facet } from './facets.ts'
import type { Filter } from './filter-address.ts'
import { useTaxonomy } from './use-taxonomy.ts'

/** Typing settles this long before the engine is asked. */
const typingPauseMs = 200
const dates = 'dates'

/** What transcripts are filtered by: text, a menu of everything else, and a removable chip for each part in force. */
export function FilterBar({ filter, onChange, children }: { filter: Filter, onChange: (filter: Filter) => void, children?: ReactNode }) {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const businessId = useBusinessId()
  const { data: bounds } = useQuery(api.transcripts.facets.queryOptions({ input: { businessId } }))
  const { data: batches } = useQuery(api.batches.list.queryOptions({ input: { businessId }, enabled: filter.batchId !== undefined }))
  const facets = useMemo(() => buildFacets(words, bounds?.sellers ?? [], t, format), [words, bounds?.sellers, t, format])
  const active = facets.filter(facet => facet.read(filter).length > 0)
  const hasDates = filter.metFrom !== undefined || filter.metTo !== undefined
  const editorOf = (id: string) => {
    const facet = facets.find(candidate => candidate.id === id)
    return facet ? <FacetEditor facet={facet} filter={filter} onChange={onChange} /> : <DateEditor filter={filter} onChange={onChange} bounds={bounds} />
  }
  return (
    <div className="flex min-h-10 shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-4 py-1.5">
      <TextFilter value={filter.text ?? ''} onChange={text => onChange(withValue(filter, 'text', text.trim() || undefined))} />
      <AddFilter facets={facets} editorOf={editorOf} />
      {filter.batchId !== undefined && (
        <Chip label={t('transcripts.filter.batch')} value={batches?.find(batch => batch.id === filter.batchId)?.name ?? '…'} onRemove={() => onChange(withValue(filter, 'batchId', undefined))} />
      )}
      {hasDates && (
        <Chip
          label={t('transcripts.field.metOn')}
          value={[filter.metFrom ? format.date(filter.metFrom) : '…', filter.metTo ? format.date(filter.metTo) : '…'].join(' – ')}
          editor={editorOf(dates)}
          onRemove={() => onChange(withValue(withValue(filter, 'metFrom', undefined), 'metTo', undefined))}
        />
      )}
      {active.map(facet => (
        <Chip key={facet.id} label={facet.label} value={valueText(facet, filter)} editor={editorOf(facet.id)} onRemove={() => onChange(facet.write(filter, []))} />
      ))}
      {Object.keys(filter).length > 0 && <Button variant="ghost" onClick={() => onChange({})}>{t('common.clearFilters')}</Button>}
      {children && <div className="ml-auto flex items-center gap-2">{children}</div>}
    </div>
  )
}

function valueText(facet: Facet, filter: Filter): string {
  const chosen = facet.read(filter)
  const labels = chosen.map(value => facet.options.find(option => option.value === value)?.label ?? value)
  return labels.length > 3 ? `${labels.slice(0, 2).join(', ')} +${labels.length - 2}` : labels.join(', ')
}

function TextFilter({ value, onChange }: { value: string, onChange: (text: string) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(value)
  const [shownValue, setShownValue] = useState(value)
  // A filter set from elsewhere (a view, going back) replaces what was typed.
  if (shownValue !== value) {
    setShownValue(value)
    if (typed.trim() !== value) setTyped(value)
  }
  useEffect(() => {
    if (typed.trim() === value) return
    const timer = setTimeout(() => onChange(typed), typed === '' ? 0 : typingPauseMs)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return <SearchInput filterTarget value={typed} onChange={setTyped} label={t('transcripts.filter.text')} maxLength={200} className="w-64" />
}

function AddFilter({ facets, editorOf }: { facets: Facet[], editorOf: (id: string) => ReactNode }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [chosen, setChosen] = useState<string | null>(null)
  const groups = [
    { name: 'meeting', entries: [...facets.filter(facet => facet.group === 'meeting'), { id: dates, label: t('transcripts.field.metOn') }] },
    { name: 'result', entries: facets.filter(facet => facet.group === 'result') },
    { name: 'labels', entries: facets.filter(facet => facet.group === 'labels') },
  ]
  return (
    <Popover
      label={t('transcripts.filter.add')}
      className="w-72"
      open={open}
      onOpenChange={next => { setOpen(next); setChosen(null) }}
      trigger={<Button icon={ListFilter}>{t('transcripts.filter.add')}</Button>}
    >
      {chosen === null ? (
        <Command label={t('transcripts.filter.add')} loop filter={rankEntry}>
          <Command.Input autoFocus placeholder={t('common.find')} className="h-8 w-full border-b border-line bg-transparent px-3 outline-none" />
          <Command.List className="max-h-96 overflow-y-auto p-1">
            <Command.Empty className="px-2 py-3 text-ink-faint">{t('common.nothingFound')}</Command.Empty>
            {groups.map(group => (
              <Command.Group key={group.name} heading={t(`transcripts.filter.group.${group.name}`)} className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-1.5 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:text-sm [&_[cmdk-group-heading]]:text-ink-faint">
                {group.entries.map(entry => (
                  <Command.Item key={entry.id} value={entry.id} keywords={[entry.label]} onSelect={() => setChosen(entry.id)} className={commandItem}>
                    {entry.id === dates && <CalendarDays aria-hidden size={14} className="text-ink-faint" />}
                    <span className="truncate">{entry.label}</span>
                  </Command.Item>
                ))}
              </Command.Group>
            ))}
          </Command.List>
        </Command>
      ) : (
        <div>
          <button type="button" onClick={() => setChosen(null)} className="flex h-8 w-full items-center gap-1 border-b border-line px-2 text-ink-soft hover:bg-hover">
            <ChevronLeft aria-hidden size={14} />{t('common.back')}
          </button>
          {editorOf(chosen)}
        </div>
      )}
    </Popover>
  )
}

function Chip({ label, value, editor, onRemove }: { label: string, value: string, editor?: ReactNode, onRemove: () => void }) {
  const { t } = useTranslation()
  const text = <><span className="text-ink-soft">{label}</span><span className="truncate font-medium">{value}</span></>
  return (
    <span className="inline-flex h-7 max-w-72 items-stretch rounded-md border border-line-strong bg-accent-soft">
      {editor
        ? <Popover label={label} className="w-72" trigger={<button type="button" className="flex min-w-0 items-center gap-1.5 rounded-l-md px-2 hover:bg-hover">{text}</button>}>{editor}</Popover>
        : <span className="flex min-w-0 items-center gap-1.5 px-2">{text}</span>}
      <button type="button" aria-label={t('transcripts.filter.remove', { label })} onClick={onRemove} className="flex w-6 items-center justify-center rounded-r-md text-ink-soft hover:bg-hover hover:text-ink">
        <X aria-hidden size={13} />
      </button>
    </span>
  )
}
