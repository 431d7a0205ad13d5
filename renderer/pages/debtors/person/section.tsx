import type { ReactNode } from 'react'

/** A part of a person's panel with its name and what can be done there. */
export function Section({ title, actions, children }: { title: string, actions?: ReactNode, children: ReactNode }) {
  return (
    <section className="border-b border-line px-4 py-3 last:border-0">
      <div className="mb-1.5 flex min-h-6 items-center gap-2">
        <h3 className="flex-1 text-sm font-medium text-ink-soft">{title}</h3>
        {actions}
      </div>
      {children}
    </section>
  )
}

export function Fact({ name, children }: { name: string, children: ReactNode }) {
  return (
    <>
      <dt className="text-ink-soft">{name}</dt>
      <dd className="min-w-0 break-words">{children}</dd>
    </>
  )
}
