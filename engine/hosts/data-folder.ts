import { homedir } from 'node:os'
import { posix, win32 } from 'node:path'

export interface Machine {
  readonly platform: NodeJS.Platform
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Where this person's data lives: `VOCERO_DATA`, else the place the system means for it. The desktop and the local host
 * share it, so that both show the same work.
 */
export function defaultDataFolder({ platform, home, env }: Machine): string {
  const chosen = env['VOCERO_DATA']
  if (chosen !== undefined && chosen !== '') return chosen
  if (platform === 'win32') return win32.join(env['APPDATA'] ?? win32.join(home, 'AppData', 'Roaming'), 'Vocero')
  if (platform === 'darwin') return posix.join(home, 'Library', 'Application Support', 'Vocero')
  const dataHome = env['XDG_DATA_HOME']
  // The standard says a relative XDG_DATA_HOME is invalid and must be ignored.
  return posix.join(dataHome !== undefined && posix.isAbsolute(dataHome) ? dataHome : posix.join(home, '.local', 'share'), 'vocero')
}

/** This person's data folder on this machine. */
export function ownDataFolder(): string {
  return defaultDataFolder({ platform: process.platform, home: homedir(), env: process.env })
}
