import type { Clock } from './clock.ts'

export interface RateLimit {
  /** Takes one from the bucket of `key`; false when it is empty. */
  take(key: string): boolean
  /** True when the bucket of `key` is empty; takes nothing. */
  isEmpty(key: string): boolean
}

/** More addresses than this at once is an attack on our memory; the ones that have refilled are forgotten first. */
const mostKeys = 10_000

/**
 * Token buckets in memory, one per key (an address).
 * @param burst how many may be taken at once. @param perSecond how many come back each second.
 */
export function makeRateLimit(clock: Clock, burst: number, perSecond: number): RateLimit {
  const buckets = new Map<string, { left: number; at: number }>()

  function refilled(key: string): { left: number; at: number } {
    const now = clock.now()
    const bucket = buckets.get(key)
    if (bucket === undefined) return { left: burst, at: now }
    return { left: Math.min(burst, bucket.left + ((now - bucket.at) / 1000) * perSecond), at: now }
  }

  function forget(): void {
    for (const key of buckets.keys()) if (refilled(key).left >= burst) buckets.delete(key)
    if (buckets.size >= mostKeys) buckets.clear()
  }

  return {
    take(key) {
      const bucket = refilled(key)
      const allowed = bucket.left >= 1
      if (allowed) bucket.left -= 1
      if (!buckets.has(key) && buckets.size >= mostKeys) forget()
      buckets.set(key, bucket)
      return allowed
    },
    isEmpty: (key) => refilled(key).left < 1,
  }
}
