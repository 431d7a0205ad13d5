import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestEngine } from '../../../tests/support/engine.ts'
import { numberFor } from '../../calls/practice-line/scripted-numbers.ts'
import { campaign } from './campaign.ts'
import { readCampaignOptions } from './campaign-options.ts'
import type { CampaignReport } from './campaign-report.ts'
import { job } from './job.ts'
import { UsageProblem } from './usage-problem.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

interface Ended { code: number | null; out: string; err: string }

function vocero(args: string[], onStart: (kill: (signal: NodeJS.Signals) => void) => void = () => {}): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, VOCERO_DATA: '', TMPDIR: folder } })
  let [out, err] = ['', '']
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => (err += data.toString()))
  child.on('close', (code) => resolve({ code, out, err }))
  onStart((signal) => child.kill(signal))
  return promise
}

const inFolder = (name: string) => join(folder, name)
const header = 'RUT;Nombre;Teléfono;Empresa;Cuotas adeudadas;Monto total;Fecha límite;Fecha máxima'
const debtor = (rut: string, name: string, phone: string) => `${rut};${name};${phone};Tienda Norte;2;84.000;15/02/2026;30/04/2026`
const good = [debtor('11.111.111-1', 'Ana Prueba', numberFor('promise_full')), debtor('22.222.222-2', 'Benito Prueba', numberFor('dial_no_answer')), debtor('12.345.678-5', 'Carla Prueba', numberFor('opt_out'))]
function file(rows: readonly string[]): string {
  writeFileSync(inFolder('debtors.csv'), `${[header, ...rows].join('\n')}\n`)
  return inFolder('debtors.csv')
}
const report = (name = 'out.json') => JSON.parse(readFileSync(inFolder(name), 'utf8')) as CampaignReport

