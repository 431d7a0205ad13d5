import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import type { Database } from './open.ts'

export interface Migration {
  readonly version: number
  readonly name: string
  readonly sql: string
}

export type DatabaseProblemCode = 'database_newer' | 'database_damaged' | 'migration_failed'

/** A database that cannot be used as it is. The message says what is safe and what to do. */
export class DatabaseProblem extends Error {
  readonly code: DatabaseProblemCode
  constructor(code: DatabaseProblemCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.name = 'DatabaseProblem'
    this.code = code
  }
}

/** Reads the migrations of a folder, named `0001_what_it_does.sql`, in order. */
export function readMigrations(folder: string): Migration[] {
  return readdirSync(folder)
    .filter((file) => /^\d{4}_[a-z0-9_]+\.sql$/.test(file))
    .sort()
    .map((file) => ({ version: Number(file.slice(0, 4)), name: basename(file, '.sql'), sql: readFileSync(join(folder, file), 'utf8') }))
}

/** The version the database stands at; 0 when it is empty. */
export function databaseVersion(database: Database): number {
  return database.sqlite.pragma('user_version', { simple: true }) as number
}

/**
 * Brings the database to the newest migration. Each runs in a transaction of its own together with its marker
 * (`user_version`, which SQLite keeps in the file's header, inside the transaction), so a kill leaves it either before
 * or after, never between. A copy of a database that holds data is kept beside it first.
 * @returns the versions applied now, and the backup made, if any.
 * @throws DatabaseProblem when the database is newer than the program, or a migration fails (the database is then as before).
 */
export function migrate(database: Database, migrations: readonly Migration[], now: number): { applied: number[]; backup: string | null } {
  const current = databaseVersion(database)
  const newest = migrations.at(-1)?.version ?? 0
  if (current > newest) {
    throw new DatabaseProblem(
      'database_newer',
      `The data in ${dirname(database.path)} was written by a newer Vocero (data version ${current}, this program knows ${newest}). Nothing was changed. Update Vocero, or use another folder with --data.`,
    )
  }
  const pending = migrations.filter((migration) => migration.version > current)
  if (pending.length === 0) return { applied: [], backup: null }

  const backup = current === 0 ? null : backupBefore(database, current, now)
  for (const migration of pending) applyOne(database, migration, backup)
  return { applied: pending.map((migration) => migration.version), backup }
}

function applyOne(database: Database, migration: Migration, backup: string | null): void {
  const { sqlite } = database
  // Rebuilding a table needs references switched off, which SQLite allows only outside a transaction.
  sqlite.pragma('foreign_keys = OFF')
  try {
    sqlite.exec('BEGIN IMMEDIATE')
    sqlite.exec(migration.sql)
    const broken = sqlite.pragma('foreign_key_check') as unknown[]
    if (broken.length > 0) throw new Error(`${broken.length} rows refer to something that does not exist`)
    sqlite.pragma(`user_version = ${migration.version}`)
    sqlite.exec('COMMIT')
  } catch (error) {
    if (sqlite.inTransaction) sqlite.exec('ROLLBACK')
    const kept = backup === null ? '' : ` A copy from before is at ${backup}.`
    throw new DatabaseProblem('migration_failed', `Updating the data to version ${migration.version} failed and was undone; nothing was lost.${kept} ${String(error)}`, { cause: error })
  } finally {
    sqlite.pragma('foreign_keys = ON')
  }
}

function backupBefore(database: Database, version: number, now: number): string {
  const stamp = new Date(now).toISOString().replaceAll(/[:.]/g, '-')
  return copyDatabase(database, join(dirname(database.path), 'backups', `before-update-from-${version}-${stamp}.sqlite`))
}

/** Writes a consistent, compact copy of the whole database to `target`, replacing nothing that exists. */
export function copyDatabase(database: Database, target: string): string {
  mkdirSync(dirname(target), { recursive: true })
  if (existsSync(target)) throw new Error(`A backup is already at ${target}`)
  try {
    database.prepare('VACUUM INTO ?').run(target)
  } catch (error) {
    rmSync(target, { force: true })
    throw error
  }
  return target
}

/**
 * Looks for damage: quick_check reads every page but not every index entry (seconds, not minutes, on gigabytes).
 * @throws DatabaseProblem naming what to do when the file is damaged.
 */
export function checkIntegrity(database: Database): void {
  const answer = database.sqlite.pragma('quick_check(1)', { simple: true })
  if (answer !== 'ok') throw damaged(database.path, String(answer))
}

/** The problem a person is shown when SQLite cannot read the file. */
export function damaged(path: string, cause: unknown): DatabaseProblem {
  const folder = join(dirname(path), 'backups')
  return new DatabaseProblem(
    'database_damaged',
    `The data file ${path} is damaged (${cause instanceof Error ? cause.message : String(cause)}). It was left as it is. Run "vocero doctor --restore" to put back the newest good copy from ${folder}, or start with another folder with --data.`,
    { cause },
  )
}
