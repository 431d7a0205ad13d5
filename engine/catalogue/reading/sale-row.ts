import { z } from 'zod'
import { fulfilmentStates, paymentStates, salesChannels, type FulfilmentState, type PaymentState, type SalesChannel } from '../../../db/values.ts'
import { saleFields, type CatalogueMapping } from '../../contract/catalogue.ts'
import { normalise, type DateOrder, type DecimalMark } from '../../ingest/reading/index.ts'
import { cellText } from './cell-text.ts'
import { readMoment } from './moment.ts'
import { readNationalId } from './national-id.ts'
import { readPieces, readPrice, type RowReading } from './product-row.ts'
import type { CatalogueRowReason } from './row-reasons.ts'

/** One line of a sale as one row of a file tells it. What the row does not say is null. */
export const saleReadSchema = z.object({
  number: z.string(),
  /** Milliseconds UTC. */
  soldAt: z.number().int(),
  externalId: z.string().nullable(),
  product: z.string().nullable(),
  quantity: z.number().int().min(1).max(1_000_000),
  price: z.object({ minor: z.number().int().min(0), currency: z.string() }),
  nationalId: z.string().nullable(),
  customer: z.string().nullable(),
  channel: z.enum(salesChannels),
  fulfilment: z.enum(fulfilmentStates),
  payment: z.enum(paymentStates),
})
export type SaleRead = z.infer<typeof saleReadSchema>

const longest: Partial<Record<(typeof saleFields)[number], number>> = { number: 60, externalId: 100, product: 200, customer: 200, nationalId: 40 }
const mostPieces = 1_000_000

const channelWords: Readonly<Record<string, SalesChannel>> = {
  chat: 'chat', whatsapp: 'chat', console: 'console', consola: 'console', vocero: 'console', store: 'store', shop: 'store', tienda: 'store', mostrador: 'store', local: 'store', sucursal: 'store', presencial: 'store', pos: 'store', counter: 'store',
  phone: 'phone', telefono: 'phone', llamada: 'phone', call: 'phone', web: 'web', online: 'web', 'en linea': 'web', 'sitio web': 'web', ecommerce: 'web', internet: 'web',
}
const fulfilmentWords: Readonly<Record<string, FulfilmentState>> = {
  pending: 'pending', pendiente: 'pending', open: 'pending', abierta: 'pending', confirmed: 'confirmed', confirmada: 'confirmed', confirmado: 'confirmed', preparing: 'preparing', preparando: 'preparing', 'en preparacion': 'preparing', ready: 'ready', lista: 'ready', listo: 'ready',
  delivered: 'delivered', entregada: 'delivered', entregado: 'delivered', completed: 'delivered', completada: 'delivered', completado: 'delivered', closed: 'delivered', cerrada: 'delivered', cerrado: 'delivered', finalizada: 'delivered', finalizado: 'delivered', vendida: 'delivered', sold: 'delivered', done: 'delivered',
  cancelled: 'cancelled', canceled: 'cancelled', cancelada: 'cancelled', cancelado: 'cancelled', anulada: 'cancelled', anulado: 'cancelled', void: 'cancelled', voided: 'cancelled',
}
const paymentWords: Readonly<Record<string, PaymentState>> = {
  pending: 'pending', pendiente: 'pending', 'por pagar': 'pending', unpaid: 'pending', approved: 'approved', aprobado: 'approved', aprobada: 'approved', paid: 'approved', pagado: 'approved', pagada: 'approved',
  rejected: 'rejected', rechazado: 'rejected', rechazada: 'rejected', refunded: 'refunded', devuelto: 'refunded', devuelta: 'refunded', reembolsado: 'refunded', reembolsada: 'refunded',
}

/**
 * Reads the rows of a file of past sales. Where it does not say how a sale ended, the sale was delivered, and a delivered one
 * was paid: that is what a book of sales holds.
 * @param currency of prices that do not name one
 * @param timeZone of times that do not name one
 */
export function saleReader(mapping: CatalogueMapping, currency: string, mark: DecimalMark | null, order: DateOrder, timeZone: string): (cells: readonly string[]) => RowReading<SaleRead> {
  return (cells) => {
    const said = (field: (typeof saleFields)[number]) => cellText(cells, mapping[field])
    const failed: CatalogueRowReason[] = []
    if (said('number') === '') failed.push('catalogue.row_number_missing')
    const soldAt = readMoment(said('soldAt'), order, timeZone)
    if (soldAt === null) failed.push('catalogue.row_date_unreadable')
    if (said('externalId') === '' && said('product') === '') failed.push('catalogue.row_product_missing')
    const quantity = readPieces(said('quantity'))
    if (quantity === undefined || quantity === 0 || quantity > mostPieces) failed.push('catalogue.row_quantity_unreadable')
    const price = readPrice(said('price'), said('currency'), currency, mark)
    if (price === null) failed.push('catalogue.row_sale_price_missing')
    else if ('failed' in price) failed.push(price.failed)
    const nationalId = said('nationalId') === '' ? null : readNationalId(said('nationalId'))
    if (nationalId === null && said('nationalId') !== '') failed.push('catalogue.row_national_id_invalid')
    // A cancelled sale that was taken for a sale would be money that nobody paid: a word that says nothing is refused.
    const fulfilment = said('fulfilment') === '' ? 'delivered' : wordOf(fulfilmentWords, said('fulfilment'))
    if (fulfilment === undefined) failed.push('catalogue.row_state_unreadable')
    const payment = said('payment') === '' ? (fulfilment === 'delivered' ? 'approved' : 'pending') : wordOf(paymentWords, said('payment'))
    if (payment === undefined) failed.push('catalogue.row_payment_unreadable')
    if (saleFields.some((field) => said(field).length > (longest[field] ?? Number.POSITIVE_INFINITY))) failed.push('ingest.row_field_too_long')
    if (failed.length > 0 || soldAt === null || quantity === undefined || price === null || 'failed' in price || fulfilment === undefined || payment === undefined) return { failed }
    const orNull = (text: string) => (text === '' ? null : text)
    return {
      ok: {
        number: said('number'), soldAt, externalId: orNull(said('externalId')), product: orNull(said('product')), quantity, price, nationalId, customer: orNull(said('customer')),
        channel: wordOf(channelWords, said('channel')) ?? 'other', fulfilment, payment,
      },
    }
  }
}

function wordOf<Value>(words: Readonly<Record<string, Value>>, text: string): Value | undefined {
  const word = normalise(text)
  return Object.hasOwn(words, word) ? words[word] : undefined
}
