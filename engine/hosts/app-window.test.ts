import { expect, it } from 'vitest'
import { browserCandidates, findBrowser } from './app-window.ts'
import { defaultDataFolder } from './data-folder.ts'
import type { Machine } from './data-folder.ts'

const linux: Machine = { platform: 'linux', home: '/home/ana', env: { PATH: '/usr/local/bin:/usr/bin', DISPLAY: ':0' } }
const mac: Machine = { platform: 'darwin', home: '/Users/ana', env: {} }
const windows: Machine = { platform: 'win32', home: 'C:\\Users\\ana', env: { 'APPDATA': 'C:\\Users\\ana\\AppData\\Roaming', 'ProgramFiles': 'C:\\Program Files', 'ProgramFiles(x86)': 'C:\\Program Files (x86)', 'LOCALAPPDATA': 'C:\\Users\\ana\\AppData\\Local' } }

it.each([
  [linux, '/usr/bin/chromium'],
  [mac, '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge'],
  [windows, 'C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe'],
])('finds the only browser of a machine', (machine, installed) => {
  expect(findBrowser(machine, (path) => path === installed)).toBe(installed)
})

it('takes Chrome where there are several', () => {
  for (const machine of [linux, mac, windows]) expect(findBrowser(machine, () => true)).toMatch(/chrome/i)
})

it('opens nothing where there is no screen, or no browser', () => {
  expect(findBrowser({ ...linux, env: { PATH: '/usr/bin' } }, () => true)).toBeNull()
  expect(findBrowser({ ...linux, env: { PATH: '/usr/bin', WAYLAND_DISPLAY: 'wayland-0' } }, () => true)).not.toBeNull()
  expect(findBrowser(mac, () => false)).toBeNull()
})

it('never looks in the current folder: an empty PATH entry would mean that', () => {
  expect(browserCandidates({ ...linux, env: { PATH: ':/usr/bin:' } }).every((path) => path.startsWith('/usr/bin/'))).toBe(true)
})

it.each([
  [linux, '/home/ana/.local/share/vocero'],
  [{ ...linux, env: { XDG_DATA_HOME: '/data/ana' } }, '/data/ana/vocero'],
  [{ ...linux, env: { XDG_DATA_HOME: 'relative' } }, '/home/ana/.local/share/vocero'],
  [mac, '/Users/ana/Library/Application Support/Vocero'],
  [windows, 'C:\\Users\\ana\\AppData\\Roaming\\Vocero'],
  [{ ...windows, env: {} }, 'C:\\Users\\ana\\AppData\\Roaming\\Vocero'],
  [{ ...mac, env: { VOCERO_DATA: '/srv/vocero' } }, '/srv/vocero'],
  [{ ...mac, env: { VOCERO_DATA: '' } }, '/Users/ana/Library/Application Support/Vocero'],
] as const)('keeps data where the system means it to be', (machine, folder) => {
  expect(defaultDataFolder(machine)).toBe(folder)
})
