import { modelPrices } from '../../db/queries/model-providers.ts'
import type { Database } from '../../db/open.ts'
import type { ModelProviderKind } from '../../db/values.ts'
import type { ModelPrice } from '../contract/llm.ts'
import type { TokenUsage } from './ports.ts'

/** The program's own price of a model; null when it knows none. */
export type ProgramPrice = (kind: ModelProviderKind, model: string) => Pick<ModelPrice, 'inPerMillion' | 'cachedInPerMillion' | 'outPerMillion'> | null

/** Billionths of a US dollar per million tokens: whole numbers, so that sums are exact. */
export interface Price { readonly in: number; readonly cachedIn: number; readonly out: number }

export const nanoPerUsd = 1_000_000_000

/** What tokens cost, rounded up: a budget is never undercounted. */
export function costOf(price: Price, usage: TokenUsage): number {
  const cachedIn = Math.min(usage.cachedIn, usage.in)
  return Math.ceil(((usage.in - cachedIn) * price.in + cachedIn * price.cachedIn + usage.out * price.out) / 1_000_000)
}

export interface Prices {
  /** The operator's price, else the program's; null when nobody knows: the call is then counted as free, and said to be. */
  of(kind: ModelProviderKind, model: string): Price | null
  /** The operator's price alone. */
  own(kind: ModelProviderKind, model: string): Price | null
  /** After the operator changed one. */
  forget(): void
}

export function openPrices(database: Database, program: ProgramPrice): Prices {
  const known = new Map<string, Price | null>()
  const findOwn = (kind: ModelProviderKind, model: string): Price | null => {
    const own = modelPrices(database).find((row) => row.kind === kind && row.model === model)
    return own === undefined ? null : { in: own.in_nano_usd, cachedIn: own.cached_in_nano_usd, out: own.out_nano_usd }
  }
  const find = (kind: ModelProviderKind, model: string): Price | null => {
    const own = findOwn(kind, model)
    if (own !== null) return own
    const price = program(kind, model)
    return price === null ? null : { in: nano(price.inPerMillion), cachedIn: nano(price.cachedInPerMillion), out: nano(price.outPerMillion) }
  }
  return {
    of(kind, model) {
      const key = `${kind} ${model}`
      if (!known.has(key)) known.set(key, find(kind, model))
      return known.get(key) ?? null
    },
    own: findOwn,
    forget: () => known.clear(),
  }
}

/** US dollars in billionths. */
export function nano(usd: number): number {
  return Math.round(usd * nanoPerUsd)
}

export function usd(nanoUsd: number): number {
  return nanoUsd / nanoPerUsd
}
