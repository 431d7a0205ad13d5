import { existsSync } from 'node:fs'
import { readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { verifyFile } from '../../db/verify.ts'
import { databaseVersion, readMigrations } from '../../db/migrate.ts'
import { openReadOnly } from '../../db/open.ts'
import { parseTaxonomy } from '../classification/index.ts'
import type { Check } from '../contract/system.ts'
import { ThreadSlot } from '../jobs/threads.ts'
import { listBackups } from '../settings/index.ts'
import { systemClock, type Clock } from './clock.ts'

export interface DoctorNeeds {
  readonly dataFolder: string
  readonly resources: string
  readonly migrations: string
  readonly threadFile: URL
  readonly verifyThreadFile: URL
  /** The built console's folder and Electron's program, where this program would look for them; null where it needs none. */
  readonly consoleFolder: string | null
  readonly desktopProgram: string | null
  readonly clock?: Clock
}

/** Below this the next backup, or the next import, may not fit. */
const leastFreeBytes = 512 * 1024 * 1024
const dayMs = 24 * 60 * 60_000
/** Backups are made every night; one older than this means that they fail. */
const oldestBackupMs = 3 * dayMs

/**
 * Examines everything Vocero needs to work, changing nothing. Never throws: what cannot be examined is a failed check.
 * Works beside a running engine and without one.
 */
export async function runChecks(needs: DoctorNeeds): Promise<Check[]> {
  const clock = needs.clock ?? systemClock
  const path = join(needs.dataFolder, 'vocero.sqlite')
  const checks: Check[] = []
  const check = async (name: string, examine: () => string | Promise<string>) => {
    try {
      checks.push({ name, ok: true, detail: await examine() })
    } catch (error) {
      checks.push({ name, ok: false, detail: error instanceof Error ? error.message : String(error) })
    }
  }

  await check('node', () => {
    const version = process.versions.node
    if (Number(version.split('.')[0]) < 24) throw new Error(`Node ${version}; Vocero needs 24 or newer`)
    return `Node ${version}, ${process.platform} ${process.arch}`
  })
  await check('data_folder', () => probeFolder(needs.dataFolder))
  await check('free_space', async () => {
    const { bavail, bsize } = await statfs(nearestExisting(needs.dataFolder))
    const free = bavail * bsize
    const text = `${(free / 1024 ** 3).toFixed(1)} GiB free`
    if (free < leastFreeBytes) throw new Error(`${text}; at least 0.5 GiB is needed`)
    return text
  })
  await check('sqlite', sqliteVersion)
  await check('database', () => {
    if (!existsSync(path)) return 'none yet; the first start makes it'
    return describeDatabase(path, needs.migrations)
  })
  await check('integrity', async () => {
    if (!existsSync(path)) return 'nothing to check yet'
    const fault = await verifyFile(path, needs.verifyThreadFile)
    if (fault !== null) throw new Error(`${fault}. "vocero doctor --restore" puts the newest good backup back`)
    return 'every page is sound'
  })
  await check('backup', () => describeBackups(needs.dataFolder, path, clock.now()))
  await check('taxonomy', async () => {
    const { id, enums, signals } = parseTaxonomy(JSON.parse(await readFile(join(needs.resources, 'taxonomies', 'default.json'), 'utf8')))
    return `${id}: ${enums.length} enums, ${signals.length} signals`
  })
  await check('worker_thread', () => probeThread(needs.threadFile, clock))
  await check('console', () => {
    if (needs.consoleFolder === null || existsSync(join(needs.consoleFolder, 'index.html'))) return 'built'
    return 'not built yet; npm start builds it'
  })
  await check('desktop', () => (needs.desktopProgram === null ? 'no desktop runtime; the console opens in a browser (npx install-electron fetches it)' : needs.desktopProgram))
  return checks
}

/** The folder itself, or the nearest above it that exists: the disk on which it will be made. */
function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

async function probeFolder(folder: string): Promise<string> {
  if (!existsSync(folder)) return `${folder} does not exist yet; the first start makes it`
  const probe = join(folder, `.doctor-${process.pid}`)
  await writeFile(probe, 'probe')
  await rm(probe)
  return `${folder} can be written`
}

/** Loads the native module; a database of its own in memory, so that a damaged file is another check's matter. */
async function sqliteVersion(): Promise<string> {
  const { default: BetterSqlite3 } = await import('better-sqlite3')
  const memory = new BetterSqlite3(':memory:')
  try {
    memory.exec('CREATE VIRTUAL TABLE probe USING fts5 (text)')
    return `SQLite ${String(memory.prepare('SELECT sqlite_version()').pluck().get())} with full-text search`
  } finally {
    memory.close()
  }
}

function describeDatabase(path: string, migrations: string): string {
  const database = openReadOnly(path)
  try {
    const version = databaseVersion(database)
    const known = readMigrations(migrations).at(-1)?.version ?? 0
    if (version > known) throw new Error(`data version ${version}, written by a newer Vocero; this one knows ${known}. Update Vocero`)
    const { count } = database.prepare<{ count: number }>('SELECT count(*) AS count FROM transcripts').get() ?? { count: 0 }
    return `data version ${version}${version < known ? `, brought to ${known} at the next start` : ''}; ${count} transcripts`
  } finally {
    database.close()
  }
}

function describeBackups(dataFolder: string, path: string, now: number): string {
  const newest = listBackups(dataFolder).find((backup) => /[/\\]vocero-[^/\\]*$/.test(backup.file))
  if (newest === undefined) return existsSync(path) ? 'none yet; the first is made tonight' : 'nothing to back up yet'
  const text = `last verified ${new Date(newest.at).toISOString()}`
  if (now - newest.at > oldestBackupMs) throw new Error(`${text}; the nightly backup does not run or fails (see Jobs)`)
  return text
}

/** Any answer will do, also that this kind of job is not known: it came from the thread. */
async function probeThread(file: URL, clock: Clock): Promise<string> {
  const slot = new ThreadSlot(file, clock)
  try {
    const start = clock.now()
    await slot.run('doctor.probe', null, { signal: AbortSignal.timeout(20_000), onProgress: () => {}, onEmit: () => {} })
    return `answers in ${clock.now() - start} ms`
  } finally {
    await slot.close()
  }
}
