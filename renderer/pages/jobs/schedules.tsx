import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { CalendarClock } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Switch } from '../../components/checkbox.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useKindName } from './job-state.tsx'
import { Cell, SimpleTable } from './simple-table.tsx'

/** Jobs that come back by the clock, each with its switch. */
export function Schedules() {
  const { t } = useTranslation()
  const format = useFormat()
  const kindName = useKindName()
  const { data, error, refetch } = useQuery(api.jobs.schedules.queryOptions({ placeholderData: keepPreviousData }))
  const setSchedule = useMutation(api.jobs.setSchedule.mutationOptions({
    onSuccess: changed => queryClient.setQueryData(api.jobs.schedules.queryKey(), schedules => schedules?.map(schedule => schedule.name === changed.name ? changed : schedule)),
  }))
  if (!data) return error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines />
  if (data.length === 0) return <EmptyState icon={CalendarClock} title={t('jobs.noSchedules')} />
  return (
    <SimpleTable label={t('jobs.viewSchedules')} columns={[t('jobs.schedule'), t('jobs.cron'), t('jobs.zone'), t('jobs.nextRun'), t('jobs.lastRun'), t('jobs.enabled')]}>
      {data.map(schedule => (
        <tr key={schedule.name}>
          <Cell wide>{kindName(schedule.kind)}<code className="ml-2 font-mono text-sm text-ink-faint">{schedule.name}</code></Cell>
          <Cell><code className="font-mono text-sm">{schedule.cron}</code></Cell>
          <Cell>{schedule.timeZone}</Cell>
          <Cell>{schedule.nextRunAt !== null && schedule.enabled ? <time title={format.relative(schedule.nextRunAt)}>{format.dateTime(schedule.nextRunAt)}</time> : '–'}</Cell>
          <Cell>{schedule.lastRunAt !== null ? <time title={format.relative(schedule.lastRunAt)}>{format.dateTime(schedule.lastRunAt)}</time> : t('common.never')}</Cell>
          <Cell><Switch checked={schedule.enabled} label={t('jobs.enable', { name: kindName(schedule.kind) })} disabled={setSchedule.isPending} onChange={enabled => setSchedule.mutate({ name: schedule.name, enabled })} /></Cell>
        </tr>
      ))}
    </SimpleTable>
  )
}
