import { createHash } from 'node:crypto'
import { z } from 'zod'
import { deleteFileTx, filesIn, hasOpenFiles, placeFileTx, sendFileTx, settleMoveTx, takeBackFileTx, type FileRow } from '../../db/queries/files.ts'
import type { Tx } from '../../db/tx.ts'
import { remoteStores, storeFailures, type FileStoreName, type RemoteStoreName, type StoreFailureCode } from '../../db/values.ts'
import { defineJob, done, enqueueTx, retry, type ExecutionContext, type JobDefinition } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { StoreFailure } from './ports.ts'
import type { Stores } from './stores.ts'
import { noteReachedTx, noteTroubleTx } from './trouble.ts'

/** There is one at a time: what is being moved cannot be removed meanwhile. */
export const upkeepKey = 'files.upkeep'

/** Files of one attempt: few enough that what is removed waits for a few large files at most. */
const removalsPerRun = 100
const movesPerRun = 20

const remoteSchema = z.enum(remoteStores)
const partSchema = z.discriminatedUnion('what', [
  z.object({ what: z.literal('removed'), id: z.string() }),
  /** Written before the bytes leave. */
  z.object({ what: z.literal('sending'), id: z.string(), store: remoteSchema, bucket: z.string() }),
  z.object({ what: z.literal('moved'), id: z.string() }),
  z.object({ what: z.literal('taken_back'), id: z.string() }),
  /** No remote store is chosen any more. */
  z.object({ what: z.literal('stays'), id: z.string() }),
  z.object({ what: z.literal('lost'), id: z.string() }),
  z.object({ what: z.literal('reached'), store: remoteSchema }),
  z.object({ what: z.literal('failed'), store: remoteSchema, failure: z.enum(storeFailures) }),
])
type Part = z.infer<typeof partSchema>

const resultSchema = z.object({ removed: z.number().int(), moved: z.number().int() })
type Result = z.infer<typeof resultSchema>
interface Work { readonly removals: readonly FileRow[]; readonly moves: readonly FileRow[] }
export type UpkeepJob = JobDefinition<Record<string, never>, Work, Result>

export interface UpkeepNeeds {
  readonly stores: Stores
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
}

/**
 * Removes the bytes of files that are gone, and moves those that wait to the remote store. What a store does not do now is
 * tried again later, for as long as it takes: nothing is given up, and a file is kept here until it surely lies there.
 */
export function upkeepJob({ stores, clock, events }: UpkeepNeeds): UpkeepJob {
  const upkeep: UpkeepJob = defineJob<Record<string, never>, Work, Result>({
    kind: 'files.upkeep',
    payload: z.object({}).strict(),
    result: resultSchema,
    queue: 'background',
    timeoutMs: 6 * 60 * 60_000,
    // Years of quarter hours: a store that is away for long is no reason to leave files behind.
    retry: { maxAttempts: 1_000_000, firstDelayMs: 15_000, maxDelayMs: 15 * 60_000 },
    // Sending the same bytes again under the same key, or deleting again, changes nothing.
    onLostLease: 'retry',

    prepare(tx) {
      const work = { removals: filesIn(tx.database, 'removing', removalsPerRun), moves: filesIn(tx.database, 'moving', movesPerRun) }
      return work.removals.length + work.moves.length === 0 ? { done: { removed: 0, moved: 0 } } : { work }
    },

    execute: async (work, context) => {
      const run = upkeepRun(stores, context)
      for (const file of work.removals) await run.remove(file)
      for (const file of work.moves) await run.move(file)
      const [failure] = run.failures.values()
      return failure === undefined ? done(run.counts) : retry(`files.failure.${failure}`)
    },

    receive(tx, _job, given) {
      const part: Part = partSchema.parse(given)
      switch (part.what) {
        case 'removed': deleteFileTx(tx, part.id); break
        case 'sending': sendFileTx(tx, part.id, part.store, part.bucket); break
        case 'moved': placeFileTx(tx, part.id); break
        case 'taken_back': takeBackFileTx(tx, part.id); break
        case 'stays': settleMoveTx(tx, part.id, 'kept'); break
        case 'lost': settleMoveTx(tx, part.id, 'lost'); break
        case 'reached': noteReachedTx(tx, events, part.store, clock.now()); break
        case 'failed': noteTroubleTx(tx, events, part.store, part.failure, clock.now()); break
      }
      if (part.what !== 'sending' && part.what !== 'reached') tx.afterCommit(() => events.publish({ type: 'files.changed' }))
    },

    ended(tx, _job, state) {
      // What came in while this ran found the key taken.
      if (state === 'done' && hasOpenFiles(tx.database)) enqueueUpkeepTx(tx, upkeep, clock.now())
    },
  })
  return upkeep
}

