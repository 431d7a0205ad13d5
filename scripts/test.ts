/** `npm test`: everything that must hold before a change is kept. Ends with one line of counts; its exit code says the same. */
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, join, relative } from 'node:path'
import { ensureBrowser } from './browser.ts'
import { summaryOf, type Counts, type VitestReport } from './test-summary.ts'

const root = join(import.meta.dirname, '..')
const { scripts } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { scripts: Record<string, string> }
// Many tests start the program itself, some of them dozens of times: reading its source is then most of their time.
const env = { ...process.env, NO_COLOR: '1', NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compile'), PATH: `${join(root, 'node_modules', '.bin')}${delimiter}${process.env['PATH'] ?? ''}` }
const total: Counts = { passed: 0, failed: 0, skipped: 0 }

/** The commands of a package script, each of which is one check. */
const commandsOf = (script: string) => (scripts[script] ?? '').split(' && ')

// Beside each other, because most of them use one core only; they are told in their order.
const checks = [...commandsOf('lint'), ...commandsOf('typecheck'), ...commandsOf('build')].map((command) => ({ command, ended: run(command) }))
for (const { command, ended } of checks) check(command, await ended)
await tests('unit and integration tests', 'vitest.config.ts')
const missing = ensureBrowser()
if (missing === null) await tests('end-to-end tests', 'vitest.e2e.config.ts')
else report('end-to-end tests', { passed: 0, failed: 1, skipped: 0 }, [missing])

console.log(`${total.passed} passed, ${total.failed} failed${total.skipped > 0 ? `, ${total.skipped} skipped` : ''}`)
process.exitCode = total.failed > 0 ? 1 : 0

function check(command: string, { code, output }: Ended): void {
  report(command, { passed: code === 0 ? 1 : 0, failed: code === 0 ? 0 : 1, skipped: 0 }, code === 0 ? [] : [output.trim()])
}

async function tests(name: string, config: string): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'vocero-report-'))
  try {
    const file = join(folder, 'report.json')
    const { code, output } = await run(`vitest run --config ${config} --reporter=dot --reporter=json --outputFile.json="${file}"`)
    const summary = summaryOf(readReport(file), code, output, (path) => relative(root, path))
    report(name, summary.counts, summary.lines)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Null when vitest ended before it could write one. */
function readReport(file: string): VitestReport | null {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as VitestReport
  } catch {
    return null
  }
}

function report(name: string, counts: Counts, lines: readonly string[]): void {
  total.passed += counts.passed
  total.failed += counts.failed
  total.skipped += counts.skipped
  const outcome = counts.failed > 0 ? 'FAILED' : 'ok'
  const many = counts.passed + counts.failed + counts.skipped > 1 ? ` (${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped)` : ''
  console.log(`${outcome.padEnd(7)} ${name}${many}`)
  for (const line of lines) console.log(line.replaceAll(/^/gm, '        '))
}

interface Ended { readonly code: number; readonly output: string }

function run(command: string): Promise<Ended> {
  return new Promise((resolve) => {
    const child = spawn(command, { cwd: root, env, shell: true, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    const hear = (chunk: Buffer) => { output += chunk.toString() }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.once('error', (error) => resolve({ code: 1, output: String(error) }))
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}
