import { randomBytes } from 'node:crypto'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { systemClock } from '../observe/clock.ts'
import { makeLog } from '../observe/log.ts'
import { startEngine } from '../start.ts'
import type { Places } from '../start.ts'
import { findBrowser, openAppWindow } from './app-window.ts'
import { serveHttp } from './http.ts'
import { readVersion } from './program-version.ts'
import { closeWhenTold } from './signals.ts'

/** How long closing may take, in milliseconds. */
const patience = 2_000

export interface LocalHostOptions {
  readonly dataFolder: string
  /** Root of the program: the built console is in its out/renderer. */
  readonly root: string
  /** Where the engine's files are, when not beside its source. */
  readonly places?: Places | undefined
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** A random one when left out. */
  readonly token?: string | undefined
  readonly allowedHosts?: readonly string[]
  readonly allowedOrigins?: readonly string[]
  /** Open the console in a window of its own, where there is a screen and a browser that can. */
  readonly window: boolean
  print(line: string): void
}

/**
 * Runs the engine in this process and serves its console, until the process is told to end (see `closeWhenTold`).
 * @throws EngineProblem when the data cannot be used or the port cannot be had.
 */
export async function runLocalHost(options: LocalHostOptions): Promise<void> {
  const { dataFolder, root, port, host, print } = options
  const log = makeLog()
  const engine = await startEngine({ dataFolder, log, version: readVersion(join(root, 'package.json')), ...(options.places === undefined ? {} : { places: options.places }) })
  const http = await serveHttp(engine, {
    port,
    host,
    token: options.token ?? randomBytes(24).toString('base64url'),
    allowedHosts: options.allowedHosts ?? [],
    allowedOrigins: options.allowedOrigins ?? [],
    rendererFolder: join(root, 'out', 'renderer'),
    onError: (error) => log.warn({ err: error }, 'a request or link failed'),
  }).catch(async (error: unknown) => {
    await engine.close()
    throw error
  })

  const browser = options.window ? findBrowser({ platform: process.platform, home: homedir(), env: process.env }) : null
  const window = browser === null ? null : openAppWindow(browser, http.openOnceUrl(), join(dataFolder, 'app-window'), process.getuid?.() === 0)
  print(`Vocero is running: ${http.url}`)
  print(`Data: ${dataFolder}. Ctrl+C ends it; work in progress goes on at the next start.`)
  let closing = false
  void window?.closed.then(() => closing || print(`The window was closed. Vocero is still running: ${http.url}`))

  await closeWhenTold(async () => {
    closing = true
    window?.close()
    await http.close()
    await engine.close()
  }, { patience, signals: process, exit: (code) => process.exit(code), after: (milliseconds, callback) => systemClock.after(milliseconds, callback) })
}