/** Has it done soon; while it is under way or planned, nothing is added. */
export function enqueueUpkeepTx(tx: Tx, upkeep: UpkeepJob, now: number): void {
  enqueueTx(tx, upkeep, {}, now, { uniqueKey: upkeepKey })
}

/** One attempt: remembers which stores failed, and asks those nothing more. */
function upkeepRun(stores: Stores, { emit, signal }: ExecutionContext) {
  const failures = new Map<RemoteStoreName, StoreFailureCode>()
  const reached = new Set<RemoteStoreName>()
  const counts = { removed: 0, moved: 0 }
  const tell = (part: Part) => emit(part)

  /** @returns false when the store did not do it, now or before. */
  async function remotely(store: RemoteStoreName, step: () => Promise<unknown>): Promise<boolean> {
    if (failures.has(store)) return false
    try {
      await step()
    } catch (error) {
      if (!(error instanceof StoreFailure) || error.code === 'cancelled') throw error
      failures.set(store, error.code)
      await tell({ what: 'failed', store, failure: error.code })
      return false
    }
    if (!reached.has(store)) await tell({ what: 'reached', store })
    reached.add(store)
    return true
  }

  const deleteIn = async (store: FileStoreName | null, bucket: string | null, key: string): Promise<boolean> =>
    store === null || store === 'local' || remotely(store, async () => (await stores.of(store, bucket ?? '')).delete(key, signal))

  async function isWhole(file: FileRow): Promise<boolean> {
    try {
      const hash = createHash('sha256')
      for await (const chunk of await stores.local.get(file.key, signal)) hash.update(chunk as Uint8Array)
      return hash.digest('hex') === file.sha256
    } catch (error) {
      if (error instanceof StoreFailure && error.code === 'not_found') return false
      throw error
    }
  }

  return {
    failures,
    counts,

    async remove(file: FileRow): Promise<void> {
      await stores.local.delete(file.key, signal)
      if (!await deleteIn(file.store, file.bucket, file.key) || !await deleteIn(file.sent_store, file.sent_bucket, file.key)) return
      await tell({ what: 'removed', id: file.id })
      counts.removed += 1
    },

    async move(file: FileRow): Promise<void> {
      const target = stores.target()
      const sentElsewhere = file.sent_store !== null && (file.sent_store !== target?.store || file.sent_bucket !== target.bucket)
      if (sentElsewhere) {
        if (!await deleteIn(file.sent_store, file.sent_bucket, file.key)) return
        await tell({ what: 'taken_back', id: file.id })
      }
      if (target === null) return tell({ what: 'stays', id: file.id })
      if (failures.has(target.store)) return
      if (!await isWhole(file)) return tell({ what: 'lost', id: file.id })
      const sent = await remotely(target.store, async () => {
        const store = await stores.of(target.store, target.bucket)
        await tell({ what: 'sending', id: file.id, ...target })
        await store.put(file.key, await stores.local.get(file.key, signal), { bytes: file.bytes, sha256: file.sha256, type: file.type }, signal)
      })
      if (!sent) return
      await tell({ what: 'moved', id: file.id })
      // Only now, that its row says where it lies.
      await stores.local.delete(file.key, signal)
      counts.moved += 1
    },
  }
}
