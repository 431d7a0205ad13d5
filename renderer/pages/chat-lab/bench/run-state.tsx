import { Ban, CircleCheck, CircleX, LoaderCircle, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchResultRow, BenchRun } from '../../../../engine/contract/chat-bench.ts'
import type { Tone } from '../../../components/badge.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { ProgressBar } from '../../../components/progress.tsx'

const looks: Record<BenchRun['state'], { icon: LucideIcon, tone: Tone }> = {
  running: { icon: LoaderCircle, tone: 'accent' },
  done: { icon: CircleCheck, tone: 'positive' },
  failed: { icon: CircleX, tone: 'danger' },
  cancelled: { icon: Ban, tone: 'neutral' },
}

/** How far a run is. */
export function RunState({ run }: { run: BenchRun }) {
  const { t } = useTranslation()
  return (
    <span className="inline-flex items-center gap-3">
      <IconState {...looks[run.state]} spin={run.state === 'running'} label={t(`chatBench.state.${run.state}`)} />
      {run.state === 'running' && <ProgressBar value={run.total === 0 ? null : run.played / run.total} label={t('chatBench.progress')} className="w-20" />}
    </span>
  )
}

/** Whether a conversation went as expected. One that a run has left out waits only for as long as the run goes on. */
export function ResultState({ result, run }: { result: Pick<BenchResultRow, 'passed' | 'misses' | 'error'>, run: Pick<BenchRun, 'state'> }) {
  const { t } = useTranslation()
  if (result.passed === null) return run.state === 'running' ? <IconState icon={LoaderCircle} label={t('chatBench.waiting')} /> : <IconState icon={Ban} label={t('chatBench.notPlayed')} />
  if (result.passed) return <IconState icon={CircleCheck} tone="positive" label={t('chatBench.passes')} />
  if (result.error !== null) return <IconState icon={CircleX} tone="danger" label={t('chatBench.broke')} />
  return <IconState icon={CircleX} tone="danger" label={t('chatBench.misses', { count: result.misses })} />
}
