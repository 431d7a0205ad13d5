import { useLayoutEffect, useRef } from 'react'

export interface ColumnPart { key: string; value: number; colour: string }

export interface ColumnItem {
  key: string
  label: string
  /** A second line under the label, such as the year where it begins. */
  sublabel?: string | undefined
  /** From the bottom up. */
  parts: readonly ColumnPart[]
  /** Written over the column. */
  valueText: string
  /** Whole sentence for screen readers and the tooltip. */
  description: string
}

interface ColumnChartProps {
  items: readonly ColumnItem[]
  /** Value of a column that fills the height. */
  top: number
  /** `part` is null when the column as a whole was meant, as always by keyboard. */
  onOpen: (column: string, part: string | null) => void
}

/**
 * Vertical columns over time, whole or stacked; each is a button that leads to what it counts. A part of a stack can
 * be too thin to be a button of its own: the pointer still tells them apart, and the table beside the chart has each.
 */
export function ColumnChart({ items, top, onOpen }: ColumnChartProps) {
  const scroller = useRef<HTMLDivElement>(null)
  // Where not every month has room the newest ones are what a person comes for.
  const count = items.length
  useLayoutEffect(() => { if (count > 0) scroller.current?.scrollTo({ left: scroller.current.scrollWidth, behavior: 'instant' }) }, [count])
  return (
    <div ref={scroller} className="overflow-x-auto px-3 pt-3 pb-2">
      <ol className="flex h-52 min-w-full items-stretch" style={{ minWidth: items.length * 38 }}>
        {items.map(item => (
          <li key={item.key} className="flex min-w-8 flex-1">
            <button
              type="button" data-focus="inset" title={item.description}
              onClick={event => onOpen(item.key, event.target instanceof HTMLElement ? event.target.dataset.part ?? null : null)}
              className="group/column flex min-w-0 flex-1 flex-col rounded-md hover:bg-hover"
            >
              <span className="sr-only">{item.description}</span>
              <span aria-hidden className="flex min-h-0 w-full flex-1 flex-col justify-end px-0.5">
                <span className="pb-1 text-center text-xs whitespace-nowrap text-ink-soft">{item.valueText}</span>
                <span className="mx-auto flex w-full max-w-10 flex-col-reverse gap-px overflow-hidden rounded-t-[3px]" style={{ height: `${Math.min(1, totalOf(item) / top) * 85}%` }}>
                  {item.parts.filter(part => part.value > 0).map(part => (
                    <span key={part.key} data-part={part.key} className="w-full hover:brightness-110" style={{ flexGrow: part.value / totalOf(item) * 100, flexBasis: 0, backgroundColor: part.colour }} />
                  ))}
                </span>
              </span>
              <span aria-hidden className="h-9 w-full border-t border-line-strong pt-1 text-center text-xs text-ink-soft">
                {item.label}
                <span className="block text-ink-faint">{item.sublabel}</span>
              </span>
            </button>
          </li>
        ))}
      </ol>
    </div>
  )
}

function totalOf(item: ColumnItem): number {
  return item.parts.reduce((sum, part) => sum + part.value, 0)
}

/** Names the colours of a stacked chart, each with its mark, in the order they are stacked. */
export function SeriesKey({ series }: { series: readonly { key: string, label: string, colour: string }[] }) {
  return (
    <ul className="flex flex-wrap gap-3 px-4 pt-3 text-sm text-ink-soft">
      {series.map(one => <li key={one.key} className="flex items-center gap-1.5"><span aria-hidden className="size-2.5 rounded-[2px]" style={{ backgroundColor: one.colour }} />{one.label}</li>)}
    </ul>
  )
}
