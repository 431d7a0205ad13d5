import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { lineControl, type LineControl } from './line-control.ts'
import type { LineOptions } from './line.ts'
import type { PracticeTime } from './practice-clock.ts'

export interface PracticeLineOptions {
  /** The built or source file of line-thread. */
  readonly threadFile: URL
  /** The program's folder of resources. */
  readonly resources: string
  readonly journalFile: string | null
  /** Same seed, same debtors: same calls. */
  readonly seed: string
  /** How practice time runs at the start; follow its changes with `setTime`. */
  readonly time: PracticeTime
  /** IANA zone in which promised days are counted; America/Santiago by default. */
  readonly timeZone?: string
  readonly apiKey?: string
}

export interface RunningPracticeLine extends LineControl {
  /** Base address for the SDK, without a slash at the end. */
  readonly address: string
  /** Key of the practice line; worthless anywhere else. */
  readonly apiKey: string
  /** Resolves when the thread has ended: null after `close`, otherwise what it died of. */
  readonly ended: Promise<Error | null>
  close(): Promise<void>
}

/** A key nobody mistakes for a real one. */
export function newPracticeKey(): string {
  return `key_practice_${randomBytes(16).toString('hex')}`
}

/**
 * Starts the practice line in a thread of its own, on a free port of the loopback. Calls in the journal go on as planned.
 * @throws Error when the thread cannot start: damaged conversations, journal not writable.
 */
export async function startPracticeLine(options: PracticeLineOptions): Promise<RunningPracticeLine> {
  const apiKey = options.apiKey ?? newPracticeKey()
  const controlKey = randomBytes(24).toString('hex')
  const workerData: LineOptions & { port: number } = {
    apiKey, controlKey, port: 0,
    journalFile: options.journalFile,
    conversations: join(options.resources, 'practice'),
    seed: options.seed,
    time: options.time,
    timeZone: options.timeZone ?? 'America/Santiago',
  }
  const worker = new Worker(options.threadFile, { workerData, execArgv: [] })
  let fault: Error | null = null
  worker.on('error', (error) => (fault = error instanceof Error ? error : new Error(String(error))))
  const ended = new Promise<Error | null>((resolve) => void worker.once('exit', () => resolve(fault)))
  const address = await new Promise<string>((resolve, reject) => {
    worker.once('message', (message: { address: string }) => resolve(message.address))
    void ended.then((error) => reject(error ?? new Error('The practice line ended before it listened')))
  })
  // An engine lives by its hosts, not by its practice line.
  worker.unref()
  return {
    address, apiKey, ended,
    ...lineControl(address, controlKey),
    close: async () => {
      worker.ref()
      worker.postMessage('end')
      await ended
    },
  }
}
