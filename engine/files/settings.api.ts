import type { implement } from '@orpc/server'
import { hasOpenFiles } from '../../db/queries/files.ts'
import { jobById } from '../../db/queries/jobs.ts'
import { openJobWithKey } from '../../db/queries/models.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { remoteStores, type RemoteStoreName } from '../../db/values.ts'
import type { filesContract, ShownFileSettings } from '../contract/files.ts'
import type { JobControl } from '../jobs/index.ts'
import { SecretProblem, type SecretStore, type SecretSummary } from '../settings/index.ts'
import { expireTx } from './clean-up.job.ts'
import type { KeptFilesNeeds } from './kept-files.ts'
import { keyNames } from './stores.ts'
import { tryStore } from './try-store.ts'
import { forgetTroubleTx } from './trouble.ts'
import { enqueueUpkeepTx, upkeepKey } from './upkeep.job.ts'

export interface SettingsApiNeeds extends KeptFilesNeeds {
  readonly secrets: SecretStore
  readonly control: JobControl
}

export type FilesImplementer = ReturnType<typeof implement<typeof filesContract>>

/** Where files are kept, the keys to it, and trying it. */
export function filesSettingsApi(api: FilesImplementer, needs: SettingsApiNeeds) {
  const { database, clock, events, settings, secrets, stores, upkeep, control } = needs

  const view = async (): Promise<ShownFileSettings> => {
    // A store that cannot be read shows nothing as set; why is said where a key is set or used.
    const names = await secrets.names().catch((error: unknown) => {
      if (error instanceof SecretProblem) return new Map<string, SecretSummary>()
      throw error
    })
    const { store, places, keptDays } = settings.read()
    const remotes = remoteStores.map((name) => ({
      store: name, ...places[name], accessKey: names.get(keyNames[name].access) ?? null, secretKey: names.get(keyNames[name].secret) ?? null, fromEnvironment: [...settings.fromEnvironment(name)],
    }))
    const chosen = remotes.find((remote) => remote.store === store)
    return { store, missing: chosen === undefined ? null : missingIn(chosen), remotes, keptDays }
  }
  const changed = () => {
    stores.forget()
    writeTx(database, (tx) => {
      forgetTroubleTx(tx, clock.now())
      tryNowTx(tx)
      tx.afterCommit(() => events.publish({ type: 'files.changed' }))
    })
    return view()
  }

  /** Does at once what waits: a try that is planned for later is replaced by one of now. */
  function tryNowTx(tx: Tx): void {
    if (!hasOpenFiles(database)) return
    const planned = openJobWithKey(database, upkeepKey)
    if (planned !== null && jobById(database, planned)?.state === 'scheduled') control.cancelTx(tx, planned)
    enqueueUpkeepTx(tx, upkeep, clock.now())
  }

  return {
    settings: api.settings.handler(view),

    saveSettings: api.saveSettings.handler(({ input }) => {
      settings.save({ store: input.store, places: { s3: { endpoint: null, ...input.s3 }, minio: input.minio }, keptDays: input.keptDays })
      return changed()
    }),

    setKeys: api.setKeys.handler(async ({ input: { store, keys }, errors }) => {
      const { access, secret } = keyNames[store]
      try {
        const names = await secrets.names()
        if ([access, secret].some((name) => names.get(name)?.from === 'environment')) throw errors.INVALID({ data: { reason: 'files.keys_from_environment' } })
        await (keys === null ? secrets.remove(access) : secrets.set(access, keys.access))
        await (keys === null ? secrets.remove(secret) : secrets.set(secret, keys.secret))
      } catch (error) {
        if (error instanceof SecretProblem) throw errors.INVALID({ data: { reason: error.reason, detail: error.message } })
        throw error
      }
      return changed()
    }),

    test: api.test.handler(async ({ input, signal }) => ({ steps: await tryStore(needs, input.store, signal ?? new AbortController().signal) })),

    cleanUp: api.cleanUp.handler(() => writeTx(database, (tx) => {
      const expired = expireTx(tx, needs)
      tryNowTx(tx)
      return { expired }
    })),
  }
}

function missingIn({ store, endpoint, bucket, accessKey, secretKey }: { store: RemoteStoreName; endpoint: string | null; bucket: string; accessKey: SecretSummary | null; secretKey: SecretSummary | null }): ShownFileSettings['missing'] {
  if (store === 'minio' && endpoint === null) return 'endpoint'
  if (bucket === '') return 'bucket'
  return accessKey === null || secretKey === null ? 'keys' : null
}
