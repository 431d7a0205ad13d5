import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { openTestDatabase, testFolder } from '../harness/test-data.ts'

const kills = Number(process.env['VOCERO_KILLS'] ?? 10)
/** Enough that every life has something to do when it is killed. */
const roots = kills * 20
const mostSteps = 60

/** Where each life is killed: after so many steps of its work. The same ones at every run with the same seed. */
const [steps = []] = fc.sample(fc.array(fc.integer({ min: 1, max: mostSteps }), { minLength: kills, maxLength: kills }), { seed: Number(process.env['VOCERO_SEED'] ?? 1), numRuns: 1 })

/** Lives until it is killed at a step, or has nothing left to do. */
async function live(folder: string, killAfter: number): Promise<'killed' | 'finished'> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('./queue-process.ts', import.meta.url)), folder, String(roots)], { stdio: ['ignore', 'pipe', 'inherit'] })
  const closed = once(child, 'close')
  let said = 0
  createInterface({ input: child.stdout }).on('line', () => { if ((said += 1) === killAfter) child.kill('SIGKILL') })
  const [code, signal] = (await closed) as [number | null, NodeJS.Signals | null]
  if (signal === 'SIGKILL') return 'killed'
  expect(code).toBe(0)
  return 'finished'
}

test(`after ${kills} kills every job has been applied exactly once, and none is stuck`, async () => {
  const folder = testFolder()
  try {
    for (const killAfter of steps) expect(await live(folder.path, killAfter)).toBe('killed')
    expect(await live(folder.path, Number.POSITIVE_INFINITY)).toBe('finished')

    const database = openTestDatabase(folder.path)
    const jobs = roots * 3
    const one = (sql: string) => database.prepare(sql).get()
    expect(database.prepare('SELECT state, count(*) AS count, max(open_children) AS open FROM jobs GROUP BY state').all()).toEqual([{ state: 'done', count: jobs, open: 0 }])
    expect(one('SELECT count(*) AS count, count(DISTINCT seq) AS jobs FROM applied')).toEqual({ count: jobs, jobs })
    expect(one('SELECT count(*) AS count, count(DISTINCT seq) AS jobs FROM ended')).toEqual({ count: jobs, jobs })
    expect(one('SELECT count(*) AS count, count(DISTINCT seq) AS jobs FROM received')).toEqual({ count: roots, jobs: roots })
    expect(database.sqlite.pragma('integrity_check', { simple: true })).toBe('ok')
    // Kills that never met a running job would have proved nothing.
    expect(database.prepare<{ count: number }>(`SELECT count(*) AS count FROM job_attempts WHERE outcome = 'lease_lost'`).get()?.count).toBeGreaterThan(0)
    database.close()
  } finally {
    folder.remove()
  }
}, 60_000 + kills * 10_000)
