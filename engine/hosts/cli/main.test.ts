import { spawn } from 'node:child_process'
import { chmodSync, copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { meetingsCsv, openTestEngine } from '../../../tests/support/engine.ts'
import { openDatabase } from '../../../db/open.ts'
import { classify, UsageProblem } from './classify.ts'

const main = fileURLToPath(new URL('./main.ts', import.meta.url))
let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vocero-test-'))
})
afterEach(() => {
  chmodSync(folder, 0o755)
  rmSync(folder, { recursive: true, force: true })
})

interface Ended { code: number | null; out: string; err: string }

/** Runs the command line as a person does; `onError` sees standard error as it comes. */
function vocero(args: string[], onError: (text: string, kill: (signal: NodeJS.Signals) => void) => void = () => {}): Promise<Ended> {
  const { promise, resolve } = Promise.withResolvers<Ended>()
  const child = spawn(process.execPath, [main, ...args], { env: { ...process.env, VOCERO_DATA: '', TMPDIR: folder } })
  let [out, err] = ['', '']
  child.stdout.on('data', (data: Buffer) => (out += data.toString()))
  child.stderr.on('data', (data: Buffer) => {
    err += data.toString()
    onError(err, (signal) => child.kill(signal))
  })
  child.on('close', (code) => resolve({ code, out, err }))
  return promise
}

const inFolder = (name: string) => join(folder, name)
const write = (name: string, text: string) => {
  writeFileSync(inFolder(name), text)
  return inFolder(name)
}

