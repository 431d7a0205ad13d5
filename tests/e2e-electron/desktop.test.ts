import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { _electron as electron } from 'playwright'
import type { ElectronApplication, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { findElectron } from '../../scripts/electron-runtime.ts'

const root = join(import.meta.dirname, '..', '..')
const runtime = findElectron(root)
const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const missing = runtime === null ? 'Electron\'s runtime is not installed (npx install-electron fetches it)' : hasScreen ? null : 'there is no screen (xvfb-run gives one)'
if (missing !== null) process.stdout.write(`Desktop tests skipped: ${missing}.\n`)

describe.skipIf(missing !== null)('the desktop, as built by npm run build', () => {
  let dataFolder: string
  let desktop: ElectronApplication
  let page: Page

  beforeAll(async () => {
    dataFolder = mkdtempSync(join(tmpdir(), 'vocero-desktop-'))
    desktop = await electron.launch({
      executablePath: runtime ?? '',
      args: [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, '--data', dataFolder],
    })
    page = await desktop.firstWindow()
  })

  afterAll(async () => {
    await desktop.close()
    rmSync(dataFolder, { recursive: true })
  })

  it('shows the console, connected to its engine', async () => {
    expect(page.url()).toMatch(/^app:\/\/console\//)
    // The first run is only shown once the engine has answered that there is no business yet.
    await page.getByRole('textbox').first().waitFor()
  })

  it('gives the page nothing of Node or Electron', async () => {
    const reach = await page.evaluate(() => ({
      vocero: JSON.stringify(Reflect.get(globalThis, 'vocero')),
      found: ['require', 'process', 'module', 'Buffer', 'electron', 'ipcRenderer'].filter((name) => name in globalThis),
    }))
    expect(reach).toEqual({ vocero: '{"desktop":true}', found: [] })
  })

  it('opens no other window and goes nowhere else', async () => {
    const opened = await page.evaluate(() => Reflect.get(globalThis, 'open').call(globalThis, 'https://example.com') === null)
    expect(opened).toBe(true)
    // Asked after the program's own listeners, once the page has really tried: the address alone would still be the old one.
    const refused = desktop.evaluate(({ BrowserWindow }) => new Promise<boolean>((resolve) => {
      BrowserWindow.getAllWindows()[0]?.webContents.once('will-navigate', (event) => resolve(event.defaultPrevented))
    }))
    await page.evaluate(() => { Reflect.get(globalThis, 'location').href = 'https://example.com/' })
    expect(await refused).toBe(true)
    expect(page.url()).toMatch(/^app:\/\/console\//)
    expect(desktop.windows()).toHaveLength(1)
  })
  it('gives a reloaded page a new link to the engine', async () => {
    await page.reload()
    await page.getByRole('textbox').first().waitFor()
  })

  it('loads the page again when its process dies', async () => {
    const loadedAgain = desktop.evaluate(({ BrowserWindow }) => new Promise<void>((resolve) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      contents?.once('did-finish-load', () => resolve())
      contents?.forcefullyCrashRenderer()
    }))
    await loadedAgain
    expect(await desktop.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.webContents.getURL())).toMatch(/^app:\/\/console\//)
  })
})
