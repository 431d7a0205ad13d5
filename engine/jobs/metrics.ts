import { Counter, Gauge, Histogram, type Registry } from 'prom-client'
import { openCounts } from '../../db/queries/job-list.ts'
import type { Database } from '../../db/open.ts'
import type { Ended } from './settle.ts'

/** Jobs for Prometheus. @returns what is to be told of each job's end, with the time it took. */
export function jobMetrics(registry: Registry, database: Database): (ended: Ended, latencyMs: number) => void {
  const registers = [registry]
  const endedJobs = new Counter({ name: 'vocero_jobs_total', help: 'Jobs that came to an end since the program began, by queue and end.', labelNames: ['queue', 'state'], registers })
  const seconds = new Histogram({ name: 'vocero_job_seconds', help: 'How long a job ran, from its start to its end.', labelNames: ['queue'], buckets: [0.005, 0.02, 0.1, 0.5, 1, 5, 15, 60, 300, 1_800], registers })
  const depth = new Gauge({
    name: 'vocero_queue_jobs', help: 'Jobs in each queue now, by state.', labelNames: ['queue', 'state'], registers,
    collect() {
      this.reset()
      for (const { queue, state, count } of openCounts(database)) depth.set({ queue, state }, count)
    },
  })
  return (ended, latencyMs) => {
    if (ended.state !== 'done' && ended.state !== 'failed' && ended.state !== 'cancelled' && ended.state !== 'needs_operator') return
    endedJobs.inc({ queue: ended.queue, state: ended.state })
    if (ended.state === 'done') seconds.observe({ queue: ended.queue }, latencyMs / 1000)
  }
}
