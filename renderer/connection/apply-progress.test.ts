import { QueryClient } from '@tanstack/react-query'
import { expect, test } from 'vitest'
import type { JobSummary } from '../../engine/contract/jobs.ts'
import { applyProgress } from './apply-progress.ts'
import { api } from './client.ts'

const job = (id: string): JobSummary => ({
  id, kind: 'classification.classify', queue: 'bulk', state: 'running', priority: 0, attempts: 1, maxAttempts: 3, lostLeases: 0, progressDone: null, progressTotal: null, progressNote: null,
  parentId: null, openChildren: 0, lastError: null, worker: null, createdAt: 0, runAt: null, startedAt: 0, finishedAt: null,
})

test('progress of a job shows on every page of the table that holds it, and leaves the others untouched', () => {
  const queryClient = new QueryClient()
  const first = [...api.jobs.list.key(), { states: ['running'] }, { page: 0 }]
  const second = [...api.jobs.list.key(), { states: ['running'] }, { page: 1 }]
  const untouched = { rows: [job('c')], total: 3 }
  queryClient.setQueryData(first, { rows: [job('a'), job('b')], total: 3 })
  queryClient.setQueryData(second, untouched)

  applyProgress(queryClient, { type: 'job.progress', id: 'b', done: 30, total: 120, note: 'reading' })

  expect(queryClient.getQueryData<{ rows: JobSummary[] }>(first)?.rows.map(row => [row.id, row.progressDone, row.progressTotal, row.progressNote])).toEqual([['a', null, null, null], ['b', 30, 120, 'reading']])
  expect(queryClient.getQueryData(second)).toBe(untouched)
})

test('progress of a batch shows in the list of imports and in the open one', () => {
  const queryClient = new QueryClient()
  const progress = { batchId: 'b', state: 'running' as const, imported: 10, total: 100, classified: 0, failed: 0, perSecond: null, remainingMs: null, llm: null }
  const batch = { id: 'b', businessId: 'x', name: 'May', fileName: 'may.csv', state: 'running' as const, jobId: 'j', simulated: false, created: 10, skipped: 0, failedRows: 0, createdAt: 0, finishedAt: null, error: null, progress }
  const list = api.batches.list.queryKey({ input: { businessId: 'x' } })
  const open = api.batches.get.queryKey({ input: { batchId: 'b' } })
  queryClient.setQueryData(list, [batch])
  queryClient.setQueryData(open, batch)

  applyProgress(queryClient, { type: 'batch.progress', progress: { ...progress, state: 'paused', classified: 7, imported: 40 } })

  expect(queryClient.getQueryData(list)?.[0]).toMatchObject({ state: 'paused', progress: { classified: 7, imported: 40 } })
  expect(queryClient.getQueryData(open)).toMatchObject({ state: 'paused', progress: { classified: 7, imported: 40 } })
})
