import type { FileStoreName, RemoteStoreName } from '../../../db/values.ts'
import type { RemoteSetting, ShownFileSettings } from '../../../engine/contract/files.ts'

/** What a person writes of the places where files are kept; texts as they are typed. */
export interface StoreDraft {
  store: FileStoreName
  s3: { region: string, bucket: string }
  minio: { endpoint: string, region: string, bucket: string }
}

export type DraftProblem = 'badEndpoint' | 'badBucket' | 'badRegion'

const bucketPattern = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/
const regionPattern = /^[a-z0-9-]{2,40}$/

export function remoteOf(settings: ShownFileSettings, store: RemoteStoreName): RemoteSetting {
  const found = settings.remotes.find(remote => remote.store === store)
  if (!found) throw new Error(`The engine knows no store ${store}`)
  return found
}

export function draftOf(settings: ShownFileSettings): StoreDraft {
  const s3 = remoteOf(settings, 's3')
  const minio = remoteOf(settings, 'minio')
  return { store: settings.store, s3: { region: s3.region, bucket: s3.bucket }, minio: { endpoint: minio.endpoint ?? '', region: minio.region, bucket: minio.bucket } }
}

/** What is wrong with the store that is chosen. Empty fields are not wrong: what is missing is told apart. */
export function problemsOf({ store, s3, minio }: StoreDraft): Partial<Record<'endpoint' | 'region' | 'bucket', DraftProblem>> {
  if (store === 'local') return {}
  const { region, bucket } = store === 's3' ? s3 : minio
  return {
    ...(store === 'minio' && minio.endpoint.trim() !== '' && !/^https?:\/\/[^/\s]+/.test(minio.endpoint.trim()) ? { endpoint: 'badEndpoint' as const } : {}),
    ...(regionPattern.test(region.trim()) ? {} : { region: 'badRegion' as const }),
    ...(bucket.trim() === '' || bucketPattern.test(bucket.trim()) ? {} : { bucket: 'badBucket' as const }),
  }
}

/** The draft as the engine takes it. */
export function savedForm({ store, s3, minio }: StoreDraft) {
  return { store, s3: { region: s3.region.trim(), bucket: s3.bucket.trim() }, minio: { endpoint: minio.endpoint.trim() || null, region: minio.region.trim(), bucket: minio.bucket.trim() } }
}
