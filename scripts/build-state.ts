import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** The last file a build writes: it tells that there is one, and when it was made. */
const lastMade = 'out/renderer/index.html'
const madeFrom = ['renderer', 'electron', 'engine', 'db', 'electron.vite.config.ts', 'package-lock.json']

/** True when the program was never built, or something it is made from has changed since. */
export function buildIsStale(root: string): boolean {
  const made = statSync(join(root, lastMade), { throwIfNoEntry: false })
  return made === undefined || madeFrom.some((path) => changedAfter(join(root, path), made.mtimeMs))
}

function changedAfter(path: string, time: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  // A folder's own time changes when a file in it comes or goes.
  if (found.mtimeMs > time) return true
  return found.isDirectory() && readdirSync(path).some((name) => changedAfter(join(path, name), time))
}
