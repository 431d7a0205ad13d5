import { stat } from 'node:fs/promises'
import type { Encoding } from './encoding.ts'
import type { Row } from './csv-tokenizer.ts'
import { FileProblem } from './file-problem.ts'
import { brokenWarning } from './headers.ts'
import { fieldsOf, isObject } from './json-fields.ts'
import { findRows, JsonArrayScanner } from './json-scanner.ts'
import type { ElementText } from './json-scanner.ts'
import { headBytes, maxColumns, maxRowCharacters, maxTranscriptCharacters } from './limits.ts'
import { decodeHead, detectEncoding, readHead, readText } from './read-text.ts'
import type { Opening, Table } from './table.ts'

/**
 * Opens an array of objects, an object that holds one under a usual name such as `data`, or one object per line. The
 * columns are the fields of the first objects, in order of appearance; objects inside objects are spread into columns
 * unless there would be too many. Rows are numbered from 1 by their place.
 * @throws FileProblem when there are no objects, or the text is no JSON
 */
export async function openJson(opening: Opening): Promise<Table> {
  const { encoding, broken } = await detectEncoding(opening.path, opening.limit, opening.signal)
  const head = decodeHead(opening.head, encoding)
  const complete = opening.head.length >= opening.size
  if (head.trim() === '') throw new FileProblem('ingest.empty_file')
  const perLine = isObjectPerLine(head)
  const start = perLine ? 0 : findRows(head)
  if (start === null) throw complete && isJson(head) ? new FileProblem('ingest.no_rows') : new FileProblem('ingest.broken_json', '1')

  const cut = perLine ? linesOf : (text: AsyncIterable<string>, whole: boolean) => elementsOf(text, start, whole)
  const spread = await columnsOfFirst(cut(pieceOf(head), complete))
  const depth = spread.length < maxColumns ? undefined : 1
  const columns = depth === undefined ? spread : await columnsOfFirst(cut(pieceOf(head), complete), depth)
  if (columns.length === 0) throw new FileProblem('ingest.no_rows')
  if (columns.length >= maxColumns) throw new FileProblem('ingest.too_many_columns', String(maxColumns))
  return {
    format: 'json',
    encoding,
    delimiter: null,
    columns,
    hasHeader: true,
    warnings: brokenWarning(broken),
    rows: (signal) => jsonRows(cut(textOf(opening, encoding, signal), opening.limit >= opening.size), columns, depth),
  }
}

async function* pieceOf(text: string): AsyncGenerator<string> {
  yield text
}

/**
 * The source texts of a file's objects, in pieces and in order: for files whose objects are more than rows of a table.
 * @param limit bytes to read; what is cut there is left out
 * @throws FileProblem when there are no objects, or the text is no JSON
 */
export async function* readJsonElements(path: string, limit: number, signal?: AbortSignal): AsyncGenerator<ElementText[]> {
  const { size } = await stat(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new FileProblem('ingest.file_missing', undefined, { cause }) : cause
  })
  const { encoding } = await detectEncoding(path, Math.min(limit, size), signal)
  const head = decodeHead(await readHead(path, headBytes), encoding)
  if (head.trim() === '') throw new FileProblem('ingest.empty_file')
  const perLine = isObjectPerLine(head)
  const start = perLine ? 0 : findRows(head)
  if (start === null) throw new FileProblem('ingest.broken_json', '1')
  const text = readText(path, encoding, Math.min(limit, size), signal)
  yield* perLine ? linesOf(text, limit >= size) : elementsOf(text, start, limit >= size)
}

function textOf(opening: Opening, encoding: Encoding, signal?: AbortSignal): AsyncGenerator<string> {
  return readText(opening.path, encoding, opening.limit, signal)
}

function isJson(text: string): boolean {
  return parse(text) !== undefined
}

/** The first line is an object by itself, and does not hold the rows. */
function isObjectPerLine(head: string): boolean {
  const firstLine = head.trimStart().split(/\r?\n/, 1)[0]!
  return firstLine.startsWith('{') && isJson(firstLine) && findRows(firstLine) === null
}

async function* elementsOf(text: AsyncIterable<string>, start: number, whole: boolean): AsyncGenerator<ElementText[]> {
  const scanner = new JsonArrayScanner()
  let skip = start
  for await (const piece of text) {
    const elements: ElementText[] = []
    scanner.push(piece.slice(skip), elements)
    skip = Math.max(0, skip - piece.length)
    yield elements
  }
  if (whole) scanner.end()
}

async function* linesOf(text: AsyncIterable<string>, whole: boolean): AsyncGenerator<ElementText[]> {
  let rest = ''
  for await (const piece of text) {
    const lines = (rest + piece).split('\n')
    // One more than is allowed is kept, which is enough to tell that the line is too long.
    rest = lines.pop()!.slice(0, maxRowCharacters + 1)
    yield lines.filter((line) => line.trim() !== '').map(bounded)
  }
  if (whole && rest.trim() !== '') yield [bounded(rest)]
}

function bounded(line: string): ElementText {
  return line.length > maxRowCharacters ? null : line
}

async function columnsOfFirst(pieces: AsyncIterable<ElementText[]>, depth?: number): Promise<string[]> {
  const keys = new Set<string>()
  for await (const elements of pieces) {
    for (const element of elements.slice(0, 1000)) {
      const value = element === null ? undefined : parse(element)
      if (isObject(value)) for (const key of fieldsOf(value, depth).keys()) keys.add(key)
    }
  }
  return [...keys]
}

async function* jsonRows(pieces: AsyncIterable<ElementText[]>, columns: readonly string[], depth?: number): AsyncGenerator<Row[]> {
  let rowNumber = 0
  for await (const elements of pieces) {
    if (elements.length > 0) yield elements.map((element) => toRow(element, ++rowNumber, columns, depth))
  }
}

function toRow(element: ElementText, rowNumber: number, columns: readonly string[], depth?: number): Row {
  if (element === null) return { rowNumber, cells: [], problem: 'ingest.row_too_long' }
  const value = parse(element)
  const source = [element.slice(0, maxTranscriptCharacters)]
  if (value === undefined) return { rowNumber, cells: source, problem: 'ingest.row_broken_json' }
  if (!isObject(value)) return { rowNumber, cells: source, problem: 'ingest.row_not_an_object' }
  const fields = fieldsOf(value, depth)
  return { rowNumber, cells: columns.map((column) => toCell(fields.get(column))), problem: null }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A conversation kept as a list of turns becomes one line per turn, with its speaker. */
function toCell(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (typeof value === 'string') return value
  if (Array.isArray(value)) {
    const turns = value.map(turnOf)
    if (turns.length > 0 && turns.every((turn) => turn !== null)) return turns.join('\n')
  }
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

function turnOf(value: unknown): string | null {
  if (typeof value === 'string') return value
  if (!isObject(value)) return null
  const text = value['text'] ?? value['content'] ?? value['texto']
  const speaker = value['speaker'] ?? value['role'] ?? value['hablante']
  if (typeof text !== 'string') return null
  return typeof speaker === 'string' ? `${speaker}: ${text}` : text
}
