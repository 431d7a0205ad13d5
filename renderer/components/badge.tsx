import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { classNames } from './class-names.ts'

export const tones = {
  neutral: 'bg-sunken text-ink-soft',
  accent: 'bg-accent-soft text-accent',
  positive: 'bg-positive-soft text-positive',
  caution: 'bg-caution-soft text-caution',
  danger: 'bg-danger-soft text-danger',
}
export type Tone = keyof typeof tones

export function Badge({ tone = 'neutral', icon: Icon, children, className }: { tone?: Tone, icon?: LucideIcon, children: ReactNode, className?: string }) {
  return (
    <span className={classNames('inline-flex h-5 shrink-0 items-center gap-1 rounded px-1.5 text-sm font-medium whitespace-nowrap', tones[tone], className)}>
      {Icon && <Icon aria-hidden size={12} strokeWidth={2} />}
      {children}
    </span>
  )
}
