/**
 * How fast a large CSV is read, against bare udsv on the same file in the same run:
 * `node bench/import-parse.ts [rows]` (200,000 rows of about 600 bytes unless told).
 */
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { once } from 'node:events'
import { inferSchema, initParser } from 'udsv'
import type { Parser } from 'udsv'
import { guessMapping } from '../engine/ingest/reading/mapping.ts'
import { toMeeting } from '../engine/ingest/reading/meeting-row.ts'
import { inspectFile, readRows } from '../engine/ingest/reading/read-file.ts'

const rowCount = Number(process.argv[2] ?? 200_000)
const sentence = 'Gracias por la reunión; atendemos unas quinientas consultas por semana, y queremos responder "al tiro" sin contratar más gente. '

async function writeCsv(path: string): Promise<void> {
  const out = createWriteStream(path)
  out.write('Nombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion\n')
  for (let row = 0; row < rowCount; row++) {
    const transcript = (sentence.repeat(4) + (row % 10 === 0 ? '\nSegunda línea.' : '')).replaceAll('"', '""')
    const line = `Persona ${row},p${row}@example.com,+56 9 ${String(10_000_000 + row)},2026-0${1 + (row % 9)}-${10 + (row % 18)},Vendedor ${row % 7},${row % 2},"${transcript}"\n`
    if (!out.write(line)) await once(out, 'drain')
  }
  out.end()
  await once(out, 'finish')
}

async function bareUdsv(path: string): Promise<number> {
  let parser: Parser | undefined
  let rows = 0
  const count = () => void rows++
  for await (const text of createReadStream(path, { encoding: 'utf8', highWaterMark: 256 * 1024 })) {
    parser ??= initParser(inferSchema(String(text)))
    parser.chunk<string[]>(String(text), parser.stringArrs, count)
  }
  parser?.end()
  return rows
}

async function ours(path: string): Promise<number> {
  return (await readRows(path, 'bench.csv', async () => undefined)).rowCount
}

async function oursToMeetings(path: string): Promise<number> {
  const { columns, rows: sample } = await inspectFile(path, 'bench.csv')
  const mapping = guessMapping(columns, sample)
  let meetings = 0
  await readRows(path, 'bench.csv', async (rows) => {
    for (const row of rows) if ('ok' in toMeeting(row.cells, mapping, columns.length)) meetings++
  })
  return meetings
}

const folder = await mkdtemp(join(tmpdir(), 'vocero-bench-'))
try {
  const path = join(folder, 'bench.csv')
  await writeCsv(path)
  const megabytes = (await stat(path)).size / 1024 / 1024
  console.log(`${rowCount} rows, ${megabytes.toFixed(0)} MB`)
  const readers = { 'bare udsv': bareUdsv, 'readRows': ours, 'readRows + toMeeting': oursToMeetings }
  const best: Record<string, number> = {}
  for (let round = 0; round < 3; round++) {
    for (const [name, read] of Object.entries(readers)) {
      const start = performance.now()
      const rows = await read(path)
      if (rows !== rowCount) throw new Error(`${name} read ${rows} rows of ${rowCount}`)
      best[name] = Math.min(best[name] ?? Number.POSITIVE_INFINITY, performance.now() - start)
    }
  }
  for (const [name, milliseconds] of Object.entries(best)) {
    console.log(`${name.padEnd(22)} ${milliseconds.toFixed(0).padStart(6)} ms ${Math.round((rowCount * 1000) / milliseconds).toString().padStart(9)} rows/s ${((megabytes * 1000) / milliseconds).toFixed(0).padStart(5)} MB/s`)
  }
  console.log(`most memory: ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
} finally {
  await rm(folder, { recursive: true, force: true })
}
