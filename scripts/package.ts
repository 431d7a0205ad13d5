/** `npm run package`: builds everything anew and makes this system's installers in dist/. */
import { spawnSync } from 'node:child_process'
import { join } from 'node:path'

const root = join(import.meta.dirname, '..')
run('electron-vite/bin/electron-vite.js', ['build', '--logLevel', 'warn'])
run('electron-builder/cli.js', ['--publish', 'never', ...process.argv.slice(2)])

function run(tool: string, args: string[]): void {
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules', ...tool.split('/')), ...args], { cwd: root, stdio: 'inherit' })
  if (status !== 0) process.exit(status ?? 1)
}
