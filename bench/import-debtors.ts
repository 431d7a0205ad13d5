/**
 * An import of debtors through the engine, against the bare tokenizer and bare inserts of the same rows into the same
 * tables, in the same run: `node bench/import-debtors.ts [rows]` (200,000 rows unless told). While it runs, other calls are
 * made all the time: how long they take to be answered is what a console feels. Afterwards how fast the lists answer.
 */
import { once } from 'node:events'
import { createReadStream, createWriteStream, mkdirSync } from 'node:fs'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { getCheckDigit } from 'rut.js'
import { newId } from '../db/id.ts'
import type { Database } from '../db/open.ts'
import { insertUploadTx } from '../db/queries/uploads.ts'
import { writeTx } from '../db/tx.ts'
import type { DebtorFilter } from '../engine/contract/debtors.ts'
import { CsvTokenizer, type Row } from '../engine/ingest/reading/csv-tokenizer.ts'
import { openTestDatabase, testFolder } from '../tests/harness/test-data.ts'
import { chile, openDebtorsRig } from '../tests/support/debtors.ts'

const rowCount = Number(process.argv[2] ?? 200_000)
const columns = ['rut', 'nombre', 'to_number', 'try_phones', 'empresa', 'referencia', 'cuotas_adeudadas', 'monto_total', 'fecha_limite', 'fecha_maxima', 'tipo_deuda']

