import { newId } from '../../db/id.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { deleteFileTx, fileOf, fileReceivedTx, holdFileTx, insertFileTx, removeFileTx, type FileRow } from '../../db/queries/files.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { FileProblem, type Files, type KeptFile } from './files.ts'
import { StoreFailure } from './ports.ts'
import { dispositionOf } from './disposition.ts'
import type { SettingsStore } from './settings.ts'
import type { Stores } from './stores.ts'
import { takeIn } from './take-in.ts'
import { enqueueUpkeepTx, type UpkeepJob } from './upkeep.job.ts'

const dayMs = 86_400_000

export interface KeptFilesNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly settings: SettingsStore
  readonly stores: Stores
  readonly upkeep: UpkeepJob
}

export function keptFiles(needs: KeptFilesNeeds): Files {
  const { database, clock, events, settings, stores, upkeep } = needs
  const changed = () => events.publish({ type: 'files.changed' })
  const rowOf = (businessId: string, id: string): FileRow => {
    const row = fileOf(database, businessId, id, clock.now())
    if (row === null) throw new FileProblem('files.not_found')
    return row
  }

  return {
    async keep({ businessId, kind, name, body, expiresAt, signal }) {
      // A source that breaks before its first byte is read would otherwise end the engine; the reading hears of it all the same.
      body.on('error', () => undefined)
      if (businessById(database, businessId) === null) {
        body.destroy()
        throw new FileProblem('files.business_not_found')
      }
      const id = newId()
      const key = `${businessId}/${id}`
      const createdAt = clock.now()
      writeTx(database, (tx) => insertFileTx(tx, { id, business_id: businessId, kind, key, created_at: createdAt }))
      try {
        const taken = await takeIn(stores.local, key, { kind, name, body, signal })
        const { keptDays } = settings.read()
        const days = keptDays[kind]
        const expires = expiresAt === undefined ? (days === null ? null : createdAt + days * dayMs) : expiresAt
        writeTx(database, (tx) => {
          const moves = stores.target() !== null
          fileReceivedTx(tx, id, { name: taken.name, type: taken.type, bytes: taken.bytes, sha256: taken.sha256, state: moves ? 'moving' : 'kept', expires_at: expires })
          if (moves) enqueueUpkeepTx(tx, upkeep, clock.now())
          tx.afterCommit(changed)
        })
      } catch (error) {
        writeTx(database, (tx) => deleteFileTx(tx, id))
        throw error
      }
      return keptFileOf(rowOf(businessId, id))
    },

    facts: (businessId, id) => keptFileOf(rowOf(businessId, id)),

    open: async (businessId, id, signal) => openRow(stores, () => rowOf(businessId, id), signal),

    async signedUrl(businessId, id, seconds) {
      const row = rowOf(businessId, id)
      const untilExpired = row.expires_at === null ? seconds : Math.floor((row.expires_at - clock.now()) / 1000)
      return asProblem(async () => (await stores.of(row.store, row.bucket)).signedUrl(row.key, { seconds: Math.max(1, Math.min(seconds, untilExpired)), type: row.type, disposition: dispositionOf(row.name) }))
    },

    holdTx(tx, businessId, id) {
      if (!holdFileTx(tx, businessId, id)) return false
      tx.afterCommit(changed)
      return true
    },

    removeTx(tx, businessId, id) {
      if (!removeFileTx(tx, businessId, id)) return false
      enqueueUpkeepTx(tx, upkeep, clock.now())
      tx.afterCommit(changed)
      return true
    },
  }
}

/**
 * The bytes of a file from where its row says they are.
 * @throws FileProblem as `read` does, or why the store did not give them.
 */
export async function openRow(stores: Stores, read: () => FileRow, signal?: AbortSignal) {
  const row = read()
  const get = (from: FileRow) => asProblem(async () => ({ file: keptFileOf(from), body: await (await stores.of(from.store, from.bucket)).get(from.key, signal) }))
  try {
    return await get(row)
  } catch (error) {
    // It was moved between the look and the reading.
    const now = read()
    if (now.store === row.store) throw error
    return get(now)
  }
}

async function asProblem<Value>(step: () => Promise<Value>): Promise<Value> {
  try {
    return await step()
  } catch (error) {
    if (error instanceof StoreFailure) throw new FileProblem(`files.failure.${error.code}`, undefined, { cause: error })
    throw error
  }
}

export function keptFileOf(row: FileRow): KeptFile {
  return { id: row.id, kind: row.kind, name: row.name, type: row.type, bytes: row.bytes, sha256: row.sha256, store: row.store, state: row.state, expiresAt: row.expires_at, createdAt: row.created_at }
}
