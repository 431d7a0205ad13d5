import { Ban, CircleCheck, CircleX, LoaderCircle, Rocket, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabelDiff } from '../../../engine/contract/opinions.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'

const looks: Record<LabelDiff['state'], { icon: LucideIcon, tone: Tone }> = {
  running: { icon: LoaderCircle, tone: 'accent' },
  done: { icon: CircleCheck, tone: 'positive' },
  failed: { icon: CircleX, tone: 'danger' },
  cancelled: { icon: Ban, tone: 'neutral' },
}

/** How far a diff is, or that its candidate went live. */
export function LabelDiffState({ diff }: { diff: LabelDiff }) {
  const { t } = useTranslation()
  if (diff.appliedAt !== null) return <IconState icon={Rocket} tone="accent" label={t('classifier.diff.live')} />
  return <IconState {...looks[diff.state]} spin={diff.state === 'running'} label={t(`classifier.diff.state.${diff.state}`)} />
}

/** Labels that would change, over all enums, of those compared. */
export function changedOf(diff: LabelDiff): { changed: number, compared: number } {
  return { changed: diff.byEnum.reduce((sum, one) => sum + one.changed, 0), compared: diff.byEnum.reduce((sum, one) => sum + one.compared, 0) }
}
