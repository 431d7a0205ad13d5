import type { ReactNode } from 'react'

/** A part of a call's detail under its own heading. */
export function Section({ title, children }: { title: string, children: ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3 last:border-0">
      <h3 className="mb-1.5 text-sm font-medium text-ink-faint">{title}</h3>
      {children}
    </section>
  )
}

/** Names and values in two columns. */
export function Facts({ entries }: { entries: readonly (readonly [name: string, value: ReactNode])[] }) {
  return (
    <dl className="grid grid-cols-[minmax(8rem,auto)_1fr] gap-x-4 gap-y-1">
      {entries.map(([name, value]) => <div key={name} className="contents"><dt className="text-ink-soft">{name}</dt><dd className="min-w-0 break-words">{value}</dd></div>)}
    </dl>
  )
}
