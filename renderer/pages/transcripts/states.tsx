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

export const outcomeLooks: Record<'won' | 'notWon', { icon: LucideIcon, tone: Tone }> = {
  won: { icon: CircleCheck, tone: 'positive' },
  notWon: { icon: CircleX, tone: 'neutral' },
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
  return closed ? <IconState {...outcomeLooks.won} label={t('transcripts.outcome.won')} /> : <IconState {...outcomeLooks.notWon} label={t('transcripts.outcome.notWon')} />
}

/** Below this an answer is as likely wrong as right, and its bar says so. */
const doubtful = 0.5

/** A share from 0 to 1 as a bar and a number. */
export function Confidence({ value, className }: { value: number | null, className?: string }) {
  const format = useFormat()
  return value === null ? <NotYet /> : <ConfidenceBar value={value} text={format.percent(value)} className={className} />
}

/** The same with its number already written: a table has too many of them for each to look up how. */
export function ConfidenceBar({ value, text, className }: { value: number, text: string, className?: string | undefined }) {
  return (
    <span className={classNames('inline-flex items-center gap-2', className)}>
      <span aria-hidden className="h-1.5 w-12 overflow-hidden rounded-full bg-sunken"><span className={classNames('block h-full rounded-full', value < doubtful ? 'bg-caution' : 'bg-ink-faint')} style={{ width: `${value * 100}%` }} /></span>
      <span className="w-10 text-right">{text}</span>
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
