import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { copyDatabase, databaseVersion, DatabaseProblem, migrate, readMigrations, type Migration } from './migrate.ts'
import { openDatabase, openReadOnly, type Database } from './open.ts'

let folder: string
let path: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-migrate-'))
  path = join(folder, 'vocero.sqlite')
  database = openDatabase(path)
})
afterEach(() => {
  if (database.sqlite.open) database.close()
  rmSync(folder, { recursive: true })
})

const first: Migration = { version: 1, name: '0001_people', sql: `CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL) STRICT; INSERT INTO people (name) VALUES ('Ana')` }
const second: Migration = { version: 2, name: '0002_ages', sql: 'ALTER TABLE people ADD COLUMN age INTEGER' }
const names = () => database.prepare<string>('SELECT name FROM people').pluck().all()
const columns = () => (database.sqlite.pragma('table_info(people)') as { name: string }[]).map((column) => column.name)
const moment = Date.UTC(2026, 0, 2, 3, 4, 5)

describe('migrate', () => {
  it('brings an empty database to the newest version, without a backup of nothing', () => {
    expect(migrate(database, [first, second], moment)).toEqual({ applied: [1, 2], backup: null })
    expect(databaseVersion(database)).toBe(2)
    expect(columns()).toEqual(['id', 'name', 'age'])
  })

  it('does nothing a second time', () => {
    migrate(database, [first], moment)
    expect(migrate(database, [first], moment)).toEqual({ applied: [], backup: null })
    expect(names()).toEqual(['Ana'])
  })

  it('keeps a copy from before when there is data', () => {
    migrate(database, [first], moment)
    const { applied, backup } = migrate(database, [first, second], moment)
    expect(applied).toEqual([2])
    expect(backup).not.toBeNull()
    const copy = openReadOnly(backup ?? '')
    expect(databaseVersion(copy)).toBe(1)
    expect(copy.prepare('SELECT name FROM people').pluck().all()).toEqual(['Ana'])
    copy.close()
  })

  it('refuses a database that is newer than the program, says so, and changes nothing', () => {
    migrate(database, [first, second], moment)
    expect(() => migrate(database, [first], moment)).toThrow(expect.objectContaining({ name: DatabaseProblem.name, code: 'database_newer', message: expect.stringMatching(/version 2.*knows 1.*Nothing was changed.*--data/s) }))
    expect(databaseVersion(database)).toBe(2)
    expect(existsSync(join(folder, 'backups'))).toBe(false)
  })

  it('undoes a migration that fails, names the backup, and leaves the database usable', () => {
    migrate(database, [first], moment)
    const broken: Migration = { ...second, sql: `${second.sql}; INSERT INTO people (name) VALUES (NULL)` }
    expect(() => migrate(database, [first, broken], moment)).toThrow(expect.objectContaining({ code: 'migration_failed', message: expect.stringContaining(join(folder, 'backups')) }))
    expect(databaseVersion(database)).toBe(1)
    expect(columns()).toEqual(['id', 'name'])
    expect(migrate(database, [first, second], moment + 1).applied).toEqual([2])
  })

  it('undoes a migration that leaves a reference to nothing', () => {
    migrate(database, [first], moment)
    const dangling: Migration = { version: 2, name: '0002_pets', sql: 'CREATE TABLE pets (owner INTEGER NOT NULL REFERENCES people (id)) STRICT; INSERT INTO pets (owner) VALUES (99)' }
    expect(() => migrate(database, [first, dangling], moment)).toThrow(DatabaseProblem)
    expect(database.sqlite.pragma('table_info(pets)')).toEqual([])
    expect(database.sqlite.pragma('foreign_keys', { simple: true })).toBe(1)
  })

  it.each([
    ['in the middle', { ...second, sql: `${second.sql}; UPDATE people SET age = 1; SELECT die(); UPDATE people SET age = 2` }, 1, ['id', 'name']],
    ['between two migrations', { version: 3, name: '0003_die', sql: 'SELECT die()' }, 2, ['id', 'name', 'age']],
  ])('leaves a database killed %s before or after a migration, never between', (_, killed: Migration, version, expected) => {
    migrate(database, [first], moment)
    database.close()
    const ended = killDuring([first, second, killed].filter((one, index, all) => all.findLastIndex((other) => other.version === one.version) === index))
    expect(ended.signal).toBe('SIGKILL')

    database = openDatabase(path)
    expect(databaseVersion(database)).toBe(version)
    expect(columns()).toEqual(expected)
    migrate(database, [first, second], moment + 1)
    expect(columns()).toEqual(['id', 'name', 'age'])
    expect(names()).toEqual(['Ana'])
  })
})

const source = (file: string) => JSON.stringify(new URL(file, import.meta.url).href)

/** Migrates in another process, which dies of SIGKILL when SQLite calls the function `die`. */
function killDuring(migrations: readonly Migration[]) {
  const program = `
    import { openDatabase } from ${source('./open.ts')}
    import { migrate } from ${source('./migrate.ts')}
    const database = openDatabase(${JSON.stringify(path)})
    database.sqlite.function('die', () => process.kill(process.pid, 'SIGKILL'))
    migrate(database, ${JSON.stringify(migrations)}, ${moment})`
  return spawnSync(process.execPath, ['--input-type=module', '--eval', program], { encoding: 'utf8' })
}

describe('readMigrations', () => {
  it('reads numbered files in order and nothing else', () => {
    const migrations = join(folder, 'migrations')
    mkdirSync(migrations)
    for (const file of ['0002_b.sql', '0001_a.sql', 'notes.txt', '3_c.sql']) writeFileSync(join(migrations, file), `-- ${file}`)
    expect(readMigrations(migrations)).toEqual([
      { version: 1, name: '0001_a', sql: '-- 0001_a.sql' },
      { version: 2, name: '0002_b', sql: '-- 0002_b.sql' },
    ])
  })

  it("finds the program's own, counted without a gap", () => {
    const versions = readMigrations(fileURLToPath(new URL('./migrations', import.meta.url))).map((migration) => migration.version)
    expect(versions).toEqual(versions.map((_, index) => index + 1))
    expect(versions.length).toBeGreaterThan(0)
  })
})

describe('copyDatabase', () => {
  it('never writes over an earlier copy, and leaves no half copy behind', () => {
    migrate(database, [first], moment)
    const target = join(folder, 'copies', 'copy.sqlite')
    copyDatabase(database, target)
    expect(() => copyDatabase(database, target)).toThrow('already')
    expect(readdirSync(join(folder, 'copies'))).toEqual(['copy.sqlite'])
  })
})
