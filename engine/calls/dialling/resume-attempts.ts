import { orphanedAttempts } from '../../../db/queries/call-attempts.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import { enqueueTx } from '../../jobs/index.ts'
import type { CallJobDefinition } from './call.job.ts'

/**
 * Attempts under way that no job of the queue follows any more, because a person removed it or a copy of the database was
 * put back, are followed again: looked up first, never dialled anew.
 */
export function resumeAttempts(database: Database, call: CallJobDefinition, realNow: number): void {
  writeTx(database, (tx) => {
    for (const attemptId of orphanedAttempts(database)) enqueueTx(tx, call, { attemptId }, realNow, { uniqueKey: `call:${attemptId}` })
  })
}
