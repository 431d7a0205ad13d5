import { spawn, type ChildProcess } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A Vocero as a person starts it: a process of its own on a data folder, serving the console. */
export interface RunningVocero {
  readonly url: string
  readonly process: ChildProcess
  /** Ends it like Ctrl+C does, and waits until it is gone. @returns its exit code. */
  stop(): Promise<number | null>
  /** Ends it like a crash does. */
  kill(): Promise<void>
}

export async function startVocero(dataFolder: string, port = 0): Promise<RunningVocero> {
  const child = spawn(process.execPath, ['engine/hosts/cli/main.ts', 'serve', '--port', String(port), '--token', 'e2e', '--data', dataFolder], { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] })
  const gone = new Promise<number | null>((resolve) => { child.once('exit', resolve) })
  const url = await new Promise<string>((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer) => {
      said += chunk.toString()
      const address = /https?:\/\/\S+token=\S+/.exec(said)
      if (address !== null) resolve(address[0])
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    void gone.then((code) => reject(new Error(`Vocero ended with ${code} before it served: ${said}`)))
  })
  return {
    url,
    process: child,
    stop: () => {
      child.kill('SIGINT')
      return gone
    },
    kill: async () => {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** Debian's Chromium where it is, else Playwright's own. Root may not run it sandboxed. */
export function launchBrowser(): Promise<Browser> {
  const system = '/usr/bin/chromium'
  return chromium.launch({
    ...(existsSync(system) ? { executablePath: system } : {}),
    args: ['--disable-quic', '--disable-background-networking', '--no-first-run', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  })
}

export interface Visit { readonly context: BrowserContext; readonly page: Page; readonly problems: string[] }

/**
 * Opens the console in a fresh profile, at a desk in Chile: the console proposes the country of the desk's own zone.
 * `problems` collects whatever the page logs as an error.
 */
export async function visit(browser: Browser, url: string, locale: 'en-US' | 'es-CL' = 'en-US', colorScheme: 'light' | 'dark' = 'light'): Promise<Visit> {
  const context = await browser.newContext({ locale, timezoneId: 'America/Santiago', colorScheme, viewport: { width: 1440, height: 900 }, acceptDownloads: true })
  const page = await context.newPage()
  page.setDefaultTimeout(Number(process.env['VOCERO_E2E_PATIENCE'] ?? 30_000))
  const problems: string[] = []
  page.on('pageerror', (error) => problems.push(error.message))
  page.on('console', (message) => { if (message.type() === 'error') problems.push(message.text()) })
  await page.goto(url)
  return { context, page, problems }
}

/** Goes to an area of the console by its address. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate(`location.hash = ${JSON.stringify(`#/${place}`)}`)
}

export function temporaryFolder(): { path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'vocero-e2e-'))
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) }
}
