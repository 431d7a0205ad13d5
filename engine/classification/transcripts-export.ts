import type { FullTranscript } from '../../db/queries/transcripts-full.ts'
import type { TranscriptSelection } from '../../db/queries/transcripts-list.ts'
import type { Reader } from '../../db/reader.ts'
import { noIndicators } from '../../db/values.ts'
import { csvParts, jsonParts, type Cell, type CsvStyle } from '../ingest/index.ts'
import { resultOf } from './transcripts-result.ts'

/** The names that an export has columns for: those of the taxonomy in service. */
export interface ExportedNames { readonly enums: readonly string[]; readonly signals: readonly string[] }

/** Transcripts read and handed over at once: some 150 KB, which the main thread turns into text in two or three milliseconds. */
const rowsPerPart = 50

/**
 * The file of a selection, in parts of text, in the order shown. Which transcripts and in which order is settled at the
 * start (4 bytes each), so what changes meanwhile moves none of them: every one that still exists is written once.
 * @throws when `signal` aborts; nothing is read any more then.
 */
export async function* exportParts(reader: Reader, selection: TranscriptSelection, names: ExportedNames, format: 'csv' | 'json', style: CsvStyle, signal?: AbortSignal): AsyncGenerator<string> {
  const seqs = await reader.run('transcripts.seqs', selection)
  const portions = portionsOf(reader, seqs, signal)
  if (format === 'json') yield* jsonParts(mapEach(portions, (full) => exportedObject(full, names)))
  else yield* csvParts(exportColumns(names), mapEach(portions, (full) => Object.values(exportedObject(full, names)).map(cellOf)), style)
}

async function* portionsOf(reader: Reader, seqs: Uint32Array, signal: AbortSignal | undefined): AsyncGenerator<FullTranscript[]> {
  // The next portion is read while the one before is written and sent.
  const read = (start: number) => (start < seqs.length ? reader.run('transcripts.full', seqs.slice(start, start + rowsPerPart)) : null)
  let next = read(0)
  for (let start = rowsPerPart; next !== null; start += rowsPerPart) {
    const portion = await next
    signal?.throwIfAborted()
    next = read(start)
    // Nobody waits for it when the export is left early.
    next?.catch(() => {})
    yield portion
  }
}

async function* mapEach<Item, Mapped>(portions: AsyncIterable<readonly Item[]>, map: (item: Item) => Mapped): AsyncGenerator<Mapped[]> {
  for await (const portion of portions) yield portion.map(map)
}

/** The columns of an export: those of the import, then the result's. */
export function exportColumns(names: ExportedNames): string[] {
  return ['client_name', 'client_email', 'client_phone', 'met_on', 'seller', 'closed', 'transcript', ...resultColumns(names)]
}

/** The columns of a result: value, confidence and quote of every enum, every signal, then the rest. */
export function resultColumns({ enums, signals }: ExportedNames): string[] {
  return [
    ...enums.flatMap((name) => [name, `${name}_confidence`, `${name}_quote`]), ...signals,
    'sentiment', 'key_topics', 'action_items', 'summary', 'confidence', 'source', 'model', 'cost_usd', 'fallback', 'taxonomy_version',
  ]
}

type ActionItem = { who: string; what: string; when: string | null }
type ExportedValue = Cell | readonly string[] | readonly ActionItem[]

/** One transcript under the names of {@link exportColumns}, in that order. */
export function exportedObject(full: FullTranscript, names: ExportedNames): Record<string, ExportedValue> {
  const { row } = full
  return {
    client_name: row.client_name,
    client_email: row.client_email,
    client_phone: row.client_phone,
    met_on: row.met_on,
    seller: row.seller,
    closed: row.closed === null ? null : row.closed === 1,
    transcript: row.transcript,
    ...exportedResult(full, names),
  }
}

/** A result under the names of {@link resultColumns}, in that order; all null for a transcript without one. */
export function exportedResult(full: FullTranscript, names: ExportedNames): Record<string, ExportedValue> {
  const result = resultOf(full)
  const values: Record<string, ExportedValue> = {}
  for (const name of names.enums) {
    const label = result?.labels[name]
    values[name] = label?.value ?? null
    values[`${name}_confidence`] = label?.confidence ?? null
    values[`${name}_quote`] = label?.quote ? full.row.transcript.slice(label.quote.start, label.quote.end) : null
  }
  for (const name of names.signals) values[name] = result === null ? null : (result.signals[name]?.text ?? noIndicators)
  values['sentiment'] = result?.sentiment ?? null
  values['key_topics'] = result?.keyTopics ?? null
  values['action_items'] = result?.actionItems ?? null
  values['summary'] = result?.summary ?? null
  values['confidence'] = result?.confidence ?? null
  values['source'] = result?.source ?? null
  values['model'] = result?.model ?? null
  values['cost_usd'] = result?.costUsd ?? null
  values['fallback'] = result?.fallback ? `${result.fallback.code}: ${result.fallback.message}` : null
  values['taxonomy_version'] = result?.taxonomyVersion ?? null
  return values
}

/** A value as one cell: lists on one line, an action item as "who: what (when)". */
export function cellOf(value: ExportedValue): Cell {
  if (typeof value !== 'object' || value === null) return value
  return value.map((item) => (typeof item === 'string' ? item : `${item.who}: ${item.what}${item.when === null ? '' : ` (${item.when})`}`)).join('; ')
}
