import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase, type Database } from '../../db/open.ts'

/** A folder of its own for one test. */
export function testFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

const migrations = readMigrations(join(import.meta.dirname, '../../db/migrations'))

/** What the real migrations make of nothing, as bytes: made once, because it takes a hundred milliseconds and hundreds of tests begin with it. */
let migrated: Buffer | null = null

function migratedBytes(): Buffer {
  if (migrated !== null) return migrated
  const folder = testFolder()
  try {
    const path = join(folder.path, 'vocero.sqlite')
    const database = openDatabase(path)
    migrate(database, migrations, 0)
    database.close()
    return (migrated = readFileSync(path))
  } finally {
    folder.remove()
  }
}

/** Lays a database that is migrated and empty into a data folder, unless it has one: whatever opens it has nothing left to migrate. */
export function layTestDatabase(folder: string): void {
  const path = join(folder, 'vocero.sqlite')
  if (existsSync(path)) return
  mkdirSync(folder, { recursive: true })
  writeFileSync(path, migratedBytes())
}

/** The real database with the real migrations, in `folder`; opened again when it is there already. */
export function openTestDatabase(folder: string): Database {
  layTestDatabase(folder)
  const database = openDatabase(join(folder, 'vocero.sqlite'))
  migrate(database, migrations, 0)
  return database
}
