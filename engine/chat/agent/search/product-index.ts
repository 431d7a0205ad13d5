import type { Product } from '../product.ts'
import { measuresIn, withoutMeasures, type Measure } from '../text/measures.ts'
import { wordsOf, type Word } from '../text/words.ts'
import { conceptsIn } from './concepts.ts'
import { emptyWords } from './empty-words.ts'
import { spellingsOf, type Spellings } from './spellings.ts'

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
  /** Words of the catalogue, to mend slips with. */
  readonly spellings: Spellings
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
  const words = products.flatMap((product) => telling(wordsOf(fieldsOf(product).map(([, text]) => text).join(' . '))).map(({ text }) => text))
  return { products: indexed, weightOf, spellings: spellingsOf(words), heads: new Set(indexed.flatMap(({ head }) => [...head])), sizes: new Set(indexed.flatMap(({ measures }) => measures.map(({ value, unit }) => `${value} ${unit}`))) }
}

function indexProduct(product: Product): IndexedProduct {
  const terms = new Map<string, number>()
  for (const [field, text] of fieldsOf(product)) {
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
    // The first group of synonyms says what it is; others what it has to do with ("tapaoídos": ears and noise, as other things have).
    for (const named of conceptsIn(nameWords)) if (nameWords[named.at] === first && named.concepts[0] !== undefined) head.add(named.concepts[0])
  }
  for (const term of head) terms.set(term, (terms.get(term) ?? 0) + headBonus)
  return { product, terms, name: telling(nameWords).map((word) => word.stem), head, measures: measuresIn(wordsOf(`${product.name} . ${product.description}`)) }
}

function fieldsOf({ name, synonyms, description, category }: Product): (readonly [keyof typeof fieldWeights, string])[] {
  return [['name', name], ['synonyms', synonyms.join(', ')], ['description', description], ['category', category]]
}

function telling(words: readonly Word[]): Word[] {
  return withoutMeasures(words).filter((word) => word.figure === null && !emptyWords.has(word.text) && !/^["”″+&]$/.test(word.text))
}
