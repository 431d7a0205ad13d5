import type { CatalogueView } from './catalogue-view.ts'
import { meaningsOf } from './search/meanings.ts'
import { commonWords } from './search/empty-words.ts'
import { withoutNames } from './search/names-in.ts'
import { readMeasure, sameMeasure } from './text/measures.ts'
import { readNumber } from './text/numbers.ts'
import { fold, wordsOf, type Word } from './text/words.ts'
import type { Source } from './turn.ts'

/** Something an answer states that nothing it was given says. */
export interface Uncovered { readonly kind: 'amount' | 'quantity' | 'product'; readonly text: string }

/** What an answer may state: the sources it was given, and what the customer said themselves. */
export interface AllowedFacts { readonly sources: readonly Source[]; readonly customerText: string }

const amountPattern = /(?:US\$|\$|€|\b(?:COP|USD|EUR|CLP|MXN)\s?)\s?\d[\d.,]*\d?(?:\s?(?:mil(?:lones)?|k)\b)?|\b\d[\d.,]*(?:\s?(?:mil(?:lones)?|k))?\s?(?:pesos|cop|d[óo]lares|usd|dollars|euros)\b|\b\d+(?:[.,]\d+)?\s?(?:mil|millones)\b|\b\d{1,3}(?:[.,]\d{3})+\b|\b\d{4,}\b/giu
const moneyWords = new Set(['pesos', 'mil', 'millones', 'dolares', 'dollars', 'thousand'])
const quantityPattern = /\b(\d{1,4})\s+(?:unidad(?:es)?|disponibles?|en\s+(?:stock|existencia)|piezas?|units?|pieces?|in\s+stock|left|available)\b|\b(?:quedan?|hay|tenemos|stock(?:\s+de)?:?|only)\s+(\d{1,4})\b(?!\s+(?:opciones|options))/giu

/**
 * Finds every amount, quantity and product in a text, whoever wrote it, that its facts do not cover. An answer of a language model
 * with anything uncovered is not sent: the template is. Figures quoted from a document are covered by the document.
 */
export function checkAnswer(text: string, facts: AllowedFacts, catalogue: CatalogueView): Uncovered[] {
  const quoted = facts.sources.filter(({ kind, field }) => kind === 'document' || kind === 'customer' || field === 'description').map(({ value }) => value)
  const { rest, names } = withoutNames(withoutQuotes(text, quoted), catalogue)
  const allowedNames = new Set(facts.sources.filter(({ field }) => field === 'name').map(({ value }) => fold(value)))
  const uncovered: Uncovered[] = [...names].filter((name) => !allowedNames.has(fold(name))).map((name) => ({ kind: 'product', text: name }))
  return [...uncovered, ...amounts(rest, facts), ...quantities(rest, facts), ...inventions(rest, facts, catalogue)]
}

function withoutQuotes(text: string, quoted: readonly string[]): string {
  let rest = text
  for (const quote of quoted.filter((one) => one.length > 3)) rest = rest.replaceAll(quote, ' ; ')
  return rest
}

function amounts(text: string, { sources, customerText }: AllowedFacts): Uncovered[] {
  const allowed = new Set<number>()
  for (const { value } of sources) for (const [amount] of value.matchAll(amountPattern)) allowed.add(amountOf(amount))
  // What the customer said themselves may be repeated as words, never as a price.
  for (const [amount] of customerText.matchAll(amountPattern)) if (!/[$€]|pesos|mil/i.test(amount)) allowed.add(-amountOf(amount))
  const found = [...text.matchAll(amountPattern)].filter(([amount]) => !allowed.has(amountOf(amount)) && !(allowed.has(-amountOf(amount)) && !/[$€]|pesos|mil/i.test(amount))).map(([amount]): Uncovered => ({ kind: 'amount', text: amount }))
  return [...found, ...spelledAmounts(text, allowed)]
}

/** "cuarenta y cinco mil pesos" is an amount as much as $45.000. */
function spelledAmounts(text: string, allowed: ReadonlySet<number>): Uncovered[] {
  const words = wordsOf(text)
  const found: Uncovered[] = []
  for (let at = 0; at < words.length; at++) {
    const number = words[at]!.figure === null ? readNumber(words, at) : null
    if (number === null) continue
    const money = moneyWords.has(words[number.to]?.text ?? '') || (number.to > at + 1 && words[number.to - 1]!.text === 'mil')
    if (money && !allowed.has(number.value)) found.push({ kind: 'amount', text: text.slice(words[at]!.start, words[number.to - 1]!.end) })
    at = number.to - 1
  }
  return found
}

/** The value of an amount as written, in the currency's main unit. */
function amountOf(text: string): number {
  const figure = /\d[\d.,]*/.exec(text)![0].replace(/[.,]$/, '')
  const decimals = /[.,](\d{1,2})$/.exec(figure)
  const whole = (decimals === null ? figure : figure.slice(0, -decimals[0].length)).replaceAll(/[.,]/g, '')
  const value = Number(decimals === null ? whole : `${whole}.${decimals[1]}`)
  return value * (/\bmillones/i.test(text) ? 1_000_000 : /(?:mil|k)\b/i.test(text) ? 1000 : 1)
}

function quantities(text: string, { sources, customerText }: AllowedFacts): Uncovered[] {
  const allowed = new Set<number>()
  for (const { field, value } of sources) if (field === 'stock' || field === 'quantity') for (const [figure] of value.matchAll(/\d+/g)) allowed.add(Number(figure))
  const words = wordsOf(customerText)
  for (let at = 0; at < words.length; at++) {
    const number = readNumber(words, at)
    if (number !== null) allowed.add(number.value).add(number.value * 12)
  }
  if (/\bmedia docena|half a dozen/i.test(customerText)) allowed.add(6)
  return [...text.matchAll(quantityPattern)].filter(([, before, behind]) => !allowed.has(Number(before ?? behind))).map(([found]): Uncovered => ({ kind: 'quantity', text: found }))
}

/** Things that sound like products of the shop and are none it was told of: another size, or a name nobody here has. */
function inventions(text: string, { sources }: AllowedFacts, catalogue: CatalogueView): Uncovered[] {
  const told = new Set(sources.filter(({ kind }) => kind === 'product').map(({ id }) => id))
  const known = catalogue.index.products.filter(({ product }) => told.has(product.id))
  const outside = text.replaceAll(/«[^»]*»|"[^"]*"/g, ' ; ')
  const words = wordsOf(outside)
  const meanings = meaningsOf(words, catalogue.index)
  const found: Uncovered[] = []
  for (let at = 0; at < words.length; at++) {
    const meaning = meanings[at]
    if (!meaning?.head) continue
    for (let place = at + 1; place < Math.min(words.length, at + 4) && !words[place]!.breakBefore; place++) {
      const measure = readMeasure(words, place)?.measure ?? null
      const wrongSize = measure !== null && !known.some((indexed) => [...meaning.terms.keys()].some((term) => indexed.head.has(term)) && indexed.measures.some((has) => sameMeasure(measure, has)))
      if (!wrongSize && !inventedName(words[place]!, meanings[place] !== null)) continue
      found.push({ kind: 'product', text: outside.slice(words[at]!.start, words[place]!.end) })
      break
    }
  }
  return found
}

function inventedName(word: Word, known: boolean): boolean {
  return !known && word.capital && !commonWords.has(word.text)
}
