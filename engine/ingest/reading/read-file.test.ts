import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Row } from './csv-tokenizer.ts'
import { headBytes } from './limits.ts'
import { inspectFile, readRows } from './read-file.ts'

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'vocero-read-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(name: string, content: Buffer | string): Promise<string> {
  const path = join(folder, name)
  await writeFile(path, content)
  return path
}

async function readAll(name: string, content: Buffer | string): Promise<Row[]> {
  const rows: Row[] = []
  await readRows(await fileOf(name, content), name, async (chunk) => void rows.push(...chunk))
  return rows
}

const inspect = async (name: string, content: Buffer | string) => inspectFile(await fileOf(name, content), name)
const cellsOf = (rows: readonly Row[]) => rows.map((row) => row.cells)
const csv = 'Nombre;Fecha;Transcripción\nMuñoz;15/03/2024;"Sí, señor: está “listo”; 500 €"\nPérez;16/03/2024;Mañana más\n'
const rowsOfCsv = [['Muñoz', '15/03/2024', 'Sí, señor: está “listo”; 500 €'], ['Pérez', '16/03/2024', 'Mañana más']]

function windows(text: string): Buffer {
  return Buffer.from(text.replaceAll('“', '\u0093').replaceAll('”', '\u0094').replaceAll('€', '\u0080'), 'latin1')
}
const wide = (text: string) => Buffer.from(text, 'utf16le')

describe('encodings', () => {
  test.each([
    ['utf-8', Buffer.from(csv)],
    ['utf-8', Buffer.from(`\ufeff${csv}`)],
    ['windows-1252', windows(csv)],
    ['utf-16le', wide(`\ufeff${csv}`)],
    ['utf-16be', wide(`\ufeff${csv}`).swap16()],
    ['utf-16le', wide(csv)],
  ])('reads %s', async (encoding, content) => {
    const inspection = await inspect('encoded.csv', content)
    expect(inspection).toMatchObject({ encoding, delimiter: ';', columns: ['Nombre', 'Fecha', 'Transcripción'], rowCount: 2, rowCountExact: true, warnings: [] })
    expect(cellsOf(await readAll('encoded.csv', content))).toEqual(rowsOfCsv)
  })

  test('a character cut between two reads of the file survives, in every encoding', async () => {
    // A row of an odd number of bytes, often enough to fall on every border of the 256 KiB pieces.
    const line = 'Ñandú 🙂 está en «Ñuñoa»;x\n'
    const text = `a;b\n${line.repeat(20_000)}`
    for (const content of [Buffer.from(text), wide(`\ufeff${text}`), wide(`\ufeff${text}`).swap16()]) {
      const rows = await readAll('long.csv', content)
      expect(rows).toHaveLength(20_000)
      expect(rows.every((row) => row.cells[0] === 'Ñandú 🙂 está en «Ñuñoa»')).toBe(true)
    }
  })

  test('Latin-1 is found also where its first accent comes late in the file', async () => {
    const content = Buffer.concat([Buffer.from(`name,text\n${'Ana,hello\n'.repeat(150_000)}`), Buffer.from('José,mañana\n', 'latin1')])
    expect(content.length).toBeGreaterThan(headBytes)
    expect((await readAll('late.csv', content)).at(-1)!.cells).toEqual(['José', 'mañana'])
  })

  test('one broken byte does not cost a UTF-8 file its accents', async () => {
    const content = Buffer.concat([Buffer.from(csv), Buffer.from('Roto;17/03/2024;aqu\xed no\n', 'latin1')])
    expect((await inspect('broken.csv', content)).warnings).toEqual([{ key: 'ingest.warning_broken_characters', values: { count: 1 } }])
    expect(cellsOf(await readAll('broken.csv', content))).toEqual([...rowsOfCsv, ['Roto', '17/03/2024', 'aqu\ufffd no']])
  })
})

