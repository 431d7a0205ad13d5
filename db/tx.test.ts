import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openDatabase, type Database } from './open.ts'
import { writeTx } from './tx.ts'

let folder: string
let database: Database
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-tx-'))
  database = openDatabase(join(folder, 'vocero.sqlite'))
  database.sqlite.exec('CREATE TABLE notes (text TEXT NOT NULL) STRICT')
})
afterEach(() => {
  database.close()
  rmSync(folder, { recursive: true })
})

const add = (text: string) => database.prepare('INSERT INTO notes (text) VALUES (?)').run(text)
const notes = () => database.prepare<string>('SELECT text FROM notes').pluck().all()

describe('writeTx', () => {
  it('keeps everything and gives back what the body gives', () => {
    expect(writeTx(database, () => { add('one'); add('two'); return 2 })).toBe(2)
    expect(notes()).toEqual(['one', 'two'])
  })

  it('keeps nothing when the body throws, tells nobody, and can be used again', () => {
    const told: string[] = []
    expect(() => writeTx(database, (tx) => {
      add('lost')
      tx.afterCommit(() => told.push('lost'))
      throw new Error('changed my mind')
    })).toThrow('changed my mind')
    expect(notes()).toEqual([])
    expect(told).toEqual([])
    writeTx(database, () => add('kept'))
    expect(notes()).toEqual(['kept'])
  })

  it('tells what follows after the commit, in order, and only then', () => {
    const told: string[] = []
    writeTx(database, (tx) => {
      tx.afterCommit(() => told.push(`first, in transaction: ${database.sqlite.inTransaction}`))
      tx.afterCommit(() => told.push('second'))
      expect(told).toEqual([])
    })
    expect(told).toEqual(['first, in transaction: false', 'second'])
  })

  it('joins the transaction that is open: the inner one is undone with the outer', () => {
    expect(() => writeTx(database, () => {
      writeTx(database, () => add('inner'))
      expect(notes()).toEqual(['inner'])
      throw new Error('outer fails')
    })).toThrow('outer fails')
    expect(notes()).toEqual([])
  })

  it('refuses to be held across an await', () => {
    expect(() => writeTx(database, async () => add('late'))).toThrow('synchronous')
    expect(notes()).toEqual([])
  })
})
