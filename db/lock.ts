import BetterSqlite3 from 'better-sqlite3'
import { join } from 'node:path'

/**
 * Claims a data folder for this process, by an exclusive lock on a file of its own. The operating system lets go of it
 * when the process ends, however it ends, so there is no stale lock to clear by hand.
 * @returns a function that lets go, or null when another process holds the folder.
 */
export function lockFolder(folder: string): (() => void) | null {
  const lock = new BetterSqlite3(join(folder, 'engine.lock'), { timeout: 0 })
  try {
    lock.exec('BEGIN EXCLUSIVE')
    return () => lock.close()
  } catch (error) {
    lock.close()
    if (error instanceof BetterSqlite3.SqliteError && error.code.startsWith('SQLITE_BUSY')) return null
    throw error
  }
}
