/** What other areas may use of the jobs: declaring, enqueueing and controlling them. Only start.ts sees the runner. */
export { defineJob, done, failed, needsOperator, rateLimited, retry } from './define-job.ts'
export type { AnyJob, EndState, ExecutionContext, JobContext, JobDefinition, Outcome } from './define-job.ts'
export { enqueueManyTx, enqueueTx } from './enqueue.ts'
export type { EnqueuedJob, EnqueueOptions } from './enqueue.ts'
export type { JobControl } from './control.ts'
