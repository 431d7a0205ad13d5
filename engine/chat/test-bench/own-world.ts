import { productsSince } from '../../../db/queries/products.ts'
import type { Database } from '../../../db/open.ts'
import { readSettings } from '../settings.ts'
import { offeredOf, productOf } from '../shops.ts'
import type { BenchWorld } from './world.ts'

/** The business as it is now, as its chats see it. Its documents are looked up for each message by themselves. */
export function ownWorld(database: Database, businessId: string): BenchWorld {
  const { rows, currency } = offeredOf(productsSince(database, businessId, 0).rows)
  const { country, language, tone, leastConfidence } = readSettings(database, businessId)
  return { products: rows.map((row) => ({ ...productOf(row), code: row.external_id })), passages: [], country, currency, language, tone, leastConfidence }
}
