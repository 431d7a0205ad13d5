import { z } from 'zod'
import { defineJob, done } from '../jobs/index.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Backup } from './backups.ts'

/** Copies the database every night, and checks the copy. */
export function backupJob(makeBackup: (signal: AbortSignal) => Promise<Backup>, events: EventBus) {
  return defineJob({
    kind: 'settings.backup',
    payload: z.object({}),
    result: z.object({ file: z.string(), bytes: z.number(), at: z.number() }),
    queue: 'background',
    timeoutMs: 30 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
    // A copy that was cut off left nothing under a backup's name.
    onLostLease: 'retry',
    prepare: () => ({ work: null }),
    execute: async (_work, context) => done(await makeBackup(context.signal)),
    ended(tx, _job, state, error) {
      if (state === 'failed') tx.afterCommit(() => events.publish({ type: 'notice', level: 'error', key: 'notice.backup_failed', values: { error: error ?? '' } }))
    },
  })
}
