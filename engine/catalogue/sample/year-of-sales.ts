import type { FulfilmentState, PaymentState, SalesChannel } from '../../../db/values.ts'
import { localTimeOf, momentOf } from '../reading/local-time.ts'
import type { Chance } from './chance.ts'
import type { SampleCustomer } from './customers.ts'

export interface SampleProduct { readonly id: string; readonly name: string; readonly category: string; /** In whole pesos. */ readonly price: number; readonly active: boolean }
export interface SampleSale {
  readonly number: string
  readonly soldAt: number
  readonly customer: SampleCustomer | null
  readonly lines: readonly { readonly product: SampleProduct; readonly quantity: number; readonly price: number }[]
  readonly channel: SalesChannel
  readonly fulfilment: FulfilmentState
  readonly payment: PaymentState
}

const days = 365
/** Sales of an ordinary day. */
const perDay = 5.6
/** From Sunday on. */
const ofWeekday = [0.1, 1.05, 1.1, 1.02, 1.12, 1.25, 0.62] as const
/** From January on: the building trade rests over New Year and is busiest before December. */
const ofMonth = [0.72, 0.9, 1.05, 1, 1.1, 0.98, 0.92, 1.04, 1.06, 1.16, 1.24, 0.94] as const
/** Month and day on which nobody opens. */
const closed = new Set(['1-1', '5-1', '7-20', '8-7', '12-25'])
const hours: readonly (readonly [number, number])[] = [[7, 5], [8, 10], [9, 14], [10, 16], [11, 13], [12, 6], [13, 5], [14, 11], [15, 13], [16, 11], [17, 7], [18, 2]]
/** What is bought together; the rest of the shelves belongs to "everything". */
const errands: readonly (readonly [readonly string[] | null, number])[] = [
  [['Cabeza', 'Manos', 'Pies', 'Ojos', 'Ropa'], 42], [['Contra incendios', 'Señalización', 'Emergencias'], 18], [['Alturas', 'Cabeza', 'Manos'], 9], [['Respiración', 'Oídos', 'Ojos'], 13], [null, 18],
]
const lineCounts: readonly (readonly [number, number])[] = [[1, 38], [2, 28], [3, 18], [4, 10], [5, 4], [6, 2]]
const rainyMonths = new Set([3, 4, 9, 10])
/** Prices rose this many days before the end, from this part of today's. */
const priceRise = { daysAgo: 205, before: 0.93 } as const
/** Products that are sold no more went this many days before the end. */
const retiredDaysAgo = 190

/**
 * A year of sales that ends at `now` (milliseconds UTC), in the order in which they were made: with seasons, weekdays, regular
 * customers and passers-by, and the few that were cancelled. The same at every run with the same moment and zone.
 */
export function yearOfSales(products: readonly SampleProduct[], customers: readonly SampleCustomer[], { now, timeZone }: { now: number; timeZone: string }, luck: Chance): SampleSale[] {
  const liked = new Map(products.map((product) => [product.id, 0.4 + 1.6 * luck.next()]))
  const sales: Omit<SampleSale, 'number'>[] = []
  const today = localTimeOf(now, timeZone)
  for (let ago = days - 1; ago >= 0; ago -= 1) {
    // A calendar day, held as its midnight in UTC.
    const day = new Date(Date.UTC(today.year, today.month - 1, today.day - ago))
    for (let left = luck.count(meanOf(day, ago, luck)); left > 0; left -= 1) {
      const time = { hour: luck.pick(day.getUTCDay() === 6 ? hours.slice(0, 6) : hours), minute: luck.whole(0, 59), second: luck.whole(0, 59) }
      const soldAt = momentOf({ year: day.getUTCFullYear(), month: day.getUTCMonth() + 1, day: day.getUTCDate(), ...time }, timeZone)
      const sale = saleOf(products, customers, liked, { soldAt, ago, month: day.getUTCMonth() }, luck)
      if (soldAt < now) sales.push(sale)
    }
  }
  sales.sort((one, other) => one.soldAt - other.soldAt)
  return sales.map((sale, index) => ({ number: `FV-${1_001 + index}`, ...sale }))
}

