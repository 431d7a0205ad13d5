import { CircleCheck, CircleDashed, CircleX, Frown, Meh, Smile, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Sentiment } from '../../../db/values.ts'
import type { Tone } from '../../components/badge.tsx'
import { classNames } from '../../components/class-names.ts'
import { IconState } from '../../components/icon-state.tsx'
import { useFormat } from '../../i18n/format.ts'

export const sentimentLooks: Record<Sentiment, { icon: LucideIcon, tone: Tone }> = {
  positive: { icon: Smile, tone: 'positive' },
  neutral: { icon: Meh, tone: 'neutral' },
  negative: { icon: Frown, tone: 'danger' },
}

export function SentimentState({ sentiment }: { sentiment: Sentiment | null }) {
  const { t } = useTranslation()
  if (sentiment === null) return <NotYet />
  return <IconState {...sentimentLooks[sentiment]} label={t(`transcripts.sentiment.${sentiment}`)} />
}

/** `closed` is null where the file did not say how the meeting ended. */
export function OutcomeState({ closed }: { closed: boolean | null }) {
  const { t } = useTranslation()
  if (closed === null) return <Absent />
  return closed
    ? <IconState icon={CircleCheck} tone="positive" label={t('transcripts.outcome.won')} />
    : <IconState icon={CircleX} tone="neutral" label={t('transcripts.outcome.notWon')} />
}

/** Below this an answer is as likely wrong as right, and its bar says so. */
const doubtful = 0.5

/** A share from 0 to 1 as a bar and a number. */
export function Confidence({ value, className }: { value: number | null, className?: string }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (value === null) return <NotYet />
  return (
    <span className={classNames('inline-flex items-center gap-2', className)} title={t('transcripts.confidence')}>
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-sunken"><span className={classNames('block h-full rounded-full', value < doubtful ? 'bg-caution' : 'bg-ink-faint')} style={{ width: `${value * 100}%` }} /></span>
      <span className="w-10 text-right">{format.percent(value)}</span>
    </span>
  )
}

export function NotYet() {
  const { t } = useTranslation()
  return <IconState icon={CircleDashed} label={t('transcripts.notClassified')} className="text-ink-faint" />
}

export function Absent() {
  return <span className="text-ink-faint">—</span>
}
