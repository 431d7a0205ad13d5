import type { Clock } from '../../observe/clock.ts'

export interface Bucket {
  /** Milliseconds until `amount` can be taken; 0 now. More than the bucket holds is taken when it is full. */
  waitFor(amount: number): number
  /** Takes it, into debt where more was used than was thought. Negative gives back. */
  take(amount: number): void
}

/** A token bucket. @param perMinute how many it holds, and how many come back each minute. */
export function makeBucket(clock: Clock, perMinute: number): Bucket {
  let left = perMinute
  let at = clock.now()
  const refill = () => {
    const now = clock.now()
    // A clock set back gives nothing and takes nothing.
    left = Math.min(perMinute, left + (Math.max(0, now - at) * perMinute) / 60_000)
    at = now
  }
  return {
    waitFor(amount) {
      refill()
      const missing = Math.min(amount, perMinute) - left
      // A rest smaller than any token is rounding.
      return missing <= 1e-6 ? 0 : Math.ceil((missing * 60_000) / perMinute)
    },
    take(amount) {
      refill()
      left = Math.min(perMinute, left - amount)
    },
  }
}

/** Requests a minute of each person. More people at once than this is no office; those whose bucket is full are forgotten first. */
const mostPeople = 10_000

/** @returns 0 when the request may go on (and is counted), else milliseconds until one may. */
export function makeUserLimit(clock: Clock, perMinute: number): (userId: string) => number {
  const buckets = new Map<string, Bucket>()
  return (userId) => {
    let bucket = buckets.get(userId)
    if (bucket === undefined) {
      if (buckets.size >= mostPeople) for (const [name, other] of buckets) if (other.waitFor(perMinute) === 0) buckets.delete(name)
      bucket = makeBucket(clock, perMinute)
      buckets.set(userId, bucket)
    }
    const wait = bucket.waitFor(1)
    if (wait === 0) bucket.take(1)
    return wait
  }
}
