import type { Database } from '../open.ts'
import type { Sentiment } from '../values.ts'
import { seqQueries, type SeqQuery, type TranscriptWhere } from './transcripts-filter.ts'
import { freshSets, matchingInOrder, type TranscriptSets } from './transcripts-sets.ts'

export type TranscriptSortColumn = 'rowNumber' | 'clientName' | 'seller' | 'metOn' | 'closed' | 'sentiment' | 'confidence'
export interface TranscriptSort { column: TranscriptSortColumn; descending: boolean }

/** A selection in its order: `where` says which, `sort` how; without one, in the order in which they were stored. */
export interface TranscriptSelection { where: TranscriptWhere; sort: TranscriptSort | null }

export interface ListedTranscript {
  seq: number
  id: string
  batch_id: string
  row_number: number
  client_name: string | null
  client_email: string | null
  client_phone: string | null
  met_on: string | null
  seller: string | null
  closed: number | null
  excerpt: string
  sentiment: Sentiment | null
  confidence: number | null
  summary: string | null
  taxonomy_version: number | null
  corrected: number
  /** Enum name to value. */
  labels: Record<string, string>
}

/** Characters of a transcript that a list shows. */
const excerptLength = 200

/** Rows `offset` to `offset + limit - 1` of a selection, and how many it has in all. */
export function transcriptPage(database: Database, input: TranscriptSelection & { offset: number; limit: number }): { rows: ListedTranscript[]; total: number } {
  const seqs = selectedSeqs(freshSets(database), input)
  return { rows: listedTranscripts(database, seqs.subarray(input.offset, input.offset + input.limit)), total: seqs.length }
}

/** The seqs of a whole selection in its order: 4 bytes each, so that an export need not hold more than these. */
export function transcriptSeqs(database: Database, input: TranscriptSelection): Uint32Array {
  // A copy of its own length: what crosses to another thread is the whole buffer behind a view.
  return selectedSeqs(freshSets(database), input).slice()
}

function selectedSeqs(sets: TranscriptSets, { where, sort }: TranscriptSelection): Uint32Array {
  return matchingInOrder(sets, where, orderOf(sets, where, sort ?? { column: 'rowNumber', descending: false }))
}

/** Every transcript of the business, or at least of the wanted batch, in order. Rows without a value come last either way; equal ones as they were stored, or the other way round when descending. */
function orderOf(sets: TranscriptSets, where: TranscriptWhere, sort: TranscriptSort): Uint32Array {
  if (sort.column === 'rowNumber') {
    const order = sets.order(where.batchId === undefined ? seqQueries.ofBusiness(where.businessId) : seqQueries.ofBatch(where.businessId, where.batchId))
    return sort.descending ? order.toReversed() : order
  }
  const known = sets.order(knownOrder(sort.column, where.businessId, sort.descending))
  const unknown = sets.order(unknownOrder(sort.column, where.businessId))
  const order = new Uint32Array(known.length + unknown.length)
  order.set(known)
  order.set(unknown, known.length)
  return order
}

const sortIndexes = {
  clientName: { columns: ['client_name_order', 'client_name'], index: 'transcripts_client' },
  seller: { columns: ['seller_order', 'seller'], index: 'transcripts_seller_order' },
  metOn: { columns: ['met_on'], index: 'transcripts_met_on' },
  closed: { columns: ['closed'], index: 'transcripts_closed' },
  sentiment: { columns: ['sentiment'], index: 'transcripts_sentiment' },
  confidence: { columns: ['confidence'], index: 'transcripts_confidence' },
} as const satisfies Record<Exclude<TranscriptSortColumn, 'rowNumber'>, { columns: readonly [string, ...string[]]; index: string }>

function knownOrder(sortColumn: keyof typeof sortIndexes, businessId: string, descending: boolean): SeqQuery {
  const { columns, index } = sortIndexes[sortColumn]
  const order = [...columns, 'seq'].map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`).join(', ')
  return { sql: `SELECT seq FROM transcripts INDEXED BY ${index} WHERE business_id = ? AND ${columns[0]} IS NOT NULL ORDER BY ${order}`, parameters: [businessId] }
}

function unknownOrder(sortColumn: keyof typeof sortIndexes, businessId: string): SeqQuery {
  const { columns, index } = sortIndexes[sortColumn]
  // Where the first has no value none has.
  const absent = columns.map((column) => `${column} IS NULL`).join(' AND ')
  return { sql: `SELECT seq FROM transcripts INDEXED BY ${index} WHERE business_id = ? AND ${absent} ORDER BY seq`, parameters: [businessId] }
}

function listedTranscripts(database: Database, seqs: Uint32Array): ListedTranscript[] {
  const select = database.prepare<Omit<ListedTranscript, 'labels'>>(
    `SELECT seq, id, batch_id, row_number, client_name, client_email, client_phone, met_on, seller, closed, substr(transcript, 1, ${excerptLength}) AS excerpt,
       sentiment, confidence, summary, taxonomy_version, corrected FROM transcripts WHERE seq = ?`,
  )
  const labels = database.prepare<{ enum: string; value: string }>('SELECT enum, value FROM labels WHERE transcript_seq = ?')
  const rows: ListedTranscript[] = []
  for (const seq of seqs) {
    const row = select.get(seq)
    if (row !== undefined) rows.push({ ...row, labels: Object.fromEntries(labels.all(seq).map((label) => [label.enum, label.value])) })
  }
  return rows
}
