import { spawnSync } from 'node:child_process'
import { globSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '../..')
const entries = [...globSync('engine/**/*.work.ts', { cwd: root }), 'engine/ingest/inspect-thread.ts']

/** Loads a module in a process of its own and lists what that loads. */
function loadedBy(entry: string): string[] {
  const script = `
    import { registerHooks } from 'node:module'
    const loaded = []
    registerHooks({ load(url, context, next) { loaded.push(url); return next(url, context) } })
    await import(${JSON.stringify(pathToFileURL(join(root, entry)).href)})
    console.log(JSON.stringify(loaded))`
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], { encoding: 'utf8' })
  expect(stderr).toBe('')
  expect(status).toBe(0)
  return JSON.parse(stdout) as string[]
}

// Every thread pays for what its work loads, in time and in memory; and a work that can reach the database can write to it.
test.each(entries)('%s loads no database', (entry) => {
  const loaded = loadedBy(entry)
  expect(loaded).toContain(pathToFileURL(join(root, entry)).href)
  expect(loaded.filter((url) => /node_modules\/(?:better-sqlite3|drizzle-orm)\//.test(url) || /\/db\/(?!values\.ts$)/.test(url))).toEqual([])
})