describe('tables', () => {
  test.each([[';'], [','], ['\t'], ['|']])('finds the delimiter %j among prose full of the others', async (delimiter) => {
    const other = delimiter === ';' ? ', | , |' : ' ; a ; b'
    const content = [['nombre', 'texto'], ['Ana', `hola${other}`], ['Luis', `y${other}${other}`]].map((cells) => cells.join(delimiter)).join('\n')
    expect(await inspect('any.csv', content)).toMatchObject({ delimiter, columns: ['nombre', 'texto'], rowCount: 2 })
  })

  test('obeys the line with which Excel names the delimiter', async () => {
    expect(await inspect('sep.csv', 'sep=|\r\nNombre|Texto\r\nAna|hola\r\n')).toMatchObject({ delimiter: '|', columns: ['Nombre', 'Texto'], rowCount: 1 })
    expect((await readAll('sep.csv', 'sep=|\r\nNombre|Texto\r\nAna|hola\r\n'))[0]).toMatchObject({ rowNumber: 2, cells: ['Ana', 'hola'] })
  })

  test('names missing and repeated headers, and leaves out empty columns at the end', async () => {
    const inspection = await inspect('headers.csv', 'Nombre,Nombre,,Texto,,\nAna,Bea,3,hola,,\n')
    expect(inspection.columns).toEqual(['Nombre', 'Nombre (2)', 'C', 'Texto'])
    expect(inspection.warnings.map((warning) => warning.key)).toEqual(['ingest.warning_repeated_header', 'ingest.warning_missing_header'])
  })

  test('a title above the table is no part of it', async () => {
    const content = 'Reuniones del trimestre;;\nExportado el;01/04/2024;\n\nNombre;Fecha;Transcripción\nAna;15/03/2024;hola, todo bien\n'
    expect(await inspect('report.csv', content)).toMatchObject({ delimiter: ';', columns: ['Nombre', 'Fecha', 'Transcripción'], rowCount: 1 })
    expect(await readAll('report.csv', content)).toEqual([{ rowNumber: 5, cells: ['Ana', '15/03/2024', 'hola, todo bien'], problem: null }])
    expect(await inspect('report.csv', 'Reuniones\nNombre;Transcripción\nAna;hola, todo bien\n')).toMatchObject({ delimiter: ';', columns: ['Nombre', 'Transcripción'] })
  })

  test('takes no meeting for a header', async () => {
    const content = 'Ana,ana@example.com,2024-03-15,hola\nLuis,luis@example.com,2024-03-16,adiós\n'
    expect(await inspect('bare.csv', content)).toMatchObject({ hasHeader: false, columns: ['A', 'B', 'C', 'D'], rowCount: 2 })
    expect((await readAll('bare.csv', content)).map((row) => row.rowNumber)).toEqual([1, 2])
  })

  test('a text file that holds a table is a table', async () => {
    expect(await inspect('tabla.txt', 'Nombre\tTranscripcion\nAna\thola\n')).toMatchObject({ format: 'csv', delimiter: '\t', columns: ['Nombre', 'Transcripcion'] })
  })

  test('the preview of a large file reads its head and estimates the rest', async () => {
    const count = 60_000
    const inspection = await inspect('large.csv', `nombre,texto\n${'Ana,una línea cualquiera de la tabla\n'.repeat(count)}`)
    expect(inspection.rowCountExact).toBe(false)
    expect(inspection.rows).toHaveLength(20)
    expect(Math.abs(inspection.rowCount - count) / count).toBeLessThan(0.02)
  })
})

describe('handing over', () => {
  test('chunks come in order, and the next waits until the last is stored', async () => {
    const path = await fileOf('chunks.csv', `n,texto\n${Array.from({ length: 1234 }, (_, index) => `${index},x`).join('\n')}`)
    let storing = 0
    const sizes: number[] = []
    const numbers: number[] = []
    const read = await readRows(path, 'chunks.csv', async (rows) => {
      expect(++storing).toBe(1)
      await Promise.resolve()
      sizes.push(rows.length)
      numbers.push(...rows.map((row) => row.rowNumber))
      storing--
    })
    expect(sizes).toEqual([500, 500, 234])
    expect(numbers).toEqual(Array.from({ length: 1234 }, (_, index) => index + 2))
    expect(read.rowCount).toBe(1234)
  })

  test('long rows come in smaller chunks', async () => {
    const path = await fileOf('long-rows.csv', `n,texto\n${`1,${'x'.repeat(900_000)}\n`.repeat(12)}`)
    const sizes: number[] = []
    await readRows(path, 'long-rows.csv', async (rows) => void sizes.push(rows.length))
    expect(sizes).toEqual([5, 5, 2])
  })

  test('stops when told to', async () => {
    const path = await fileOf('stop.csv', `n,texto\n${'1,x\n'.repeat(200_000)}`)
    const stop = new AbortController()
    let rows = 0
    const reading = readRows(path, 'stop.csv', async (chunk) => {
      rows += chunk.length
      stop.abort()
    }, stop.signal)
    await expect(reading).rejects.toThrow('aborted')
    expect(rows).toBe(500)
  })

  test('rows before the place where a file breaks are handed over', async () => {
    const path = await fileOf('open.csv', `n,texto\n${'1,x\n'.repeat(300_000)}2,"se abre\n3,y no cierra\n`)
    let rows = 0
    await expect(readRows(path, 'open.csv', async (chunk) => void (rows += chunk.length))).rejects.toMatchObject({ reason: 'ingest.unclosed_quote', detail: '300002' })
    expect(rows).toBe(300_000)
  })
})

