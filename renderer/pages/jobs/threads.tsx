import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Circle, LoaderCircle, Power } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { openItem } from '../../app/address.ts'
import { IconState } from '../../components/icon-state.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { useNow } from '../../components/use-now.ts'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKindName } from './job-state.tsx'
import { Cell, SimpleTable } from './simple-table.tsx'

const looks = {
  idle: { icon: Circle, tone: 'neutral', word: 'jobs.idle' },
  running: { icon: LoaderCircle, tone: 'accent', word: 'jobs.busy' },
  starting: { icon: Power, tone: 'caution', word: 'jobs.starting' },
} as const

/** The threads that do the work: what each is at, what it has done, how often it was replaced by a fresh one. */
export function Threads() {
  const { t } = useTranslation()
  const format = useFormat()
  const kindName = useKindName()
  const { data } = useQuery(api.jobs.overview.queryOptions({ placeholderData: keepPreviousData }))
  const now = useNow(1_000)
  if (!data) return <SkeletonLines />
  return (
    <SimpleTable label={t('jobs.threads')} columns={[t('jobs.slot'), t('jobs.queue'), t('jobs.state'), t('jobs.current'), t('jobs.elapsed'), t('jobs.tasksDone'), t('jobs.recycled'), t('jobs.memory')]} endAligned={[4, 5, 6, 7]}>
      {data.threads.map(thread => {
        const { icon, tone, word } = looks[thread.state]
        const { jobId } = thread
        return (
          <tr key={thread.slot}>
            <Cell>{thread.slot}</Cell>
            <Cell>{t(`jobs.queues.${thread.queue}`)}</Cell>
            <Cell><IconState icon={icon} tone={tone} spin={thread.state === 'running'} label={t(word)} /></Cell>
            <Cell wide>{jobId && <button type="button" className="rounded text-accent underline-offset-2 hover:underline" onClick={() => openItem(jobId)}>{thread.jobKind ? kindName(thread.jobKind) : jobId}</button>}</Cell>
            <Cell end>{thread.runningSince !== null && format.duration(Math.max(0, now - thread.runningSince))}</Cell>
            <Cell end>{format.number(thread.tasksDone)}</Cell>
            <Cell end>{format.number(thread.recycled)}</Cell>
            <Cell end>{thread.memoryBytes !== null && format.bytes(thread.memoryBytes)}</Cell>
          </tr>
        )
      })}
    </SimpleTable>
  )
}
