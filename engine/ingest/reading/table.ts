import type { FileFormat } from '../../contract/ingest.ts'
import type { Row } from './csv-tokenizer.ts'
import type { Warning } from './headers.ts'

/** A file opened as a table: what it looks like, and its rows of data from the first one each time they are asked for. */
export interface Table {
  readonly format: FileFormat
  readonly encoding: string | null
  readonly delimiter: string | null
  readonly columns: string[]
  /** False when the columns were named by us, because the file does not name them. */
  readonly hasHeader: boolean
  readonly warnings: Warning[]
  /**
   * The rows in pieces as they come, blank ones left out.
   * @throws FileProblem when the file breaks on the way; the signal's reason when aborted
   */
  rows(signal?: AbortSignal): AsyncGenerator<Row[]>
}

/** How a file is opened. */
export interface Opening {
  readonly path: string
  /** Size of the file in bytes. */
  readonly size: number
  /** Bytes read from the start: less than `size` gives the head only, and its last, cut row is left out. */
  readonly limit: number
  /** The first bytes of the file, never more than `headBytes`; the columns are found in these. */
  readonly head: Buffer
  readonly signal?: AbortSignal
}
