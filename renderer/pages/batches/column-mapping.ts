import { meetingFields, type MeetingField } from '../../../db/values.ts'
import type { Mapping, Preview } from '../../../engine/contract/ingest.ts'

/** What stands for "this column is not imported" where a choice needs a value. */
export const notImported = 'notImported'

export function fieldOfColumn(mapping: Mapping, column: number): MeetingField | typeof notImported {
  return meetingFields.find(field => mapping[field] === column) ?? notImported
}

/** Feeds a field from a column. A field has one column and a column one field, so whatever stood in the way gives way. */
export function mapColumn(mapping: Mapping, column: number, field: MeetingField | typeof notImported): Mapping {
  const others = meetingFields.filter(other => other !== field && mapping[other] !== undefined && mapping[other] !== column)
  const next: Mapping = Object.fromEntries(others.map(other => [other, mapping[other]]))
  return field === notImported ? next : { ...next, [field]: column }
}

/** Columns nothing is taken from, by name. */
export function unmappedColumns(columns: readonly string[], mapping: Mapping): string[] {
  const mapped = new Set(Object.values(mapping))
  return columns.filter((_, position) => !mapped.has(position))
}

/** About how many characters of transcripts a file holds, told from its first rows; 0 while no column is the transcript. */
export function charactersOf(preview: Pick<Preview, 'rows' | 'rowCount'>, mapping: Mapping): number {
  const column = mapping.transcript
  if (column === undefined || preview.rows.length === 0) return 0
  const seen = preview.rows.reduce((sum, row) => sum + (row[column]?.length ?? 0), 0)
  return Math.round(seen / preview.rows.length * preview.rowCount)
}
