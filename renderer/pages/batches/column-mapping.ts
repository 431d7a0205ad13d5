import { meetingFields, type MeetingField } from '../../../db/values.ts'
import type { Mapping } from '../../../engine/contract/ingest.ts'

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
