import { z } from 'zod'
import { minutesSince, saveMinuteTx } from '../../db/queries/job-minutes.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Queue } from '../../db/values.ts'
import type { JobMinute } from '../contract/jobs.ts'
import type { Clock } from '../observe/clock.ts'
import type { Ended } from './settle.ts'

const minuteMs = 60_000
const saveEveryMs = 5_000
/** Latencies are counted in buckets a fourth of a doubling wide: percentiles come out at most 9 % off. */
const bucketsPerDoubling = 4

const latenciesSchema = z.record(z.string(), z.number())

interface Minute { minute: number; queue: Queue; done: number; failed: number; latencies: Map<number, number>; changed: boolean }

/**
 * Throughput and latency by minute and queue. Counted in memory and saved every few seconds, because a write per job
 * would cost as much as the job; a killed engine loses at most those seconds of statistics, never a job.
 */
export class JobMinutes {
  readonly #database: Database
  readonly #clock: Clock
  readonly #minutes = new Map<string, Minute>()
  /** Jobs done in each of the last 60 seconds, per queue. */
  readonly #recent = new Map<Queue, { second: number; count: number }[]>()
  #savePlanned = false

  constructor(database: Database, clock: Clock) {
    this.#database = database
    this.#clock = clock
  }

  count(ended: Ended, latencyMs: number): void {
    if (ended.state !== 'done' && ended.state !== 'failed' && ended.state !== 'waiting_children') return
    const now = this.#clock.now()
    const minute = this.#minute(now - (now % minuteMs), ended.queue)
    minute.changed = true
    if (ended.state === 'failed') minute.failed += 1
    else {
      minute.done += 1
      this.#countRecent(ended.queue, Math.floor(now / 1000))
    }
    const bucket = Math.round(Math.log2(Math.max(1, latencyMs)) * bucketsPerDoubling)
    minute.latencies.set(bucket, (minute.latencies.get(bucket) ?? 0) + 1)
    this.#saveLater()
  }

  doneLastMinute(queue: Queue): number {
    const from = Math.floor(this.#clock.now() / 1000) - 60
    return (this.#recent.get(queue) ?? []).reduce((sum, { second, count }) => (second > from ? sum + count : sum), 0)
  }

  /** The last so many minutes that saw any job, oldest first. */
  history(minutes: number): JobMinute[] {
    this.save()
    const now = this.#clock.now()
    return minutesSince(this.#database, now - (now % minuteMs) - (minutes - 1) * minuteMs).map((row) => {
      const latencies = readLatencies(row.latencies)
      return { minute: row.minute, queue: row.queue, done: row.done, failed: row.failed, p50: percentile(latencies, 0.5), p95: percentile(latencies, 0.95), p99: percentile(latencies, 0.99) }
    })
  }

  save(): void {
    const changed = [...this.#minutes.values()].filter((minute) => minute.changed)
    if (changed.length === 0) return
    writeTx(this.#database, (tx) => {
      for (const minute of changed) {
        saveMinuteTx(tx, { minute: minute.minute, queue: minute.queue, done: minute.done, failed: minute.failed, latencies: JSON.stringify(Object.fromEntries(minute.latencies)) })
        minute.changed = false
      }
    })
    const current = this.#clock.now() - (this.#clock.now() % minuteMs)
    for (const [key, minute] of this.#minutes) if (minute.minute < current) this.#minutes.delete(key)
  }

  #minute(start: number, queue: Queue): Minute {
    const key = `${start} ${queue}`
    let minute = this.#minutes.get(key)
    if (minute === undefined) {
      const stored = minutesSince(this.#database, start).find((row) => row.minute === start && row.queue === queue)
      minute = { minute: start, queue, done: stored?.done ?? 0, failed: stored?.failed ?? 0, latencies: readLatencies(stored?.latencies ?? '{}'), changed: false }
      this.#minutes.set(key, minute)
    }
    return minute
  }

  #countRecent(queue: Queue, second: number): void {
    const seconds = this.#recent.get(queue) ?? []
    this.#recent.set(queue, seconds)
    const last = seconds.at(-1)
    if (last?.second === second) last.count += 1
    else seconds.push({ second, count: 1 })
    while ((seconds[0]?.second ?? second) <= second - 60) seconds.shift()
  }

  #saveLater(): void {
    if (this.#savePlanned) return
    this.#savePlanned = true
    this.#clock.after(saveEveryMs, () => {
      this.#savePlanned = false
      if (this.#database.sqlite.open) this.save()
    })
  }
}

function readLatencies(json: string): Map<number, number> {
  return new Map(Object.entries(latenciesSchema.parse(JSON.parse(json))).map(([bucket, count]) => [Number(bucket), count]))
}

function percentile(latencies: ReadonlyMap<number, number>, share: number): number | null {
  const total = [...latencies.values()].reduce((sum, count) => sum + count, 0)
  let seen = 0
  for (const [bucket, count] of [...latencies].sort(([one], [other]) => one - other)) {
    seen += count
    if (seen >= total * share) return Math.round(2 ** (bucket / bucketsPerDoubling))
  }
  return null
}
