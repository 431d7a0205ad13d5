import { FileProblem } from './file-problem.ts'
import type { RowReason } from './file-problem.ts'
import { maxColumns, maxRowCharacters, maxTranscriptCharacters } from './limits.ts'

/** A row of the file. `problem` says why it cannot be used although the file goes on; its cells are then what could be read. */
export interface Row {
  /** As a person counts rows in a spreadsheet: the first row of the file is 1, blank rows count. */
  readonly rowNumber: number
  readonly cells: string[]
  readonly problem: RowReason | null
}

const quoteCode = 34
const spaceCode = 32
const carriageReturnCode = 13

/** Where in a record the tokenizer stands between two pieces of text. */
const cellStart = 0
const plain = 1
const quoted = 2
/** Just after a quote inside a quoted cell: the end of it, or the first half of a doubled quote. */
const quoteSeen = 3
const closed = 4
/** Text followed a closing quote: the quotes of this record cannot be trusted, it fails and ends with its line. */
const broken = 5

/**
 * Splits CSV text that arrives in pieces into rows, by RFC 4180 with any one-character delimiter. Own code because the
 * parsers at hand (udsv, papaparse, csv-parse) either pad short rows and fold long ones, so that a shifted row passes
 * for a sound one, or hold a runaway quoted cell whole in memory, or do not say where an open quote began.
 * Every character is looked at once, whatever the pieces, and memory is bounded by the limits of one row.
 */
export class CsvTokenizer {
  readonly #delimiter: string
  readonly #newline: string
  #state = cellStart
  #cells: string[] = []
  #cell = ''
  #recordCharacters = 0
  #problem: RowReason | null = null
  #rowNumber: number

  /** @param firstRow number of the first row that will be pushed */
  constructor(delimiter: string, newline: '\n' | '\r', firstRow = 1) {
    this.#delimiter = delimiter
    this.#newline = newline
    this.#rowNumber = firstRow
  }

  /** Takes the next piece and appends the rows it completes to `rows`. Blank rows are counted, not given. */
  push(text: string, rows: Row[]): void {
    const delimiter = this.#delimiter
    const delimiterCode = delimiter.charCodeAt(0)
    const newline = this.#newline
    const newlineCode = newline.charCodeAt(0)
    const length = text.length
    // Both are searched again only when passed, so a piece is scanned once however many cells it has.
    let nextDelimiter = -1
    let nextNewline = -1
    let position = 0

    while (position < length) {
      if (this.#state === cellStart) {
        if (text.charCodeAt(position) === quoteCode) {
          this.#state = quoted
          position++
          continue
        }
        this.#state = plain
      }
      if (this.#state === plain) {
        if (nextDelimiter < position) nextDelimiter = indexOrEnd(text, delimiter, position)
        if (nextNewline < position) nextNewline = indexOrEnd(text, newline, position)
        const end = nextDelimiter < nextNewline ? nextDelimiter : nextNewline
        this.#append(position === 0 && end === length ? text : text.slice(position, end))
        position = end + 1
        if (end === length) break
        if (end === nextDelimiter) this.#endCell()
        else this.#endRecord(rows, true)
      } else if (this.#state === quoted) {
        const end = indexOrEnd(text, '"', position)
        this.#append(text.slice(position, end))
        if (end < length) this.#state = quoteSeen
        position = end + 1
      } else if (this.#state === broken) {
        const end = indexOrEnd(text, newline, position)
        this.#append(text.slice(position, end))
        position = end + 1
        if (end < length) this.#endRecord(rows, true)
      } else {
        position = this.#afterQuote(text.charCodeAt(position), position, delimiterCode, newlineCode, rows)
      }
    }
  }

  /**
   * The text is over: gives the last row.
   * @throws FileProblem `ingest.unclosed_quote` with the number of the row in which a quote opened and never closed
   */
  end(rows: Row[]): void {
    if (this.#state === quoted) throw new FileProblem('ingest.unclosed_quote', String(this.#rowNumber))
    if (this.#state !== cellStart || this.#cells.length > 0) this.#endRecord(rows, this.#state === plain)
  }

  /** Decides what the character after a closing quote means. @returns the position to go on from */
  #afterQuote(code: number, position: number, delimiterCode: number, newlineCode: number, rows: Row[]): number {
    if (code === quoteCode && this.#state === quoteSeen) {
      this.#append('"')
      this.#state = quoted
    } else if (code === delimiterCode) {
      this.#endCell()
    } else if (code === newlineCode) {
      this.#endRecord(rows, false)
    } else if (code === spaceCode || code === carriageReturnCode) {
      this.#state = closed
    } else {
      this.#state = broken
      this.#problem ??= 'ingest.row_broken_quotes'
      return position
    }
    return position + 1
  }

  #append(text: string): void {
    const room = Math.min(maxTranscriptCharacters + 1 - this.#cell.length, maxRowCharacters - this.#recordCharacters)
    if (text.length > room) {
      this.#problem ??= 'ingest.row_too_long'
      if (room <= 0) return
      text = text.slice(0, room)
    }
    this.#recordCharacters += text.length
    this.#cell = this.#cell === '' ? text : this.#cell + text
  }

  #endCell(): void {
    if (this.#cells.length < maxColumns) this.#cells.push(this.#cell)
    else this.#problem ??= 'ingest.row_too_many_cells'
    this.#cell = ''
    this.#state = cellStart
  }

  #endRecord(rows: Row[], trimReturn: boolean): void {
    // Checked here and not where the line ends: the two halves of a CR LF may arrive in different pieces.
    if (trimReturn && this.#cell.charCodeAt(this.#cell.length - 1) === carriageReturnCode) this.#cell = this.#cell.slice(0, -1)
    this.#endCell()
    if (this.#problem !== null || !isBlank(this.#cells)) rows.push({ rowNumber: this.#rowNumber, cells: this.#cells, problem: this.#problem })
    this.#rowNumber++
    this.#cells = []
    this.#recordCharacters = 0
    this.#problem = null
  }
}

function indexOrEnd(text: string, wanted: string, from: number): number {
  const index = text.indexOf(wanted, from)
  return index === -1 ? text.length : index
}

/** A spreadsheet writes its empty rows as delimiters alone. */
function isBlank(cells: readonly string[]): boolean {
  for (const cell of cells) if (cell !== '' && cell.trim() !== '') return false
  return true
}

/**
 * The rows of a whole CSV text.
 * @throws FileProblem when a quote stays open
 */
export function parseCsvText(text: string, delimiter: string): Row[] {
  const rows: Row[] = []
  const tokenizer = new CsvTokenizer(delimiter, newlineOf(text))
  tokenizer.push(text, rows)
  tokenizer.end(rows)
  return rows
}

/** Old Macintosh files end their lines with a lone carriage return. */
export function newlineOf(text: string): '\n' | '\r' {
  return !text.includes('\n') && text.includes('\r') ? '\r' : '\n'
}
