import { done } from '../engine/jobs/define-job.ts'
import type { ThreadAnswer, ThreadTask, WarmUp } from '../engine/jobs/thread-task.ts'

/** A thread entry whose only work says when it started, on the clock that all threads of a process share. */
export default async function run(task: ThreadTask | WarmUp): Promise<ThreadAnswer | null> {
  if ('warm' in task) return null
  const startedAt = performance.timeOrigin + performance.now()
  task.port.close()
  return { outcome: done({ startedAt }), heapBytes: 0 }
}
