import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { IconButton } from './button.tsx'
import { classNames } from './class-names.ts'

/**
 * The detail of what is open in a list, at its right. Escape (outside a text field) closes it: see app/shortcuts.ts.
 * It does not take the focus, so that j/k keep moving through the list.
 */
export function DetailPanel({ label, title, subtitle, actions, onClose, width = 'w-[min(520px,44vw)]', children }: { label: string, title: ReactNode, subtitle?: ReactNode, actions?: ReactNode, onClose: () => void, width?: string, children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <aside aria-label={label} className={classNames('flex h-full shrink-0 animate-slide-in flex-col border-l border-line bg-surface', width)}>
      <header className="flex min-h-11 items-start gap-2 border-b border-line px-4 py-2">
        <div className="min-w-0 flex-1">
          <h2 className="truncate text-lg font-semibold">{title}</h2>
          {subtitle && <div className="text-sm text-ink-soft">{subtitle}</div>}
        </div>
        {actions}
        <IconButton icon={X} label={t('common.close')} keys="escape" data-close-panel onClick={onClose} />
      </header>
      <div className="min-h-0 flex-1 overflow-y-auto">{children}</div>
    </aside>
  )
}

/** A block of a page with its own heading. */
export function Card({ title, actions, children, className }: { title?: ReactNode, actions?: ReactNode, children: ReactNode, className?: string }) {
  return (
    <section className={classNames('rounded-lg border border-line bg-surface', className)}>
      {title !== undefined && (
        <header className="flex min-h-10 items-center gap-2 border-b border-line px-4 py-1.5">
          <h2 className="min-w-0 flex-1 truncate font-semibold">{title}</h2>
          {actions}
        </header>
      )}
      {children}
    </section>
  )
}

/** The head of a page: its name and what can be done here. */
export function PageHeader({ title, subtitle, children }: { title: string, subtitle?: ReactNode, children?: ReactNode }) {
  return (
    <header className="flex min-h-11 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-surface px-4 py-1.5">
      <h1 className="text-lg font-semibold">{title}</h1>
      {subtitle && <div className="text-ink-soft">{subtitle}</div>}
      <div className="ml-auto flex flex-wrap items-center gap-2">{children}</div>
    </header>
  )
}
