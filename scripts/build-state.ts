import { readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What the built console is made from, and the file that tells when it was built. */
const consoleBuild = { made: 'out/renderer/index.html', from: ['renderer', 'engine/contract', 'db/values.ts', 'electron.vite.config.ts', 'package-lock.json'] }
const desktopBuild = { made: 'out/main/engine.js', from: ['electron', 'engine', 'db', 'electron.vite.config.ts', 'package-lock.json'] }

/** True when the console was never built, or something it is made from has changed since. */
export function consoleIsStale(root: string): boolean {
  return isStale(root, consoleBuild)
}

/** The same for all that the desktop runs. */
export function desktopIsStale(root: string): boolean {
  return isStale(root, consoleBuild) || isStale(root, desktopBuild)
}

function isStale(root: string, build: typeof consoleBuild): boolean {
  const made = statSync(join(root, build.made), { throwIfNoEntry: false })
  return made === undefined || build.from.some((path) => changedAfter(join(root, path), made.mtimeMs))
}

function changedAfter(path: string, time: number): boolean {
  const found = statSync(path, { throwIfNoEntry: false })
  if (found === undefined) return false
  // A folder's own time changes when a file in it comes or goes.
  if (found.mtimeMs > time) return true
  return found.isDirectory() && readdirSync(path).some((name) => changedAfter(join(path, name), time))
}
