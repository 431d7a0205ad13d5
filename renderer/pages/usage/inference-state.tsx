import { CircleCheck, CircleSlash, CircleX, CloudDownload, Equal, ShieldBan, Waves, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { AnswerOrigin, InferenceStatus } from '../../../db/values.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'

export const statusLooks: Record<InferenceStatus, { icon: LucideIcon, tone: Tone }> = {
  ok: { icon: CircleCheck, tone: 'positive' },
  error: { icon: CircleX, tone: 'danger' },
  cancelled: { icon: CircleSlash, tone: 'neutral' },
  refused: { icon: ShieldBan, tone: 'caution' },
}

export const originLooks: Record<AnswerOrigin, LucideIcon> = { provider: CloudDownload, exact_cache: Equal, near_cache: Waves }

export function StatusLabel({ status }: { status: InferenceStatus }) {
  const { t } = useTranslation()
  return <IconState {...statusLooks[status]} label={t(`usage.statuses.${status}`)} />
}

export function OriginLabel({ origin }: { origin: AnswerOrigin }) {
  const { t } = useTranslation()
  return <IconState icon={originLooks[origin]} tone={origin === 'provider' ? 'neutral' : 'accent'} label={t(`usage.origins.${origin}`)} />
}
