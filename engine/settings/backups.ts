import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../db/open.ts'
import { verifyFile } from '../../db/verify.ts'

export interface Backup { file: string; bytes: number; at: number }

/** Daily copies kept; older ones of the same kind are deleted. Copies made before an update are never deleted. */
const keptBackups = 14
/** Pages copied between two turns of the event loop: about 2 MB, a few milliseconds. */
const pagesPerStep = 500

/** What a copy is called until it is known to be sound. */
const unverifiedSuffix = '.unverified'
const underWay = new Set<string>()

/** The backups of a data folder, newest first. */
export function listBackups(dataFolder: string): Backup[] {
  const folder = join(dataFolder, 'backups')
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith('.sqlite'))
    .map((name) => {
      const { size, mtimeMs } = statSync(join(folder, name))
      return { file: join(folder, name), bytes: size, at: Math.round(mtimeMs) }
    })
    .sort((one, other) => other.at - one.at)
}

/**
 * Copies the database while it is in use, verifies the copy, and only then gives it the name of a backup.
 * @throws when the copy is not sound; nothing is kept of it then.
 */
export async function makeBackup(database: Database, dataFolder: string, verifyThread: URL, now: number, signal?: AbortSignal): Promise<Backup> {
  const folder = join(dataFolder, 'backups')
  mkdirSync(folder, { recursive: true })
  const file = join(folder, `vocero-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`)
  const unverified = `${file}${unverifiedSuffix}`
  removeLeftovers(folder)
  underWay.add(unverified)
  try {
    await database.sqlite.backup(unverified, {
      progress() {
        signal?.throwIfAborted()
        return pagesPerStep
      },
    })
    const fault = await verifyFile(unverified, verifyThread)
    if (fault !== null) throw new Error(`The copy is not sound: ${fault}`)
    renameSync(unverified, file)
  } finally {
    underWay.delete(unverified)
    removeLeftovers(folder)
  }
  for (const old of listBackups(dataFolder).filter((backup) => /vocero-[^/\\]*\.sqlite$/.test(backup.file)).slice(keptBackups)) rmSync(old.file, { force: true })
  return { file, bytes: statSync(file).size, at: now }
}

/** Copies that were cut off, by an error just now or by the end of the program some other day, with SQLite's files beside them. */
function removeLeftovers(folder: string): void {
  for (const name of readdirSync(folder)) {
    const end = name.indexOf(unverifiedSuffix)
    if (end !== -1 && !underWay.has(join(folder, name.slice(0, end + unverifiedSuffix.length)))) rmSync(join(folder, name), { force: true })
  }
}
