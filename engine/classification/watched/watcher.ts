import { watch, type FSWatcher } from 'node:fs'
import { readdir, stat } from 'node:fs/promises'
import { extname, join } from 'node:path'
import { noteLookTx, watchedFilesByName, watchedFolderById, type WatchedFileRow, type WatchedFolderRow } from '../../../db/queries/watched-folders.ts'
import { writeTx } from '../../../db/tx.ts'
import { FileProblem, UploadProblem } from '../../ingest/index.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import { moveAside, takeIn, type FoundFile, type TakeInNeeds } from './take-in.ts'

/** Without a word of the system a folder is looked into this often, milliseconds: network drives tell nothing. */
export const lookEveryMs = 60_000
/** A file that has not changed for so long has been written to its end, milliseconds. */
export const settledAfterMs = 2_000

const readable: ReadonlySet<string> = new Set(['.csv', '.tsv', '.tab', '.json', '.ndjson', '.jsonl', '.txt', '.vtt', '.srt', '.xlsx', '.xlsm'])

export interface WatcherNeeds extends TakeInNeeds { readonly events: EventBus }

/** Watches one folder until it is closed. Looks follow each other; whatever goes wrong becomes the folder's problem. */
export class Watcher {
  readonly #needs: WatcherNeeds
  readonly #id: string
  readonly #closing = new AbortController()
  /** Files that were seen and may still be growing: how they were, and since when. */
  readonly #growing = new Map<string, { file: FoundFile; since: number }>()
  #looking: Promise<void> = Promise.resolve()
  #stopAlarm = () => {}
  #alarmAt = Number.POSITIVE_INFINITY
  #system: FSWatcher | null = null

  constructor(needs: WatcherNeeds, id: string) {
    this.#needs = needs
    this.#id = id
  }

  /** Looks now, after a look that is under way. */
  look(): Promise<void> {
    this.#looking = this.#looking.then(() => this.#look())
    return this.#looking
  }

  async close(): Promise<void> {
    this.#closing.abort()
    this.#stopAlarm()
    this.#system?.close()
    this.#system = null
    await this.#looking
  }

  async #look(): Promise<void> {
    const { database, clock, events } = this.#needs
    const folder = watchedFolderById(database, this.#id)
    if (folder === null || folder.enabled !== 1 || this.#closing.signal.aborted) return
    this.#stopAlarm()
    this.#alarmAt = Number.POSITIVE_INFINITY
    let problem: string | null = null
    try {
      await this.#lookInto(folder)
      this.#listen(folder.path)
    } catch (error) {
      if (this.#closing.signal.aborted) return
      problem = problemOf(error)
      // What is told of a folder that went away and came back is told of the old one.
      this.#system?.close()
      this.#system = null
    }
    try {
      writeTx(database, (tx) => {
        noteLookTx(tx, folder.id, problem, clock.now())
        tx.afterCommit(() => events.publish({ type: 'watched_folders.changed' }))
      })
    } catch {
      // A full disk takes no note of itself. Thrown on, it would end every look to come; the next one tells what is still so.
    }
    this.#lookIn(this.#growing.size > 0 ? settledAfterMs : lookEveryMs)
  }

  async #lookInto(folder: WatchedFolderRow): Promise<void> {
    const { database, clock } = this.#needs
    const { signal } = this.#closing
    const entries = await readdir(folder.path, { withFileTypes: true })
    const names = entries.filter((entry) => entry.isFile() && !entry.name.startsWith('.') && readable.has(extname(entry.name).toLowerCase())).map((entry) => entry.name).sort()
    const known = watchedFilesByName(database, folder.id)
    for (const name of this.#growing.keys()) if (!names.includes(name)) this.#growing.delete(name)
    let firstProblem: unknown = null
    for (const name of names) {
      if (signal.aborted) return
      try {
        const facts = await stat(join(folder.path, name))
        const file = { name, bytes: facts.size, modifiedAt: Math.floor(facts.mtimeMs) }
        // One that was only just begun; nobody drops an empty file on purpose.
        if (file.bytes === 0) continue
        if (!sameFile(known.get(name), file)) {
          if (!this.#settled(file, clock.now())) continue
          if (!(await takeIn(this.#needs, folder, file, signal))) {
            this.#growing.set(name, { file, since: clock.now() })
            continue
          }
          this.#growing.delete(name)
        }
        const dealtWith = watchedFilesByName(database, folder.id).get(name)
        if (folder.afterwards === 'move' && dealtWith !== undefined) await moveAside(folder, name, dealtWith.problem !== null)
      } catch (error) {
        // The other files are sound.
        if ((error as NodeJS.ErrnoException).code !== 'ENOENT') firstProblem ??= error
      }
    }
    if (firstProblem !== null) throw firstProblem
  }

  /** Whether the file is as it was some time ago. */
  #settled(file: FoundFile, now: number): boolean {
    const before = this.#growing.get(file.name)
    if (before === undefined || before.file.bytes !== file.bytes || before.file.modifiedAt !== file.modifiedAt) {
      this.#growing.set(file.name, { file, since: now })
      return false
    }
    return now - before.since >= settledAfterMs
  }

  #lookIn(milliseconds: number): void {
    if (this.#closing.signal.aborted) return
    const at = this.#needs.clock.now() + milliseconds
    if (at >= this.#alarmAt) return
    this.#alarmAt = at
    this.#stopAlarm()
    this.#stopAlarm = this.#needs.clock.after(milliseconds, () => void this.look())
  }

  /** The system says when something changes; where it cannot, the looks by the clock do. */
  #listen(path: string): void {
    if (this.#system !== null || this.#closing.signal.aborted) return
    try {
      this.#system = watch(path, { persistent: false }, () => this.#lookIn(settledAfterMs))
      this.#system.on('error', () => {
        this.#system?.close()
        this.#system = null
      })
    } catch {
      this.#system = null
    }
  }
}

function sameFile(known: WatchedFileRow | undefined, file: FoundFile): boolean {
  return known !== undefined && known.bytes === file.bytes && known.modified_at === file.modifiedAt
}

function problemOf(error: unknown): string {
  if (error instanceof FileProblem) return error.detail === undefined ? error.reason : `${error.reason} ${error.detail}`
  if (error instanceof UploadProblem) return error.reason
  const { code, path } = error as NodeJS.ErrnoException
  if (code === 'ENOENT' || code === 'ENOTDIR') return 'watched.folder_missing'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return path === undefined ? 'watched.not_allowed' : `watched.not_allowed ${path}`
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'ingest.disk_full'
  return `watched.unreadable ${error instanceof Error ? error.message : String(error)}`
}
