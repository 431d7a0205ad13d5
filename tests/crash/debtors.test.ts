import { fork } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, describe, expect, it } from 'vitest'
import { openReadOnly } from '../../db/open.ts'

const child = fileURLToPath(new URL('./debtors-child.ts', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Every fifth person comes twice, with another debt and another phone. */
const people = 1_000
const file = join(folder, 'people.csv')
const row = (index: number, debt: number) => `${1000 + index};Persona ${index};9${10_000_000 + index * 7 + debt};Acme;F-${index}-${debt};${1000 + index}`
writeFileSync(file, ['documento;nombre;telefono;empresa;referencia;monto_total', ...Array.from({ length: people }, (_, index) => row(index, 0)), ...Array.from({ length: people / 5 }, (_, index) => row(index * 5, 1)), 'x;;;;;'].join('\n'))

interface Place { readonly state: string; readonly read: number; readonly applied: number; readonly joined: number; readonly left: number }

/** Runs the process until it is where it is to be killed. @returns whether it was killed, not ended by itself. */
function runUntil(data: string, task: 'import' | 'undo', dies: (place: Place) => boolean): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const running = fork(child, [data, file, task], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    running.on('message', (place) => { if (dies(place as Place)) running.kill('SIGKILL') })
    running.on('error', reject)
    running.on('exit', (code, signal) => (code === 0 || signal === 'SIGKILL' ? resolve(signal === 'SIGKILL') : reject(new Error(`It ended with ${String(code)}`))))
  })
}

/** Everything on the floor, whatever ids and moments it got. */
function floorOf(data: string): unknown {
  const database = openReadOnly(join(data, 'vocero.sqlite'))
  try {
    const all = (sql: string) => database.prepare(sql).all()
    return {
      imports: all('SELECT state, total, rows_read, rows_applied, created, updated, skipped, failed_rows, joined, kept FROM debtor_imports'),
      debtors: all('SELECT person_key, name, owed_minor FROM debtors ORDER BY person_key'),
      phones: all('SELECT person_key, number, position, state FROM debtor_phones JOIN debtors ON seq = debtor_seq ORDER BY person_key, position'),
      debts: all('SELECT person_key, reference, amount_minor FROM debts JOIN debtors ON debtors.seq = debtor_seq ORDER BY reference'),
      places: all('SELECT reference, status FROM call_jobs JOIN debts ON debts.seq = debt_seq ORDER BY reference'),
      waiting: all('SELECT last_row FROM debtor_import_parts'),
    }
  } finally {
    database.close()
  }
}

describe('an import whose engine is killed', () => {
  it('ends as if nothing had happened, whenever it was killed, and so does undoing it', async () => {
    const [calm, killed] = [mkdtempSync(join(folder, 'calm-')), mkdtempSync(join(folder, 'killed-'))]
    expect(await runUntil(calm, 'import', () => false)).toBe(false)
    const places: ((place: Place) => boolean)[] = [
      ({ read }) => read >= 1_000, ({ applied }) => applied > 0, ({ applied }) => applied > people, ({ joined }) => joined > 0,
    ]
    let kills = 0
    for (const dies of places) kills += Number(await runUntil(killed, 'import', dies))
    await runUntil(killed, 'import', () => false)
    expect(kills).toBeGreaterThanOrEqual(2)
    expect(floorOf(killed)).toEqual(floorOf(calm))
    expect(floorOf(killed)).toMatchObject({ imports: [{ state: 'done', created: people, updated: people / 5, failed_rows: 1, joined: people }] })

    let undoKills = 0
    for (const left of [people - 1, people / 2]) undoKills += Number(await runUntil(killed, 'undo', (place) => place.state === 'undoing' && place.left <= left))
    await runUntil(killed, 'undo', () => false)
    expect(undoKills).toBeGreaterThanOrEqual(1)
    expect(floorOf(killed)).toMatchObject({ imports: [{ state: 'undone', kept: 0 }], debtors: [], phones: [], debts: [], places: [], waiting: [] })
  }, 240_000)
})
