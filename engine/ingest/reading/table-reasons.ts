import type { Language } from '../../../db/values.ts'
import type { RowReason } from './file-problem.ts'

/** What can be wrong with any table's row, in words. The others of the reading layer speak of meetings. */
export const tableReasonTexts = {
  'ingest.row_too_few_cells': { es: 'Faltan celdas', en: 'Cells are missing' },
  'ingest.row_too_many_cells': { es: 'Sobran celdas', en: 'There are more cells than columns' },
  'ingest.row_too_long': { es: 'La fila es demasiado larga', en: 'The row is too long' },
  'ingest.row_broken_quotes': { es: 'Las comillas están mal cerradas', en: 'The quotes are not closed properly' },
  'ingest.row_broken_json': { es: 'El elemento JSON está dañado', en: 'The JSON element is damaged' },
  'ingest.row_not_an_object': { es: 'El elemento JSON no es un objeto', en: 'The JSON element is not an object' },
  'ingest.row_nul_character': { es: 'Contiene caracteres nulos', en: 'It contains null characters' },
  'ingest.row_field_too_long': { es: 'Un campo es demasiado largo', en: 'A field is too long' },
} as const satisfies Partial<Record<RowReason, Record<Language, string>>>
export type TableReason = keyof typeof tableReasonTexts

/** Reasons of the reading layer that say something of any table, as they are; the others cannot come from a table. */
export function tableReason(problem: RowReason): TableReason {
  return Object.hasOwn(tableReasonTexts, problem) ? (problem as TableReason) : 'ingest.row_broken_json'
}