describe('files that are no table of meetings', () => {
  const zipOfNothing = Buffer.from('504b0506000000000000000000000000000000000000', 'hex')
  test.each([
    ['vacio.csv', '', 'ingest.empty_file'],
    ['blanco.csv', '\n \n\r\n', 'ingest.empty_file'],
    ['comas.csv', ',,,\n,,,\n', 'ingest.no_rows'],
    ['titulos.csv', 'Nombre,Texto\n', 'ingest.header_only'],
    ['abierta.csv', 'a,b\n1,"x\n', 'ingest.unclosed_quote'],
    ['foto.csv', Buffer.from(Array.from({ length: 4000 }, (_, index) => (index * 7919) % 256)), 'ingest.binary_file'],
    ['informe.csv', '%PDF-1.7\nobj', 'ingest.binary_file'],
    ['viejo.xls', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'ingest.old_workbook'],
    ['pagina.xls', '<html><table><tr><td>a</td></tr></table>', 'ingest.web_page'],
    ['falso.xlsx', 'Nombre,Texto\nAna,hola\n', 'ingest.broken_workbook'],
    ['cortado.xlsx', Buffer.from('504b0304140000000800', 'hex'), 'ingest.broken_workbook'],
    ['otro.xlsx', Buffer.concat([Buffer.from('504b0304', 'hex'), zipOfNothing]), 'ingest.not_a_workbook'],
    ['ancho.csv', `${Array.from({ length: 1200 }, (_, index) => `c${index}`).join(',')}\n1,2\n`, 'ingest.too_many_columns'],
    ['roto.json', '[{"texto":"hola"},{"texto":"a', 'ingest.broken_json'],
    ['cosa.json', '{"texto":"hola",\n"otro":[1]}', 'ingest.no_rows'],
    ['nada.json', '[]', 'ingest.no_rows'],
    ['nada.vtt', 'WEBVTT\n\nNOTE nada\n', 'ingest.no_rows'],
    ['nada.txt', '---\n \n---\n', 'ingest.no_rows'],
  ])('%s is refused with its reason', async (name, content, reason) => {
    await expect(inspect(name, content)).rejects.toMatchObject({ name: 'FileProblem', reason })
  })

  test('a missing file', async () => {
    await expect(inspectFile(join(folder, 'no-existe'), 'a.csv')).rejects.toMatchObject({ reason: 'ingest.file_missing' })
  })
})

