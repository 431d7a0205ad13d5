/**
 * How long a person waits at the start: for the engine's first answer in a fresh process, and from `npm start` to a
 * console that can be used in Chromium (`--no-window`, so the browser's own start is not part of it).
 * Run: node bench/start.ts [runs]
 */
import { spawn } from 'node:child_process'
import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from 'playwright'
import type { Browser } from 'playwright'
import { medianOf, milliseconds, percentile, row } from './measure.ts'

const root = join(import.meta.dirname, '..')
const runs = Number(process.argv[2] ?? 5)

/** The time until a line of the process's output matches. */
async function untilLine(child: ChildProcess, pattern: RegExp): Promise<string> {
  if (child.stdout === null) throw new Error('The process has no output.')
  for await (const line of createInterface(child.stdout)) {
    const found = pattern.exec(line)
    if (found !== null) return found[0]
  }
  throw new Error(`The process ended without saying ${pattern}.`)
}

/** Ends it as Ctrl+C in a terminal does, which reaches npm and all that it runs. */
async function end(child: ChildProcess): Promise<number> {
  const started = performance.now()
  const ended = once(child, 'exit')
  process.kill(-(child.pid ?? 0), 'SIGINT')
  await ended
  return performance.now() - started
}

/** What every package script loads first: it keeps what V8 compiled and the sources without their types. */
const prepared = ['--require', join(root, 'scripts', 'prepare-node.cjs')]

/** @param flags of Node; with `prepared` the engine starts as `npm run vocero` starts it, without as on the very first run. */
async function engineToFirstAnswer(dataFolder: string, flags: readonly string[]): Promise<number> {
  const code = `
    import { createRouterClient } from '@orpc/server'
    import { startEngine } from ${JSON.stringify(join(root, 'engine', 'start.ts'))}
    const engine = await startEngine({ dataFolder: ${JSON.stringify(dataFolder)} })
    console.log((await createRouterClient(engine.router).system.hello()).version)
    await engine.close()`
  const started = performance.now()
  const child = spawn(process.execPath, [...flags, '--input-type=module', '--eval', code], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
  await untilLine(child, /\w/)
  const time = performance.now() - started
  await once(child, 'exit')
  return time
}

const address: number[] = []
const endings: number[] = []

async function npmStartToInteractive(browser: Browser, dataFolder: string): Promise<number> {
  const page = await browser.newPage()
  const started = performance.now()
  const child = spawn('npm', ['start', '--silent', '--', '--no-window', '--data', dataFolder], { cwd: root, detached: true, stdio: ['ignore', 'pipe', 'inherit'] })
  const url = await untilLine(child, /http:\S+/)
  address.push(performance.now() - started)
  await page.goto(url)
  // The first run's field for the business name, or a finished frame's navigation: shown once the engine has answered.
  await page.locator('input:visible, nav:visible').first().waitFor()
  const time = performance.now() - started
  await page.close()
  endings.push(await end(child))
  return time
}

const onExistingData = (flags: readonly string[]) => async (folder: string) => {
  await engineToFirstAnswer(folder, flags)
  return engineToFirstAnswer(folder, flags)
}
row('engine: process start to first answer, new data', milliseconds(await medianOf(runs, (folder) => engineToFirstAnswer(folder, prepared))))
row('engine: the same, existing data', milliseconds(await medianOf(runs, onExistingData(prepared))))
row('engine: new data, nothing compiled before', milliseconds(await medianOf(runs, (folder) => engineToFirstAnswer(folder, []))))
row('engine: existing data, nothing compiled before', milliseconds(await medianOf(runs, onExistingData([]))))

const installed = '/usr/bin/chromium'
const browser = await chromium.launch({ ...(existsSync(installed) ? { executablePath: installed } : {}), args: process.getuid?.() === 0 ? ['--no-sandbox'] : [] })
try {
  const interactive = await medianOf(runs, (folder) => npmStartToInteractive(browser, folder))
  row('npm start to address printed', milliseconds(percentile(address, 0.5)))
  row('npm start to interactive console, built', milliseconds(interactive))
  row('Ctrl+C to ended', milliseconds(percentile(endings, 0.5)))
} finally {
  await browser.close()
}
