import { ArrowDown, ArrowUp, Plus, Trash2 } from 'lucide-react'
import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'

interface Entry { name: string, label: string, faults: number, aside?: ReactNode }

interface EntryListProps {
  title: string
  addLabel: string
  entries: readonly Entry[]
  selected: number | null
  onSelect: (position: number) => void
  onAdd: () => void
  onRemove: (position: number) => void
  onMove: (position: number, step: -1 | 1) => void
}

/**
 * A list whose entries are chosen, added, taken out and put in order: arrows choose, Alt with arrows moves, Delete takes
 * out. The buttons do the same with the chosen one.
 */
export function EntryList({ title, addLabel, entries, selected, onSelect, onAdd, onRemove, onMove }: EntryListProps) {
  const { t } = useTranslation()
  // They have no identity of their own: a name may be under somebody's hands, or twice there.
  const listed = entries.map((entry, position) => ({ key: `entry ${position}`, entry, position }))
  const list = useRef<HTMLUListElement>(null)
  const focus = (position: number) => requestAnimationFrame(() => list.current?.querySelectorAll<HTMLElement>('[data-entry]')[position]?.focus())
  const onKeyDown = (event: KeyboardEvent, position: number) => {
    if (event.key === 'Delete') onRemove(position)
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      const step = event.key === 'ArrowUp' ? -1 : 1
      const target = position + step
      if (target >= 0 && target < entries.length) {
        if (event.altKey) onMove(position, step)
        else onSelect(target)
        focus(target)
      }
    } else return
    event.preventDefault()
  }
  return (
    <section aria-label={title}>
      <div className="flex h-7 items-center gap-0.5 pr-2 pl-4">
        <h3 className="min-w-0 flex-1 truncate text-sm font-medium text-ink-faint">{title}</h3>
        {selected !== null && (
          <>
            <IconButton size="sm" icon={ArrowUp} label={t('taxonomy.moveUp')} keys="alt+up" disabled={selected === 0} onClick={() => onMove(selected, -1)} />
            <IconButton size="sm" icon={ArrowDown} label={t('taxonomy.moveDown')} keys="alt+down" disabled={selected >= entries.length - 1} onClick={() => onMove(selected, 1)} />
            <IconButton size="sm" icon={Trash2} label={t('taxonomy.takeOut', { name: entries[selected]?.label || entries[selected]?.name })} onClick={() => onRemove(selected)} />
          </>
        )}
        <IconButton size="sm" icon={Plus} label={addLabel} onClick={() => { onAdd(); focus(entries.length) }} />
      </div>
      <ul ref={list}>
        {listed.map(({ key, entry, position }) => (
          <li key={key}>
            <button
              type="button" data-entry data-focus="inset" aria-current={position === selected || undefined} tabIndex={position === (selected ?? 0) ? 0 : -1}
              onClick={() => onSelect(position)} onKeyDown={event => onKeyDown(event, position)}
              className={classNames('flex min-h-7 w-full items-center gap-2 px-4 text-left', position === selected ? 'bg-accent-soft font-medium' : 'hover:bg-hover')}
            >
              <span className="min-w-0 flex-1 truncate">{entry.label || entry.name}</span>
              {entry.aside}
              {entry.faults > 0 && <span className="rounded bg-danger-soft px-1 text-xs text-danger">{entry.faults}<span className="sr-only"> {t('taxonomy.faults', { count: entry.faults })}</span></span>}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
