import { CircleCheck, CircleDashed, CircleX, Hand, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { DeliveryState } from '../../../db/values.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'

export const deliveryStateLooks: Record<DeliveryState, { icon: LucideIcon, tone: Tone }> = {
  pending: { icon: CircleDashed, tone: 'neutral' },
  delivered: { icon: CircleCheck, tone: 'positive' },
  failed: { icon: CircleX, tone: 'danger' },
  needs_operator: { icon: Hand, tone: 'caution' },
}

export function DeliveryStateLabel({ state }: { state: DeliveryState }) {
  const { t } = useTranslation()
  const { icon, tone } = deliveryStateLooks[state]
  return <IconState icon={icon} tone={tone} label={t(`actions.states.${state}`)} />
}
