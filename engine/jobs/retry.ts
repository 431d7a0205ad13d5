import type { RetryPolicy } from './define-job.ts'

/**
 * Milliseconds to wait before the next try: exponential with "equal jitter" (half fixed, half random), so that jobs that
 * failed together do not come back together. See Marc Brooker, "Exponential Backoff And Jitter", AWS, 2015.
 * @param attempt the attempt that failed, 1 for the first.
 * @param random in [0, 1).
 */
export function retryDelay(policy: RetryPolicy, attempt: number, random: number): number {
  const full = Math.min(policy.maxDelayMs, policy.firstDelayMs * 2 ** (attempt - 1))
  return Math.round(full / 2 + (full / 2) * random)
}
