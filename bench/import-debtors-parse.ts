/**
 * How fast a large file of debtors is understood, against the bare tokenizer on the same file in the same run:
 * `node bench/import-debtors-parse.ts [rows]` (200,000 rows unless told). Time of the clock and of the processor, which
 * other work on the machine does not stretch; and the most memory held, which must not grow with the rows.
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { guessDebtorMapping } from '../engine/calls/debtor-import/debtor-mapping.ts'
import { execute } from '../engine/calls/debtor-import/import-debtors.work.ts'
import { importPartSchema } from '../engine/calls/debtor-import/import-part.ts'
import type { ImportDefaults } from '../engine/contract/debtors.ts'
import { CsvTokenizer, type Row } from '../engine/ingest/reading/csv-tokenizer.ts'
import { inspectFile, readRows } from '../engine/ingest/reading/index.ts'
import { getCheckDigit } from 'rut.js'

const rowCount = Number(process.argv[2] ?? 200_000)
const defaults: ImportDefaults = { country: 'CL', nationalIdKind: 'rut', currency: 'CLP', company: '', language: 'es', timeZone: 'America/Santiago' }

/** Rows as a floor sends them: two phone columns, one of them a list now and then, points in the amounts, one row in fifty not sound. */
async function writeCsv(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('rut;nombre;to_number;try_phones;empresa;referencia;cuotas_adeudadas;monto_total;fecha_limite;fecha_maxima;tipo_deuda\n')
  for (let row = 0; row < rowCount; row++) {
    const body = String(5_000_000 + row * 61)
    const second = row % 7 === 0 ? `9${70_000_000 + row * 3} / 2${20_000_000 + row}` : row % 3 === 0 ? `+56 9 ${60_000_000 + row}` : ''
    const first = row % 50 === 0 ? '5.69E+10' : `9 ${80_000_000 + row}`
    const line = `${body}-${getCheckDigit(body)};Persona Número ${row};${first};${row % 50 === 0 ? '' : second};Empresa ${row % 9};F-${row};${1 + (row % 12)};$ ${1 + (row % 900)}.${100 + (row % 900)};${10 + (row % 18)}/0${1 + (row % 9)}/2026;2026-12-${10 + (row % 20)};temprana\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

async function bareTokenizer(path: string): Promise<number> {
  const tokenizer = new CsvTokenizer(';', '\n')
  let count = -1
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const rows: Row[] = []
    tokenizer.push(String(text), rows)
    count += rows.length
  }
  return count
}

async function tableOnly(path: string): Promise<number> {
  return (await readRows(path, 'bench.csv', async () => undefined)).rowCount
}

async function wholeWork(path: string): Promise<number> {
  const { columns, rows } = await inspectFile(path, 'bench.csv')
  const work = { kind: 'debtors', path, fileName: 'bench.csv', mapping: guessDebtorMapping(columns, rows, 'CL'), defaults, today: '2026-11-21', afterRow: 0 }
  let sound = 0
  let failed = 0
  const emit = async (part: unknown) => {
    const { rowCount: understood, failedCount } = importPartSchema.parse(part)
    sound += understood
    failed += failedCount
  }
  await execute(work, { signal: new AbortController().signal, cancelled: () => false, progress: () => undefined, emit })
  if (failed !== Math.ceil(rowCount / 50)) throw new Error(`${failed} rows failed of ${Math.ceil(rowCount / 50)} that are not sound`)
  return sound + failed
}

const folder = await mkdtemp(join(tmpdir(), 'vocero-bench-'))
try {
  const path = join(folder, 'bench.csv')
  await writeCsv(path)
  console.log(`${rowCount} rows, ${((await stat(path)).size / 1024 / 1024).toFixed(0)} MB`)
  const readers = { 'bare tokenizer': bareTokenizer, 'readRows': tableOnly, 'rows to debtors, in parts': wholeWork }
  const best: Record<string, { clock: number; processor: number }> = {}
  for (let round = 0; round < 3; round++) {
    for (const [name, read] of Object.entries(readers)) {
      const start = performance.now()
      const used = process.cpuUsage()
      const rows = await read(path)
      if (rows !== rowCount) throw new Error(`${name} read ${rows} rows of ${rowCount}`)
      const { user, system } = process.cpuUsage(used)
      const before = best[name] ?? { clock: Number.POSITIVE_INFINITY, processor: Number.POSITIVE_INFINITY }
      best[name] = { clock: Math.min(before.clock, performance.now() - start), processor: Math.min(before.processor, (user + system) / 1000) }
    }
  }
  const column = (milliseconds: number) => `${milliseconds.toFixed(0).padStart(6)} ms ${Math.round((rowCount * 1000) / milliseconds).toString().padStart(9)} rows/s`
  for (const [name, { clock, processor }] of Object.entries(best)) console.log(`${name.padEnd(26)} clock ${column(clock)}   processor ${column(processor)}`)
  console.log(`most memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
