import { receiveMessageOnPort, type MessagePort } from 'node:worker_threads'
import type { ExecutionContext, Outcome } from './define-job.ts'

/** What the engine hands to a thread: one job's work. */
export interface ThreadTask { readonly kind: string; readonly work: unknown; readonly port: MessagePort }

/** Asks a thread that is not needed yet to load what a kind of job needs. */
export interface WarmUp { readonly warm: string }

export interface ThreadAnswer { readonly outcome: Outcome<unknown>; readonly heapBytes: number }

/** What a thread says while it works, and what the engine answers. */
export type FromThread =
  | { readonly type: 'progress'; readonly done: number; readonly total: number | null; readonly note: string | null }
  | { readonly type: 'emit'; readonly number: number; readonly part: unknown }
export type ToThread =
  | { readonly type: 'abort' }
  | { readonly type: 'stored'; readonly number: number; readonly error: string | null }

/** A work module: `<area>/<name>.work.ts` exports its function under this name. */
export interface WorkModule { execute(work: unknown, context: ExecutionContext): Promise<Outcome<unknown>> }

/** The thread's side of an execution context, over the task's port. */
export function threadContext(port: MessagePort): ExecutionContext {
  const controller = new AbortController()
  const emissions = new Map<number, { resolve: () => void; reject: (error: Error) => void }>()
  let emitted = 0

  const hear = (message: ToThread) => {
    if (message.type === 'abort') {
      controller.abort()
      for (const emission of emissions.values()) emission.reject(new Error('The job was cancelled'))
      emissions.clear()
      return
    }
    const emission = emissions.get(message.number)
    emissions.delete(message.number)
    if (message.error === null) emission?.resolve()
    else emission?.reject(new Error(message.error))
  }
  port.on('message', hear)

  const say = (message: FromThread) => port.postMessage(message)
  return {
    signal: controller.signal,
    cancelled() {
      for (let received = receiveMessageOnPort(port); received !== undefined; received = receiveMessageOnPort(port)) hear(received.message as ToThread)
      return controller.signal.aborted
    },
    progress: (done, total, note) => say({ type: 'progress', done, total, note: note ?? null }),
    emit(part) {
      emitted += 1
      const number = emitted
      return new Promise((resolve, reject) => {
        if (controller.signal.aborted) return reject(new Error('The job was cancelled'))
        emissions.set(number, { resolve, reject })
        say({ type: 'emit', number, part })
      })
    },
  }
}
