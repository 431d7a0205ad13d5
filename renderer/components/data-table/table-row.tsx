import { memo, type MouseEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { Checkbox } from '../checkbox.tsx'
import { classNames } from '../class-names.ts'
import type { ColumnDefinition } from './column-definition.ts'

interface TableRowProps<Row> {
  id: string
  /** Undefined while its page is on the way. */
  row: Row | undefined
  index: number
  top: number
  columns: readonly ColumnDefinition<Row>[]
  template: string
  active: boolean
  open: boolean
  /** Undefined where rows cannot be ticked. */
  ticked: boolean | undefined
  onClick: (index: number, event: MouseEvent) => void
  onTick: (index: number, extend: boolean) => void
}

function Row<RowData>({ id, row, index, top, columns, template, active, open, ticked, onClick, onTick }: TableRowProps<RowData>) {
  const { t } = useTranslation()
  return (
    <div
      role="row"
      id={id}
      aria-rowindex={index + 2}
      aria-selected={ticked ?? open}
      aria-busy={row === undefined || undefined}
      onClick={event => onClick(index, event)}
      className={classNames('absolute inset-x-0 grid h-8 items-center border-b border-line', open ? 'bg-accent-soft' : active ? 'bg-hover' : 'hover:bg-hover', active && 'shadow-[inset_2px_0_0_var(--accent)] outline-accent group-focus-visible/grid:outline-2 group-focus-visible/grid:-outline-offset-2')}
      style={{ transform: `translateY(${top}px)`, gridTemplateColumns: template }}
    >
      {ticked !== undefined && (
        <div role="gridcell" className="flex justify-center" onClick={event => { event.stopPropagation(); onTick(index, event.shiftKey) }}>
          {row !== undefined && <Checkbox tabIndex={-1} label={t('table.selectRow')} checked={ticked} onChange={() => undefined} />}
        </div>
      )}
      {columns.map((column, position) => (
        <div key={column.id} role="gridcell" aria-colindex={position + (ticked === undefined ? 1 : 2)} className={classNames('truncate px-2 *:align-middle', position === 0 && ticked === undefined && 'pl-4', column.align === 'end' && 'text-right')}>
          {row === undefined ? <span aria-hidden className="inline-block h-2.5 w-3/5 rounded bg-sunken" /> : column.cell(row)}
        </div>
      ))}
    </div>
  )
}

/** Rows are rendered again only when something of theirs changed: scrolling moves the table, not every row. */
export const TableRow = memo(Row) as typeof Row
