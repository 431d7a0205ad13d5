/** `npm start`: the desktop where Electron's runtime is present, else the local host with the same console. */
import { spawn, spawnSync } from 'node:child_process'
import { join, sep } from 'node:path'
import { pathToFileURL } from 'node:url'
import { buildIsStale } from './build-state.ts'
import { findElectron } from './electron-runtime.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
// These only mean something to the local host, and asking for one of them asks for it.
const wantsHost = args.some((argument) => /^--(port|host|token|allow-host|allow-origin|no-window)\b/.test(argument))
const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const electron = wantsHost || !hasScreen ? null : findElectron(root)

endWithNpm()
if (buildIsStale(root)) build()
if (electron === null) await startHost()
else startDesktop(electron)

async function startHost(): Promise<void> {
  const rootUrl = pathToFileURL(`${root}${sep}`)
  const built = await import(new URL('out/main/host.js', rootUrl).href) as typeof import('../engine/hosts/built-host.ts')
  const output = { print: (line: string) => console.log(line), printError: (line: string) => console.error(line) }
  try {
    process.exitCode = await built.serveBuilt(readFlags(), rootUrl, output)
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }

  function readFlags() {
    try {
      return built.readHostFlags(args, process.env)
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : String(error)}. ${built.hostUsage}`)
      return process.exit(2)
    }
  }
}

/** npm told to end takes its shell with it, and the shell leaves what it runs behind; then nobody would ever end this. */
function endWithNpm(): void {
  if (process.env['npm_lifecycle_event'] === undefined) return
  const parent = process.ppid
  setInterval(() => process.ppid === parent || process.kill(process.pid, 'SIGTERM'), 250).unref()
}

function startDesktop(program: string): void {
  // Chromium refuses to run as root with its sandbox.
  const desktop = spawn(program, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => desktop.kill(signal))
  desktop.once('exit', (code) => { process.exitCode = code ?? 1 })
}

function build(): void {
  console.log('Building Vocero (the first start, or its sources have changed)...')
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (status === 0) return
  console.error(`${stdout}${stderr}`)
  console.error('Vocero could not be built; the reason is above.')
  process.exit(1)
}
