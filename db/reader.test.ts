import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { plainSample, storeSamples } from '../tests/fixtures/transcripts.ts'
import { migrate, readMigrations } from './migrate.ts'
import { openDatabase } from './open.ts'
import { openReader } from './reader.ts'

const folder = mkdtempSync(join(tmpdir(), 'vocero-reader-'))
const database = openDatabase(join(folder, 'vocero.sqlite'))
migrate(database, readMigrations(fileURLToPath(new URL('./migrations', import.meta.url))), 0)
const threadFile = new URL('./reader-thread.ts', import.meta.url)
const reader = openReader(database.path, threadFile)
afterAll(async () => {
  await reader.close()
  database.close()
  rmSync(folder, { recursive: true })
})

const total = async () => (await reader.run('transcripts.page', { where: { businessId: 'shop' }, sort: null, offset: 0, limit: 10 })).total

describe('the reader', () => {
  it('answers with what was committed before it was asked, in every one of its threads', async () => {
    for (const count of [1, 2, 3]) {
      storeSamples(database, Array.from({ length: count }, (_, index) => ({ ...plainSample, seq: index + 1, rowNumber: index + 1 })))
      expect(await Promise.all([total(), total(), total(), total()])).toEqual([count, count, count, count])
    }
  })

  it('never sees half of a transaction, and never keeps one open behind an answer', async () => {
    storeSamples(database, [plainSample])
    expect(await total()).toBe(1)
    database.sqlite.exec('BEGIN IMMEDIATE; DELETE FROM transcripts')
    expect(await Promise.all([total(), total()])).toEqual([1, 1])
    database.sqlite.exec('COMMIT')
    expect(await total()).toBe(0)
    // A reader in the middle of a transaction would keep the log from being emptied.
    expect(database.sqlite.pragma('wal_checkpoint(TRUNCATE)')).toEqual([{ busy: 0, log: 0, checkpointed: 0 }])
  })

  it('passes a failure on and goes on answering', async () => {
    storeSamples(database, [plainSample])
    await expect(reader.run('transcripts.page', { where: { businessId: 'shop' }, sort: { column: 'nonsense' as 'seller', descending: false }, offset: 0, limit: 1 })).rejects.toThrow(/undefined/)
    expect(await total()).toBe(1)
  })

  it('refuses questions once it is closed', async () => {
    const closed = openReader(database.path, threadFile)
    await closed.close()
    await expect(closed.run('transcripts.facets', 'shop')).rejects.toThrow('closed')
  })
})
