import type { ReactNode } from 'react'
import { classNames } from '../../../components/class-names.ts'

/** One of a few things to choose from, with what it means; a radio for the keyboard and screen readers. */
export function ChoiceCard({ name, chosen, onChoose, title, subtitle, disabled = false, children }: { name: string, chosen: boolean, onChoose: () => void, title: ReactNode, subtitle?: ReactNode, disabled?: boolean, children?: ReactNode }) {
  return (
    <label className={classNames('flex gap-3 rounded-md border px-3 py-2.5 has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-accent', chosen ? 'border-accent bg-accent-soft' : 'border-line bg-surface hover:border-ink-faint')}>
      <input type="radio" name={name} checked={chosen} disabled={disabled} onChange={onChoose} className="mt-0.5 size-4 shrink-0 accent-(--accent-fill)" />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-center gap-2 font-medium">{title}</span>
        {subtitle && <span className="block text-sm text-ink-soft">{subtitle}</span>}
        {children}
      </span>
    </label>
  )
}
