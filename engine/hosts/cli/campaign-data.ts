import { existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { lockFolder } from '../../../db/lock.ts'
import { migrate, readMigrations } from '../../../db/migrate.ts'
import { openDatabase, type Database } from '../../../db/open.ts'
import { UsageProblem } from './usage-problem.ts'

const migrations = fileURLToPath(new URL('../../../db/migrations', import.meta.url))

/**
 * Opens the data of a folder without an engine, for work that no campaign may go on under.
 * @throws UsageProblem when an engine is at work there, since only one may write.
 */
export function withData<Result>(dataFolder: string, work: (database: Database) => Result): Result {
  mkdirSync(dataFolder, { recursive: true })
  const unlock = lockFolder(dataFolder)
  if (unlock === null) throw new UsageProblem(`Vocero is running on ${dataFolder}. Do it in its console, or end it first.`)
  try {
    const database = openDatabase(join(dataFolder, 'vocero.sqlite'))
    try {
      migrate(database, readMigrations(migrations), Date.now())
      return work(database)
    } finally {
      database.close()
    }
  } finally {
    unlock()
  }
}

export function hasData(dataFolder: string): boolean {
  return existsSync(join(dataFolder, 'vocero.sqlite'))
}
