import { z } from 'zod'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import { storeFailures, type RemoteStoreName, type StoreFailureCode } from '../../db/values.ts'
import type { EventBus } from '../observe/event-bus.ts'

const key = 'files_trouble'
const troubleSchema = z.object({ failure: z.enum(storeFailures), since: z.number(), triedAt: z.number() })
const storedSchema = z.object({ s3: troubleSchema.nullable().catch(null), minio: troubleSchema.nullable().catch(null) })

/** Since when a remote store has not done its work, and why. */
export type Trouble = z.infer<typeof troubleSchema>

/** As they are called on every screen. */
export const storeNames: Readonly<Record<RemoteStoreName, string>> = { s3: 'Amazon S3', minio: 'MinIO' }

export function readTrouble(database: Database): Record<RemoteStoreName, Trouble | null> {
  return storedSchema.parse(JSON.parse(settingOf(database, key) ?? '{"s3":null,"minio":null}'))
}

/** Notes a failure. People are told of the first of a row of them, not of each. */
export function noteTroubleTx(tx: Tx, events: Pick<EventBus, 'publish'>, store: RemoteStoreName, failure: StoreFailureCode, now: number): void {
  const before = readTrouble(tx.database)
  setSettingTx(tx, key, JSON.stringify({ ...before, [store]: { failure, since: before[store]?.since ?? now, triedAt: now } }), now)
  if (before[store] === null) tx.afterCommit(() => events.publish({ type: 'notice', level: 'warning', key: 'files.notice.waits', values: { store: storeNames[store] } }))
}

/** The store does its work. People hear of that if they were told that it did not. */
export function noteReachedTx(tx: Tx, events: Pick<EventBus, 'publish'>, store: RemoteStoreName, now: number): void {
  const before = readTrouble(tx.database)
  if (before[store] === null) return
  setSettingTx(tx, key, JSON.stringify({ ...before, [store]: null }), now)
  tx.afterCommit(() => events.publish({ type: 'notice', level: 'info', key: 'files.notice.moves_again', values: { store: storeNames[store] } }))
}

/** Other settings or keys: what was wrong with those before says nothing any more. */
export function forgetTroubleTx(tx: Tx, now: number): void {
  setSettingTx(tx, key, JSON.stringify({ s3: null, minio: null }), now)
}
