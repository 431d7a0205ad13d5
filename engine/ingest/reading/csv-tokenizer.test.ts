import * as fc from 'fast-check'
import { initParser, inferSchema } from 'udsv'
import { describe, expect, test } from 'vitest'
import { CsvTokenizer, parseCsvText } from './csv-tokenizer.ts'
import type { Row } from './csv-tokenizer.ts'
import { FileProblem } from './file-problem.ts'

/** The rows of a text that arrives in pieces of these lengths. */
function inPieces(text: string, lengths: readonly number[], delimiter = ','): Row[] {
  const rows: Row[] = []
  const tokenizer = new CsvTokenizer(delimiter, '\n')
  let position = 0
  for (let turn = 0; position < text.length; turn++) {
    const next = position + (lengths[turn % lengths.length] ?? 1)
    tokenizer.push(text.slice(position, next), rows)
    position = next
  }
  tokenizer.end(rows)
  return rows
}

/** The rows, or why there are none. */
function outcomeOf(read: () => Row[]): unknown {
  try {
    return read()
  } catch (error) {
    if (error instanceof FileProblem) return [error.reason, error.detail]
    throw error
  }
}

const quote = (text: string) => `"${text.replaceAll('"', '""')}"`
const cellsOf = (rows: readonly Row[]) => rows.map((row) => row.cells)

describe('CSV rows', () => {
  test('quoted cells keep delimiters, line breaks and doubled quotes', () => {
    expect(cellsOf(parseCsvText('a,"b, c","d\r\ne","f ""g"""\r\nh,,"",i', ','))).toEqual([['a', 'b, c', 'd\r\ne', 'f "g"'], ['h', '', '', 'i']])
  })

  test('rows keep the number they have in a spreadsheet: blank rows count, line breaks within a cell do not', () => {
    expect(parseCsvText('a,b\n\n"x\ny",1\n,,\nlast,2\n', ',').map((row) => [row.rowNumber, row.cells[0]])).toEqual([[1, 'a'], [3, 'x\ny'], [5, 'last']])
  })

  test('a quote inside an unquoted cell is text', () => {
    expect(cellsOf(parseCsvText('tubo de 5" nuevo,x\n', ','))).toEqual([['tubo de 5" nuevo', 'x']])
  })

  test('a lone carriage return ends the lines of an old Macintosh file', () => {
    expect(cellsOf(parseCsvText('a,b\rc,"d"\r', ','))).toEqual([['a', 'b'], ['c', 'd']])
  })

  test('text after a closing quote fails that row alone', () => {
    const rows = parseCsvText('n,t\n1,"dijo "hola" ayer"\n2,"bien"\n', ',')
    expect(rows.map((row) => row.problem)).toEqual([null, 'ingest.row_broken_quotes', null])
    expect(rows[2]!.cells).toEqual(['2', 'bien'])
  })

  test('a quote that never closes is told with the row where it opened', () => {
    expect(outcomeOf(() => parseCsvText('n,t\n1,ok\n2,"se abre\n3,ya no cuenta\n', ','))).toEqual(['ingest.unclosed_quote', '3'])
  })

  test('a cell without end fails its row and keeps only what a transcript may have', () => {
    const rows: Row[] = []
    const tokenizer = new CsvTokenizer(',', '\n')
    tokenizer.push('1,"', rows)
    for (let piece = 0; piece < 50; piece++) tokenizer.push('x'.repeat(100_000), rows)
    tokenizer.push('"\n2,ok\n', rows)
    expect(rows.map((row) => row.problem)).toEqual(['ingest.row_too_long', null])
    expect(rows[0]!.cells[1]).toHaveLength(1_000_001)
  })

  test('a row of endless delimiters stays bounded', () => {
    const rows: Row[] = []
    const tokenizer = new CsvTokenizer(',', '\n')
    tokenizer.push(`a${','.repeat(100_000)}\nb,c\n`, rows)
    expect(rows[0]!.problem).toBe('ingest.row_too_many_cells')
    expect(rows[0]!.cells.length).toBeLessThanOrEqual(1000)
    expect(rows[1]!.cells).toEqual(['b', 'c'])
  })

  test('where the text is cut into pieces changes nothing', () => {
    const character = fc.constantFrom('a', 'é', '"', ',', '\n', '\r\n', ' ', '""', ',"', '",', '🙂')
    fc.assert(fc.property(fc.array(character, { maxLength: 60 }), fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 1, maxLength: 4 }), (characters, lengths) => {
      const text = characters.join('')
      expect(outcomeOf(() => inPieces(text, lengths))).toEqual(outcomeOf(() => inPieces(text, [text.length + 1])))
    }), { numRuns: 1000 })
  })

  test('reads sound files as udsv does', () => {
    const cell = fc.string({ unit: fc.constantFrom('a', 'ñ', ' ', ',', ';', '"', '\n', '0'), maxLength: 8 })
    const table = fc.integer({ min: 2, max: 4 }).chain((width) => fc.array(fc.array(cell, { minLength: width, maxLength: width }), { minLength: 1, maxLength: 6 }))
    fc.assert(fc.property(table, (rows) => {
      // udsv leaves out no blank rows inside quotes, so every row gets a cell that is not blank.
      const filled = rows.map((cells) => ['x', ...cells])
      const text = [filled[0]!.map((_, index) => `"h${index}"`), ...filled.map((cells) => cells.map(quote))].map((cells) => cells.join(',')).join('\n') + '\n'
      const schema = inferSchema(text, { col: ',', row: '\n', encl: '"' })
      expect(cellsOf(parseCsvText(text, ',')).slice(1)).toEqual(initParser(schema).stringArrs(text))
    }))
  })
})
