/**
 * `npm run package:check`: packs the desktop program around a stand-in for Electron's runtime, which need not be there,
 * and proves what was packed: the files, the fuses, and that the packed engine runs by itself in plain Node, with its
 * own SQLite binary, its threads and its resources. What it cannot prove is Electron's own side.
 */
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { listPackage } from '@electron/asar'
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses'

if (process.platform !== 'linux') {
  console.log('package:check packs the Linux program and runs its engine, so it runs on Linux only.')
  process.exit(0)
}

const root = join(import.meta.dirname, '..')
const work = mkdtempSync(join(tmpdir(), 'vocero-package-'))
try {
  const runtime = makeStandIn()
  run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
  run('electron-builder/cli.js', ['--linux', '--dir', '--publish', 'never', `-c.electronDist=${runtime}`, `-c.directories.output=${join(work, 'dist')}`])
  const program = join(work, 'dist', 'linux-unpacked')
  checkFiles(join(program, 'resources'))
  await checkFuses(join(program, 'vocero'))
  // Far from the project's node_modules, so that nothing the package lacks is found by climbing up.
  run(join(root, 'scripts', 'packed-engine.ts'), [join(program, 'resources', 'app.asar.unpacked'), join(work, 'data')])
  console.log('The package is sound.')
} finally {
  rmSync(work, { recursive: true, force: true })
}

/** As much of Electron's runtime as electron-builder touches: a program that holds a fuse wire, and the files around it. */
function makeStandIn(): string {
  const folder = join(work, 'runtime')
  mkdirSync(join(folder, 'resources'), { recursive: true })
  mkdirSync(join(folder, 'locales'))
  const { version } = JSON.parse(readFileSync(join(root, 'node_modules', 'electron', 'package.json'), 'utf8')) as { version: string }
  for (const [name, content] of [['version', version], ['LICENSE', ''], ['LICENSES.chromium.html', '']] as const) writeFileSync(join(folder, name), content)
  // The mark by which fuses are found in Electron's program, the version of the wire, its length, and nine fuses at 0.
  writeFileSync(join(folder, 'electron'), Buffer.concat([Buffer.from('dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'), Buffer.from([1, 9]), Buffer.from('0'.repeat(9))]), { mode: 0o755 })
  return folder
}

function checkFiles(resources: string): void {
  const inside = new Set(listPackage(join(resources, 'app.asar'), { isPack: false }))
  for (const path of ['/out/main/main.js', '/out/preload/preload.cjs', '/out/renderer/index.html', '/package.json']) {
    if (!inside.has(path)) throw new Error(`${path} is missing in the package.`)
  }
  for (const folder of ['resources/taxonomies', 'resources/models', 'resources/knowledge', 'resources/sample', 'resources/icons', 'resources/compliance', 'resources/conversations', 'resources/delinquency', 'resources/practice', 'db/migrations']) {
    for (const file of readdirSync(join(root, folder)).filter((name) => !name.endsWith('.md'))) {
      if (!existsSync(join(resources, 'app.asar.unpacked', folder, file))) throw new Error(`${folder}/${file} is missing beside the package.`)
    }
  }
  const stray = [...inside].find((path) => /^\/(engine|electron|renderer|tests|bench|scripts|docs)(\/|$)|\.(ts|tsx|map)$/.test(path))
  if (stray !== undefined) throw new Error(`${stray} does not belong in the package.`)
  console.log(`Files: ${inside.size} in the archive, nothing missing.`)
}

async function checkFuses(program: string): Promise<void> {
  const wire = await getCurrentFuseWire(program)
  const on = '1'.charCodeAt(0)
  const wanted: [FuseV1Options, boolean][] = [
    [FuseV1Options.RunAsNode, false],
    [FuseV1Options.EnableCookieEncryption, true],
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
    [FuseV1Options.EnableNodeCliInspectArguments, false],
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true],
    [FuseV1Options.OnlyLoadAppFromAsar, true],
    [FuseV1Options.GrantFileProtocolExtraPrivileges, false],
  ]
  for (const [fuse, expected] of wanted) {
    if ((Number(wire[fuse]) === on) !== expected) throw new Error(`The fuse ${FuseV1Options[fuse]} is not set as it should be.`)
  }
  console.log(`Fuses: ${wanted.length} set as they should be.`)
}

function run(tool: string, args: string[]): void {
  const path = tool.startsWith('/') ? tool : join(root, 'node_modules', ...tool.split('/'))
  const { status, stdout, stderr } = spawnSync(process.execPath, [path, ...args], { cwd: root, encoding: 'utf8', env: { ...process.env, NO_COLOR: '1' } })
  if (status !== 0) throw new Error(`${tool} failed:\n${stdout}${stderr}`)
  if (tool.startsWith('/')) process.stdout.write(stdout)
}
