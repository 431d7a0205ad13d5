import { z } from 'zod'
import { expireFilesTx, hasOpenFiles, localFileIds } from '../../db/queries/files.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import { defineJob, done, type JobDefinition } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { LocalStore } from './local-store.ts'
import { enqueueUpkeepTx, type UpkeepJob } from './upkeep.job.ts'

/** Somebody may put a backup back whose rows do not know of the newest files, and then a newer one again: so these are let be. */
const orphanAgeMs = 30 * 86_400_000

const resultSchema = z.object({ orphans: z.number().int() })
export type CleanUpJob = JobDefinition<Record<string, never>, null, z.infer<typeof resultSchema>>

export interface CleanUpNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly local: LocalStore
  readonly upkeep: UpkeepJob
}

/** Ends files whose time is over, and sweeps the local store: a program killed right after a move leaves a copy that no row names. */
export function cleanUpJob(needs: CleanUpNeeds): CleanUpJob {
  const { database, clock, local } = needs
  return defineJob<Record<string, never>, null, z.infer<typeof resultSchema>>({
    kind: 'files.clean_up',
    payload: z.object({}).strict(),
    result: resultSchema,
    queue: 'background',
    timeoutMs: 30 * 60_000,
    retry: { maxAttempts: 3, firstDelayMs: 60_000, maxDelayMs: 600_000 },
    onLostLease: 'retry',
    prepare(tx) {
      expireTx(tx, needs)
      if (hasOpenFiles(tx.database)) enqueueUpkeepTx(tx, needs.upkeep, clock.now())
      return { work: null }
    },
    async execute(_work, { signal }) {
      let orphans = 0
      // Listed before the rows are read: a file that comes in meanwhile has its row before its bytes.
      const keys: string[] = []
      for await (const { key } of local.list('', signal)) keys.push(key)
      const known = localFileIds(database)
      for (const key of keys) {
        const id = key.split('/').at(-1) ?? ''
        // What has no id of ours is none of ours either.
        if (known.has(id) || !(clock.now() - createdAt(id) >= orphanAgeMs)) continue
        await local.delete(key, signal)
        orphans += 1
      }
      return done({ orphans })
    },
  })
}

/** When an id was made, milliseconds UTC: the first 48 bits of a UUIDv7. */
function createdAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16)
}

/** From now on nobody sees files whose time is over; the upkeep takes their bytes. @returns how many. */
export function expireTx(tx: Tx, { clock, events, upkeep }: Pick<CleanUpNeeds, 'clock' | 'events' | 'upkeep'>): number {
  const expired = expireFilesTx(tx, clock.now())
  if (expired === 0) return 0
  enqueueUpkeepTx(tx, upkeep, clock.now())
  tx.afterCommit(() => events.publish({ type: 'files.changed' }))
  return expired
}
