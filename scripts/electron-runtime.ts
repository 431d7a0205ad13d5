import { existsSync } from 'node:fs'
import { join } from 'node:path'

const programs: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'Electron.app/Contents/MacOS/Electron',
  linux: 'electron',
  win32: 'electron.exe',
}

/** Electron's program, or null where its runtime has not been fetched (`npx install-electron` does, where there is a network). */
export function findElectron(root: string): string | null {
  const program = programs[process.platform]
  if (program === undefined) return null
  const path = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? join(root, 'node_modules', 'electron', 'dist'), program)
  return existsSync(path) ? path : null
}
