import type { ReactNode } from 'react'
import { classNames } from '../../components/class-names.ts'

const none: readonly number[] = []

/** A short table that fits on the page; long lists use components/data-table. */
export function SimpleTable({ label, columns, endAligned = none, children }: { label: string, columns: readonly string[], endAligned?: readonly number[], children: ReactNode }) {
  return (
    <div className="overflow-x-auto rounded-lg border border-line bg-surface">
      <table aria-label={label} className="w-full border-collapse [&_tbody_tr]:border-t [&_tbody_tr]:border-line [&_tbody_tr:hover]:bg-hover">
        <thead>
          <tr className="h-8 text-sm text-ink-soft">
            {columns.map((column, index) => <th key={column || index} scope="col" className={classNames('px-3 font-medium whitespace-nowrap', endAligned.includes(index) ? 'text-right' : 'text-left')}>{column}</th>)}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  )
}

export function Cell({ children, end = false, wide = false }: { children?: ReactNode, end?: boolean, wide?: boolean }) {
  return <td className={classNames('h-8 px-3 py-1', end && 'text-right', wide ? 'w-full min-w-64 break-words' : 'whitespace-nowrap')}>{children}</td>
}
