import type { Language } from '../../../db/values.ts'
import { tableReasonTexts } from '../../ingest/reading/index.ts'

/** Why a row of products, customers or sales is refused, in the words of the file that gives failed rows back. The screen has its own. */
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
  'catalogue.row_number_missing': { es: 'Falta el número de la venta', en: 'The number of the sale is missing' },
  'catalogue.row_date_unreadable': { es: 'No se entiende la fecha', en: 'The date cannot be read' },
  'catalogue.row_product_missing': { es: 'Falta el producto', en: 'The product is missing' },
  'catalogue.row_product_unknown': { es: 'El producto no está en el catálogo: impórtalo primero', en: 'The product is not in the catalogue: import it first' },
  'catalogue.row_product_ambiguous': { es: 'Varios productos tienen ese nombre: indica el código', en: 'Several products have that name: tell the code' },
  'catalogue.row_quantity_unreadable': { es: 'La cantidad no es un número entero desde uno', en: 'The quantity is no whole number from one on' },
  'catalogue.row_sale_price_missing': { es: 'Falta el precio al que se vendió', en: 'The price at which it was sold is missing' },
  'catalogue.row_state_unreadable': { es: 'No se entiende el estado de la venta', en: 'The state of the sale cannot be read' },
  'catalogue.row_payment_unreadable': { es: 'No se entiende el estado del pago', en: 'The state of the payment cannot be read' },
  'catalogue.row_customer_unknown': { es: 'El documento no es de ningún cliente y la fila no dice el nombre', en: 'The national id is no customer’s, and the row tells no name' },
  'catalogue.row_customer_ambiguous': { es: 'Varios clientes tienen ese nombre: indica el documento', en: 'Several customers have that name: tell the national id' },
  'catalogue.row_sale_incomplete': { es: 'Otra fila de la misma venta tiene un error; la venta no se importó', en: 'Another row of the same sale has a fault; the sale was not imported' },
  'catalogue.row_sale_disagrees': { es: 'Las filas de la venta no dicen lo mismo de su fecha, cliente, moneda o estado', en: 'The rows of the sale disagree about its date, customer, currency or state' },
  'catalogue.row_sale_differs': { es: 'Ya hay una venta con ese número y otros datos; no se tocó', en: 'There is a sale of that number with other data already; it was left alone' },
  'catalogue.row_sale_too_large': { es: 'La venta tiene demasiadas filas o un total demasiado grande', en: 'The sale has too many rows or too large a total' },
  'catalogue.row_sale_in_future': { es: 'La fecha está en el futuro', en: 'The date is in the future' },
  'catalogue.row_stock_short': { es: 'No hay existencias suficientes para descontar la venta', en: 'There is not enough stock to take the sale from it' },
} as const satisfies Record<string, Record<Language, string>>

export type CatalogueRowReason = keyof typeof reasonTexts

/** The sentence of a stored reason; a key that this version does not know stands for itself. */
export function rowReasonText(key: string, language: Language): string {
  return Object.hasOwn(reasonTexts, key) ? reasonTexts[key as CatalogueRowReason][language] : key
}
