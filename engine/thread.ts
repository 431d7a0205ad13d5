import { getHeapStatistics } from 'node:v8'
import { failed } from './jobs/define-job.ts'
import { threadContext, type ThreadAnswer, type ThreadTask, type WarmUp, type WorkModule } from './jobs/thread-task.ts'

/** Every work that runs in a thread, by its job's kind. Loaded when first needed: a thread often serves few kinds. */
const works: Record<string, () => Promise<WorkModule>> = {
  'batches.import': () => import('./classification/import-batch.work.ts'),
  'classification.classify': () => import('./classification/classify.work.ts'),
  'classification.diff_offline': () => import('./classification/classify.work.ts'),
  'chat.bench': () => import('./chat/test-bench/bench.work.ts'),
  'catalogue.import': () => import('./catalogue/import-catalogue.work.ts'),
  'knowledge.read': () => import('./knowledge/documents/read-document.work.ts'),
  'debtors.import': () => import('./calls/debtors/read-import.work.ts'),
  'classification.train': () => import('./classification/train.work.ts'),
}

/** The entry of every worker thread. */
export default async function run(task: ThreadTask | WarmUp): Promise<ThreadAnswer | null> {
  if ('warm' in task) {
    await works[task.warm]?.()
    return null
  }
  const load = works[task.kind]
  const context = threadContext(task.port)
  try {
    const outcome = load === undefined ? failed(`No thread knows how to do ${task.kind}`) : await (await load()).execute(task.work, context)
    return { outcome, heapBytes: getHeapStatistics().used_heap_size }
  } finally {
    task.port.close()
  }
}
