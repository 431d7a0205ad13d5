import { batchById, type BatchRow } from '../../db/queries/batches.ts'
import type { Database } from '../../db/open.ts'
import type { BatchProgress } from '../contract/events.ts'
import { usd } from '../llm/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'

/** Consoles hear of a batch at most this often, milliseconds. */
const tellEveryMs = 250
/** Lists of transcripts are fetched anew at most this often while a batch runs, milliseconds. */
const refreshEveryMs = 1_000
/** The speed shown is that of the last so many milliseconds. */
const windowMs = 5_000

interface Watched {
  /** How many were done when, within the window. */
  samples: { at: number; done: number }[]
  toldAt: number
  refreshedAt: number
  planned: boolean
  stopTimer: () => void
}

/** Tells consoles how batches come along. What it tells is read from the counters, so it is right after a restart too. */
export class BatchProgressTeller {
  readonly #database: Database
  readonly #clock: Clock
  readonly #events: EventBus
  readonly #watched = new Map<string, Watched>()

  constructor(database: Database, clock: Clock, events: EventBus) {
    this.#database = database
    this.#clock = clock
    this.#events = events
  }

  /** A batch's counters or state have changed. Cheap: any number of calls make at most four events a second. */
  changed(batchId: string): void {
    const watched = this.#watch(batchId)
    if (watched.planned) return
    watched.planned = true
    watched.stopTimer()
    watched.stopTimer = this.#clock.after(Math.max(0, watched.toldAt + tellEveryMs - this.#clock.now()), () => this.#tell(batchId, watched))
  }

  progressOf(row: BatchRow): BatchProgress {
    const done = doneOf(row)
    const total = Math.max(row.total - row.skipped, row.created + row.failed_rows)
    const underWay = row.state === 'running' || row.state === 'paused'
    const waiting = underWay ? Math.max(0, row.created - row.llm_judged - row.llm_fell_back) : 0
    const perSecond = row.state === 'running' ? this.#speed(row.id, done) : null
    return {
      batchId: row.id,
      state: row.state,
      imported: row.created + row.failed_rows,
      total,
      classified: row.classified,
      failed: row.failed_rows + row.classify_failed,
      perSecond,
      remainingMs: perSecond === null || perSecond === 0 ? null : Math.round(((total - done) / perSecond) * 1000),
      llm: row.llm_asked === 0 ? null : { judged: row.llm_judged, fellBack: row.llm_fell_back, waiting, costUsd: usd(row.cost_nano_usd) },
    }
  }

  close(): void {
    for (const watched of this.#watched.values()) watched.stopTimer()
    this.#watched.clear()
  }

  #watch(batchId: string): Watched {
    let watched = this.#watched.get(batchId)
    if (watched === undefined) {
      watched = { samples: [], toldAt: Number.NEGATIVE_INFINITY, refreshedAt: Number.NEGATIVE_INFINITY, planned: false, stopTimer: () => {} }
      this.#watched.set(batchId, watched)
    }
    return watched
  }

  #tell(batchId: string, watched: Watched): void {
    watched.planned = false
    const row = batchById(this.#database, batchId)
    const now = this.#clock.now()
    watched.toldAt = now
    const running = row?.state === 'running'
    const working = running || row?.state === 'removing'
    if (row !== null) {
      watched.samples.push({ at: now, done: doneOf(row) })
      const progress = this.progressOf(row)
      this.#events.publish({ type: 'batch.progress', progress })
      // Nothing may follow for a while: then the speed shown would stay at what it was.
      if (progress.perSecond !== null && running) watched.stopTimer = this.#clock.after(windowMs, () => this.changed(batchId))
    }
    if (!working || now - watched.refreshedAt >= refreshEveryMs) {
      watched.refreshedAt = now
      this.#events.publish({ type: 'transcripts.changed', batchId })
    }
    if (!working) this.#watched.delete(batchId)
  }

  #speed(batchId: string, done: number): number | null {
    const watched = this.#watched.get(batchId)
    if (watched === undefined) return null
    const now = this.#clock.now()
    watched.samples = watched.samples.filter((sample) => sample.at > now - windowMs)
    const first = watched.samples[0]
    // Less than a quarter of a second says nothing about speed.
    if (first === undefined || now - first.at < tellEveryMs || done <= first.done) return null
    return ((done - first.done) * 1000) / (now - first.at)
  }
}

/** Rows that need nothing more. */
function doneOf(row: BatchRow): number {
  return row.failed_rows + (row.llm_asked === 1 ? row.llm_judged + row.llm_fell_back : row.classified + row.classify_failed)
}
