import type { Language } from '../../../db/values.ts'
import { tableReasonTexts } from '../../ingest/reading/index.ts'

/** Why a row of products or customers is refused, in the words of the file that gives failed rows back. The screen has its own. */
const reasonTexts = {
  ...tableReasonTexts,
  'catalogue.row_name_missing': { es: 'Falta el nombre', en: 'The name is missing' },
  'catalogue.row_price_missing': { es: 'Falta el precio de un producto nuevo', en: 'The price of a new product is missing' },
  'catalogue.row_price_unreadable': { es: 'No se entiende el precio', en: 'The price cannot be read' },
  'catalogue.row_currency_unknown': { es: 'No se conoce la moneda', en: 'The currency is not known' },
  'catalogue.row_stock_unreadable': { es: 'Las existencias no son un número entero desde cero', en: 'The stock is no whole number from zero on' },
  'catalogue.row_active_unreadable': { es: 'No se entiende si el producto está activo', en: 'Whether the product is active cannot be read' },
  'catalogue.row_national_id_missing': { es: 'Falta el documento de identidad', en: 'The national id is missing' },
  'catalogue.row_national_id_invalid': { es: 'El documento de identidad no es válido', en: 'The national id is not valid' },
  'catalogue.row_email_invalid': { es: 'El correo no es válido', en: 'The e-mail is not valid' },
} as const satisfies Record<string, Record<Language, string>>

export type CatalogueRowReason = keyof typeof reasonTexts

/** The sentence of a stored reason; a key that this version does not know stands for itself. */
export function rowReasonText(key: string, language: Language): string {
  return Object.hasOwn(reasonTexts, key) ? reasonTexts[key as CatalogueRowReason][language] : key
}
