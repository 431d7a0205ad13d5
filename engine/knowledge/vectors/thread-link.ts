import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Found } from './space-index.ts'
import type { FromThread, IndexKey, ThreadState, ToThread, VectorsThreadData } from './thread-messages.ts'

export interface ThreadLink {
  tell(message: Exclude<ToThread, { ask: number } | { type: 'end' }>): void
  /** @throws Error when the index cannot be read or the thread died; the next question starts another. */
  search(index: IndexKey, vector: Float32Array, k: number, least: number, allowed: readonly number[] | null): Promise<readonly Found[]>
  state(): Promise<ThreadState>
  close(): Promise<void>
}

interface Waiting { resolve(answer: FromThread): void; reject(error: Error): void }

/** Starts the searching thread with the first question, and again with the next one after it died. */
export function linkThread(threadFile: URL, data: VectorsThreadData): ThreadLink {
  let worker: Worker | null = null
  let closed = false
  let asked = 0
  const waiting = new Map<number, Waiting>()

  const start = (): Worker => {
    if (closed) throw new Error('The vectors are closed')
    const started = new Worker(threadFile, { workerData: data, execArgv: [] })
    started.unref()
    started.on('message', (answer: FromThread) => {
      const question = waiting.get(answer.ask)
      waiting.delete(answer.ask)
      question?.resolve(answer)
    })
    let cause: Error | null = null
    started.on('error', (error) => (cause = error))
    started.once('exit', () => {
      if (worker === started) worker = null
      for (const question of waiting.values()) question.reject(cause ?? new Error('The thread that searches vectors has ended'))
      waiting.clear()
    })
    return started
  }
  const ask = (message: (ask: number) => Extract<ToThread, { ask: number }>): Promise<FromThread> =>
    new Promise((resolve, reject) => {
      worker ??= start()
      asked += 1
      waiting.set(asked, { resolve, reject })
      worker.postMessage(message(asked))
    })

  return {
    // A thread that does not run has nothing in memory that could grow old.
    tell: (message) => worker?.postMessage(message),
    async search(index, vector, k, least, allowed) {
      const answer = await ask((number) => ({ type: 'search', ask: number, index, vector, k, least, allowed }))
      if ('found' in answer) return answer.found
      throw new Error('error' in answer ? answer.error : 'The thread answered something else')
    },
    async state() {
      const answer = await ask((number) => ({ type: 'state', ask: number }))
      if ('state' in answer) return answer.state
      throw new Error('error' in answer ? answer.error : 'The thread answered something else')
    },
    async close() {
      closed = true
      const ending = worker
      if (ending === null) return
      ending.ref()
      const exit = once(ending, 'exit')
      const last: ToThread = { type: 'end' }
      ending.postMessage(last)
      await exit
    },
  }
}
