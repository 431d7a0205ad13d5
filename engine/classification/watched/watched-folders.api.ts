import { isAbsolute, relative, resolve } from 'node:path'
import { implement } from '@orpc/server'
import { newId } from '../../../db/id.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import {
  enabledWatchedFolders, removeWatchedFolderTx, saveWatchedFolderTx, watchedFileFacts, watchedFolderById, watchedFoldersOf, type WatchedFolderRow,
} from '../../../db/queries/watched-folders.ts'
import { writeTx } from '../../../db/tx.ts'
import { watchedFoldersContract, type WatchedFolder } from '../../contract/watched-folders.ts'
import { Watcher, type WatcherNeeds } from './watcher.ts'

/** Watches the folders that people named, and serves the routes by which they name them. */
export function openWatchedFolders(needs: WatcherNeeds) {
  const { database, clock, events, dataFolder } = needs
  const watchers = new Map<string, Watcher>()
  const api = implement(watchedFoldersContract)

  const watchAnew = async (id: string): Promise<void> => {
    const before = watchers.get(id)
    watchers.delete(id)
    await before?.close()
    const folder = watchedFolderById(database, id)
    if (folder === null || folder.enabled !== 1 || watchers.has(id)) return
    const watcher = new Watcher(needs, id)
    watchers.set(id, watcher)
    await watcher.look()
  }
  const toContract = (row: WatchedFolderRow): WatchedFolder => {
    const { name, problem, files } = watchedFileFacts(database, row.id)
    return { id: row.id, path: row.path, enabled: row.enabled === 1, afterwards: row.afterwards, lastLookedAt: row.last_looked_at, lastFile: name, files, problem: row.problem ?? problem }
  }
  const changed = () => events.publish({ type: 'watched_folders.changed' })

  const watchedFoldersApi = {
    list: api.list.handler(({ input }) => watchedFoldersOf(database, input.businessId).map(toContract)),
    save: api.save.handler(async ({ input, errors }) => {
      if (businessById(database, input.businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const before = input.id === undefined ? null : watchedFolderById(database, input.id)
      if (input.id !== undefined && before?.business_id !== input.businessId) throw errors.NOT_FOUND({ data: { reason: 'watched.not_found' } })
      if (!isAbsolute(input.path)) throw errors.INVALID({ data: { reason: 'watched.path_not_absolute', detail: input.path } })
      const path = resolve(input.path)
      if (isInside(path, dataFolder)) throw errors.INVALID({ data: { reason: 'watched.own_folder', detail: path } })
      const id = before?.id ?? newId()
      const saved = writeTx(database, (tx) => saveWatchedFolderTx(tx, { id, business_id: input.businessId, path, enabled: Number(input.enabled), afterwards: input.afterwards, created_at: clock.now() }))
      if (!saved) throw errors.CONFLICT({ data: { reason: 'watched.path_taken' } })
      await watchAnew(id)
      changed()
      const row = watchedFolderById(database, id)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'watched.not_found' } })
      return toContract(row)
    }),
    remove: api.remove.handler(async ({ input, errors }) => {
      if (!writeTx(database, (tx) => removeWatchedFolderTx(tx, input.id))) throw errors.NOT_FOUND({ data: { reason: 'watched.not_found' } })
      await watchAnew(input.id)
      changed()
      return {}
    }),
    lookNow: api.lookNow.handler(async ({ input, errors }) => {
      if (watchedFolderById(database, input.id) === null) throw errors.NOT_FOUND({ data: { reason: 'watched.not_found' } })
      await watchers.get(input.id)?.look()
      const row = watchedFolderById(database, input.id)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'watched.not_found' } })
      return toContract(row)
    }),
  }

  return {
    watchedFoldersApi,
    /** Begins to watch what was watched before; returns at once. */
    start(): void {
      for (const { id } of enabledWatchedFolders(database)) void watchAnew(id)
    },
    async close(): Promise<void> {
      await Promise.all([...watchers.values()].map((watcher) => watcher.close()))
    },
  }
}

/** Files of the program itself must not be taken for transcripts. */
function isInside(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (!way.startsWith('..') && !isAbsolute(way))
}
