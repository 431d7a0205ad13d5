import type { QueryClient } from '@tanstack/react-query'
import type { Batch } from '../../engine/contract/batches.ts'
import type { EngineEvent } from '../../engine/contract/events.ts'
import type { JobDetail, JobSummary } from '../../engine/contract/jobs.ts'
import { api } from './client.ts'

type ProgressEvent = Extract<EngineEvent, { type: 'job.progress' | 'batch.progress' }>

/** Writes progress into the answers already fetched: it arrives many times a second and must cost no call. */
export function applyProgress(queryClient: QueryClient, event: ProgressEvent): void {
  if (event.type === 'batch.progress') {
    const { progress } = event
    const change = (batch: Batch): Batch => batch.id === progress.batchId ? { ...batch, state: progress.state, progress } : batch
    queryClient.setQueriesData<Batch[]>({ queryKey: api.batches.list.key() }, batches => batches?.map(change))
    queryClient.setQueriesData<Batch>({ queryKey: api.batches.get.key() }, batch => batch && change(batch))
    return
  }
  const change = <Job extends JobSummary>(job: Job): Job => job.id === event.id
    ? { ...job, progressDone: event.done, progressTotal: event.total, progressNote: event.note }
    : job
  queryClient.setQueriesData<{ rows: JobSummary[], total: number }>({ queryKey: api.jobs.list.key() }, page => {
    if (!page?.rows.some(job => job.id === event.id)) return page
    return { ...page, rows: page.rows.map(change) }
  })
  queryClient.setQueriesData<JobDetail>({ queryKey: api.jobs.get.key() }, job => job && change(job))
}
