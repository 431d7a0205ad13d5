import { Worker } from 'node:worker_threads'

/**
 * Checks every page of a database file in a thread of its own.
 * @param threadFile the built or source file of verify-thread.
 * @returns null when it is sound, else what is wrong with it.
 */
export function verifyFile(path: string, threadFile: URL): Promise<string | null> {
  return new Promise((resolve) => {
    const worker = new Worker(threadFile, { workerData: path, execArgv: [] })
    worker.unref()
    worker.once('message', (answer: unknown) => resolve(answer === 'ok' ? null : String(answer)))
    worker.once('error', (error) => resolve(error instanceof Error ? error.message : String(error)))
  })
}
