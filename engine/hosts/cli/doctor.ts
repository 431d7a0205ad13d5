import { copyFileSync, existsSync, renameSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { lockFolder } from '../../../db/lock.ts'
import { verifyFile } from '../../../db/verify.ts'
import { runChecks } from '../../doctor.ts'
import { systemClock } from '../../observe/clock.ts'
import { listBackups } from '../../settings/index.ts'
import { ownDataFolder } from '../data-folder.ts'

export const doctorUsage = 'vocero doctor [--data DIR] [--restore]'

const threadFile = new URL('../../thread.ts', import.meta.url)
const verifyThreadFile = new URL('../../../db/verify-thread.ts', import.meta.url)

/**
 * Examines this Vocero, one line per check.
 * @param root of the program. @param desktopProgram Electron's program, null where its runtime is absent.
 * @returns 0 when everything is in order (or was put in order), 1 when something is not.
 */
export async function doctor(args: readonly string[], root: string, desktopProgram: string | null): Promise<number> {
  const { values } = parseArgs({ args: [...args], options: { data: { type: 'string' }, restore: { type: 'boolean', default: false } } })
  const dataFolder = values.data ?? ownDataFolder()
  if (values.restore && !(await restore(dataFolder))) return 1
  const checks = await runChecks({
    dataFolder,
    resources: join(root, 'resources'),
    migrations: fileURLToPath(new URL('../../../db/migrations', import.meta.url)),
    threadFile,
    verifyThreadFile,
    clock: systemClock,
  })
  const lines = [
    ...checks.map(({ name, ok, detail }) => ({ name, ok, detail: detail.en })),
    { name: 'console', ok: true, detail: existsSync(join(root, 'out', 'renderer', 'index.html')) ? 'built' : 'not built yet; npm start builds it' },
    { name: 'desktop', ok: true, detail: desktopProgram ?? 'no desktop runtime; the console opens in a browser (npx install-electron fetches it)' },
  ]
  const width = Math.max(...lines.map((line) => line.name.length))
  for (const { name, ok, detail } of lines) console.log(`${ok ? 'ok  ' : 'FAIL'}  ${name.padEnd(width)}  ${detail}`)
  return checks.every((check) => check.ok) ? 0 : 1
}

/**
 * Puts the newest sound backup in the place of a database that is damaged or gone; the damaged file is kept beside it.
 * @returns false when that was needed and could not be done; the reason was printed.
 */
async function restore(dataFolder: string): Promise<boolean> {
  const path = join(dataFolder, 'vocero.sqlite')
  if (!existsSync(dataFolder)) {
    console.error(`There is no data in ${dataFolder}.`)
    return false
  }
  const unlock = lockFolder(dataFolder)
  if (unlock === null) {
    console.error(`Vocero is running on ${dataFolder}. End it first, then restore.`)
    return false
  }
  try {
    if (existsSync(path) && (await verifyFile(path, verifyThreadFile)) === null) {
      console.log('The database is sound; nothing was restored.')
      return true
    }
    for (const backup of listBackups(dataFolder)) {
      const fault = await verifyFile(backup.file, verifyThreadFile)
      if (fault !== null) {
        console.error(`Passed over ${backup.file}: ${fault}`)
        continue
      }
      const kept = putAside(path, systemClock.now())
      copyFileSync(backup.file, `${path}.restoring`)
      renameSync(`${path}.restoring`, path)
      console.log(`Restored ${backup.file} of ${new Date(backup.at).toISOString()}.${kept === null ? '' : ` The damaged file was kept as ${kept}.`}`)
      return true
    }
    console.error(`There is no sound backup in ${join(dataFolder, 'backups')}; nothing was changed.`)
    return false
  } finally {
    unlock()
  }
}

/** Renames the database with its log, which would otherwise be replayed into the restored one. */
function putAside(path: string, now: number): string | null {
  if (!existsSync(path)) return null
  const kept = path.replace(/\.sqlite$/, `.damaged-${new Date(now).toISOString().replaceAll(/[:.]/g, '-')}.sqlite`)
  for (const rest of ['-wal', '-shm', '']) if (existsSync(`${path}${rest}`)) renameSync(`${path}${rest}`, `${kept}${rest}`)
  return kept
}
