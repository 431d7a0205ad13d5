import type { Language } from '../../db/values.ts'
import type { RowReason } from '../ingest/index.ts'

/** Why a row could not be imported, in the words of the file that gives failed rows back: a person reads it far from the console. */
const texts: Record<RowReason, Record<Language, string>> = {
  'ingest.row_too_few_cells': { es: 'Faltan celdas', en: 'Cells are missing' },
  'ingest.row_too_many_cells': { es: 'Sobran celdas', en: 'There are more cells than columns' },
  'ingest.row_too_long': { es: 'La fila es demasiado larga', en: 'The row is too long' },
  'ingest.row_broken_quotes': { es: 'Las comillas están mal cerradas', en: 'The quotes are not closed properly' },
  'ingest.row_broken_json': { es: 'El elemento JSON está dañado', en: 'The JSON element is damaged' },
  'ingest.row_not_an_object': { es: 'El elemento JSON no es un objeto', en: 'The JSON element is not an object' },
  'ingest.row_nul_character': { es: 'Contiene caracteres nulos', en: 'It contains null characters' },
  'ingest.row_empty_transcript': { es: 'La transcripción está vacía', en: 'The transcript is empty' },
  'ingest.row_transcript_too_long': { es: 'La transcripción pasa de un millón de caracteres', en: 'The transcript is over a million characters' },
  'ingest.row_field_too_long': { es: 'Un campo es demasiado largo', en: 'A field is too long' },
  'ingest.row_unreadable_date': { es: 'No se entiende la fecha', en: 'The date cannot be read' },
  'ingest.row_unreadable_closed': { es: 'No se entiende el resultado', en: 'The outcome cannot be read' },
  'ingest.row_not_an_email': { es: 'El correo no es válido', en: 'The e-mail is not valid' },
  'ingest.row_not_a_phone': { es: 'El teléfono no es válido', en: 'The phone is not valid' },
}

/** The sentence of a stored reason; a key that this version does not know (written by a newer one) stands for itself. */
export function rowReasonText(reason: string, language: Language): string {
  return Object.hasOwn(texts, reason) ? texts[reason as RowReason][language] : reason
}
