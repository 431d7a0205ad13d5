interface ShareBar { key: string, label: string, value: number, /** How much of it, in the strong colour. */ filled: number, text: string }

/** Horizontal bars, labelled where they stand; the faint rest of each is what did not succeed. */
export function ShareBars({ label, bars, note }: { label: string, bars: readonly ShareBar[], note?: string }) {
  const longest = Math.max(1, ...bars.map(bar => bar.value))
  return (
    <figure aria-label={label} className="p-4">
      <ul className="flex flex-col gap-3">
        {bars.map(bar => (
          <li key={bar.key}>
            <span className="flex items-baseline justify-between gap-3"><span className="font-medium">{bar.label}</span><span className="text-sm text-ink-soft">{bar.text}</span></span>
            <span aria-hidden className="mt-1 flex h-3 overflow-hidden rounded-[3px]" style={{ width: `${bar.value / longest * 100}%`, backgroundColor: 'color-mix(in srgb, var(--series-1) 25%, transparent)' }}>
              <span style={{ width: `${bar.filled / bar.value * 100}%`, backgroundColor: 'var(--series-1)' }} />
            </span>
          </li>
        ))}
      </ul>
      {note && <figcaption className="mt-3 text-sm text-ink-faint">{note}</figcaption>}
    </figure>
  )
}
