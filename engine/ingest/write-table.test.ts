import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { parseCsvText } from './reading/csv-tokenizer.ts'
import { csvLine, csvParts, jsonParts, neutraliseFormula } from './write-table.ts'
import type { Cell } from './write-table.ts'

async function textOf(parts: AsyncIterable<string>): Promise<string> {
  let text = ''
  for await (const part of parts) text += part
  return text
}

describe('tables written', () => {
  test('a Spanish spreadsheet opens the file: mark, semicolons, decimal comma, CR LF', async () => {
    const batches: Cell[][][] = [[['Ana; "la jefa"', 0.5, true, null]], [], [['línea\nnueva', 3, false, 'fin']]]
    expect(await textOf(csvParts(['nombre', 'confianza', 'cerrado', 'nota'], batches))).toBe(
      '\ufeffnombre;confianza;cerrado;nota\r\n"Ana; ""la jefa""";0,5;1;\r\n"línea\nnueva";3;0;fin\r\n',
    )
  })

  test('an English one gets commas and points', () => {
    expect(csvLine(['a,b', 0.25], { delimiter: ',' })).toBe('"a,b",0.25')
  })

  test.each(['=1+1', '+1-555-123', '-2+3', '@SUM(A1)', '\t=1', '\r=1', '=HYPERLINK("x")', '+cmd|calc', '＝1+1', '-'])('what could run as a formula is shown as text: %j', (text) => {
    expect(neutraliseFormula(text)).toBe(`'${text}`)
  })

  test.each(['-5', '+3.2', '-0,5', '+56 9 1234 5678', '56912345678', 'hola =1', 'ana@example.com', ''])('what cannot is left alone: %j', (text) => {
    expect(neutraliseFormula(text)).toBe(text)
  })

  test('every table reads back as it was written', async () => {
    const text = fc.string({ unit: fc.constantFrom('a', 'ñ', '"', ';', ',', '\n', '\r', ' ', '=', '-', '\t', '7', '🙂'), maxLength: 10 })
    const table = fc.integer({ min: 1, max: 4 }).chain((width) => fc.array(fc.array(text, { minLength: width, maxLength: width }), { maxLength: 6 }))
    await fc.assert(fc.asyncProperty(table, fc.constantFrom(';' as const, ',' as const), async (rows, delimiter) => {
      // The first cell keeps the row from being blank, which reading leaves out.
      const filled = rows.map((cells) => ['x', ...cells])
      const written = await textOf(csvParts(['h'], [filled], { delimiter }))
      const read = parseCsvText(written.slice(1), delimiter).slice(1)
      expect(read.map((row) => row.cells)).toEqual(filled.map((cells) => cells.map(neutraliseFormula)))
    }), { numRuns: 500 })
  })

  test('JSON parts together are one array', async () => {
    expect(JSON.parse(await textOf(jsonParts([[], [{ a: 1 }, 'x'], [null]])))).toEqual([{ a: 1 }, 'x', null])
    expect(JSON.parse(await textOf(jsonParts([])))).toEqual([])
  })
})
