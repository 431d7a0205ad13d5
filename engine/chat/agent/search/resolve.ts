import type { CatalogueView } from '../catalogue-view.ts'
import { sellable, type Product } from '../product.ts'
import { measuresIn, sameKind, sameMeasure } from '../text/measures.ts'
import { wordsOf } from '../text/words.ts'
import { coverageOf, findWish, type Wish } from './find.ts'
import { faintStems, type Meaning } from './meanings.ts'
import type { IndexedProduct } from './product-index.ts'

/**
 * Which product a customer means. `several`: the words fit more than one, so that the customer must say which. `not_sold`: meant
 * clearly, but it cannot be sold now. `no_size`: the thing is known, not in that size. `none`: nothing here is called so.
 */
export type Resolution =
  | { readonly kind: 'one'; readonly product: Product }
  | { readonly kind: 'several'; readonly options: readonly Product[] }
  | { readonly kind: 'not_sold'; readonly product: Product; readonly near: readonly Product[] }
  | { readonly kind: 'no_size' | 'unlike'; readonly near: readonly Product[] }
  | { readonly kind: 'none'; readonly near: readonly Product[] }

/** A product answers what was said from this share on; less is a likeness. */
const enough = 0.72
/** Products within this share of the best answer equally well. */
const tie = 0.06
/** What cannot be sold is meant only when it answers clearly better than all that can. */
const clearly = 0.12
const mostOptions = 12

/**
 * Decides which product is meant. Sizes are never guessed: where the words leave two products, it says `several`.
 * @param unmet a word was said that means nothing here ("casco rosado"): then no product is taken for granted
 */
export function resolveWish(view: CatalogueView, said: Wish, unmetWord = false): Resolution {
  if (said.meanings.length === 0) return { kind: 'none', near: [] }
  const heads = said.meanings.filter((meaning) => meaning.head)
  const all = view.index.products.filter((indexed) => heads.length === 0 || answersHead(indexed, said))
  const { wish, contradicted } = tellingAmong(all, said)
  const unmet = unmetWord || contradicted
  const scored = all.map((indexed) => ({ indexed, coverage: coverageOf(indexed, wish), sized: sizeOf(indexed, wish) })).filter(({ coverage }) => coverage > 0)
  const near = () => nearest(view, unmetWord ? wish : said, all)
  const fitting = scored.filter(({ coverage }) => coverage >= enough)
  const sold = fitting.filter(({ indexed }) => sellable(indexed.product))
  const best = Math.max(0, ...sold.filter(({ sized }) => sized !== 'other').map(({ coverage }) => coverage))
  const unsold = fitting.filter(({ indexed, sized, coverage }) => !sellable(indexed.product) && sized !== 'other' && (coverage > best + clearly || (sized === 'same' && !sold.some((one) => one.sized === 'same'))))
    .toSorted((one, other) => other.coverage - one.coverage)
  if (unsold[0] !== undefined && !unmet) return { kind: 'not_sold', product: unsold[0].indexed.product, near: near() }
  if (sold.length === 0) return { kind: heads.length > 0 && all.some(({ product }) => sellable(product)) ? 'unlike' : 'none', near: near() }
  const tied = sold.filter(({ coverage, sized }) => coverage >= best - tie && sized !== 'other')
  const called = calledSo(notExcluded(tied, said), wish)
  const sized = called.some((one) => one.sized === 'same') ? called.filter((one) => one.sized === 'same') : called
  if (sized.length === 0 || (wish.measures.some((measure) => measure.unit === null || measure.unit !== 'size') && !sized.some((one) => one.sized === 'same'))) return { kind: 'no_size', near: sold.map(({ indexed }) => indexed.product).slice(0, mostOptions) }
  if (unmet && said.meanings.some(isCode)) return { kind: 'unlike', near: near() }
  if (unmet) return { kind: 'unlike', near: sized.map(({ indexed }) => indexed.product).slice(0, mostOptions) }
  const candidates = sized.map(({ indexed }) => indexed)
  const chosen = sized.length === 1 ? sized[0]! : (named(candidates, wish) ?? (wish.plain === true ? plainOf(candidates) : null))
  if (chosen !== null) return { kind: 'one', product: 'indexed' in chosen ? chosen.indexed.product : chosen.product }
  return { kind: 'several', options: sized.toSorted((one, other) => other.coverage - one.coverage).map(({ indexed }) => indexed.product).slice(0, mostOptions) }
}

/**
 * Of what was said, what tells these products apart: a word that none of them answers is left out ("conos de tráfico" are cones), unless it
 * is one that another thing would be called by ("casco rosado").
 */
