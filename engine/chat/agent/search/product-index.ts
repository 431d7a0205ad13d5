import type { Product } from '../product.ts'
import { measuresIn, withoutMeasures, type Measure } from '../text/measures.ts'
import { sound, wordsOf, type Word } from '../text/words.ts'
import { conceptsIn } from './concepts.ts'
import { emptyWords } from './empty-words.ts'

/** What a product is found by. */
export interface IndexedProduct {
  readonly product: Product
  /** Weight of each stem and concept in this product. */
  readonly terms: ReadonlyMap<string, number>
  /** Stems of the name that tell it from others, in their order; the first says what it is. */
  readonly name: readonly string[]
  /** Stem and concepts of the name's first word. */
  readonly head: ReadonlySet<string>
  readonly measures: readonly Measure[]
}

export interface ProductIndex {
  readonly products: readonly IndexedProduct[]
  /** How much a term tells products apart: the fewer have it the more. */
  readonly weightOf: ReadonlyMap<string, number>
  /** Stems of the catalogue by their sound, to mend slips with. */
  readonly sounds: ReadonlyMap<string, string>
  readonly heads: ReadonlySet<string>
  /** Every size a product has, as "value unit". */
  readonly sizes: ReadonlySet<string>
}

const fieldWeights = { name: 3, synonyms: 2.5, description: 1.6, category: 0.6 } as const
/** What a thing is weighs more than what it is like. */
const headBonus = 1.5

export function buildIndex(products: readonly Product[]): ProductIndex {
  const indexed = products.map(indexProduct)
  const counts = new Map<string, number>()
  for (const { terms } of indexed) for (const term of terms.keys()) counts.set(term, (counts.get(term) ?? 0) + 1)
  const weightOf = new Map([...counts].map(([term, count]) => [term, Math.log(1 + (products.length + 1) / count)] as const))
  const sounds = new Map<string, string>()
  for (const { terms } of indexed) for (const term of terms.keys()) if (!term.startsWith('~') && term.length >= 3) sounds.set(sound(term), term)
  return { products: indexed, weightOf, sounds, heads: new Set(indexed.flatMap(({ head }) => [...head])), sizes: new Set(indexed.flatMap(({ measures }) => measures.map(({ value, unit }) => `${value} ${unit}`))) }
}

function indexProduct(product: Product): IndexedProduct {
  const terms = new Map<string, number>()
  const fields = { name: product.name, synonyms: product.synonyms.join(', '), description: product.description, category: product.category }
  for (const [field, text] of Object.entries(fields) as [keyof typeof fieldWeights, string][]) {
    const words = wordsOf(text)
    const add = (term: string) => terms.set(term, Math.max(terms.get(term) ?? 0, fieldWeights[field]))
    for (const word of telling(words)) add(word.stem)
    for (const named of conceptsIn(words)) for (const concept of named.concepts) add(concept)
  }
  const nameWords = wordsOf(product.name)
  const first = telling(nameWords)[0]
  const head = new Set<string>()
  if (first !== undefined) {
    head.add(first.stem)
    for (const named of conceptsIn(nameWords)) if (nameWords[named.at] === first) for (const concept of named.concepts) head.add(concept)
  }
  for (const term of head) terms.set(term, (terms.get(term) ?? 0) + headBonus)
  return { product, terms, name: telling(nameWords).map((word) => word.stem), head, measures: measuresIn(wordsOf(`${product.name} . ${product.description}`)) }
}

function telling(words: readonly Word[]): Word[] {
  return withoutMeasures(words).filter((word) => word.figure === null && !emptyWords.has(word.text) && !/^["”″+&]$/.test(word.text))
}
