import { ChartNoAxesColumn, Table2 } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from '../button.tsx'
import { Card } from '../panel.tsx'
import { classNames } from '../class-names.ts'

export interface ChartTable {
  columns: { name: string, align?: 'end' }[]
  /** The first cell of a row is its heading. */
  rows: { key: string, cells: ReactNode[] }[]
}

interface ChartCardProps {
  title: string
  /** The same figures as a table, one click away. */
  table: ChartTable
  /** Shown instead of the chart when there is nothing to draw. */
  empty?: string | undefined
  actions?: ReactNode
  className?: string
  children: ReactNode
}

/** A chart with its title and its figures as a table. */
export function ChartCard({ title, table, empty, actions, className, children }: ChartCardProps) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  return (
    <Card
      title={title}
      className={className}
      actions={(
        <>
          {actions}
          <IconButton size="sm" icon={asTable ? ChartNoAxesColumn : Table2} label={t(asTable ? 'common.showChart' : 'common.showTable')} onClick={() => setAsTable(!asTable)} />
        </>
      )}
    >
      {table.rows.length === 0 && empty !== undefined ? <p className="px-4 py-8 text-center text-ink-faint">{empty}</p> : asTable ? <FigureTable table={table} caption={title} /> : children}
    </Card>
  )
}

function FigureTable({ table, caption }: { table: ChartTable, caption: string }) {
  return (
    <div className="max-h-96 overflow-auto p-2" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-collapse">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>{table.columns.map(column => <th key={column.name} scope="col" className={classNames('px-2 py-1 text-sm font-medium text-ink-soft', column.align === 'end' ? 'text-right' : 'text-left')}>{column.name}</th>)}</tr>
        </thead>
        <tbody>
          {table.rows.map(row => (
            <tr key={row.key} className="border-t border-line">
              {row.cells.map((cell, position) => position === 0
                ? <th key={position} scope="row" className="px-2 py-1 text-left font-normal">{cell}</th>
                : <td key={position} className={classNames('px-2 py-1', table.columns[position]?.align === 'end' && 'text-right')}>{cell}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** A figure of the table that leads to what it counts: the way there for whoever cannot hit a thin part of the chart. */
export function FigureLink({ children, label, onOpen }: { children: ReactNode, label: string, onOpen: () => void }) {
  return <button type="button" aria-label={label} onClick={onOpen} className="h-6 min-w-6 rounded px-1 underline decoration-line-strong underline-offset-2 hover:bg-hover">{children}</button>
}
