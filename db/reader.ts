import { Piscina } from 'piscina'
import type { ReaderQueries, ReaderQueryName } from './reader-queries.ts'
import type { ReaderTask } from './reader-thread.ts'

/**
 * Reads in threads with connections of their own, so that counting over a hundred thousand rows never delays the
 * engine's main thread, the only writer. What was committed before a query was asked is in its answer.
 */
export interface Reader {
  /** @throws what the query throws; and an error once the reader is closed. */
  run<Name extends ReaderQueryName>(name: Name, input: Parameters<ReaderQueries[Name]>[1]): Promise<ReturnType<ReaderQueries[Name]>>
  /** Has a thread ready before the first question: starting one takes most of a second, which whoever asks would wait. */
  warm(): void
  close(): Promise<void>
}

/** One for long questions (a dashboard), one so that short ones (a page) need not wait for it. */
const threads = 2

/**
 * Opens the reader of a database that exists and is migrated. Threads start with the first questions and stay.
 * @param threadFile where `reader-thread` lies: the source here, elsewhere in the build.
 */
export function openReader(path: string, threadFile: URL): Reader {
  const pool = new Piscina({
    filename: threadFile.href, minThreads: 0, maxThreads: threads, idleTimeout: Number.POSITIVE_INFINITY, workerData: { path },
  })
  // Piscina reports a crashed thread on the pool as well as on the task; only the task's error has a reader.
  pool.on('error', () => {})
  let closed = false
  return {
    async run(name, input) {
      // A question to a pool that was ended would start a thread that nobody ends.
      if (closed) throw new Error('The reader is closed')
      const task: ReaderTask = { name, input }
      return pool.run(task)
    },
    warm() {
      if (closed || pool.threads.length > 0) return
      const task: ReaderTask = { name: null }
      // One that cannot start says so to the first question.
      pool.run(task).catch(() => {})
    },
    close() {
      closed = true
      return pool.destroy()
    },
  }
}
