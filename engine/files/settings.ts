import { z } from 'zod'
import { settingOf, setSettingTx } from '../../db/queries/settings.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { fileKinds, fileStores, type FileKind, type FileStoreName, type RemoteStoreName } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'

/** Where a remote store is. */
export interface RemotePlace {
  /** Null: Amazon's own, for `s3`; not set up yet, for `minio`. */
  readonly endpoint: string | null
  readonly region: string
  /** Empty: not set up. */
  readonly bucket: string
}

export interface FileSettings {
  /** Where files are kept from now on. */
  readonly store: FileStoreName
  readonly places: Readonly<Record<RemoteStoreName, RemotePlace>>
  /** Days after which files of a kind go, told when each is kept; null: never. */
  readonly keptDays: Readonly<Record<FileKind, number | null>>
}

type Environment = Readonly<Record<string, string | undefined>>

/** Which parts the environment's variables say; those a person cannot change here. */
export type PlaceField = 'endpoint' | 'region' | 'bucket'

const key = 'files'
const days = z.number().int().min(1).max(3_650).nullable()
/** Each by itself, so that one that cannot be read does not take the others with it. */
const storedSchema = z.object({
  store: z.enum(fileStores).nullable().catch(null),
  s3: z.object({ region: z.string(), bucket: z.string() }).catch({ region: '', bucket: '' }),
  minio: z.object({ endpoint: z.string().nullable(), region: z.string(), bucket: z.string() }).catch({ endpoint: null, region: '', bucket: '' }),
  keptDays: z.partialRecord(z.enum(fileKinds), days).catch({}),
})

/** Exports can be made again; all else is somebody's. */
const usualDays: FileSettings['keptDays'] = { chat_image: null, chat_audio: null, export: 30, document: null, other: null }
const usualRegion = 'us-east-1'

export interface SettingsStore {
  read(): FileSettings
  save(settings: FileSettings): void
  fromEnvironment(store: RemoteStoreName): readonly PlaceField[]
}

/**
 * What a person set, under what the environment says: S3_BUCKET_NAME with AWS_REGION, and MINIO_ENDPOINT with
 * MINIO_BUCKET_NAME, as deployments have them. Until a person chooses a store, the one that the environment describes is used.
 */
export function openSettings({ database, clock, environment }: { readonly database: Database; readonly clock: Clock; readonly environment: Environment }): SettingsStore {
  const said = environmentPlaces(environment)
  const fromEnvironment = (store: RemoteStoreName) => Object.keys(said[store]) as PlaceField[]
  const stored = () => storedSchema.parse(JSON.parse(settingOf(database, key) ?? '{}'))
  return {
    fromEnvironment,
    read() {
      const own = stored()
      const s3 = { endpoint: null, region: own.s3.region || environment['AWS_REGION'] || usualRegion, bucket: own.s3.bucket, ...said.s3 }
      const minio = { endpoint: own.minio.endpoint, region: own.minio.region || usualRegion, bucket: own.minio.bucket, ...said.minio }
      return { store: own.store ?? storeOf(said), places: { s3, minio }, keptDays: { ...usualDays, ...own.keptDays } }
    },
    save({ store, places, keptDays }) {
      const before: Readonly<Record<RemoteStoreName, Partial<RemotePlace>>> = stored()
      // What the environment says is not written down: it would outlive its variable. What was set before stays under it.
      const own = (name: RemoteStoreName): RemotePlace => ({ ...places[name], ...Object.fromEntries(fromEnvironment(name).map((field) => [field, before[name][field]])) })
      const value = { store, s3: own('s3'), minio: own('minio'), keptDays }
      writeTx(database, (tx) => setSettingTx(tx, key, JSON.stringify(value), clock.now()))
    },
  }
}

function environmentPlaces(environment: Environment): Record<RemoteStoreName, Partial<RemotePlace>> {
  const { S3_BUCKET_NAME: bucket, AWS_REGION: region, MINIO_ENDPOINT: endpoint, MINIO_BUCKET_NAME: minioBucket } = environment
  return {
    // A region alone is somebody's habit for all of Amazon; with a bucket it is this bucket's.
    s3: bucket ? { bucket, ...(region ? { region } : {}) } : {},
    minio: { ...(endpoint ? { endpoint: withScheme(endpoint) } : {}), ...(minioBucket ? { bucket: minioBucket } : {}) },
  }
}

/** MinIO's own tools take `localhost:9000`, without a scheme. */
function withScheme(endpoint: string): string {
  return /^https?:\/\//.test(endpoint) ? endpoint : `http://${endpoint}`
}

function storeOf(said: Record<RemoteStoreName, Partial<RemotePlace>>): FileStoreName {
  if (said.s3.bucket !== undefined) return 's3'
  return said.minio.endpoint !== undefined && said.minio.bucket !== undefined ? 'minio' : 'local'
}
