/** `npm start`: the desktop where Electron's runtime is present, else the local host with the same console. */
import { spawn, spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { consoleIsStale, desktopIsStale } from './build-state.ts'
import { findElectron } from './electron-runtime.ts'

const root = join(import.meta.dirname, '..')
const args = process.argv.slice(2)
// These only mean something to the local host, and asking for one of them asks for it.
const wantsHost = args.some((argument) => /^--(port|host|token|allow-host|no-window)\b/.test(argument))
const hasScreen = process.platform !== 'linux' || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
const electron = wantsHost || !hasScreen ? null : findElectron(root)

if (electron === null ? consoleIsStale(root) : desktopIsStale(root)) build()
if (electron === null) await startHost()
else startDesktop(electron)

async function startHost(): Promise<void> {
  // Loaded only now: the engine is most of what there is to load, and the desktop has its own.
  const { hostUsage, readHostFlags, serve } = await import('../engine/hosts/cli/serve.ts')
  const output = { print: (line: string) => console.log(line), printError: (line: string) => console.error(line) }
  try {
    process.exitCode = await serve(readFlags(), root, true, output)
  } catch (error) {
    console.error(error)
    process.exitCode = 1
  }

  function readFlags() {
    try {
      return readHostFlags(args, process.env)
    } catch (error) {
      console.error(`${error instanceof Error ? error.message : String(error)}. ${hostUsage}`)
      return process.exit(2)
    }
  }
}

function startDesktop(program: string): void {
  // Chromium refuses to run as root with its sandbox.
  const desktop = spawn(program, [...(process.getuid?.() === 0 ? ['--no-sandbox'] : []), root, ...args], { stdio: 'inherit' })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => desktop.kill(signal))
  desktop.once('exit', (code) => { process.exitCode = code ?? 1 })
}

function build(): void {
  console.log('Building the console (the first start, or its sources have changed)...')
  const tool = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  const { status, stdout, stderr } = spawnSync(process.execPath, [tool, 'build', '--logLevel', 'warn'], { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (status === 0) return
  console.error(`${stdout}${stderr}`)
  console.error('The console could not be built; the reason is above.')
  process.exit(1)
}
