import { chmodSync, existsSync, mkdirSync, mkdtempSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { meetingsCsv, openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { lookEveryMs, settledAfterMs } from './watcher.ts'

const clock = new MovableClock()
let test: TestEngine
let folder: string
let id: string
beforeAll(async () => {
  test = await openTestEngine(undefined, { clock })
})
afterAll(() => test.close())
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-watched-'))
})
afterEach(async () => {
  await test.client.watchedFolders.remove({ id })
  rmSync(folder, { recursive: true, force: true })
})

const save = async (afterwards: 'move' | 'keep') => {
  const saved = await test.client.watchedFolders.save({ businessId: test.businessId, path: folder, enabled: true, afterwards })
  id = saved.id
  return saved
}
/** Two looks with enough time between them for a file to have settled. */
const look = async () => {
  await test.client.watchedFolders.lookNow({ id })
  clock.move(settledAfterMs)
  return test.client.watchedFolders.lookNow({ id })
}
const batchNames = async () => (await test.client.batches.list({ businessId: test.businessId })).map((batch) => batch.name)
const put = (name: string, content: string) => writeFileSync(join(folder, name), content)

describe('a watched folder', () => {
  it('goes on being watched after a look that could not be written down', async () => {
    await save('keep')
    const { sqlite } = test.engine.database
    sqlite.exec(`CREATE TEMP TRIGGER disk_full BEFORE UPDATE OF last_looked_at ON watched_folders BEGIN SELECT RAISE(FAIL, 'database or disk is full'); END`)
    await test.client.watchedFolders.lookNow({ id })
    sqlite.exec('DROP TRIGGER disk_full')
    put('after.csv', meetingsCsv(['Una reunión que llega cuando el disco tiene lugar otra vez.']))
    expect(await look()).toMatchObject({ files: 1, lastFile: 'after.csv', problem: null })
    await test.engine.runner.idle()
    await test.client.batches.remove({ batchId: (await test.client.batches.list({ businessId: test.businessId }))[0]?.id ?? '' })
    await test.engine.runner.idle()
  })

  it('takes a file in once it has stopped growing, and puts it away', async () => {
    await save('move')
    put('january.csv', meetingsCsv(['Una reunión de enero con la clínica.']).slice(0, 60))
    await test.client.watchedFolders.lookNow({ id })
    put('january.csv', meetingsCsv(['Una reunión de enero con la clínica.']))
    clock.move(settledAfterMs)
    expect(await test.client.watchedFolders.lookNow({ id })).toMatchObject({ files: 0, problem: null })
    clock.move(settledAfterMs)
    expect(await test.client.watchedFolders.lookNow({ id })).toMatchObject({ files: 1, lastFile: 'january.csv', problem: null, lastLookedAt: clock.now() })
    await test.engine.runner.idle()
    expect(await test.client.batches.list({ businessId: test.businessId })).toMatchObject([{ name: 'january.csv', state: 'done', created: 1 }])
    expect([readdirSync(folder), readdirSync(join(folder, 'processed'))]).toEqual([['processed'], ['january.csv']])
  })

  it('knows a file by what is in it, also after a restart, under another name or in another look', async () => {
    await save('keep')
    put('february.csv', meetingsCsv(['Una reunión de febrero con la óptica.']))
    await look()
    expect((await batchNames()).filter((name) => name === 'february.csv')).toHaveLength(1)
    renameSync(join(folder, 'february.csv'), join(folder, 'copy of february.csv'))
    expect(await look()).toMatchObject({ files: 1 })
    // Saving it again begins anew, as a start of the engine does.
    await test.client.watchedFolders.save({ id, businessId: test.businessId, path: folder, enabled: true, afterwards: 'keep' })
    put('february.csv', meetingsCsv(['Una reunión de febrero con la óptica.']))
    expect(await look()).toMatchObject({ files: 1 })
    expect((await batchNames()).filter((name) => name.includes('february'))).toHaveLength(1)
  })

  it('says why a file cannot be taken in, takes the others, and leaves alone what is no transcript', async () => {
    await save('move')
    put('broken.csv', 'name,amount\nAna,3\n')
    put('sound.txt', 'Vendedor: Hola.\nCliente: Queremos una demostración.')
    put('photo.jpg', 'not ours')
    put('.hidden.csv', 'not ours')
    put('begun.csv', '')
    expect(await look()).toMatchObject({ files: 1 })
    expect(readdirSync(join(folder, 'failed'))).toEqual(['broken.csv'])
    expect(readdirSync(folder).toSorted()).toEqual(['.hidden.csv', 'begun.csv', 'failed', 'photo.jpg', 'processed'])
    put('broken again.csv', 'name,amount\nAna,4\n')
    expect(await look()).toMatchObject({ lastFile: 'broken again.csv', problem: 'batches.no_transcript_column' })
  })

  it('says that it is gone, and goes on when it is back', async () => {
    await save('keep')
    rmSync(folder, { recursive: true })
    expect(await look()).toMatchObject({ problem: 'watched.folder_missing' })
    mkdirSync(folder)
    put('march.csv', meetingsCsv(['Una reunión de marzo con la tienda.']))
    const told = () => test.count('SELECT count(*) FROM watched_files WHERE folder_id = ? AND batch_id IS NOT NULL', id) === 1
    // Nobody asks: the looks by the clock find it.
    const found = test.until(told, told)
    await clock.alarmOf(lookEveryMs)
    clock.move(lookEveryMs)
    await clock.alarmOf(settledAfterMs)
    clock.move(settledAfterMs)
    await found
    expect((await test.client.watchedFolders.list({ businessId: test.businessId }))[0]).toMatchObject({ lastFile: 'march.csv', problem: null })
  })

  it.skipIf(process.getuid?.() === 0)('says that it may not be read', async () => {
    await save('keep')
    chmodSync(folder, 0o000)
    expect((await look()).problem).toContain('watched.not_allowed')
    chmodSync(folder, 0o700)
  })

  it('is refused where it cannot be one', async () => {
    await save('keep')
    const other = { businessId: test.businessId, enabled: true, afterwards: 'keep' as const }
    await expect(test.client.watchedFolders.save({ ...other, path: 'relative/path' })).rejects.toMatchObject({ data: { reason: 'watched.path_not_absolute' } })
    await expect(test.client.watchedFolders.save({ ...other, path: `${folder}/` })).rejects.toMatchObject({ data: { reason: 'watched.path_taken' } })
    await expect(test.client.watchedFolders.save({ ...other, path: join(test.dataFolder, 'uploads') })).rejects.toMatchObject({ data: { reason: 'watched.own_folder' } })
    expect(existsSync(folder)).toBe(true)
  })
})
