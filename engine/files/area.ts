import { join } from 'node:path'
import { deleteFileTx, filesIn, hasOpenFiles } from '../../db/queries/files.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import type { AnyJob, JobControl } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { SecretStore } from '../settings/index.ts'
import { cleanUpJob } from './clean-up.job.ts'
import { filesApi } from './files.api.ts'
import { keptFiles } from './kept-files.ts'
import { localStore } from './local-store.ts'
import { answerLink } from './serve-link.ts'
import { openSettings } from './settings.ts'
import { localLinks } from './signing.ts'
import { openStores } from './stores.ts'
import { enqueueUpkeepTx, upkeepJob } from './upkeep.job.ts'

export interface FilesNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly dataFolder: string
  readonly secrets: SecretStore
  /** Usually `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
}

/** Puts the keeping of files together: stores, jobs, addresses, routes. */
export function openFiles(needs: FilesNeeds) {
  const { database, clock, secrets } = needs
  const links = localLinks(secrets)
  const local = localStore(join(needs.dataFolder, 'files'), (key, { seconds }) => links.sign(key.split('/').at(-1) ?? '', Math.floor(clock.now() / 1000) + seconds))
  const settings = openSettings({ database, clock, environment: needs.environment ?? process.env })
  const stores = openStores({ local, settings, secrets, clock })
  const upkeep = upkeepJob({ ...needs, stores })
  const cleanUp = cleanUpJob({ ...needs, local, upkeep })
  const parts = { ...needs, settings, stores, upkeep }
  const files = keptFiles(parts)
  const jobs: readonly AnyJob[] = [upkeep, cleanUp]

  return {
    files,
    jobs,
    schedules: [{ name: 'files.clean_up', job: cleanUp, payload: {}, cron: '50 3 * * *' }],
    /** What a killed program was taking in is thrown away, and what it left undone goes on. */
    async start(): Promise<void> {
      for (const { key, id } of filesIn(database, 'receiving', Number.MAX_SAFE_INTEGER)) {
        await local.delete(key)
        writeTx(database, (tx) => deleteFileTx(tx, id))
      }
      if (hasOpenFiles(database)) writeTx(database, (tx) => enqueueUpkeepTx(tx, upkeep, clock.now()))
    },
    answerLink: (id: string, query: URLSearchParams) => answerLink({ database, clock, links, stores }, id, query),
    serve: (reader: Reader, control: JobControl) => filesApi({ ...parts, files, reader, control }),
    close: () => stores.close(),
  }
}
