import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { accessSync, constants } from 'node:fs'
import { delimiter, join, win32 } from 'node:path'
import type { Machine } from './data-folder.ts'

export interface AppWindow {
  /** Resolves when the person has closed the window. */
  readonly closed: Promise<void>
  close(): void
}

/** Browsers that know `--app`, the one most like a program's own window first. */
const linuxNames = ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge', 'microsoft-edge-stable']
const macApplications = ['Google Chrome', 'Chromium', 'Microsoft Edge']
const windowsPaths = [['Google', 'Chrome', 'Application', 'chrome.exe'], ['Chromium', 'Application', 'chrome.exe'], ['Microsoft', 'Edge', 'Application', 'msedge.exe']]

/** Every place where such a browser may be on this machine, in the order to try. */
export function browserCandidates({ platform, home, env }: Machine): string[] {
  if (platform === 'win32') {
    const roots = [env['ProgramFiles'], env['ProgramFiles(x86)'], env['LOCALAPPDATA']].filter((root) => root !== undefined)
    return windowsPaths.flatMap((path) => roots.map((root) => win32.join(root, ...path)))
  }
  if (platform === 'darwin') {
    return macApplications.flatMap((name) => ['/Applications', `${home}/Applications`].map((folder) => `${folder}/${name}.app/Contents/MacOS/${name}`))
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return linuxNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}

/** The first of them that is there, or null; null too where there is no screen to show a window on. */
export function findBrowser(machine: Machine, isProgram: (path: string) => boolean = canRun): string | null {
  const { platform, env } = machine
  if (platform === 'linux' && !env['DISPLAY'] && !env['WAYLAND_DISPLAY']) return null
  return browserCandidates(machine).find(isProgram) ?? null
}

/**
 * Shows an address in a window without tabs or address bar, in a profile of its own: the person's own browser, its
 * extensions and its history stay apart from the console.
 * @param profileFolder made when missing. @param isRoot Chromium refuses to run as root with its sandbox.
 */
export function openAppWindow(browser: string, url: string, profileFolder: string, isRoot: boolean): AppWindow {
  const child = spawn(browser, [
    `--app=${url}`,
    `--user-data-dir=${profileFolder}`,
    '--no-first-run',
    '--no-default-browser-check',
    '--window-size=1360,860',
    ...(isRoot ? ['--no-sandbox'] : []),
  ], { stdio: 'ignore' })
  return { closed: ended(child), close: () => void child.kill() }
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    child.once('exit', () => resolve())
    // A browser that cannot be started is a window that is closed at once.
    child.once('error', () => resolve())
  })
}

function canRun(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