describe('JSON', () => {
  const meetings = [{ nombre: 'Ana', texto: 'dijo "hola", y [se fue] {así}\\', nota: null }, { nombre: 'Luis', texto: 'sí 🙂', extra: 3 }]
  const expected = [['Ana', 'dijo "hola", y [se fue] {así}\\', '', ''], ['Luis', 'sí 🙂', '', '3']]

  test.each([
    ['an array', JSON.stringify(meetings)],
    ['an array written out', JSON.stringify(meetings, null, 2)],
    ['an object that holds the rows', JSON.stringify({ total: 2, page: { data: [1] }, data: meetings, more: [1] }, null, 1)],
    ['an object in one line', JSON.stringify({ data: meetings })],
    ['an object per line', meetings.map((meeting) => JSON.stringify(meeting)).join('\r\n')],
  ])('reads %s', async (_, content) => {
    expect(await inspect('m.json', content)).toMatchObject({ format: 'json', columns: ['nombre', 'texto', 'nota', 'extra'], rowCount: 2 })
    expect(cellsOf(await readAll('m.json', content))).toEqual(expected)
  })

  test('spreads objects inside objects into columns and unwraps what databases wrap', async () => {
    const content = JSON.stringify([
      { contact: { name: 'Ana', phones: ['1', '2'] }, payload: { info: { max: { $date: { $numberLong: '5' } }, deeper: { a: 1 } } }, id: { $oid: 'x7' } },
      { contact: 'sin datos', payload: { info: null } },
    ])
    expect(await inspect('m.json', content)).toMatchObject({ columns: ['contact.name', 'contact.phones', 'payload.info.max', 'payload.info.deeper', 'id', 'contact', 'payload.info'] })
    expect(cellsOf(await readAll('m.json', content))).toEqual([['Ana', '1\n2', '5', '{"a":1}', 'x7', '', ''], ['', '', '', '', '', 'sin datos', '']])
  })

  test('leaves objects inside objects as text where they would make too many columns', async () => {
    const many = Object.fromEntries(Array.from({ length: 1200 }, (_, index) => [`k${index}`, index]))
    const content = JSON.stringify([{ texto: 'hola', many }])
    expect(await inspect('m.json', content)).toMatchObject({ columns: ['texto', 'many'] })
    expect(cellsOf(await readAll('m.json', content))).toEqual([['hola', JSON.stringify(many)]])
  })

  test('what is no object fails alone', async () => {
    expect((await readAll('m.json', '[{"texto":"a"}, 5, {"texto":"b"}]')).map((row) => [row.rowNumber, row.problem])).toEqual([[1, null], [2, 'ingest.row_not_an_object'], [3, null]])
    expect((await readAll('m.jsonl', '{"texto":"a"}\n{"texto":\n{"texto":"b"}\n')).map((row) => row.problem)).toEqual([null, 'ingest.row_broken_json', null])
  })

  test('a conversation kept as turns becomes lines', async () => {
    const rows = await readAll('turns.json', JSON.stringify([{ transcript: [{ role: 'agent', content: 'Hola' }, { role: 'user', content: 'Sí' }] }]))
    expect(rows[0]!.cells).toEqual(['agent: Hola\nuser: Sí'])
  })
})

describe('texts', () => {
  test('one meeting, or several parted by a line of dashes', async () => {
    expect(cellsOf(await readAll('uno.txt', 'Vendedor: hola\r\nCliente: sí\r\n'))).toEqual([['Vendedor: hola\nCliente: sí']])
    expect((await readAll('dos.txt', '\nprimera\n---\n  -----  \nsegunda -- con guiones\n---\n')).map((row) => [row.rowNumber, row.cells[0]])).toEqual([[1, 'primera'], [2, 'segunda -- con guiones']])
  })

  test('subtitles lose numbers, times and styling, and keep who spoke', async () => {
    const vtt = 'WEBVTT - reunión\n\nSTYLE\n::cue { color: red }\n\nintro\n00:00.000 --> 00:01.000 align:start\n<v Ana>Hola &amp; <i>buenas</i>\ntardes\n\n00:01.000 --> 00:02.000\n<v Ana>sigo yo\n\n00:02.000 --> 00:03.000\n<v.fuerte Luis>42\n'
    expect((await readAll('a.vtt', vtt))[0]!.cells).toEqual(['Ana: Hola & buenas tardes sigo yo\nLuis: 42'])
    const srt = '1\r\n00:00:01,000 --> 00:00:02,000\r\nVendedor: hola\r\n\r\n2\r\n00:00:02,000 --> 00:00:03,000\r\nCliente: sí,\r\nclaro\r\n\r\nque sí\r\n\r\n3\r\n00:00:04,000 --> 00:00:05,000\r\n1984\r\n'
    expect((await readAll('a.srt', srt))[0]!.cells).toEqual(['Vendedor: hola\nCliente: sí, claro que sí\n1984'])
  })

  test('a text without end fails by its length', async () => {
    expect((await readAll('largo.txt', 'palabra '.repeat(200_000)))[0]).toMatchObject({ problem: 'ingest.row_too_long' })
  })
})
