import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { FileProblem, fileReasons, rowReasons } from './file-problem.ts'
import { guessMapping } from './mapping.ts'
import { toMeeting } from './meeting-row.ts'
import { inspectFile, readRows } from './read-file.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'vocero-fuzz-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

interface Imported {
  rows: number
  ok: number
  failed: number
  /** What no import may show: reasons nobody knows, rows out of order, meetings without text. */
  wrong: string[]
}

/** Imports a file the way a batch does. @returns how it ended, or the reason the file was refused */
async function importFile(content: Buffer, fileName: string): Promise<Imported | string> {
  const path = join(folder, 'file')
  await writeFile(path, content)
  try {
    const { columns, rows: sample } = await inspectFile(path, fileName)
    const mapping = guessMapping(columns, sample)
    const imported: Imported = { rows: 0, ok: 0, failed: 0, wrong: [] }
    let lastRow = 0
    const { rowCount } = await readRows(path, fileName, async (rows) => {
      for (const row of rows) {
        if (row.rowNumber <= lastRow) imported.wrong.push(`row ${row.rowNumber} after ${lastRow}`)
        lastRow = row.rowNumber
        const meeting = row.problem === null ? toMeeting(row.cells, mapping, columns.length) : { failed: row.problem }
        if ('ok' in meeting) imported.ok++
        else imported.failed++
        if ('ok' in meeting && meeting.ok.transcript.trim() === '') imported.wrong.push('a meeting without text')
        if ('failed' in meeting && !rowReasons.includes(meeting.failed)) imported.wrong.push(meeting.failed)
      }
    })
    return { ...imported, rows: rowCount }
  } catch (error) {
    if (error instanceof FileProblem) return error.reason
    throw error
  }
}

/** Every row is a meeting or failed with a reason; or the whole file was refused with one. */
function addsUp(outcome: Imported | string): boolean {
  if (typeof outcome === 'string') return (fileReasons as readonly string[]).includes(outcome)
  return outcome.rows > 0 && outcome.rows === outcome.ok + outcome.failed && outcome.wrong.length === 0
}

const fileName = fc.constantFrom('a.csv', 'a.txt', 'a.json', 'a.jsonl', 'a.vtt', 'a.srt', 'a.xlsx', 'a', 'a.xls')
const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
const header = 'Nombre,Correo Electronico,Numero de Telefono,Fecha de la Reunion,Vendedor asignado,closed,Transcripcion'
const cell = fc.oneof(
  fc.constantFrom('', '1', '0', 'si', '2024-03-15', '31/02/2024', '=1+1', '+56 9 1', 'ana@example.com', '5.69E+10', 'hola\0', '\u0000', 'ñ "x" y', 'línea\nnueva', '"', 'x'.repeat(5000)),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
)

test('any bytes under any name are read or refused with a reason', async () => {
  await fc.assert(fc.asyncProperty(fc.uint8Array({ maxLength: 400 }), fileName, async (bytes, name) => {
    expect(await importFile(Buffer.from(bytes), name)).toSatisfy(addsUp)
  }), { numRuns: 400 })
})

test('bytes that begin like a known format are read or refused with a reason', async () => {
  const start = fc.constantFrom('PK\u0003\u0004', 'PK\u0005\u0006', 'WEBVTT\n\n', '[{"a":', '{"data":[', '1\n00:00:01,000 --> 00:00:02,000\n', 'sep=;\n', '\u00ff\u00fe', '\u00fe\u00ff', '\u00ef\u00bb\u00bf', '"', `${header}\n`)
  await fc.assert(fc.asyncProperty(start, fc.uint8Array({ maxLength: 200 }), fileName, async (text, bytes, name) => {
    expect(await importFile(Buffer.concat([Buffer.from(text, 'latin1'), bytes]), name)).toSatisfy(addsUp)
  }), { numRuns: 400 })
})

test('ragged tables in any encoding: every row is a meeting or has a reason', async () => {
  const row = fc.array(cell, { minLength: 1, maxLength: 9 })
  const encoding = fc.constantFrom('utf8' as const, 'latin1' as const, 'utf16le' as const)
  await fc.assert(fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 12 }), encoding, async (rows, encoding) => {
    const filled = rows.map((cells) => ['x', ...cells])
    const whole = [header, ...filled.map((cells) => cells.map(quote).join(','))].join('\r\n')
    // What Latin-1 does not have would be cut to its low byte, which may be a quote.
    const text = encoding === 'latin1' ? whole.replaceAll(/[^\0-\u00ff]/g, '?') : whole
    const outcome = await importFile(Buffer.from(text, encoding), 'a.csv')
    expect(outcome).toSatisfy(addsUp)
    // NULs may make a small file look like no text at all; otherwise no row may be missing.
    expect([rows.length, 'ingest.binary_file']).toContain(typeof outcome === 'string' ? outcome : outcome.rows)
  }), { numRuns: 300 })
})

test('tables with quotes anywhere are read or refused with a reason', async () => {
  const piece = fc.constantFrom('"', ',', '\n', '\r\n', 'a', 'ñ', '\0', ' ', '";"', '""', 'Ana', '2024-03-15')
  await fc.assert(fc.asyncProperty(fc.array(piece, { maxLength: 80 }), async (pieces) => {
    expect(await importFile(Buffer.from(`${header}\n${pieces.join('')}`), 'a.csv')).toSatisfy(addsUp)
  }), { numRuns: 400 })
})

test('JSON of any shape is read or refused with a reason', async () => {
  await fc.assert(fc.asyncProperty(fc.json(), fc.nat(40), fc.boolean(), async (text, cut, whole) => {
    expect(await importFile(Buffer.from(whole ? text : text.slice(0, cut)), 'a.json')).toSatisfy(addsUp)
  }), { numRuns: 400 })
})
