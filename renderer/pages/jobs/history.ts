import type { Queue } from '../../../db/values.ts'
import type { JobMinute } from '../../../engine/contract/jobs.ts'

const minuteMs = 60_000
const mostBuckets = 96

export type Bucket = { at: number, done: number, failed: number, p50: number | null, p95: number | null, p99: number | null }

/**
 * The minutes of one queue (or of all, with null) as at most 96 equal intervals up to `now`, the empty ones included.
 * Percentiles cannot be averaged, so an interval shows those of its worst minute. Times in milliseconds since 1970.
 */
export function bucketsOf(minutes: readonly JobMinute[], { queue, span, now }: { queue: Queue | null, span: number, now: number }): Bucket[] {
  const width = Math.ceil(span / mostBuckets) * minuteMs
  const end = (Math.floor(now / width) + 1) * width
  const count = Math.ceil((span * minuteMs) / width)
  const start = end - count * width
  const buckets = Array.from({ length: count }, (_, index): Bucket => ({ at: start + index * width, done: 0, failed: 0, p50: null, p95: null, p99: null }))
  for (const minute of minutes) {
    const bucket = buckets[Math.floor((minute.minute - start) / width)]
    if (!bucket || (queue !== null && minute.queue !== queue)) continue
    bucket.done += minute.done
    bucket.failed += minute.failed
    bucket.p50 = worse(bucket.p50, minute.p50)
    bucket.p95 = worse(bucket.p95, minute.p95)
    bucket.p99 = worse(bucket.p99, minute.p99)
  }
  return buckets
}

function worse(known: number | null, other: number | null): number | null {
  if (known === null || other === null) return known ?? other
  return Math.max(known, other)
}
