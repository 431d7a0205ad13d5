import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Database } from './open.ts'

/**
 * Pages in the log at which the writer itself moves the rest into the database file. The thread has moved nearly all by
 * then; without the writer's own attempt the log would never be empty at any moment of a long import, and only grow.
 */
const writersShare = 16_000

/**
 * Takes the checkpoints off the writing thread. They waited for the disk there every thousand pages: a third of all its
 * time during an import, in pauses of 10 to 60 ms.
 * @param threadFile the built or source file of checkpoint-thread.
 * @returns a function that ends the thread; the database may be closed after it.
 */
export function startCheckpoints(database: Database, threadFile: URL): () => Promise<void> {
  database.sqlite.pragma(`wal_autocheckpoint = ${writersShare}`)
  const worker = new Worker(threadFile, { workerData: database.path, execArgv: [] })
  worker.unref()
  // A thread that cannot work leaves the writer to do it all, as SQLite does by itself.
  worker.once('error', () => database.sqlite.pragma('wal_autocheckpoint = 1000'))
  let ended = false
  worker.once('exit', () => (ended = true))
  return async () => {
    if (ended) return
    worker.ref()
    worker.postMessage('end')
    await once(worker, 'exit')
  }
}
