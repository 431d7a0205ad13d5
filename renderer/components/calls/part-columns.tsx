import { useFormat } from '../../i18n/format.ts'
import { classNames } from '../class-names.ts'

export interface PartItem {
  key: string
  label: string
  whole: number
  /** How much of the whole has what the chart is about. */
  part: number
  /** Whole sentence for screen readers and the tooltip. */
  description: string
}

const wholeColour = 'color-mix(in srgb, var(--series-1) 32%, transparent)'

/** Columns over time: the whole in a pale tone, the part of it that counts in full colour. */
export function PartColumns({ items, label, height = 'h-56' }: { items: readonly PartItem[], label: string, height?: string }) {
  const format = useFormat()
  const most = Math.max(1, ...items.map(item => item.whole))
  return (
    <div tabIndex={0} role="region" aria-label={label} data-focus="inset" className="overflow-x-auto px-4 pt-3 pb-2">
      <ol className={classNames('flex items-stretch gap-1', height)}>
        {items.map(item => (
          <li key={item.key} className="flex max-w-16 min-w-8 flex-1 flex-col" title={item.description}>
            <span className="sr-only">{item.description}</span>
            <span aria-hidden className="flex min-h-0 flex-1 flex-col justify-end">
              <span className="text-center text-xs text-ink-soft">{item.whole > 0 && format.number(item.whole)}</span>
              <span className="relative mx-auto w-full max-w-8 overflow-hidden rounded-t-[3px]" style={{ height: `${item.whole / most * 82}%`, backgroundColor: wholeColour }}>
                <span className="absolute inset-x-0 bottom-0 bg-series-1" style={{ height: shareOf(item) }} />
              </span>
            </span>
            <span aria-hidden className="truncate border-t border-line-strong pt-0.5 text-center text-xs text-ink-soft">{item.label}</span>
          </li>
        ))}
      </ol>
    </div>
  )
}

/** The same lying down, for things that have names instead of an order in time. With `onOpen` each leads to what it counts. */
export function PartBars({ items, onOpen }: { items: readonly PartItem[], onOpen?: ((key: string) => void) | undefined }) {
  const format = useFormat()
  const most = Math.max(1, ...items.map(item => item.whole))
  const look = 'grid h-7 w-full grid-cols-[minmax(0,12rem)_1fr_7rem] items-center gap-3 rounded px-2 text-left'
  return (
    <ul className="p-2">
      {items.map(item => {
        const content = (
          <>
            <span aria-hidden className="truncate">{item.label}</span>
            <span aria-hidden className="h-3.5 overflow-hidden rounded-[3px]" style={{ width: `${item.whole / most * 100}%`, minWidth: item.whole > 0 ? 2 : 0, backgroundColor: wholeColour }}>
              <span className="block h-full bg-series-1" style={{ width: shareOf(item) }} />
            </span>
            <span aria-hidden className="text-right text-sm text-ink-soft">{format.number(item.part)} / {format.number(item.whole)}</span>
            <span className="sr-only">{item.description}</span>
          </>
        )
        return <li key={item.key}>{onOpen ? <button type="button" onClick={() => onOpen(item.key)} className={classNames(look, 'hover:bg-hover')}>{content}</button> : <div className={look}>{content}</div>}</li>
      })}
    </ul>
  )
}

function shareOf({ whole, part }: PartItem): string {
  return `${whole === 0 ? 0 : Math.min(1, part / whole) * 100}%`
}
