interface HeatTableProps {
  caption: string
  rows: readonly { key: string, label: string }[]
  columns: readonly { key: string, label: string }[]
  valueOf: (row: string, column: string) => number
  format: (value: number) => string
  describe: (row: string, column: string) => string
  onOpen: (row: string, column: string) => void
}

/** A cross table whose cells are tinted by how much they hold; the number is always written, so colour never stands alone. */
export function HeatTable({ caption, rows, columns, valueOf, format, describe, onOpen }: HeatTableProps) {
  const most = Math.max(1, ...rows.flatMap(row => columns.map(column => valueOf(row.key, column.key))))
  return (
    <div className="overflow-x-auto p-3" tabIndex={0} role="region" aria-label={caption}>
      <table className="w-full border-separate border-spacing-px">
        <caption className="sr-only">{caption}</caption>
        <thead>
          <tr>
            <td />
            {columns.map(column => <th key={column.key} scope="col" className="max-w-32 truncate px-2 py-1 text-sm font-medium text-ink-soft">{column.label}</th>)}
          </tr>
        </thead>
        <tbody>
          {rows.map(row => (
            <tr key={row.key}>
              <th scope="row" className="max-w-52 truncate px-2 text-left font-normal">{row.label}</th>
              {columns.map(column => {
                const value = valueOf(row.key, column.key)
                return (
                  <td key={column.key} className="p-0 text-center">
                    {value === 0
                      ? <span className="flex h-7 items-center justify-center text-ink-faint">·</span>
                      : (
                        <button
                          type="button" data-focus="inset" aria-label={describe(row.key, column.key)} onClick={() => onOpen(row.key, column.key)}
                          className="h-7 w-full min-w-14 rounded-[3px] text-ink hover:outline hover:outline-line-strong"
                          style={{ backgroundColor: `color-mix(in srgb, var(--series-1) ${6 + Math.round(42 * value / most)}%, transparent)` }}
                        >
                          {format(value)}
                        </button>
                      )}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
