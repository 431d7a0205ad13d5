import { implement } from '@orpc/server'
import { jobById } from '../../db/queries/jobs.ts'
import { waitingFiles } from '../../db/queries/files.ts'
import { openJobWithKey } from '../../db/queries/models.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import { remoteStores } from '../../db/values.ts'
import { filesContract } from '../contract/files.ts'
import { SecretProblem } from '../settings/index.ts'
import { base64Parts } from './base64-parts.ts'
import { FileProblem, type Files } from './files.ts'
import { keptFileOf } from './kept-files.ts'
import { filesSettingsApi, type SettingsApiNeeds } from './settings.api.ts'
import { readTrouble } from './trouble.ts'
import { upkeepKey } from './upkeep.job.ts'

export interface FilesApiNeeds extends SettingsApiNeeds {
  readonly files: Files
  readonly reader: Reader
}

/** The routes of engine/contract/files.ts. */
export function filesApi(needs: FilesApiNeeds) {
  const { database, clock, files, reader } = needs
  const api = implement(filesContract)
  return {
    list: api.list.handler(async ({ input: { businessId, kind, text, offset, limit } }) => {
      const { rows, total } = await reader.run('files.page', { where: { businessId, kind, text, now: clock.now() }, offset, limit })
      return { rows: rows.map(keptFileOf), total }
    }),

    usage: api.usage.handler(async ({ input: { businessId } }) => {
      const used = await reader.run('files.usage', businessId)
      const { moves, bytes, removals } = waitingFiles(database, businessId)
      const trouble = readTrouble(database)
      const planned = openJobWithKey(database, upkeepKey)
      return {
        used, toMove: { files: moves, bytes }, toRemove: removals,
        trouble: remoteStores.flatMap((store) => (trouble[store] === null ? [] : [{ store, ...trouble[store] }])),
        nextTryAt: planned === null ? null : jobById(database, planned)?.run_at ?? null,
      }
    }),

    content: api.content.handler(async ({ input: { businessId, fileId }, errors, signal }) => base64Parts((await answering(errors, () => files.open(businessId, fileId, signal))).body)),

    signedUrl: api.signedUrl.handler(({ input: { businessId, fileId, seconds }, errors }) => answering(errors, async () => {
      const { expiresAt } = files.facts(businessId, fileId)
      const url = await files.signedUrl(businessId, fileId, seconds)
      return { url, expiresAt: Math.min(clock.now() + seconds * 1000, expiresAt ?? Number.POSITIVE_INFINITY) }
    })),

    remove: api.remove.handler(({ input: { businessId, fileId }, errors }) => {
      if (!writeTx(database, (tx) => files.removeTx(tx, businessId, fileId))) throw errors.NOT_FOUND({ data: { reason: 'files.not_found' } })
      return {}
    }),

    ...filesSettingsApi(api, needs),
  }
}

interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

async function answering<Value>(errors: Errors, answer: () => Promise<Value>): Promise<Value> {
  try {
    return await answer()
  } catch (error) {
    if (error instanceof SecretProblem) throw errors.INVALID({ data: { reason: error.reason, detail: error.message } })
    if (!(error instanceof FileProblem)) throw error
    if (error.reason === 'files.not_found') throw errors.NOT_FOUND({ data: { reason: error.reason } })
    throw errors.INVALID({ data: { reason: error.reason, ...(error.detail === undefined ? {} : { detail: error.detail }) } })
  }
}
