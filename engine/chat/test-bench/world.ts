import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ChatTone, Language } from '../../../db/values.ts'
import { readMoney, readRows, type Row } from '../../ingest/reading/index.ts'
import { catalogueView, companyView, fieldRulesOf, type AgentViews, type CatalogueView, type Passage, type Product, type Scripted } from '../agent/index.ts'

/** A product under the name that scripts call it by: the shop's own id. */
export interface BenchProduct extends Product { readonly code: string | null }

/** All that conversations are played against. Plain data, so that it can go to a thread; a copy, so that nothing real is touched. */
export interface BenchWorld {
  readonly products: readonly BenchProduct[]
  readonly passages: readonly Passage[]
  readonly country: string
  readonly currency: string
  readonly language: Language
  readonly tone: ChatTone
  /** Below it a person is called. */
  readonly leastConfidence: number
}

/** A world as the agent sees it: its index is built once for all conversations. */
export interface BenchStage { readonly world: BenchWorld; readonly views: AgentViews; readonly idOf: ReadonlyMap<string, string> }

/** @param view of the same products, where one is there already */
export function setStage(world: BenchWorld, view: CatalogueView = catalogueView(world.products)): BenchStage {
  const idOf = new Map<string, string>()
  // The shop's id outranks a name, should a product be named like another's id; a name that several have stands for none.
  const names = Map.groupBy(world.products, ({ name }) => name)
  for (const [name, products] of names) if (products.length === 1) idOf.set(name, products[0]!.id)
  for (const { code, id } of world.products) if (code !== null) idOf.set(code, id)
  // Nobody's record is ever shown on the bench: scripts are shared and kept, customers' data is not theirs.
  return { world, idOf, views: { catalogue: view, company: { passages: world.passages }, fields: fieldRulesOf(world.country), findCustomers: null } }
}

/** The script with products by the ids that the agent knows. What the catalogue does not have stays as it was written, and is missed. */
export function resolveScript(script: Scripted, { idOf }: BenchStage): Scripted {
  const resolve = (called: string) => idOf.get(called) ?? called
  return {
    ...script,
    turns: script.turns.map((turn) => ({
      ...turn,
      ...(turn.cart === undefined ? {} : { cart: Object.fromEntries(Object.entries(turn.cart).map(([called, quantity]) => [resolve(called), quantity])) }),
      ...(turn.products === undefined ? {} : { products: turn.products.map(resolve) }),
    })),
  }
}

/** Prices of the sample are pesos of Colombia. */
const sampleCurrency = 'COP'
/** As a business's agent begins. */
const sampleLeastConfidence = 0.3

/** The fictional shop that the program ships. @param resources the folder that holds `sample/` */
export async function sampleWorld(resources: string): Promise<BenchWorld> {
  const path = join(resources, 'sample', 'products.csv')
  const rows: Row[] = []
  const { columns } = await readRows(path, 'products.csv', async (read) => void rows.push(...read))
  const company = companyView(await readFile(join(resources, 'sample', 'company.md'), 'utf8'), 'company.md')
  return { products: rows.map((row) => sampleProduct(row, columns)), passages: company.passages, country: 'CO', currency: sampleCurrency, language: 'es', tone: 'amigable', leastConfidence: sampleLeastConfidence }
}

function sampleProduct(row: Row, columns: readonly string[]): BenchProduct {
  const cell = (column: string) => row.cells[columns.indexOf(column)] ?? ''
  const price = readMoney(cell('precio'), sampleCurrency, null)
  if ('failed' in price) throw new Error(`Row ${row.rowNumber} of the sample's products has no price`)
  return {
    id: cell('id'), code: cell('id'), name: cell('nombre'), description: cell('descripcion'), category: cell('categoria'), priceMinor: price.minor, currency: price.currency,
    stock: Number(cell('stock')), active: cell('activo') === '1', synonyms: [],
  }
}