describe('vocero campaign run', () => {
  it('calls a file of debtors for some days, and reports what it came to with the whole ledger', async () => {
    const { code, out, err } = await vocero(['campaign', 'run', file(good), '--policy', 'none', '--practice', '--speed', '1000', '--from', '2026-03-02T08:30', '--days', '2', '--report', inFolder('out.json'), '--ledger', inFolder('ledger.csv')])
    expect({ code, out, err }).toEqual({ code: 0, out: '', err: '' })
    expect(report()).toMatchObject({
      practice: true, state: 'done', policy: { preset: 'none' }, from: '2026-03-02 08:30', import: { created: 3, failed: 0 }, debtors: 3,
      outcomes: { promise: 1, opt_out: 1 }, contacts: 2, notPlaced: 0, promises: { count: 1, sums: [{ currency: 'CLP', minor: 84_000 }] }, violations: [],
      statuses: { done: 1, excluded: 1 }, days: [{ date: '2026-03-02', debtors: 3 }, { date: '2026-03-03', debtors: 1 }],
    })
    const dials = report().ledger.filter((entry) => entry.attemptId !== null)
    expect(dials).toHaveLength(report().attempts)
    expect(dials.every((entry) => entry.verdict === 'dial' && entry.localTime >= '2026-03-02 09:00')).toBe(true)
    expect(readFileSync(inFolder('ledger.csv'), 'utf8').trimEnd().split('\r\n')).toHaveLength(report().ledger.length + 1)
    // The folder it worked in is gone.
    expect(readdirSync(folder).sort()).toEqual(['debtors.csv', 'ledger.csv', 'out.json'])
  })

  it('says which rows could not be imported, and that not all went well', async () => {
    const { code, err } = await vocero(['campaign', 'run', file([good[0] ?? '', debtor('11.111.112-0', 'Dora Prueba', '')]), '--policy', 'cl', '--practice', '--speed', '1000', '--from', '2026-03-02T08:30', '--days', '1', '--report', inFolder('out.json')])
    expect(code).toBe(1)
    expect(err).toMatch(/^row 3: .*national id.*\n1 rows could not be imported\.\n$/)
    expect(report()).toMatchObject({ policy: { preset: 'cl' }, import: { created: 1, failed: 1 }, attempts: 1 })
  })

  it('keeps what it made in a folder that is named, and does not go back in its time', async () => {
    const args = ['campaign', 'run', file(good.slice(0, 1)), '--policy', 'none', '--practice', '--speed', '1000', '--days', '1', '--data', inFolder('data'), '--report', inFolder('out.json')]
    expect(await vocero([...args, '--from', '2026-03-02T08:30'])).toMatchObject({ code: 0 })
    const again = await vocero([...args, '--from', '2026-03-02T08:30'])
    expect(again).toMatchObject({ code: 2, out: '' })
    expect(again.err).toContain('has already gone beyond --from')
  })

  it('ends cleanly when it is interrupted', async () => {
    const rows = Array.from({ length: 60 }, (_, index) => debtor('', `Persona ${index}`, `+569700${String(index).padStart(5, '0')}`))
    const { code, err } = await vocero(['campaign', 'run', file(rows), '--policy', 'none', '--practice', '--speed', '1', '--from', '2026-03-02T08:59', '--report', inFolder('out.json')], (kill) => {
      const working = setInterval(() => {
        if (!readdirSync(folder).some((name) => name.startsWith('vocero-campaign-') && existsSync(join(folder, name, 'vocero.sqlite')))) return
        clearInterval(working)
        kill('SIGINT')
      }, 50)
    })
    expect({ code, err }).toEqual({ code: 130, err: 'Interrupted; nothing was written.\n' })
    expect(readdirSync(folder)).toEqual(['debtors.csv'])
  })

  it.each<[string, string[], RegExp]>([
    ['no policy', ['debtors.csv', '--practice'], /^--policy is missing/],
    ['no file', ['--policy', 'cl'], /^Name one file of debtors/],
    ['a speed beyond what is offered', ['a.csv', '--policy', 'cl', '--speed', '5000'], /^--speed must be at most 1000/],
    ['a moment of another shape', ['a.csv', '--policy', 'cl', '--from', 'tomorrow'], /^--from must look like/],
    ['a day that is none', ['a.csv', '--policy', 'cl', '--practice', '--from', '2026-02-30T08:00'], /no moment of the calendar/],
    ['a zone that is none', ['a.csv', '--policy', 'cl', '--practice', '--from', '2026-03-02T08:00', '--zone', 'Santiago'], /is no time zone/],
    ['a country nothing is known of', ['a.csv', '--policy', 'none', '--country', 'PE'], /give --zone and --currency/],
    ['practice time for real calls', ['a.csv', '--policy', 'cl', '--days', '3'], /are for --practice/],
    ['an option that does not exist', ['a.csv', '--policy', 'cl', '--fast'], /fast/],
  ])('refuses %s', (_name, args, message) => {
    expect(() => readCampaignOptions(args)).toThrow(UsageProblem)
    expect(() => readCampaignOptions(args)).toThrow(message)
  })

  it.each<[string, string[], RegExp]>([
    ['a policy that does not exist', ['--policy', 'pe'], /There is no policy "pe"\. There are: .*cl \(/],
    ['a file without debtors\' columns', ['--policy', 'cl'], /^No column of the file was recognised as a telephone/],
  ])('says what to do about %s', async (_name, options, message) => {
    writeFileSync(inFolder('other.csv'), 'color;size\nred;4\nblue;5\n')
    const refusal: unknown = await campaign(['run', inFolder('other.csv'), '--practice', ...options], {}).then(() => null, (error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageProblem)
    expect((refusal as UsageProblem).message).toMatch(message)
    expect((refusal as UsageProblem).message).not.toContain('\n')
  })
})

describe('vocero job reset', () => {
  it('puts a debtor back to pending while Vocero is closed, and refuses while it runs', async () => {
    const data = inFolder('data')
    expect(await vocero(['campaign', 'run', file(good), '--policy', 'none', '--practice', '--speed', '1000', '--from', '2026-03-02T08:30', '--days', '1', '--data', data, '--report', inFolder('out.json')])).toMatchObject({ code: 0 })
    const engine = await openTestEngine(data)
    const status = () => engine.engine.database.prepare<string>(`SELECT status FROM call_jobs WHERE outcome = 'promise' OR id = ?`).pluck().get(id)
    const id = engine.engine.database.prepare<string>(`SELECT id FROM call_jobs WHERE outcome = 'promise'`).pluck().get() ?? ''
    expect(status()).toBe('done')
    expect(() => job(['reset', id, '--data', data])).toThrow(/Vocero is running/)
    await engine.engine.close()
    expect(job(['reset', id, '--data', data])).toBe(0)
    expect(() => job(['reset', 'nothing', '--data', data])).toThrow(/There is no job nothing/)
    const after = await openTestEngine(data)
    expect(after.engine.database.prepare('SELECT status, attempts, outcome FROM call_jobs WHERE id = ?').get(id)).toEqual({ status: 'pending', attempts: 0, outcome: null })
    await after.close()
  })

  it('says when there is no data', () => {
    expect(() => job(['reset', 'x', '--data', inFolder('nothing')])).toThrow(/There is no data/)
    expect(() => job(['start'])).toThrow(/Usage/)
  })
})
