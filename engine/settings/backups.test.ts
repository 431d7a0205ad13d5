import { existsSync, mkdirSync, readdirSync, truncateSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openReadOnly, type Database } from '../../db/open.ts'
import { setSettingTx } from '../../db/queries/settings.ts'
import { writeTx } from '../../db/tx.ts'
import { verifyFile } from '../../db/verify.ts'
import { openTestDatabase, testFolder } from '../../tests/harness/test-data.ts'
import { listBackups, makeBackup } from './backups.ts'

const verifyThread = new URL('../../db/verify-thread.ts', import.meta.url)
const now = Date.UTC(2026, 0, 15, 3, 40)
let folder: ReturnType<typeof testFolder>
let database: Database

beforeEach(() => {
  folder = testFolder()
  database = openTestDatabase(folder.path)
})
afterEach(() => {
  database.close()
  folder.remove()
})

const write = (count: number) => writeTx(database, (tx) => { for (let index = 0; index < count; index += 1) setSettingTx(tx, `key ${index}`, 'x'.repeat(2_000), now) })
const settingsIn = (file: string): unknown => {
  const copy = openReadOnly(file)
  try {
    return copy.prepare('SELECT count(*) AS count FROM settings').get()
  } finally {
    copy.close()
  }
}
const kept = () => readdirSync(join(folder.path, 'backups')).toSorted()

describe('a backup', () => {
  test('is a whole, sound copy, also of what is only in the write-ahead log', async () => {
    write(50)
    const backup = await makeBackup(database, folder.path, verifyThread, now)
    expect(kept()).toEqual(['vocero-2026-01-15T03-40-00-000Z.sqlite'])
    expect(settingsIn(backup.file)).toEqual({ count: 50 })
    expect(listBackups(folder.path)).toMatchObject([{ file: backup.file, bytes: backup.bytes }])
  })

  test('holds what is written while it is made', async () => {
    write(2_000)
    const making = makeBackup(database, folder.path, verifyThread, now)
    writeTx(database, (tx) => setSettingTx(tx, 'meanwhile', 'x', now))
    expect(settingsIn((await making).file)).toEqual({ count: 2_001 })
  })

  test('that is stopped in the middle leaves nothing', async () => {
    write(2_000)
    const stop = new AbortController()
    const making = makeBackup(database, folder.path, verifyThread, now, stop.signal)
    stop.abort(new Error('closing'))
    await expect(making).rejects.toThrow('closing')
    expect(kept()).toEqual([])
  })

  test('that is not sound is never kept', async () => {
    write(50)
    // A thread that finds, as on a failing disk, that the copy is not what was written.
    const failing = new URL(`data:text/javascript,import { parentPort } from 'node:worker_threads'; parentPort.postMessage('page 7 is torn')`)
    await expect(makeBackup(database, folder.path, failing, now)).rejects.toThrow('The copy is not sound: page 7 is torn')
    expect(kept()).toEqual([])
  })

  test('clears away what earlier ones left that were cut off by the end of the program', async () => {
    mkdirSync(join(folder.path, 'backups'))
    for (const rest of ['', '-journal', '-wal']) writeFileSync(join(folder.path, 'backups', `vocero-2026-01-10T03-40-00-000Z.sqlite.unverified${rest}`), 'half')
    await makeBackup(database, folder.path, verifyThread, now)
    expect(kept()).toEqual(['vocero-2026-01-15T03-40-00-000Z.sqlite'])
  })

  test('made beside another does not take it away', async () => {
    write(2_000)
    await Promise.all([makeBackup(database, folder.path, verifyThread, now), makeBackup(database, folder.path, verifyThread, now + 1)])
    expect(kept()).toHaveLength(2)
  })

  test('pushes out the oldest above fourteen, never the copies from before an update', async () => {
    mkdirSync(join(folder.path, 'backups'))
    const place = (name: string, day: number) => {
      writeFileSync(join(folder.path, 'backups', name), 'copy')
      utimesSync(join(folder.path, 'backups', name), new Date(2025, 0, day), new Date(2025, 0, day))
    }
    for (let day = 1; day <= 20; day += 1) place(`vocero-2025-01-${String(day).padStart(2, '0')}.sqlite`, day)
    place('before-update-from-1-2025.sqlite', 1)
    const { file } = await makeBackup(database, folder.path, verifyThread, now)
    const days = listBackups(folder.path).map((backup) => backup.file)
    expect(days).toHaveLength(15)
    expect(days[0]).toBe(file)
    expect(existsSync(join(folder.path, 'backups', 'before-update-from-1-2025.sqlite'))).toBe(true)
    expect(existsSync(join(folder.path, 'backups', 'vocero-2025-01-08.sqlite'))).toBe(true)
    expect(existsSync(join(folder.path, 'backups', 'vocero-2025-01-07.sqlite'))).toBe(false)
  })
})

test('there are none before the first', () => {
  expect(listBackups(folder.path)).toEqual([])
})

test('the verifying thread itself finds a torn file', async () => {
  write(200)
  const { file, bytes } = await makeBackup(database, folder.path, verifyThread, now)
  expect(await verifyFile(file, verifyThread)).toBeNull()
  truncateSync(file, bytes - 8_192)
  expect(await verifyFile(file, verifyThread)).not.toBeNull()
})
