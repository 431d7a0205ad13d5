import { CalendarClock, CircleCheck, CircleDashed, CirclePause, CircleSlash, CircleX, GitFork, Hand, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import type { JobState } from '../../../db/values.ts'
import type { Tone } from '../../components/badge.tsx'
import { IconState } from '../../components/icon-state.tsx'

export const jobStateLooks: Record<JobState, { icon: LucideIcon, tone: Tone }> = {
  scheduled: { icon: CalendarClock, tone: 'neutral' },
  waiting: { icon: CircleDashed, tone: 'neutral' },
  paused: { icon: CirclePause, tone: 'caution' },
  running: { icon: LoaderCircle, tone: 'accent' },
  waiting_children: { icon: GitFork, tone: 'accent' },
  needs_operator: { icon: Hand, tone: 'caution' },
  done: { icon: CircleCheck, tone: 'positive' },
  failed: { icon: CircleX, tone: 'danger' },
  cancelled: { icon: CircleSlash, tone: 'neutral' },
}

export function JobStateLabel({ state }: { state: JobState }) {
  const { t } = useTranslation()
  const { icon, tone } = jobStateLooks[state]
  return <IconState icon={icon} tone={tone} spin={state === 'running'} label={t(`jobs.states.${state}`)} />
}

/** The name of a kind in the person's language; a kind without one shows as it is. */
export function useKindName(): (kind: string) => string {
  const { t } = useTranslation()
  // i18next reads a dot as a step into the tree, and kinds have dots.
  return useCallback(kind => t(`jobs.kinds.${kind.replaceAll('.', '_')}`, { defaultValue: kind }), [t])
}