function meanOf(day: Date, ago: number, luck: Chance): number {
  if (closed.has(`${day.getUTCMonth() + 1}-${day.getUTCDate()}`)) return 0
  const growth = 0.86 + 0.28 * (1 - ago / days)
  const payday = [14, 15, 16, 29, 30].includes(day.getUTCDate()) ? 1.18 : 1
  return perDay * ofWeekday[day.getUTCDay()]! * ofMonth[day.getUTCMonth()]! * growth * payday * (0.7 + 0.6 * luck.next())
}

interface Moment { readonly soldAt: number; readonly ago: number; readonly month: number }

function saleOf(products: readonly SampleProduct[], customers: readonly SampleCustomer[], liked: ReadonlyMap<string, number>, moment: Moment, luck: Chance): Omit<SampleSale, 'number'> {
  const about = customers.filter(({ from, until }) => moment.ago <= from && moment.ago >= until)
  const customer = luck.next() < 0.3 || about.length === 0 ? null : luck.pick(about.map((one) => [one, one.weight] as const))
  const company = customer?.company === true
  const shelves = luck.pick(errands)
  const offered = products.filter(({ category, active }) => (active || moment.ago > retiredDaysAgo) && (shelves === null || shelves.includes(category)))
  const basket = new Map<SampleProduct, number>()
  for (let left = luck.pick(lineCounts) + (company ? luck.whole(0, 2) : 0); left > 0; left -= 1) {
    const rain = (product: SampleProduct) => (rainyMonths.has(moment.month) && /caucho|impermeable/i.test(product.name) ? 3 : 1)
    const product = luck.pick(offered.map((one) => [one, (liked.get(one.id)! * rain(one)) / Math.sqrt(one.price / 5_000)] as const))
    basket.set(product, quantityOf(product, company, luck))
  }
  // Firms that buy regularly are given a little off.
  const off = company && luck.next() < 0.35 ? 0.95 : 1
  const lines = [...basket].map(([product, quantity]) => ({ product, quantity, price: rounded(product.price * off * (moment.ago > priceRise.daysAgo ? priceRise.before : 1)) }))
  const channel = luck.pick<SalesChannel>(customer === null ? [['store', 88], ['web', 12]] : company ? [['phone', 38], ['chat', 30], ['store', 20], ['web', 12]] : [['store', 46], ['chat', 34], ['phone', 8], ['web', 12]])
  return { soldAt: moment.soldAt, customer, lines, channel, ...endOf(moment.ago, customer !== null, luck) }
}

/** How it ended: nearly always well, some of the last days is still on its way. */
function endOf(ago: number, known: boolean, luck: Chance): Pick<SampleSale, 'fulfilment' | 'payment'> {
  if (luck.next() < 0.045) return { fulfilment: 'cancelled', payment: luck.pick([['refunded', 3], ['rejected', 2], ['pending', 2]]) }
  if (known && ago <= 2 && luck.next() < 0.6) return { fulfilment: luck.pick([['pending', 2], ['confirmed', 3], ['preparing', 3], ['ready', 2]]), payment: luck.pick([['approved', 5], ['pending', 3]]) }
  // Some firms pay at the end of the month.
  return { fulfilment: 'delivered', payment: known && ago <= 30 && luck.next() < 0.08 ? 'pending' : 'approved' }
}

function quantityOf({ price }: SampleProduct, company: boolean, luck: Chance): number {
  if (price < 10_000) return company ? luck.pick([[6, 2], [10, 4], [12, 5], [20, 4], [24, 3], [50, 2], [100, 1]]) : luck.pick([[1, 6], [2, 7], [3, 3], [4, 2], [5, 2], [6, 2], [10, 2], [12, 1]])
  if (price < 60_000) return company ? luck.whole(2, 14) : luck.pick([[1, 12], [2, 7], [3, 3], [4, 1], [6, 1]])
  return company ? luck.pick([[1, 5], [2, 4], [3, 2], [4, 1], [6, 1]]) : luck.pick([[1, 16], [2, 3]])
}

function rounded(price: number): number {
  const step = price < 10_000 ? 50 : 100
  return Math.max(step, Math.round(price / step) * step)
}
