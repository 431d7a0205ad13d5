import { Piscina } from 'piscina'
import type { Clock } from '../observe/clock.ts'
import type { InspectAnswer, InspectTask } from './inspect-thread.ts'
import { FileProblem, type Inspection } from './reading/index.ts'

/** Reads the head of a file; the arguments, the answer and the problems are those of `inspectFile`. */
export type InspectFile = (path: string, fileName: string, signal?: AbortSignal) => Promise<Inspection>

export interface Inspector {
  /**
   * @throws FileProblem also when it takes longer than `inspectTimeoutMs` or more memory than a thread may have; the
   * signal's reason when aborted
   */
  readonly inspect: InspectFile
  close(): Promise<void>
}

/** The largest workbook that is taken in is read within a minute on a slow machine. */
export const inspectTimeoutMs = 120_000
/** Two, so that a small file need not wait behind a large workbook. */
const threads = 2
/** Idle threads are ended after this long, milliseconds: one that has read a workbook keeps its memory. */
const idleMs = 30_000
/** Twice what the largest workbook that is taken in needs. Beyond it the thread ends, not the engine. */
const mostMegabytes = 2_048

/**
 * Looks at files in threads: a workbook is read whole and takes seconds, in which the engine would answer nobody.
 * @param threadFile where `inspect-thread` lies: the source here, elsewhere in the build.
 * @param megabytes what a thread may hold.
 */
export function openInspector(threadFile: URL, clock: Clock, megabytes = mostMegabytes): Inspector {
  const pool = new Piscina({
    filename: threadFile.href, minThreads: 0, maxThreads: threads, idleTimeout: idleMs, resourceLimits: { maxOldGenerationSizeMb: megabytes },
  })
  // Piscina reports a crashed thread on the pool as well as on the task; only the task's error has a reader.
  pool.on('error', () => {})
  return {
    async inspect(path, fileName, signal) {
      const timedOut = new AbortController()
      const stopTimer = clock.after(inspectTimeoutMs, () => timedOut.abort())
      const task: InspectTask = { path, fileName }
      try {
        const answer = (await pool.run(task, { signal: AbortSignal.any(signal === undefined ? [timedOut.signal] : [timedOut.signal, signal]) })) as InspectAnswer
        if ('problem' in answer) throw new FileProblem(answer.problem.reason, answer.problem.detail)
        return answer.inspection
      } catch (error) {
        signal?.throwIfAborted()
        if (timedOut.signal.aborted) throw new FileProblem('ingest.preview_timed_out', String(inspectTimeoutMs / 60_000), { cause: error })
        if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') throw new FileProblem('ingest.preview_out_of_memory', undefined, { cause: error })
        throw error
      } finally {
        stopTimer()
      }
    },
    close: () => pool.destroy(),
  }
}
