import { cpSync, existsSync, openSync, closeSync, readFileSync, statSync, watch, writeFileSync, writeSync } from 'node:fs'
import { once } from 'node:events'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openDatabase } from '../db/open.ts'
import { setSettingTx } from '../db/queries/settings.ts'
import { writeTx } from '../db/tx.ts'
import { MovableClock } from '../tests/harness/movable-clock.ts'
import { testFolder } from '../tests/harness/test-data.ts'
import { makeLog } from './observe/log.ts'
import { EngineProblem, startEngine, type Engine, type EngineOptions } from './start.ts'

let folder: ReturnType<typeof testFolder>
const engines: Engine[] = []

async function start(options: Partial<EngineOptions> = {}): Promise<Engine> {
  const engine = await startEngine({ dataFolder: folder.path, log: makeLog('silent'), ...options })
  engines.push(engine)
  return engine
}

/** The one line a person is shown. */
async function refusal(options: Partial<EngineOptions> = {}): Promise<EngineProblem> {
  const error: unknown = await start(options).then(() => null, (problem: unknown) => problem)
  if (!(error instanceof EngineProblem)) throw new Error(`Refused in no way a person can read: ${String(error)}`)
  expect(error.message).not.toContain('\n')
  return error
}

const dataFile = () => join(folder.path, 'vocero.sqlite')

beforeEach(() => { folder = testFolder() })
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()))
  folder.remove()
})

