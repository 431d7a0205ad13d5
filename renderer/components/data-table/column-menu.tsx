import { ArrowDown, ArrowUp, Columns3, FoldHorizontal, Minus, Plus, RotateCcw } from 'lucide-react'
import { type KeyboardEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Button, IconButton } from '../button.tsx'
import { Checkbox } from '../checkbox.tsx'
import { Popover } from '../popover.tsx'
import type { ColumnDefinition } from './column-definition.ts'

interface ColumnMenuProps<Row> {
  columns: readonly ColumnDefinition<Row>[]
  visibleIds: readonly string[]
  onChange: (visibleIds: string[]) => void
  onFit: (id: string) => void
  /** By some pixels, or narrower when below zero. */
  onWiden: (id: string, step: number) => void
  onReset: () => void
}

/** What a key or a press changes a width by, in pixels. */
const widthStep = 16

/**
 * Shows, hides, moves and sizes columns. Alt with the arrow keys moves the one in focus (up and down) or makes it
 * narrower or wider (left and right), Alt+Enter fits it to what it shows.
 */
export function ColumnMenu<Row>({ columns, visibleIds, onChange, onFit, onWiden, onReset }: ColumnMenuProps<Row>) {
  const { t } = useTranslation()
  const shown = visibleIds.flatMap(id => columns.find(column => column.id === id) ?? [])
  const hidden = columns.filter(column => !visibleIds.includes(column.id))

  const move = (id: string, step: -1 | 1) => {
    const from = visibleIds.indexOf(id)
    const to = from + step
    if (from < 0 || to < 0 || to >= visibleIds.length) return
    const moved = visibleIds.filter(other => other !== id)
    moved.splice(to, 0, id)
    onChange(moved)
  }
  const onKeyDown = (event: KeyboardEvent, id: string) => {
    if (!event.altKey || !visibleIds.includes(id)) return
    const actions: Record<string, () => void> = {
      ArrowUp: () => move(id, -1), ArrowDown: () => move(id, 1), ArrowLeft: () => onWiden(id, -widthStep), ArrowRight: () => onWiden(id, widthStep), Enter: () => onFit(id),
    }
    const action = actions[event.key]
    if (!action) return
    event.preventDefault()
    action()
  }

  return (
    <Popover label={t('table.columns')} align="end" className="w-96 p-1" trigger={<IconButton icon={Columns3} label={t('table.columns')} size="sm" />}>
      <ul className="flex flex-col">
        {[...shown, ...hidden].map(column => {
          const visible = visibleIds.includes(column.id)
          const position = visibleIds.indexOf(column.id)
          return (
            <li key={column.id} onKeyDown={event => onKeyDown(event, column.id)} className="group flex h-7 items-center gap-2 rounded px-2 hover:bg-hover focus-within:bg-hover">
              <Checkbox
                id={`column-${column.id}`}
                checked={visible}
                // A table without columns could not be given any back.
                disabled={visible && visibleIds.length === 1}
                onChange={show => onChange(show ? [...visibleIds, column.id] : visibleIds.filter(id => id !== column.id))}
              />
              <label htmlFor={`column-${column.id}`} className="min-w-0 flex-1 truncate">{column.header}</label>
              {visible && (
                <span className="flex opacity-0 group-focus-within:opacity-100 group-hover:opacity-100">
                  <IconButton size="sm" icon={ArrowUp} label={t('table.moveUp', { column: column.header })} keys="Alt+up" disabled={position === 0} onClick={() => move(column.id, -1)} />
                  <IconButton size="sm" icon={ArrowDown} label={t('table.moveDown', { column: column.header })} keys="Alt+down" disabled={position === visibleIds.length - 1} onClick={() => move(column.id, 1)} />
                  <IconButton size="sm" icon={Minus} label={t('table.narrower', { column: column.header })} keys="Alt+left" onClick={() => onWiden(column.id, -widthStep)} />
                  <IconButton size="sm" icon={Plus} label={t('table.wider', { column: column.header })} keys="Alt+right" onClick={() => onWiden(column.id, widthStep)} />
                  <IconButton size="sm" icon={FoldHorizontal} label={t('table.fit', { column: column.header })} keys="Alt+enter" onClick={() => onFit(column.id)} />
                </span>
              )}
            </li>
          )
        })}
      </ul>
      <div className="mt-1 border-t border-line pt-1"><Button variant="ghost" size="sm" icon={RotateCcw} onClick={onReset}>{t('table.reset')}</Button></div>
    </Popover>
  )
}
