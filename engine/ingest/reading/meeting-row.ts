import type { MeetingField } from '../../../db/values.ts'
import type { Mapping } from '../../contract/ingest.ts'
import { filledText } from './blank-cell.ts'
import { parseDate } from './dates.ts'
import type { RowReason } from './file-problem.ts'
import { maxFieldCharacters, maxTranscriptCharacters } from './limits.ts'
import { parseClosed } from './outcome.ts'

/** A row of the file as a meeting. What the file does not say is null. */
export interface Meeting {
  readonly clientName: string | null
  /** As given. No key: several people share one address. */
  readonly clientEmail: string | null
  /** As given, also when a spreadsheet damaged it (5.69E+10): a meeting is worth keeping without its phone. */
  readonly clientPhone: string | null
  /** YYYY-MM-DD */
  readonly metOn: string | null
  readonly seller: string | null
  /** Won, lost, or not known. Never an input of a classifier. */
  readonly closed: boolean | null
  readonly transcript: string
}

export type MeetingOrReason = { readonly ok: Meeting } | { readonly failed: RowReason }

/**
 * Makes a meeting of a row. Anything that cannot be read fails the row with its reason: a date guessed wrong, or cells
 * that moved by one column, would spoil figures without anybody noticing.
 *
 * A row shorter or longer than the header passes only when every mapped column is there and what is beyond the header
 * is empty. A mapped cell with a NUL fails: it is what is left where a file was damaged.
 * @param columnCount columns of the header
 */
export function toMeeting(cells: readonly string[], mapping: Mapping, columnCount: number): MeetingOrReason {
  for (let index = columnCount; index < cells.length; index++) if (cells[index]!.trim() !== '') return { failed: 'ingest.row_too_many_cells' }
  for (const column of Object.values(mapping)) if (column >= cells.length) return { failed: 'ingest.row_too_few_cells' }

  const transcript = trimmed(cells, mapping, 'transcript')
  if (transcript === '') return { failed: 'ingest.row_empty_transcript' }
  if (transcript.length > maxTranscriptCharacters) return { failed: 'ingest.row_transcript_too_long' }
  if (transcript.includes('\0')) return { failed: 'ingest.row_nul_character' }

  const clientName = filled(cells, mapping, 'clientName')
  const clientEmail = filled(cells, mapping, 'clientEmail')
  const clientPhone = filled(cells, mapping, 'clientPhone')
  const date = filled(cells, mapping, 'metOn')
  const seller = filled(cells, mapping, 'seller')
  const outcome = trimmed(cells, mapping, 'closed')
  for (const text of [clientName, clientEmail, clientPhone, date, seller, outcome]) {
    if (text.length > maxFieldCharacters) return { failed: 'ingest.row_field_too_long' }
    if (text.includes('\0')) return { failed: 'ingest.row_nul_character' }
  }
  if (clientEmail !== '' && !clientEmail.includes('@')) return { failed: 'ingest.row_not_an_email' }
  if (clientPhone !== '' && !looksDialled(clientPhone)) return { failed: 'ingest.row_not_a_phone' }
  const metOn = date === '' ? null : parseDate(date)
  if (metOn === null && date !== '') return { failed: 'ingest.row_unreadable_date' }
  const closed = parseClosed(outcome)
  if (closed === 'unreadable') return { failed: 'ingest.row_unreadable_closed' }

  return { ok: { clientName: clientName || null, clientEmail: clientEmail || null, clientPhone: clientPhone || null, metOn, seller: seller || null, closed, transcript } }
}

function trimmed(cells: readonly string[], mapping: Mapping, field: MeetingField): string {
  const column = mapping[field]
  // Half of a surrogate pair (JSON can spell one) is no text and would not come back from the database as it went in.
  return column === undefined ? '' : cells[column]!.trim().toWellFormed()
}

function filled(cells: readonly string[], mapping: Mapping, field: MeetingField): string {
  const column = mapping[field]
  return column === undefined ? '' : filledText(cells[column]!)
}

const dateShape = /^(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}\/\d{1,2}\/\d{2,4})/

/** Tells what slipped in from a neighbouring column (a name, an address, a date), not a wrong number. */
function looksDialled(text: string): boolean {
  return /\d/.test(text) && !text.includes('@') && !dateShape.test(text)
}