/** A person a row, a second phone for every third, amounts with points. */
async function writeCsv(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write(`${columns.join(';')}\n`)
  for (let row = 0; row < rowCount; row++) {
    const body = String(5_000_000 + row * 61)
    const second = row % 3 === 0 ? `+56 9 ${60_000_000 + row}` : ''
    const line = [`${body}-${getCheckDigit(body)}`, `Persona Número ${row}`, `9 ${80_000_000 + row}`, second, `Empresa ${row % 9}`, `F-${row}`, 1 + (row % 12), `$ ${1 + (row % 900)}.${100 + (row % 900)}`, `${10 + (row % 18)}/0${1 + (row % 9)}/2026`, `2026-12-${10 + (row % 20)}`, ['temprana', 'media', 'tardia'][row % 3]]
    if (!out.write(`${line.join(';')}\n`)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

/** The least anything could do: cut the file into cells, and insert them, a thousand rows a transaction. */
async function bare(path: string, database: Database): Promise<number> {
  database.prepare('INSERT INTO businesses (id, name, created_at) VALUES (?,?,?)').run('bare', 'Bare', 0)
  const debtor = database.prepare(`INSERT INTO debtors (id, business_id, simulated, person_key, national_id_kind, national_id, name, name_folded, time_zone, country, language, variables, created_at, updated_at) VALUES (?,'bare',0,?,'rut',?,?,?,'America/Santiago','CL','es','{}',0,0)`)
  const phone = database.prepare(`INSERT INTO debtor_phones (debtor_seq, number, position, state) VALUES (?,?,?,'ok')`)
  const debt = database.prepare(`INSERT INTO debts (id, debtor_seq, company, reference, instalments, amount_minor, currency, due_on, last_negotiable_on, delinquency, state, created_at, updated_at) VALUES (?,?,?,?,?,?,'CLP',?,?,?,'open',0,0)`)
  const tokenizer = new CsvTokenizer(';', '\n')
  let count = 0
  let waiting: Row[] = []
  const store = () => {
    writeTx(database, () => {
      for (const { cells } of waiting) {
        const [rut, name, first, second, company, reference, instalments, amount, due, last, kind] = cells as [string, string, string, string, string, string, string, string, string, string, string]
        const seq = debtor.run(newId(), `rut:${rut}`, rut, name, name.toLowerCase()).lastInsertRowid
        phone.run(seq, `+56${first.replace(' ', '')}`, 0)
        if (second !== '') phone.run(seq, second.replaceAll(' ', ''), 1)
        debt.run(newId(), seq, company, reference, Number(instalments), Number(amount.replaceAll(/\D/g, '')), `2026-${due.slice(3, 5)}-${due.slice(0, 2)}`, last, kind)
      }
    })
    count += waiting.length
    waiting = []
  }
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    const rows: Row[] = []
    tokenizer.push(String(text), rows)
    for (const row of rows) {
      if (row.cells[0] === columns[0]) continue
      waiting.push(row)
      if (waiting.length === 1000) store()
    }
  }
  store()
  return count
}

const percentile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
const line = (name: string, milliseconds: number) => console.log(`${name.padEnd(34)} ${milliseconds.toFixed(0).padStart(7)} ms ${Math.round((rowCount * 1000) / milliseconds).toString().padStart(9)} rows/s`)

const folder = testFolder()
const rig = openDebtorsRig({ folder })
try {
  const uploadId = newId()
  const path = join(folder.path, 'uploads', uploadId)
  await writeCsv(path)
  const { size } = await stat(path)
  console.log(`${rowCount} rows, ${(size / 1024 / 1024).toFixed(0)} MB`)

  const bareFolder = join(folder.path, 'bare')
  mkdirSync(bareFolder)
  const bareDatabase = openTestDatabase(bareFolder)
  let start = performance.now()
  const inserted = await bare(path, bareDatabase)
  const bareMs = performance.now() - start
  bareDatabase.close()
  if (inserted !== rowCount) throw new Error(`${inserted} rows were inserted of ${rowCount}`)
  line('bare tokenizer, bare inserts', bareMs)

  writeTx(rig.database, (tx) => insertUploadTx(tx, { id: uploadId, file_name: 'debtors.csv', bytes: size, received: size, path: `uploads/${uploadId}`, created_at: 0 }))
  const choice = { businessId: rig.businessId, uploadId, simulated: false, kind: 'debtors' as const, defaults: chile }
  const { mapping } = await rig.client.previewImport(choice)
  start = performance.now()
  const { id } = await rig.client.startImport({ ...choice, mapping })
  const waits: number[] = []
  const seen = new Set<string>()
  const finished = rig.runner.idle()
  let over = false
  void finished.then(() => { over = true })
  let readMs = 0
  while (!over) {
    const asked = performance.now()
    await new Promise(setImmediate)
    const row = await rig.client.importById({ importId: id })
    waits.push(performance.now() - asked)
    seen.add(`${row.state} ${row.rowsRead} ${row.rowsApplied}`)
    if (readMs === 0 && row.state === 'applying') readMs = performance.now() - start
    await new Promise((resolve) => { setTimeout(resolve, 2) })
  }
  const importMs = performance.now() - start
  const done = await rig.client.importById({ importId: id })
  if (done.created !== rowCount) throw new Error(`${done.created} debtors were made of ${rowCount}; ${done.error ?? done.state}`)
  line('import through the engine', importMs)
  line('  of it reading', readMs)
  console.log(`bare / import: ${(bareMs / importMs).toFixed(2)} of the speed`)
  waits.sort((one, other) => one - other)
  console.log(`other calls meanwhile: ${waits.length}, p50 ${percentile(waits, 0.5).toFixed(1)} ms, p99 ${percentile(waits, 0.99).toFixed(1)} ms, longest ${(waits.at(-1) ?? 0).toFixed(1)} ms; ${seen.size} states of progress seen`)

  const base = { businessId: rig.businessId, simulated: false }
  const asked: [string, { filter: DebtorFilter; sort?: { column: 'name' | 'owed' | 'dueOn' | 'attempts'; descending: boolean }; offset?: number }][] = [
    ['first page by name', { filter: base }], ['page at 100,000 by amount', { filter: base, sort: { column: 'owed', descending: true }, offset: Math.floor(rowCount / 2) }],
    ['name "persona 1234"', { filter: { ...base, text: 'persona 1234' } }], ['national id', { filter: { ...base, text: '5.000.061' } }], ['part of a phone', { filter: { ...base, text: '80001234' } }],
    ['one company', { filter: { ...base, companies: ['Empresa 3'] }, sort: { column: 'dueOn', descending: false } }], ['company and delinquency', { filter: { ...base, companies: ['Empresa 3'], delinquencies: ['temprana'] } }],
    ['not on the do-not-call list', { filter: { ...base, doNotCall: false } }],
  ]
  for (const [name, input] of asked) {
    const times: number[] = []
    let total = 0
    for (let round = 0; round < 15; round++) {
      const from = performance.now()
      total = (await rig.client.list({ offset: 0, ...input, limit: 100 })).total
      times.push(performance.now() - from)
    }
    times.sort((one, other) => one - other)
    console.log(`list, ${name.padEnd(28)} p50 ${percentile(times, 0.5).toFixed(1).padStart(6)} ms, longest ${(times.at(-1) ?? 0).toFixed(1).padStart(6)} ms, ${total} debtors`)
  }
  start = performance.now()
  let characters = 0
  for await (const part of await rig.client.export({ filter: base, format: 'csv', language: 'es' })) characters += part.length
  line(`export (${(characters / 1024 / 1024).toFixed(0)} MB)`, performance.now() - start)
  start = performance.now()
  await rig.client.undoImport({ importId: id })
  await rig.runner.idle()
  line('undoing it', performance.now() - start)
} finally {
  await rig.close()
}
