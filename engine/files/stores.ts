import type { FileStoreName, RemoteStoreName } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'
import { SecretProblem, type SecretStore } from '../settings/index.ts'
import type { LocalStore } from './local-store.ts'
import { StoreFailure, type FileStore } from './ports.ts'
import { s3Store, type S3Store } from './s3-store.ts'
import type { SettingsStore } from './settings.ts'

/** Names of a remote store's keys in the store of secrets. */
export const keyNames: Readonly<Record<RemoteStoreName, { readonly access: string; readonly secret: string }>> = {
  s3: { access: 'files_s3_access_key', secret: 'files_s3_secret_key' },
  minio: { access: 'files_minio_access_key', secret: 'files_minio_secret_key' },
}

export interface Stores {
  readonly local: LocalStore
  /** @param bucket empty for the local one. @throws StoreFailure `not_set_up` when address or keys are missing. */
  of(store: FileStoreName, bucket: string): Promise<FileStore>
  /** Where files are to go; null: they stay here. */
  target(): { readonly store: RemoteStoreName; readonly bucket: string } | null
  /** Address or keys changed: the next request reads them anew. */
  forget(): void
  close(): void
}

/** Stores by their names; a remote one is opened when it is first asked for, and stays open. */
export function openStores({ local, settings, secrets, clock }: { readonly local: LocalStore; readonly settings: SettingsStore; readonly secrets: SecretStore; readonly clock: Clock }): Stores {
  const opened = new Map<string, Promise<S3Store>>()

  async function openRemote(store: RemoteStoreName, bucket: string): Promise<S3Store> {
    const { endpoint, region } = settings.read().places[store]
    const { access, secret } = keyNames[store]
    const [accessKey, secretKey] = await Promise.all([secrets.get(access), secrets.get(secret)]).catch((error: unknown) => {
      throw error instanceof SecretProblem ? new StoreFailure('not_set_up', error.reason) : error
    })
    if (accessKey === null || secretKey === null || (store === 'minio' && endpoint === null)) throw new StoreFailure('not_set_up', 'Address or keys are missing')
    return s3Store({ endpoint, region, bucket, accessKey, secretKey }, clock)
  }

  function forget(): void {
    for (const store of opened.values()) void store.then((one) => one.close(), () => undefined)
    opened.clear()
  }

  return {
    local,
    async of(store, bucket) {
      if (store === 'local') return local
      if (bucket === '') throw new StoreFailure('not_set_up', 'No bucket is named')
      const name = `${store} ${bucket}`
      let found = opened.get(name)
      if (found === undefined) {
        found = openRemote(store, bucket)
        opened.set(name, found)
        // One that could not be opened is tried anew by whoever asks next.
        found.catch(() => opened.get(name) === found && opened.delete(name))
      }
      return found
    },
    target() {
      const { store, places } = settings.read()
      return store === 'local' ? null : { store, bucket: places[store].bucket }
    },
    forget,
    close: forget,
  }
}
