import { hash } from 'node:crypto'
import { createWriteStream, openSync } from 'node:fs'
import { rename, rm } from 'node:fs/promises'
import { dirname, join, basename, resolve } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Database } from '../../../db/open.ts'
import { failedRowsAfter } from '../../../db/queries/batches.ts'
import { transcriptsOfRows } from '../../../db/queries/batch-rows.ts'
import { cellOf, exportedResult, resultColumns, type ExportedNames } from '../../classification/index.ts'
import { csvParts, jsonParts, readRows, type Cell, type Row } from '../../ingest/index.ts'

export interface Input { readonly path: string; readonly fileName: string; readonly columns: readonly string[]; readonly delimiter: ';' | ',' }

/** A row of the input that got no result. */
export interface RowProblem { readonly rowNumber: number; readonly reason: string }

interface JoinedRow { readonly cells: readonly string[]; readonly result: ReturnType<typeof exportedResult> }

/** Where the result goes: a file that appears whole or not at all, or standard output. */
export class Output {
  readonly #path: string | null
  readonly #unfinished: string | null

  /** @throws the I/O error when the file cannot be written: before any work is done. */
  constructor(path: string | null) {
    this.#path = path === null ? null : resolve(path)
    this.#unfinished = this.#path === null ? null : join(dirname(this.#path), `.${basename(this.#path)}.${process.pid}.unfinished`)
    if (this.#unfinished !== null) openSync(this.#unfinished, 'w')
  }

  async write(parts: AsyncIterable<string>): Promise<void> {
    if (this.#path === null || this.#unfinished === null) {
      for await (const part of parts) if (!process.stdout.write(part)) await new Promise((resume) => process.stdout.once('drain', resume))
      return
    }
    await pipeline(Readable.from(parts), createWriteStream(this.#unfinished, { flush: true }))
    await rename(this.#unfinished, this.#path)
  }

  /** Leaves nothing half written behind. */
  async discard(): Promise<void> {
    if (this.#unfinished !== null) await rm(this.#unfinished, { force: true })
  }
}

/**
 * Writes the input's rows, each with its result, in the input's order. A row without a result stays, its result's columns
 * empty, so that row N of the result is row N of the input.
 * @returns the rows without a result.
 */
export async function writeResults(database: Database, batchId: string, input: Input, names: ExportedNames, json: boolean, output: Output): Promise<RowProblem[]> {
  const problems: RowProblem[] = []
  const rows = joinedRows(database, batchId, input, names, problems)
  const columns = [...input.columns, ...resultColumns(names)]
  if (json) await output.write(jsonParts(mapEach(rows, ({ cells, result }) => ({ ...Object.fromEntries(input.columns.map((column, index) => [column, cells[index] ?? ''])), ...result }))))
  else await output.write(csvParts(columns, mapEach(rows, ({ cells, result }): Cell[] => [...input.columns.map((_, index) => cells[index] ?? ''), ...Object.values(result).map(cellOf)]), { delimiter: input.delimiter }))
  return problems
}

async function* mapEach<Item, Mapped>(portions: AsyncIterable<readonly Item[]>, map: (item: Item) => Mapped): AsyncGenerator<Mapped[]> {
  for await (const portion of portions) yield portion.map(map)
}

/** Reads the file once more and puts to each row what was found of it. */
async function* joinedRows(database: Database, batchId: string, input: Input, names: ExportedNames, problems: RowProblem[]): AsyncGenerator<JoinedRow[]> {
  /** Identical rows were imported once: the number of the first, by content. */
  const firstOf = new Map<string, number>()
  const reasons = new Map(failedRows(database, batchId))
  for await (const rows of rowsOf(input)) {
    const numbers = rows.map((row) => {
      if (reasons.has(row.rowNumber)) return row.rowNumber
      const content = hash('sha256', row.cells.join('\u0000'), 'base64')
      const first = firstOf.get(content) ?? row.rowNumber
      firstOf.set(content, first)
      return first
    })
    const found = transcriptsOfRows(database, batchId, numbers)
    yield rows.map((row, index) => {
      const full = found.get(numbers[index] ?? -1) ?? null
      const reason = full === null ? (reasons.get(row.rowNumber) ?? 'the row was not imported') : full.row.sentiment === null ? (full.row.error ?? 'the transcript was not classified') : null
      if (reason !== null) problems.push({ rowNumber: row.rowNumber, reason })
      return { cells: row.cells, result: full === null ? emptyResult(names) : exportedResult(full, names) }
    })
  }
}

function emptyResult(names: ExportedNames): ReturnType<typeof exportedResult> {
  return Object.fromEntries(resultColumns(names).map((column) => [column, null]))
}

function* failedRows(database: Database, batchId: string): Generator<[number, string]> {
  for (let after = 0; ;) {
    const rows = failedRowsAfter(database, batchId, after, 500)
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.rowNumber
    for (const row of rows) yield [row.rowNumber, row.reason]
  }
}

/** The rows of a file as something to iterate over; reading goes on when a chunk has been dealt with. */
async function* rowsOf({ path, fileName }: Input): AsyncGenerator<Row[]> {
  const stop = new AbortController()
  let hand: { rows: Row[]; resume: () => void } | null = null
  let arrived = Promise.withResolvers<void>()
  const reading = readRows(path, fileName, (rows) => new Promise((resume) => {
    hand = { rows, resume }
    arrived.resolve()
  }), stop.signal)
  const end = reading.then(() => null, (error: unknown) => ({ error }))
  try {
    for (;;) {
      const ended = await Promise.race([arrived.promise, end])
      const taken = hand as { rows: Row[]; resume: () => void } | null
      if (taken === null) {
        if (ended) throw ended.error
        return
      }
      hand = null
      arrived = Promise.withResolvers<void>()
      yield taken.rows
      taken.resume()
    }
  } finally {
    stop.abort()
  }
}
