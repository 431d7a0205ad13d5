import { existsSync } from 'node:fs'
import { readFile, rm, statfs, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { databaseVersion, readMigrations } from '../../db/migrate.ts'
import { openReadOnly } from '../../db/open.ts'
import { verifyFile } from '../../db/verify.ts'
import { parseTaxonomy } from '../classification/index.ts'
import type { Check } from '../contract/system.ts'
import { loadNative, loadOfflineEmbedder } from '../knowledge/index.ts'
import { ThreadSlot } from '../jobs/threads.ts'
import type { Clock } from '../observe/clock.ts'
import { listBackups } from './backups.ts'

export interface DoctorNeeds {
  readonly dataFolder: string
  readonly resources: string
  readonly migrations: string
  readonly threadFile: URL
  readonly verifyThreadFile: URL
  readonly clock: Clock
}

type Text = Check['detail']

/** Below this the next backup, or the next import, may not fit. */
const leastFreeBytes = 512 * 1024 * 1024
const dayMs = 24 * 60 * 60_000
/** Backups are made every night; one older than this means that they fail. */
const oldestBackupMs = 3 * dayMs

/** What a check found wrong, in words of its own. */
class Fault extends Error {
  readonly text: Text
  constructor(text: Text) {
    super(text.en)
    this.text = text
  }
}

/**
 * Examines everything the engine needs to work, changing nothing. Never throws: what cannot be examined is a failed check.
 * Works beside a running engine and without one.
 */
export async function runChecks(needs: DoctorNeeds): Promise<Check[]> {
  const path = join(needs.dataFolder, 'vocero.sqlite')
  const checks: Check[] = []
  const check = async (name: Check['name'], examine: () => Text | Promise<Text>) => {
    try {
      checks.push({ name, ok: true, detail: await examine() })
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      checks.push({ name, ok: false, detail: error instanceof Fault ? error.text : { es: message, en: message } })
    }
  }

  await check('node', describeNode)
  await check('data_folder', () => probeFolder(needs.dataFolder))
  await check('free_space', () => describeSpace(needs.dataFolder))
  await check('sqlite', sqliteVersion)
  await check('database', () => describeDatabase(path, needs.migrations))
  await check('integrity', async () => {
    if (!existsSync(path)) return { es: 'aún no hay nada que revisar', en: 'nothing to check yet' }
    const fault = await verifyFile(path, needs.verifyThreadFile)
    if (fault !== null) throw new Fault({ es: `${fault}. "vocero doctor --restore" repone la copia sana más reciente`, en: `${fault}. "vocero doctor --restore" puts the newest good backup back` })
    return { es: 'todas las páginas están sanas', en: 'every page is sound' }
  })
  await check('backup', () => describeBackups(needs.dataFolder, path, needs.clock.now()))
  await check('taxonomy', async () => {
    const { id, enums, signals } = parseTaxonomy(JSON.parse(await readFile(join(needs.resources, 'taxonomies', 'default.json'), 'utf8')))
    return { es: `${id}: ${enums.length} etiquetas, ${signals.length} señales`, en: `${id}: ${enums.length} enums, ${signals.length} signals` }
  })
  await check('worker_thread', () => probeThread(needs.threadFile, needs.clock))
  await check('vectors', () => describeVectors(needs.resources))
  return checks
}

function describeNode(): Text {
  const version = process.versions.node
  if (Number(version.split('.')[0]) < 24) throw new Fault({ es: `Node ${version}; Vocero necesita 24 o posterior`, en: `Node ${version}; Vocero needs 24 or newer` })
  const text = `Node ${version}, ${process.platform} ${process.arch}`
  return { es: text, en: text }
}

/** The folder itself, or the nearest above it that exists: the disk on which it will be made. */
function nearestExisting(folder: string): string {
  return existsSync(folder) || dirname(folder) === folder ? folder : nearestExisting(dirname(folder))
}

async function probeFolder(folder: string): Promise<Text> {
  if (!existsSync(folder)) return { es: `${folder} no existe todavía; el primer inicio la crea`, en: `${folder} does not exist yet; the first start makes it` }
  const probe = join(folder, `.doctor-${process.pid}`)
  await writeFile(probe, 'probe')
  await rm(probe)
  return { es: `se puede escribir en ${folder}`, en: `${folder} can be written` }
}

async function describeSpace(folder: string): Promise<Text> {
  const { bavail, bsize } = await statfs(nearestExisting(folder))
  const gibibytes = (bavail * bsize) / 1024 ** 3
  const es = `${gibibytes.toFixed(1).replace('.', ',')} GiB libres`
  const en = `${gibibytes.toFixed(1)} GiB free`
  if (bavail * bsize < leastFreeBytes) throw new Fault({ es: `${es}; hacen falta al menos 0,5 GiB`, en: `${en}; at least 0.5 GiB is needed` })
  return { es, en }
}

/** Loads the native module; a database of its own in memory, so that a damaged file is another check's matter. */
async function sqliteVersion(): Promise<Text> {
  const { default: BetterSqlite3 } = await import('better-sqlite3')
  const memory = new BetterSqlite3(':memory:')
  try {
    memory.exec('CREATE VIRTUAL TABLE probe USING fts5 (text)')
    const version = String(memory.prepare('SELECT sqlite_version()').pluck().get())
    return { es: `SQLite ${version} con búsqueda de texto`, en: `SQLite ${version} with full-text search` }
  } finally {
    memory.close()
  }
}

function describeDatabase(path: string, migrations: string): Text {
  if (!existsSync(path)) return { es: 'todavía no hay; el primer inicio la crea', en: 'none yet; the first start makes it' }
  const database = openReadOnly(path)
  try {
    const version = databaseVersion(database)
    const known = readMigrations(migrations).at(-1)?.version ?? 0
    if (version > known) {
      throw new Fault({
        es: `versión de datos ${version}, escrita por un Vocero más nuevo; este conoce la ${known}. Actualiza Vocero`,
        en: `data version ${version}, written by a newer Vocero; this one knows ${known}. Update Vocero`,
      })
    }
    const { count } = database.prepare<{ count: number }>('SELECT count(*) AS count FROM transcripts').get() ?? { count: 0 }
    return {
      es: `versión de datos ${version}${version < known ? `, pasa a ${known} en el próximo inicio` : ''}; ${count} transcripciones`,
      en: `data version ${version}${version < known ? `, brought to ${known} at the next start` : ''}; ${count} transcripts`,
    }
  } finally {
    database.close()
  }
}

function describeBackups(dataFolder: string, path: string, now: number): Text {
  const newest = listBackups(dataFolder).find((backup) => /[/\\]vocero-[^/\\]*$/.test(backup.file))
  if (newest === undefined) {
    return existsSync(path)
      ? { es: 'aún no hay; la primera se hace esta noche', en: 'none yet; the first is made tonight' }
      : { es: 'aún no hay nada que copiar', en: 'nothing to back up yet' }
  }
  const at = new Date(newest.at).toISOString()
  if (now - newest.at > oldestBackupMs) {
    throw new Fault({ es: `la última verificada es de ${at}; la copia nocturna no corre o falla (ver Tareas)`, en: `last verified ${at}; the nightly backup does not run or fails (see Jobs)` })
  }
  return { es: `última verificada ${at}`, en: `last verified ${at}` }
}

/** Any answer will do, also that this kind of job is not known: it came from the thread. */
async function probeThread(file: URL, clock: Clock): Promise<Text> {
  const slot = new ThreadSlot(file, clock)
  try {
    const start = clock.now()
    await slot.run('doctor.probe', null, { signal: AbortSignal.timeout(20_000), onProgress: () => {}, onEmit: async () => {} })
    return { es: `responde en ${clock.now() - start} ms`, en: `answers in ${clock.now() - start} ms` }
  } finally {
    await slot.close()
  }
}

/** Without usearch all works as before, only slower on many vectors: that is told, and no fault. */
function describeVectors(resources: string): Text {
  const { id, dimensions } = loadOfflineEmbedder(resources)
  const { problem } = loadNative()
  const [es, en] = [`modelo ${id} de ${dimensions} dimensiones`, `model ${id} with ${dimensions} dimensions`]
  return problem === null
    ? { es: `${es}; búsqueda con usearch`, en: `${en}; searched by usearch` }
    : { es: `${es}; usearch no se puede cargar aquí (${problem}), se busca sin él: más lento con muchos textos, con los mismos resultados`, en: `${en}; usearch cannot be loaded here (${problem}), searched without it: slower with many texts, with the same results` }
}
