import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { checkIntegrity, DatabaseProblem } from './migrate.ts'
import { openDatabase, openReadOnly, overwriting } from './open.ts'

let folder: string
let path: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-open-'))
  path = join(folder, 'vocero.sqlite')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('openDatabase', () => {
  it('keeps references', () => {
    const database = openDatabase(path)
    database.sqlite.exec('CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT; CREATE TABLE children (parent INTEGER NOT NULL REFERENCES parents (id)) STRICT')
    expect(() => database.sqlite.exec('INSERT INTO children (parent) VALUES (1)')).toThrow('FOREIGN KEY')
    database.close()
  })

  it('refuses a file that is no database and leaves it as it is', () => {
    const content = 'these are the notes of a meeting, not a database. '.repeat(100)
    writeFileSync(path, content)
    expect(() => openDatabase(path)).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
    expect(readFileSync(path, 'utf8')).toBe(content)
  })
})

describe('openReadOnly', () => {
  it('sees what is committed, also later, and cannot write', () => {
    const writer = openDatabase(path)
    writer.sqlite.exec(`CREATE TABLE notes (text TEXT NOT NULL) STRICT; INSERT INTO notes VALUES ('one')`)
    const reader = openReadOnly(path)
    const count = () => reader.prepare<number>('SELECT count(*) FROM notes').pluck().get()
    expect(count()).toBe(1)
    writer.sqlite.exec(`INSERT INTO notes VALUES ('two')`)
    expect(count()).toBe(2)
    expect(() => reader.sqlite.exec(`INSERT INTO notes VALUES ('three')`)).toThrow('readonly')
    reader.close()
    writer.close()
  })

  it('does not make a database that is missing', () => {
    expect(() => openReadOnly(path)).toThrow('unable to open')
  })
})

describe('overwriting', () => {
  it('leaves nothing of a row that was deleted, nor of what it was before it changed', () => {
    const database = openDatabase(path)
    database.sqlite.exec('CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT NOT NULL, note TEXT NOT NULL) STRICT')
    for (let id = 1; id <= 20; id += 1) database.prepare('INSERT INTO people (id, name, note) VALUES (?, ?, ?)').run(id, `Somebody ${id}`, '')
    // A row that becomes shorter leaves most of what it was behind.
    database.prepare(`UPDATE people SET note = ? WHERE id = 7`).run(`asked for Rosa Prueba ${'x'.repeat(100)}`)
    database.prepare(`UPDATE people SET note = 'x' WHERE id = 7`).run()
    overwriting(database, () => database.prepare(`UPDATE people SET name = '', note = '' WHERE id = 7`).run())
    database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
    expect(readFileSync(path).includes('Rosa Prueba')).toBe(false)
    database.close()
  })
})

describe('checkIntegrity', () => {
  it('says nothing about a sound file and names a damaged one', () => {
    const database = openDatabase(path)
    database.sqlite.exec('CREATE TABLE notes (text TEXT NOT NULL) STRICT')
    const insert = database.prepare('INSERT INTO notes (text) VALUES (?)')
    for (let number = 0; number < 2_000; number += 1) insert.run(`note ${number} `.repeat(20))
    checkIntegrity(database)
    database.close()

    const bytes = readFileSync(path)
    bytes.fill(0x5a, 8 * 4096, 12 * 4096)
    writeFileSync(path, bytes)
    const damagedDatabase = openDatabase(path)
    expect(() => checkIntegrity(damagedDatabase)).toThrow(expect.objectContaining({ name: DatabaseProblem.name, code: 'database_damaged', message: expect.stringContaining('doctor --restore') }))
    damagedDatabase.close()
  })
})
