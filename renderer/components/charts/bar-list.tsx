import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'

export interface BarItem {
  key: string
  label: string
  value: number
  /** The number written at the end of the bar. */
  valueText: string
  /** A second figure in a column of its own. */
  aside?: ReactNode
  /** Whole sentence for screen readers. */
  description: string
}

/** More bars than this hide behind a button, so that one long list does not push everything else away. */
const barsAtFirst = 8

/** Horizontal bars with their labels beside them; each is a button that leads to what it counts. */
export function BarList({ items, onOpen, colour = 'var(--series-1)' }: { items: readonly BarItem[], onOpen: (key: string) => void, colour?: string }) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const longest = Math.max(1, ...items.map(item => item.value))
  const shown = all ? items : items.slice(0, barsAtFirst)
  return (
    <div className="p-2">
      <ul>
        {shown.map(item => (
          <li key={item.key}>
            <button type="button" onClick={() => onOpen(item.key)} className="grid h-7 w-full grid-cols-[minmax(0,10rem)_1fr_auto] items-center gap-3 rounded px-2 text-left hover:bg-hover">
              <span aria-hidden className="truncate">{item.label}</span>
              <span aria-hidden className="flex min-w-0 items-center gap-2">
                <span className="h-3.5 rounded-[3px]" style={{ width: `calc((100% - 3.5rem) * ${item.value / longest})`, minWidth: item.value > 0 ? 2 : 0, backgroundColor: colour }} />
                <span className="text-sm text-ink-soft">{item.valueText}</span>
              </span>
              <span aria-hidden className="w-14 text-right text-sm text-ink-soft">{item.aside}</span>
              <span className="sr-only">{item.description}</span>
            </button>
          </li>
        ))}
      </ul>
      {items.length > barsAtFirst && (
        <button type="button" onClick={() => setAll(!all)} className="mt-1 h-7 w-full rounded px-2 text-left text-sm text-ink-soft hover:bg-hover">
          {all ? t('dashboards.showFewer') : t('dashboards.showAll', { count: items.length })}
        </button>
      )}
    </div>
  )
}
