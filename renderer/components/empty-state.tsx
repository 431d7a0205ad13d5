import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** Nothing here yet: says what to do next. `children` are the buttons that do it. */
export function EmptyState({ icon: Icon, title, body, children }: { icon: LucideIcon, title: string, body?: ReactNode, children?: ReactNode }) {
  return (
    <div className="mx-auto flex max-w-md flex-col items-center gap-2 px-6 py-12 text-center">
      <span className="mb-1 flex size-10 items-center justify-center rounded-lg border border-line bg-surface text-ink-faint"><Icon aria-hidden size={20} strokeWidth={1.5} /></span>
      <h2 className="text-lg font-semibold">{title}</h2>
      {body && <p className="text-ink-soft">{body}</p>}
      {children && <div className="mt-3 flex flex-wrap justify-center gap-2">{children}</div>}
    </div>
  )
}
