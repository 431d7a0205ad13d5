import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { migrate, readMigrations } from '../../db/migrate.ts'
import { openDatabase, type Database } from '../../db/open.ts'

/** A folder of its own for one test. */
export function testFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}

/** The real database with the real migrations, in `folder`; opened again when it is there already. */
export function openTestDatabase(folder: string): Database {
  const database = openDatabase(join(folder, 'vocero.sqlite'))
  migrate(database, readMigrations(join(import.meta.dirname, '../../db/migrations')), 0)
  return database
}