describe('the engine', () => {
  test('starts on an empty folder, and again on what it left there', async () => {
    const dataFolder = join(folder.path, 'new', 'data')
    const first = await start({ dataFolder })
    const client = createRouterClient(first.router)
    expect(await client.system.hello()).toMatchObject({ dataFolder, boot: first.boot, firstRun: true })
    const business = await client.system.createBusiness({ name: 'Ferretería Andes' })
    await first.close()
    const second = await start({ dataFolder })
    expect(second.boot).not.toBe(first.boot)
    expect(await createRouterClient(second.router).system.businesses()).toEqual([business])
  })

  test('answers while a file is looked at, however long that keeps a thread busy', async () => {
    const engine = await start({ places: { ...sourcePlaces(), inspectThreadFile: new URL('../tests/harness/held-inspect-thread.ts', import.meta.url) } })
    const client = createRouterClient(engine.router)
    const { uploadId } = await client.ingest.beginUpload({ fileName: 'large.xlsx', bytes: 1 })
    await client.ingest.uploadPart({ uploadId, offset: 0, data: new Blob(['x']) })
    const path = join(folder.path, 'uploads', uploadId)
    const begun = once(watch(join(folder.path, 'uploads')), 'change')
    const preview = client.ingest.preview({ uploadId })
    await begun
    expect(await client.system.hello()).toMatchObject({ boot: engine.boot })
    writeFileSync(`${path}.go`, '')
    expect(await preview).toMatchObject({ columns: ['large.xlsx'] })
  })

  test('may be closed twice, and ends every event stream', async () => {
    const engine = await start()
    const waiting = engine.events.stream(undefined).next()
    await Promise.all([engine.close(), engine.close()])
    expect(await waiting).toMatchObject({ done: true })
  })

  test('is refused where another one runs, which goes on undisturbed', async () => {
    const first = await start()
    const problem = await refusal()
    expect(problem).toMatchObject({ code: 'data_locked', message: `Vocero is already running on ${folder.path}. Use its window, end it first, or choose another folder with --data.` })
    await createRouterClient(first.router).system.createBusiness({ name: 'Still here' })
    await first.close()
    await start()
  })

  test('is refused on a folder that cannot be written', async () => {
    const dataFolder = join(folder.path, 'a-file')
    writeFileSync(dataFolder, 'not a folder')
    expect(await refusal({ dataFolder })).toMatchObject({ code: 'data_unwritable', message: expect.stringContaining(`The data folder ${dataFolder} cannot be written`) })
    expect(await refusal({ dataFolder: join(dataFolder, 'below') })).toMatchObject({ code: 'data_unwritable' })
    expect(readFileSync(dataFolder, 'utf8')).toBe('not a folder')
  })

  // Node's own recursive mkdir tries for ever there.
  test.runIf(process.platform === 'linux')('is refused at once where no folder can ever be made', async () => {
    expect(await refusal({ dataFolder: '/proc/vocero/data' })).toMatchObject({ code: 'data_unwritable' })
  })

  test('leaves data of a newer version as it is, and lets go of the folder', async () => {
    await (await start()).close()
    const newer = openDatabase(dataFile())
    newer.sqlite.pragma('user_version = 9999')
    newer.close()
    const before = readFileSync(dataFile())
    expect(await refusal()).toMatchObject({ code: 'database_newer', message: expect.stringContaining('Update Vocero') })
    expect(readFileSync(dataFile()).equals(before)).toBe(true)
    // Refused for the same reason, not because the first try still holds the folder.
    expect(await refusal()).toMatchObject({ code: 'database_newer' })
  })

  test('leaves a file that is no database as it is, and says how to get the data back', async () => {
    writeFileSync(dataFile(), 'gibberish '.repeat(1_000))
    expect(await refusal()).toMatchObject({ code: 'database_damaged', message: expect.stringContaining('vocero doctor --restore') })
    expect(readFileSync(dataFile(), 'utf8')).toBe('gibberish '.repeat(1_000))
  })

  test('undoes an update that fails, keeps a copy from before, and says so', async () => {
    await (await start()).close()
    const places = { ...sourcePlaces(), migrations: join(folder.path, 'migrations') }
    cpSync(sourcePlaces().migrations, places.migrations, { recursive: true })
    writeFileSync(join(places.migrations, '9000_half_done.sql'), 'CREATE TABLE half (x INTEGER) STRICT; INSERT INTO nowhere VALUES (1);')
    const problem = await refusal({ places })
    expect(problem).toMatchObject({ code: 'migration_failed', message: expect.stringContaining('nothing was lost') })
    const copy = /A copy from before is at (\S+\.sqlite)/.exec(problem.message)?.[1] ?? ''
    expect(existsSync(copy)).toBe(true)
    const engine = await start()
    expect(engine.database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'half'`).get()).toBeUndefined()
  })

  test('that finds a damaged page while it works tells the console', async () => {
    const first = await start()
    writeTx(first.database, (tx) => { for (let index = 0; index < 500; index += 1) setSettingTx(tx, `key ${index}`, 'x'.repeat(3_000), 0) })
    await first.close()
    const file = openSync(dataFile(), 'r+')
    writeSync(file, Buffer.alloc(8_192, 0xff), 0, 8_192, statSync(dataFile()).size - 100 * 4_096)
    closeSync(file)
    const clock = new MovableClock()
    const engine = await start({ clock })
    // It is looked for once whoever started it has had its first answers.
    clock.move(1_000)
    for await (const { event } of engine.events.stream(`${engine.boot}.0`)) {
      if (event.type !== 'notice') continue
      expect(event).toMatchObject({ level: 'error', key: 'notice.database_damaged' })
      break
    }
  })
})

/** Where the engine's files lie in the source. */
function sourcePlaces() {
  const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))
  return {
    resources: path('../resources'), migrations: path('../db/migrations'), threadFile: new URL('./thread.ts', import.meta.url),
    verifyThreadFile: new URL('../db/verify-thread.ts', import.meta.url), readerThreadFile: new URL('../db/reader-thread.ts', import.meta.url), checkpointThreadFile: new URL('../db/checkpoint-thread.ts', import.meta.url),
    inspectThreadFile: new URL('./ingest/inspect-thread.ts', import.meta.url),
    practiceLineThreadFile: new URL('./calls/practice-line/line-thread.ts', import.meta.url),
    vectorsThreadFile: new URL('./knowledge/vectors/vectors-thread.ts', import.meta.url),
  }
}
