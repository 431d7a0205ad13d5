import type { LucideIcon } from 'lucide-react'
import type { Tone } from './badge.tsx'
import { classNames } from './class-names.ts'

const inks: Record<Tone, string> = { neutral: 'text-ink-faint', accent: 'text-accent', positive: 'text-positive', caution: 'text-caution', danger: 'text-danger' }

/** A state as icon, word and colour together, so that none of them carries it alone. */
export function IconState({ icon: Icon, label, tone = 'neutral', spin = false, className }: { icon: LucideIcon, label: string, tone?: Tone, spin?: boolean, className?: string }) {
  return (
    <span className={classNames('inline-flex min-w-0 items-center gap-1.5 align-middle whitespace-nowrap', className)}>
      <Icon aria-hidden size={14} strokeWidth={2} className={classNames('shrink-0', inks[tone], spin && 'animate-spin [animation-duration:2s] motion-reduce:animate-none')} />
      <span className="truncate">{label}</span>
    </span>
  )
}
