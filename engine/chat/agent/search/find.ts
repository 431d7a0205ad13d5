import type { CatalogueView } from '../catalogue-view.ts'
import { sellable, type Product } from '../product.ts'
import { measuresIn, withoutMeasures, nearMeasure, sameKind, sameMeasure, type Measure } from '../text/measures.ts'
import { wordsOf, type Word } from '../text/words.ts'
import { meaningsOf, type Meaning } from './meanings.ts'
import type { IndexedProduct, ProductIndex } from './product-index.ts'

export interface Found {
  readonly product: Product
  readonly score: number
  /** How much of what was said of products this one answers, 0 to 1. */
  readonly coverage: number
}

/** What a customer said of one product: the meanings of its words, and sizes. */
export interface Wish {
  readonly meanings: readonly Meaning[]
  readonly measures: readonly Measure[]
  /** "las normales": of several the one without a speciality. */
  readonly plain?: boolean
  /** "not the anti-fog ones": what it is not like. */
  readonly without?: readonly Meaning[]
}

/** Below this a product shares too little with what was said to be named. */
const leastCoverage = 0.34

/** Products that answer a text, best first. What cannot be sold comes after what can, at equal fit. */
export function findProducts(view: CatalogueView, text: string, most = 8): Found[] {
  return findWish(view.index, wishOf(wordsOf(text), view.index), most)
}

/** All that a text says of products, as one wish. */
export function wishOf(words: readonly Word[], index: ProductIndex): Wish {
  return { meanings: meaningsOf(withoutMeasures(words), index).filter((meaning) => meaning !== null), measures: measuresIn(words) }
}

export function findWish(index: ProductIndex, wish: Wish, most = 8): Found[] {
  if (wish.meanings.length === 0) return []
  return index.products
    .map((indexed) => ({ product: indexed.product, ...fit(indexed, wish, index) }))
    .filter(({ coverage, score }) => coverage >= leastCoverage && score > 0)
    .sort((one, other) => other.score - one.score || one.product.name.length - other.product.name.length)
    .slice(0, most)
}

function fit(indexed: IndexedProduct, wish: Wish, index: ProductIndex): { score: number; coverage: number } {
  let score = 0
  let named = 0
  const hit = new Set<string>()
  for (const meaning of wish.meanings) {
    let best = 0
    for (const [term, certainty] of meaning.terms) {
      const weight = indexed.terms.get(term)
      if (weight === undefined) continue
      best = Math.max(best, certainty * weight * (index.weightOf.get(term) ?? 0))
      hit.add(term)
    }
    if (best > 0) named++
    score += best
  }
  const coverage = coverageOf(indexed, wish)
  const nameShare = indexed.name.filter((stem) => hit.has(stem)).length / Math.max(1, indexed.name.length)
  // A cabinet for extinguishers answers "extintor" less than any extinguisher does, whatever its size.
  const head = wish.meanings.find((meaning) => meaning.head)
  if (head !== undefined && ![...head.terms.keys()].some((term) => indexed.head.has(term))) score *= 0.4
  score *= (0.35 + 0.65 * coverage) * (1 + 0.25 * nameShare) * (named > 0 ? 1 : 0)
  return { score: score * measureFactor(indexed, wish.measures) * (sellable(indexed.product) ? 1 : 0.7), coverage }
}

/** The share of what was said that a product answers, each word weighing as much as it tells apart. */
export function coverageOf(indexed: IndexedProduct, wish: Wish): number {
  let [answered, said] = [0, 0]
  for (const { terms, weight } of wish.meanings) {
    said += weight
    let best = 0
    for (const [term, certainty] of terms) if (indexed.terms.has(term)) best = Math.max(best, certainty)
    answered += best * weight
  }
  return said === 0 ? 0 : answered / said
}

function measureFactor(indexed: IndexedProduct, asked: readonly Measure[]): number {
  let factor = 1
  for (const measure of asked) {
    if (indexed.measures.some((has) => sameMeasure(measure, has))) factor *= 1.8
    else if (indexed.measures.some((has) => nearMeasure(measure, has))) factor *= 1.2
    else if (indexed.measures.some((has) => sameKind(measure, has))) factor *= 0.45
  }
  return factor
}
