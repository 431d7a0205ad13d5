import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { against } from './measure.ts'

/**
 * How many times as fast two threads are as one on this machine, with the classifier alone: no engine, no file, no
 * database. No engine can gain more from a second thread.
 * @returns transcripts per second of one thread and of two, and the median ratio of runs in turn.
 */
export async function machineCeiling(taxonomyFile: string, texts: readonly string[], runs = 5): Promise<{ one: number; two: number; ratio: number }> {
  const half = Math.floor(texts.length / 2)
  const threads = [texts.slice(0, half), texts.slice(half, 2 * half)].map((share) => new Worker(new URL('./classifier-thread.ts', import.meta.url), { workerData: { taxonomyFile, texts: share } }))
  await Promise.all(threads.map((thread) => once(thread, 'message')))
  const classifyWith = async (some: readonly Worker[]): Promise<number> => {
    const start = performance.now()
    await Promise.all(some.map((thread) => {
      const done = once(thread, 'message')
      thread.postMessage('go')
      return done
    }))
    return (some.length * half * 1000) / (performance.now() - start)
  }
  const { baseline, measured, ratio } = await against(runs, () => classifyWith(threads.slice(0, 1)), () => classifyWith(threads))
  await Promise.all(threads.map((thread) => thread.terminate()))
  return { one: baseline, two: measured, ratio }
}
