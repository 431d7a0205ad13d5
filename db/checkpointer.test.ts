import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { startCheckpoints } from './checkpointer.ts'
import { openDatabase, openReadOnly } from './open.ts'

const threadFile = new URL('./checkpoint-thread.ts', import.meta.url)

it('moves what was written into the database file without the writer, and lets go of it at the end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  const database = openDatabase(join(folder, 'a.sqlite'))
  const end = startCheckpoints(database, threadFile)
  database.sqlite.exec('CREATE TABLE words (word TEXT)')
  const insert = database.prepare('INSERT INTO words VALUES (?)')
  for (let index = 0; index < 2_000; index += 1) insert.run('x'.repeat(500))
  // A pass finds what its predecessors left; once it finds nothing, all is in the file.
  await expect.poll(() => pagesInFile(join(folder, 'a.sqlite')), { timeout: 20_000 }).toBeGreaterThan(200)
  await end()
  await end()
  database.close()
  const read = openReadOnly(join(folder, 'a.sqlite'))
  expect(read.sqlite.prepare('SELECT count(*) FROM words').pluck().get()).toBe(2_000)
  read.close()
  rmSync(folder, { recursive: true })
})

it('leaves the checkpoints to the writer when the thread cannot work', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
  const database = openDatabase(join(folder, 'a.sqlite'))
  const end = startCheckpoints(database, new URL('./nowhere.ts', import.meta.url))
  await expect.poll(() => database.sqlite.pragma('wal_autocheckpoint', { simple: true }), { timeout: 20_000 }).toBe(1_000)
  await end()
  database.close()
  rmSync(folder, { recursive: true })
})

/** Pages of the file itself, which grows only when a checkpoint has moved them there. */
function pagesInFile(path: string): number {
  return statSync(path).size / 4096
}
