import type { FileFormat } from '../../contract/ingest.ts'
import type { Row } from './csv-tokenizer.ts'
import type { Encoding } from './encoding.ts'
import { brokenWarning } from './headers.ts'
import { maxTranscriptCharacters } from './limits.ts'
import { detectEncoding, readText } from './read-text.ts'
import { SubtitleReader } from './subtitles.ts'
import type { Opening, Table } from './table.ts'

/** A line of dashes alone parts one meeting from the next. */
const separator = /^\s*-{3,}\s*$/

/** Opens a text, or the subtitles of a recording, as a table of one column: each meeting of the file is a row. */
export async function openText(opening: Opening, format: FileFormat & ('txt' | 'vtt' | 'srt')): Promise<Table> {
  const { encoding, broken } = await detectEncoding(opening.path, opening.limit, opening.signal)
  return {
    format,
    encoding,
    delimiter: null,
    columns: ['transcript'],
    hasHeader: true,
    warnings: brokenWarning(broken),
    rows: (signal) => (format === 'txt' ? meetings(opening, encoding, signal) : subtitles(opening, encoding, format, signal)),
  }
}

async function* meetings(opening: Opening, encoding: Encoding, signal?: AbortSignal): AsyncGenerator<Row[]> {
  let rowNumber = 1
  let meeting = new BoundedText()
  for await (const lines of readLines(opening, encoding, signal)) {
    const rows: Row[] = []
    for (const line of lines) {
      if (!separator.test(line)) {
        meeting.addLine(line)
        continue
      }
      if (!meeting.isBlank()) rows.push(meeting.toRow(rowNumber++))
      meeting = new BoundedText()
    }
    if (rows.length > 0) yield rows
  }
  if (!meeting.isBlank()) yield [meeting.toRow(rowNumber)]
}

async function* subtitles(opening: Opening, encoding: Encoding, format: 'vtt' | 'srt', signal?: AbortSignal): AsyncGenerator<Row[]> {
  const reader = new SubtitleReader(format)
  const meeting = new BoundedText()
  for await (const lines of readLines(opening, encoding, signal)) for (const line of lines) for (const spoken of reader.push(line)) meeting.addLine(spoken)
  for (const spoken of reader.end()) meeting.addLine(spoken)
  if (!meeting.isBlank()) yield [meeting.toRow(1)]
}

/** The lines of each piece of the file. A line longer than any transcript is cut: what it belongs to fails by its length. */
async function* readLines(opening: Opening, encoding: Encoding, signal?: AbortSignal): AsyncGenerator<string[]> {
  let rest = ''
  for await (const text of readText(opening.path, encoding, opening.limit, signal)) {
    // A CR at the end of a piece may be the first half of a CR LF.
    const held = text.endsWith('\r') ? '\r' : ''
    const lines = (rest + text.slice(0, text.length - held.length)).split(/\r\n|\n|\r/)
    rest = lines.pop()!.slice(0, maxTranscriptCharacters + 1) + held
    if (lines.length > 0) yield lines
  }
  if (rest !== '') yield [rest]
}

/** Text that stops growing once it is too long for a transcript. */
class BoundedText {
  #text = ''
  #tooLong = false

  addLine(line: string): void {
    if (this.#tooLong) return
    this.#text = this.#text === '' ? line : `${this.#text}\n${line}`
    if (this.#text.length > maxTranscriptCharacters) {
      this.#tooLong = true
      this.#text = this.#text.slice(0, maxTranscriptCharacters + 1)
    }
  }

  isBlank(): boolean {
    return this.#text.trim() === ''
  }

  toRow(rowNumber: number): Row {
    return { rowNumber, cells: [this.#text.trim()], problem: this.#tooLong ? 'ingest.row_too_long' : null }
  }
}
