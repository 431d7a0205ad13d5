import { readFileSync } from 'node:fs'
import { parse } from 'yaml'
import { z } from 'zod'
import { chatIntents } from '../db/values.ts'
import { sellable, type CatalogueView, type Scripted } from '../engine/chat/agent/index.ts'

const strangersSchema = z.array(z.object({
  name: z.string(),
  category: z.string(),
  turns: z.array(z.object({
    say: z.coerce.string(),
    intent: z.enum(chatIntents).optional(),
    products: z.array(z.string()).optional(),
    cart: z.record(z.string(), z.number()).nullish(),
  })),
}))

/**
 * Conversations of people who know the catalogue alone, which call products by their exact names.
 * @throws Error for a name the catalogue does not have
 */
export function readStrangers(file: string, view: CatalogueView): Scripted[] {
  return strangersSchema.parse(parse(readFileSync(file, 'utf8'))).map(({ name, category, turns }) => ({
    name, category,
    turns: turns.map(({ say, intent, products, cart }) => ({
      user: say,
      ...(intent === undefined ? {} : { intent }),
      ...(products === undefined ? {} : { products: products.map((product) => idOf(product, view)) }),
      ...(cart === undefined || cart === null ? {} : { cart: Object.fromEntries(Object.entries(cart).map(([product, quantity]) => [idOf(product, view), quantity])) }),
    })),
  }))
}

/** Of two rows with one name the one that is sold is meant. */
function idOf(name: string, view: CatalogueView): string {
  const called = view.products.filter((product) => product.name === name)
  const meant = called.find(sellable) ?? called[0]
  if (meant === undefined) throw new Error(`The catalogue has no product "${name}".`)
  return meant.id
}