function tellingAmong(products: readonly IndexedProduct[], wish: Wish): { readonly wish: Wish; readonly contradicted: boolean } {
  const first = wish.meanings.find((meaning) => meaning.head)
  if (first === undefined) return { wish, contradicted: false }
  const answered = (meaning: Meaning) => meaning === first || products.some(({ terms }) => [...meaning.terms.keys()].some((term) => terms.has(term)))
  return { wish: { ...wish, meanings: wish.meanings.filter(answered) }, contradicted: wish.meanings.some((meaning) => (meaning.attribute || isCode(meaning)) && !answered(meaning)) }
}

/** "N95", "P100": what carries such a mark is no other thing. */
const isCode = (meaning: Meaning) => [...meaning.terms].some(([term, certainty]) => certainty === 1 && /\d/.test(term) && /[a-z]/.test(term))

/** What can be sold and comes nearest: of the same kind where there is any. */
function nearest(view: CatalogueView, wish: Wish, kind: readonly IndexedProduct[]): Product[] {
  const found = findWish(view.index, wish, 20).map(({ product }) => product).filter(sellable)
  const same = found.filter(({ id }) => kind.some(({ product }) => product.id === id))
  // "filtros P100", where filters carry other marks: what carries this one comes first.
  const marked = found.filter(({ id }) => wish.meanings.some((meaning) => isCode(meaning) && view.index.products.some(({ product, terms }) => product.id === id && [...meaning.terms.keys()].some((term) => terms.has(term)))))
  return (marked.length > 0 ? marked : same.length > 0 ? same : found).slice(0, mostOptions)
}

/** What is asked for is what the product is: "gabinete para extintor" is a cabinet. The first such word said decides. */
export function answersHead(indexed: IndexedProduct, wish: Wish): boolean {
  const first = wish.meanings.find((meaning) => meaning.head)!
  for (const term of first.terms.keys()) if (indexed.head.has(term)) return true
  return false
}

/** "the regular one, not the dielectric": of several those that lack what was ruled out; all of them where none does. */
function notExcluded<Candidate extends { readonly indexed: IndexedProduct }>(candidates: readonly Candidate[], { without }: Wish): readonly Candidate[] {
  const kept = without === undefined ? [] : candidates.filter(({ indexed }) => !without.some(({ terms }) => [...terms.keys()].some((term) => indexed.terms.has(term))))
  return kept.length > 0 ? kept : candidates
}

/** "respirador" is what is called a respirator by its name, before what is one by its description or a like word; all of them where none is called so. */
function calledSo<Candidate extends { readonly indexed: IndexedProduct }>(candidates: readonly Candidate[], wish: Wish): readonly Candidate[] {
  const first = wish.meanings.find((meaning) => meaning.head)
  const written = [...(first?.terms ?? [])].filter(([term, certainty]) => certainty === 1 && !term.startsWith('~')).map(([term]) => term)
  const called = candidates.filter(({ indexed }) => written.some((term) => indexed.head.has(term)))
  return called.length > 0 ? called : candidates
}

function sizeOf(indexed: IndexedProduct, wish: Wish): 'same' | 'other' | 'unknown' {
  let sized: 'same' | 'unknown' = 'unknown'
  for (const measure of wish.measures) {
    if (indexed.measures.some((has) => sameMeasure(measure, has))) sized = 'same'
    else if (indexed.measures.some((has) => measure.unit === null || sameKind(measure, has))) return 'other'
  }
  return sized
}

/** "las normales": the one whose name says nothing but what it is. */
export function plainOf(candidates: readonly IndexedProduct[]): IndexedProduct | null {
  const plain = candidates.filter(({ name }) => name.slice(1).every((stem) => faintStems.has(stem)))
  return plain.length === 1 ? plain[0]! : null
}

/** The one product that was called by its whole name, when the same words also fit others. */
function named(candidates: readonly IndexedProduct[], wish: Wish): IndexedProduct | null {
  const said = new Set(wish.meanings.flatMap((meaning) => [...meaning.terms].filter(([term, certainty]) => certainty >= 0.8 && !term.startsWith('~')).map(([term]) => term)))
  // "tapabocas" is not all of "Tapabocas 3 pliegues": a size in the name is part of it.
  const sized = ({ product }: IndexedProduct) => measuresIn(wordsOf(product.name)).every((has) => wish.measures.some((asked) => sameMeasure(asked, has)))
  const whole = candidates.filter((one) => one.name.every((stem) => said.has(stem)) && (one.name.length > 1 || said.size === 1) && sized(one))
  const longest = Math.max(...whole.map(({ name }) => name.length))
  const best = whole.filter(({ name }) => name.length === longest)
  // The same thing entered twice is one thing to a customer.
  return best.length > 0 && new Set(best.map(({ name, product, measures }) => `${name.join(' ')} ${product.priceMinor} ${JSON.stringify(measures)}`)).size === 1 ? best[0]! : null
}
