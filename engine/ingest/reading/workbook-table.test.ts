import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Row } from './csv-tokenizer.ts'
import { inspectFile, readRows } from './read-file.ts'

/** A ZIP archive of these files; `claimedBytes` lets its directory announce another unpacked size. */
function zipOf(files: Record<string, string>, claimedBytes?: number): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let position = 0
  for (const [name, text] of Object.entries(files)) {
    const content = Buffer.from(text)
    const packed = deflateRawSync(content)
    const fields = Buffer.alloc(26)
    fields.writeUInt16LE(20, 0)
    fields.writeUInt16LE(8, 4)
    fields.writeUInt32LE(crc32(content), 10)
    fields.writeUInt32LE(packed.length, 14)
    fields.writeUInt32LE(claimedBytes ?? content.length, 18)
    fields.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), fields, Buffer.from(name), packed])
    const offset = Buffer.alloc(14)
    offset.writeUInt32LE(position, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000', 'latin1'), fields, offset, Buffer.from(name)]))
    parts.push(local)
    position += local.length
  }
  const listing = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 'latin1')
  end.writeUInt16LE(directory.length, 8)
  end.writeUInt16LE(directory.length, 10)
  end.writeUInt32LE(listing.length, 12)
  end.writeUInt32LE(position, 16)
  return Buffer.concat([...parts, listing, end])
}

const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'

/** A workbook whose sheets hold this XML between `<sheetData>` tags; style 1 shows a number as a date. */
function workbookOf(...sheets: string[]): Record<string, string> {
  const numbers = sheets.map((_, index) => index + 1)
  return {
    '_rels/.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" Type="${relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}"><sheets>${numbers.map((number) => `<sheet name="Hoja${number}" sheetId="${number}" r:id="r${number}"/>`).join('')}</sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${numbers.map((number) => `<Relationship Id="r${number}" Type="${relations}/worksheet" Target="worksheets/sheet${number}.xml"/>`).join('')}<Relationship Id="s" Type="${relations}/styles" Target="styles.xml"/></Relationships>`,
    'xl/styles.xml': `<styleSheet xmlns="${main}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>`,
    ...Object.fromEntries(sheets.map((data, index) => [`xl/worksheets/sheet${index + 1}.xml`, `<worksheet xmlns="${main}"><sheetData>${data}</sheetData></worksheet>`])),
  }
}

const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const meetings = `<row r="2">${text('A2', 'Nombre')}${text('B2', 'Telefono')}${text('C2', 'Fecha')}${text('D2', 'Transcripcion')}</row>
<row r="3">${text('A3', 'Ana')}<c r="B3"><v>56912345678</v></c><c r="C3" s="1"><v>45366</v></c>${text('D3', 'Sí, ¿mañana?')}</row>
<row r="5">${text('A5', 'Luis')}<c r="C5" s="1"><v>45367.5</v></c>${text('D5', 'No')}</row>`

let folder: string
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'vocero-workbook-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

async function fileOf(content: Buffer): Promise<string> {
  const path = join(folder, 'upload')
  await writeFile(path, content)
  return path
}

describe('workbooks', () => {
  test('the first sheet with data, its dates as ISO, its rows as the spreadsheet numbers them', async () => {
    const path = await fileOf(zipOf(workbookOf('', meetings, `<row r="1">${text('A1', 'otra')}</row>`)))
    expect(await inspectFile(path, 'reuniones.xlsx')).toMatchObject({
      format: 'xlsx', encoding: null, delimiter: null, columns: ['Nombre', 'Telefono', 'Fecha', 'Transcripcion'], rowCount: 2, rowCountExact: true,
      warnings: [{ key: 'ingest.warning_other_sheets', values: { sheet: 'Hoja2', count: 1 } }],
    })
    const rows: Row[] = []
    await readRows(path, 'reuniones.xlsx', async (chunk) => void rows.push(...chunk))
    expect(rows).toEqual([
      { rowNumber: 3, cells: ['Ana', '56912345678', '2024-03-15', 'Sí, ¿mañana?'], problem: null },
      { rowNumber: 5, cells: ['Luis', '', '2024-03-16T12:00:00', 'No'], problem: null },
    ])
  })

  test('a sheet that is only a chart is passed over', async () => {
    const { 'xl/worksheets/sheet1.xml': _, ...files } = workbookOf('', meetings)
    const relationships = files['xl/_rels/workbook.xml.rels']!.replace('worksheet" Target="worksheets/sheet1.xml', 'chartsheet" Target="chartsheets/sheet1.xml')
    const path = await fileOf(zipOf({ ...files, 'xl/_rels/workbook.xml.rels': relationships, 'xl/chartsheets/sheet1.xml': `<chartsheet xmlns="${main}"/>` }))
    expect(await inspectFile(path, 'reuniones.xlsx')).toMatchObject({ rowCount: 2 })
  })

  test('is known by what it is, whatever its name', async () => {
    const path = await fileOf(zipOf(workbookOf(meetings)))
    expect(await inspectFile(path, 'reuniones.csv')).toMatchObject({ format: 'xlsx', rowCount: 2 })
  })

  test.each([
    ['an archive of something else', zipOf({ 'foto.txt': 'hola' }), 'ingest.not_a_workbook'],
    ['a workbook cut short', zipOf(workbookOf(meetings)).subarray(0, 900), 'ingest.broken_workbook'],
    ['a sheet that is no XML', zipOf({ ...workbookOf(meetings), 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row' }), 'ingest.broken_workbook'],
    ['a workbook that would unpack to gigabytes', zipOf(workbookOf(meetings), 1_000_000_000), 'ingest.workbook_too_large'],
    ['a workbook without data', zipOf(workbookOf('', '')), 'ingest.empty_file'],
    ['a workbook with headers only', zipOf(workbookOf(`<row r="1">${text('A1', 'Nombre')}${text('B1', 'Texto')}</row>`)), 'ingest.header_only'],
  ])('refuses %s', async (_, content, reason) => {
    await expect(inspectFile(await fileOf(content), 'a.xlsx')).rejects.toMatchObject({ reason })
  })
})
