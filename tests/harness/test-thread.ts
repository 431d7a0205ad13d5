import { threadId } from 'node:worker_threads'
import { done, retry, type ExecutionContext, type Outcome } from '../../engine/jobs/define-job.ts'
import { threadContext, type ThreadAnswer, type ThreadTask, type WarmUp } from '../../engine/jobs/thread-task.ts'

type Work = (work: unknown, context: ExecutionContext) => Promise<Outcome<unknown>>

/** Every work a test may ask a real thread for. Those that go on until stopped first emit `started`. */
const works: Record<string, Work> = {
  'thread.id': async () => done({ threadId }),
  'thread.emit': async (work, context) => {
    for (const part of work as unknown[]) await context.emit(part)
    return done({ threadId })
  },
  'thread.progress': async (_work, context) => {
    context.progress(1, 2, 'half')
    context.progress(2, 2)
    return done({ threadId })
  },
  'thread.wait': async (_work, context) => {
    const stopped = new Promise<Outcome<unknown>>((resolve) => context.signal.addEventListener('abort', () => resolve(retry('stopped'))))
    await context.emit('started')
    return stopped
  },
  'thread.compute': async (_work, context) => {
    await context.emit('started')
    while (!context.cancelled()) Math.sqrt(Math.random())
    return retry('stopped')
  },
  'thread.ignore': async (_work, context) => {
    await context.emit('started')
    for (;;) Math.sqrt(Math.random())
  },
  'thread.throw': async () => { throw new Error('the work threw') },
  'thread.crash': async () => process.exit(1),
}

export default async function run(task: ThreadTask | WarmUp): Promise<ThreadAnswer | null> {
  if ('warm' in task) return null
  const work = works[task.kind]
  if (work === undefined) throw new Error(`No test work is called ${task.kind}`)
  try {
    return { outcome: await work(task.work, threadContext(task.port)), heapBytes: process.memoryUsage().heapUsed }
  } finally {
    task.port.close()
  }
}
