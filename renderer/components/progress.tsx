import { Progress as Radix } from 'radix-ui'
import { classNames } from './class-names.ts'

/** `value` from 0 to 1; null when the whole is not known. */
export function ProgressBar({ value, label, tone = 'accent', className }: { value: number | null, label: string, tone?: 'accent' | 'positive' | 'caution' | 'danger' | 'neutral', className?: string }) {
  const fills = { accent: 'bg-accent-fill', positive: 'bg-positive', caution: 'bg-caution', danger: 'bg-danger', neutral: 'bg-ink-faint' }
  const share = value === null ? null : Math.min(1, Math.max(0, value))
  return (
    <Radix.Root value={share === null ? null : Math.round(share * 100)} aria-label={label} className={classNames('h-1.5 overflow-hidden rounded-full bg-sunken', className ?? 'w-full')}>
      <Radix.Indicator
        className={classNames('h-full origin-left rounded-full transition-transform duration-150 ease-out', fills[tone], share === null && 'animate-pulse')}
        style={{ transform: `scaleX(${share ?? 1})` }}
      />
    </Radix.Root>
  )
}
