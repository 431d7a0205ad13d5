import { ArrowDown, ArrowUp } from 'lucide-react'
import { useRef, type MouseEvent, type TouchEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../checkbox.tsx'
import { classNames } from '../class-names.ts'
import { ColumnMenu } from './column-menu.tsx'
import { nextSort, type ColumnDefinition, type TableSort } from './column-definition.ts'
import { fittingWidth } from './fitting-width.ts'
import type { ColumnsLayout } from './use-columns.ts'

interface TableHeaderProps<Row> {
  columns: readonly ColumnDefinition<Row>[]
  layout: ColumnsLayout<Row>
  visibleIds: readonly string[]
  onVisibleIdsChange: (visibleIds: string[]) => void
  /** Gives every column the width and place it began with. */
  onReset: () => void
  sort: TableSort | null
  onSortChange: ((sort: TableSort | null) => void) | undefined
  /** Whether the rows in memory are ticked; absent where rows cannot be ticked. */
  selection: { checked: boolean | 'indeterminate', onChange: (checked: boolean) => void } | undefined
}

const dragType = 'application/x-vocero-column'

export function TableHeader<Row>({ columns, layout, visibleIds, onVisibleIdsChange, onReset, sort, onSortChange, selection }: TableHeaderProps<Row>) {
  const { t } = useTranslation()
  const element = useRef<HTMLDivElement>(null)
  const cellOf = (id: string) => element.current?.querySelector(`[data-column="${CSS.escape(id)}"]`)
  const fit = (id: string) => {
    const grid = element.current?.closest('[role=grid]')
    const position = cellOf(id)?.getAttribute('aria-colindex')
    if (grid && position) layout.resize(id, fittingWidth(grid, Number(position)))
  }
  const widen = (id: string, step: number) => {
    const cell = cellOf(id)
    if (cell) layout.resize(id, cell.getBoundingClientRect().width + step)
  }
  const drag = (id: string, event: MouseEvent | TouchEvent) => {
    const cell = cellOf(id)
    if (cell) layout.startResize(id, cell.getBoundingClientRect().width, event)
  }
  const drop = (dragged: string, target: string) => {
    if (dragged === target || !visibleIds.includes(dragged)) return
    const others = visibleIds.filter(id => id !== dragged)
    others.splice(visibleIds.indexOf(target), 0, dragged)
    onVisibleIdsChange(others)
  }
  return (
    <div ref={element} role="rowgroup" className="sticky top-0 z-10 border-b border-line bg-surface" style={{ minWidth: layout.minimumWidth }}>
      <div role="row" aria-rowindex={1} className="grid h-8 items-stretch text-sm font-medium text-ink-soft" style={{ gridTemplateColumns: layout.template }}>
        {selection && (
          <div role="columnheader" className="flex items-center justify-center">
            <Checkbox label={t('table.selectLoaded')} checked={selection.checked} onChange={selection.onChange} />
          </div>
        )}
        {layout.visible.map((column, position) => {
          const sorted = sort?.column === column.id ? sort : null
          const canSort = column.sortable && onSortChange
          return (
            <div
              key={column.id}
              role="columnheader"
              data-column={column.id}
              aria-colindex={position + (selection ? 2 : 1)}
              aria-sort={sorted ? (sorted.descending ? 'descending' : 'ascending') : canSort ? 'none' : undefined}
              draggable
              onDragStart={event => { event.dataTransfer.setData(dragType, column.id); event.dataTransfer.effectAllowed = 'move' }}
              onDragOver={event => { if (event.dataTransfer.types.includes(dragType)) event.preventDefault() }}
              onDrop={event => { event.preventDefault(); drop(event.dataTransfer.getData(dragType), column.id) }}
              className="group relative flex min-w-0 items-stretch"
            >
              {canSort ? (
                <button type="button" data-focus="inset" onClick={() => onSortChange(nextSort(sort, column.id))} className={classNames('flex min-w-0 flex-1 items-center gap-1 rounded px-2 hover:text-ink', position === 0 && !selection && 'pl-4', column.align === 'end' && 'justify-end', sorted && 'text-ink')}>
                  <span className="truncate">{column.header}</span>
                  {sorted && (sorted.descending ? <ArrowDown aria-hidden size={12} /> : <ArrowUp aria-hidden size={12} />)}
                </button>
              ) : (
                <span className={classNames('flex min-w-0 flex-1 items-center px-2', position === 0 && !selection && 'pl-4', column.align === 'end' && 'justify-end')}><span className="truncate">{column.header}</span></span>
              )}
              <span
                aria-hidden
                data-column-edge
                onMouseDown={event => {
                  if (event.button !== 0) return
                  // Or the whole column would be dragged along.
                  event.preventDefault()
                  drag(column.id, event)
                }}
                onTouchStart={event => drag(column.id, event)}
                onDoubleClick={() => fit(column.id)}
                className="absolute inset-y-1 -right-1 z-10 w-2 cursor-col-resize after:absolute after:inset-y-1 after:left-[3px] after:w-px after:bg-line-strong after:opacity-0 hover:after:opacity-100 group-hover:after:opacity-100"
              />
            </div>
          )
        })}
        <div role="columnheader" className="sticky right-0 flex items-center justify-end bg-surface pr-1">
          <span className="sr-only">{t('table.columns')}</span>
          <ColumnMenu columns={columns} visibleIds={visibleIds} onChange={onVisibleIdsChange} onFit={fit} onWiden={widen} onReset={onReset} />
        </div>
      </div>
    </div>
  )
}