describe('vocero classify', () => {
  it('writes every row in the order of the input with its result behind it, and leaves nothing else', async () => {
    const text = 'Somos una clínica dental, nos llegan 200 mensajes a la semana.'
    const input = write('in.csv', meetingsCsv([text, 'We run a bakery and need faster answers.', ['=cmd', 'e@example.com', '1', '2025-10-02', 'Eva', '1', 'Otra reunión.'], ['=cmd', 'e@example.com', '1', '2025-10-02', 'Eva', '1', 'Otra reunión.']]))
    const { code, out, err } = await vocero(['classify', input, '--out', inFolder('out.csv'), '--offline'])
    expect({ code, out, err }).toMatchObject({ code: 0, out: '' })
    const csv = readFileSync(inFolder('out.csv'), 'utf8')
    const lines = csv.split('\r\n')
    expect(lines).toHaveLength(6)
    expect(lines[0]).toMatch(/^\ufeffNombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion,business_sector,business_sector_confidence,business_sector_quote,.*,closed_lost,sentiment,key_topics,action_items,summary,confidence,source,model,cost_usd,fallback,taxonomy_version$/)
    expect(lines[1]).toContain('Client 0,client0@example.com,56900000000,2025-10-02,Ana,0,"Somos una clínica dental, nos llegan 200 mensajes a la semana.",healthcare,')
    expect(lines[2]).toMatch(/^Client 1.*,offline,,,,1$/)
    // Identical rows are classified once and both have the result; what would run as a formula cannot.
    expect(lines[3]).toMatch(/^'=cmd,.*,offline,,,,1$/)
    expect(lines[4]).toBe(lines[3])
    expect(readdirSync(folder).sort()).toEqual(['in.csv', 'out.csv'])
  })

  it('keeps the place of a row without a result, names it, and ends with 1', async () => {
    const input = write('in.csv', meetingsCsv(['Somos un hotel.', ['B', 'b@example.com', '1', 'no date', 'Eva', '1', 'Texto'], 'Somos una escuela.']))
    const { code, err } = await vocero(['classify', input, '--out', inFolder('out.csv')])
    expect(code).toBe(1)
    expect(err).toContain('row 3: the date cannot be read\n')
    const lines = readFileSync(inFolder('out.csv'), 'utf8').split('\r\n')
    expect(lines[2]).toMatch(/^B,b@example.com,1,no date,Eva,1,Texto,+$/)
    expect(lines[3]).toContain('Somos una escuela.,education,')
  })

  it('writes JSON to standard output', async () => {
    const { code, out } = await vocero(['classify', write('in.csv', meetingsCsv(['Somos un hotel.'])), '--json'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject([{ Nombre: 'Client 0', closed: '0', Transcripcion: 'Somos un hotel.', business_sector: 'tourism_hospitality', source: 'offline', key_topics: expect.any(Array) }])
  })

  it('leaves the transcripts in the folder that --data names', async () => {
    const data = inFolder('data')
    expect((await vocero(['classify', write('in.csv', meetingsCsv(['Somos un hotel.'])), '--out', inFolder('out.csv'), '--data', data])).code).toBe(0)
    const kept = await openTestEngine(data)
    expect(await kept.client.transcripts.list({ filter: { businessId: kept.businessId } })).toMatchObject({ total: 1, rows: [{ excerpt: 'Somos un hotel.' }] })
    const { code, err } = await vocero(['classify', inFolder('in.csv'), '--out', inFolder('out.csv'), '--data', data])
    expect(code).toBe(2)
    expect(err).toMatch(/^Vocero is already running on .*\n$/)
    await kept.close()
  })

  it.each([
    ['a missing file', ['nowhere.csv', '--out', 'out.csv'], /nowhere\.csv cannot be read: the file does not exist\.$/],
    ['an empty file', ['empty.csv', '--out', 'out.csv'], /empty\.csv: the file is empty\.$/],
    ['a file without transcripts', ['names.csv', '--out', 'out.csv'], /names\.csv: no column looks like the transcript\. Columns: Nombre, closed\./],
    ['a folder that is not there', ['in.csv', '--out', 'no/where/out.csv'], /out\.csv cannot be written: /],
    ['no output', ['in.csv'], /^Say where the result goes with --out\./],
    ['an unknown option', ['in.csv', '--wat'], /^Unknown option '--wat'/],
    ['a model without a provider', ['in.csv', '--out', 'out.csv', '--model', 'openai'], /^--model needs a provider of language models, and none is set up\./],
    ['a model offline', ['in.csv', '--out', 'out.csv', '--model', 'openai', '--offline'], /^--offline asks no model/],
    ['its own input as output', ['in.csv', '--out', 'in.csv'], /^--out is the input itself/],
  ])('refuses %s with one line', async (_, args, line) => {
    write('in.csv', meetingsCsv(['Texto']))
    write('empty.csv', '')
    write('names.csv', 'Nombre,closed\nAna,1\n')
    const refusal = await classify(args.map((argument) => (argument.endsWith('.csv') ? inFolder(argument) : argument)), {}).then(() => null, (error: unknown) => error)
    expect(refusal).toBeInstanceOf(UsageProblem)
    expect((refusal as UsageProblem).message).toMatch(line)
    expect((refusal as UsageProblem).message).not.toContain('\n')
    expect(existsSync(inFolder('out.csv'))).toBe(false)
  })

  it('cleans up when it is interrupted', async () => {
    const rows = Array.from({ length: 20_000 }, (_, index) => `Somos el hotel número ${index} y nos llegan mensajes todo el día.`)
    let interrupted = false
    const { code, err } = await vocero(['classify', write('in.csv', meetingsCsv(rows)), '--out', inFolder('out.csv')], (text, kill) => {
      if (!interrupted && text.includes('rows')) kill('SIGINT')
      interrupted ||= text.includes('rows')
    })
    expect(code).toBe(130)
    expect(err).toContain('Interrupted; nothing was written.\n')
    expect(readdirSync(folder)).toEqual(['in.csv'])
  })
})

describe('vocero doctor', () => {
  it('finds everything in order in a new and in a used folder', async () => {
    const data = inFolder('data')
    const fresh = await vocero(['doctor', '--data', data])
    expect(fresh).toMatchObject({ code: 0 })
    const used = await openTestEngine(data)
    const beside = await vocero(['doctor', '--data', data])
    expect(beside).toMatchObject({ code: 0 })
    expect(beside.out).toMatch(/^ok {4}integrity +every page is sound$/m)
    await used.engine.close()
  })

  it('finds damage, and puts the newest sound backup back beside the damaged file', async () => {
    const data = inFolder('data')
    const used = await openTestEngine(data)
    const { file } = await used.client.system.backupNow()
    await used.client.system.createBusiness({ name: 'After the backup' })
    await used.engine.close()
    const database = inFolder('data/vocero.sqlite')
    // A newer copy that is no good must be passed over.
    mkdirSync(join(data, 'backups'), { recursive: true })
    writeFileSync(join(data, 'backups', 'vocero-9999.sqlite'), 'not a database')
    damage(database)

    const found = await vocero(['doctor', '--data', data])
    expect(found.code).toBe(1)
    expect(found.out).toMatch(/^FAIL {2}integrity /m)
    const restored = await vocero(['doctor', '--data', data, '--restore'])
    expect(restored).toMatchObject({ code: 0 })
    expect(restored.out).toContain(`Restored ${file} `)
    expect(restored.err).toContain('Passed over')
    expect(readdirSync(data).filter((name) => name.startsWith('vocero.damaged-'))).not.toEqual([])
    const again = await openTestEngine(data)
    expect((await again.client.system.businesses()).map((business) => business.name)).toEqual(['Test'])
    await again.engine.close()
  })

  it('does not touch sound data, nor data in use', async () => {
    const data = inFolder('data')
    const used = await openTestEngine(data)
    const running = await vocero(['doctor', '--data', data, '--restore'])
    expect(running.code).toBe(1)
    expect(running.err).toMatch(/is running on/)
    await used.engine.close()
    copyFileSync(join(data, 'vocero.sqlite'), inFolder('before.sqlite'))
    const sound = await vocero(['doctor', '--data', data, '--restore'])
    expect(sound.out).toContain('The database is sound; nothing was restored.')
    expect(readFileSync(join(data, 'vocero.sqlite')).equals(readFileSync(inFolder('before.sqlite')))).toBe(true)
  })
})

it('explains itself', async () => {
  expect(await vocero(['help'])).toMatchObject({ code: 0, out: expect.stringContaining('classify  IN') })
  expect(await vocero(['--version'])).toMatchObject({ code: 0, out: expect.stringMatching(/^\d+\.\d+\.\d+\n$/) })
  expect(await vocero(['fly'])).toMatchObject({ code: 2, err: 'There is no command "fly". "vocero help" lists them.\n' })
})

/** Overwrites pages in the middle of a database, as a failing disk does. */
function damage(path: string): void {
  const database = openDatabase(path)
  database.sqlite.pragma('wal_checkpoint(TRUNCATE)')
  database.close()
  const bytes = readFileSync(path)
  bytes.fill(0x5a, 4096 * 2, 4096 * 12)
  writeFileSync(path, bytes)
}
