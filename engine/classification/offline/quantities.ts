import type { Language, TaxonomyQuantity } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'
import { sentenceEnd } from './transcript-reader.ts'
import { fold } from './fold.ts'
import { stemEnglish, stemSpanish } from './stem.ts'

/** An amount found in the text: `quantity` is its place in the taxonomy's list; words [first, last] say it. */
export interface FoundQuantity {
  quantity: number
  amount: number
  first: number
  last: number
}

export interface QuantityReader {
  find(read: ReadTranscript, language: Language): FoundQuantity[]
}

/** Times a week, by the stem of the word that says the period. */
const PERIODS: Record<Language, Record<string, number>> = {
  es: { dia: 7, diario: 7, diaria: 7, diari: 7, diariamente: 7, diariament: 7, cotidiano: 7, semana: 1, semanal: 1, seman: 1, semanalment: 1, mes: 12 / 52, mensual: 12 / 52, mensualment: 12 / 52, hora: 56, ano: 1 / 52, anual: 1 / 52, anualment: 1 / 52 },
  en: { day: 7, dai: 7, daily: 7, week: 1, weekly: 1, month: 12 / 52, monthly: 12 / 52, hour: 56, hourly: 56, year: 1 / 52, yearly: 1 / 52 },
}
const NOT_COUNTED = new Set('por per dolares dollars pesos euros soles libras pounds anos years minutos minutes porciento percent'.split(' '))
const UNIT_REACH = 4
const PERIOD_REACH = 5
const BACK_REACH = 6

/** Compiles the quantities of a taxonomy into a reader of amounts: number, unit and, for rates, the period next to it. */
export function compileQuantities(quantities: TaxonomyQuantity[]): QuantityReader {
  const unitOf: Record<Language, Map<string, number>> = { es: new Map(), en: new Map() }
  quantities.forEach((quantity, index) => {
    for (const unit of quantity.units.es) unitOf.es.set(stemSpanish(fold(unit)), index)
    for (const unit of quantity.units.en) unitOf.en.set(stemEnglish(fold(unit)), index)
  })
  return {
    find(read, language) {
      const found: FoundQuantity[] = []
      if (unitOf[language].size === 0) return found
      for (let at = 0; at < read.words.length; at++) {
        if (Number.isNaN(read.words[at]!.number)) continue
        const number = readAmount(read, at)
        const hit = attachUnit(read, language, unitOf[language], quantities, at, number.last, number.amount)
        if (hit) found.push(hit)
        at = number.last
      }
      return found
    },
  }
}

/** "2 mil", "treinta y cinco", "two hundred": the value of number words that stand together. */
function readAmount(read: ReadTranscript, first: number): { amount: number; last: number } {
  let total = 0
  let group = read.words[first]!.number
  let last = first
  for (let at = first + 1; at < Math.min(first + 7, read.words.length); at++) {
    const word = read.words[at]!
    if (word.folded === 'y' || word.folded === 'and') continue
    if (Number.isNaN(word.number) || read.end[last]! + 6 < read.start[at]!) break
    if (word.number >= 1000 && word.number % 1000 === 0 && group < word.number) {
      total += group * word.number
      group = 0
    } else if (word.folded === 'hundred') group *= 100
    else if (word.number < group && group >= 20 && !/\d/.test(word.folded)) group += word.number
    else break
    last = at
  }
  return { amount: total + group, last }
}

function attachUnit(
  read: ReadTranscript, language: Language, unitOf: Map<string, number>, quantities: TaxonomyQuantity[], first: number, last: number, amount: number,
): FoundQuantity | null {
  const sentence = read.sentenceOf[first]!
  const to = sentenceEnd(read, sentence)
  const from = read.sentenceFirst[sentence]!
  for (let at = last + 1; at < Math.min(to, last + 1 + UNIT_REACH); at++) {
    const word = read.words[at]!
    // "noventa dólares por lead", "fifty, and I'll call": the number counts something else.
    if (read.clauseOf[at] !== read.clauseOf[last] || NOT_COUNTED.has(word.folded) || !Number.isNaN(word.number)) break
    const quantity = unitOf.get(word.stem)
    if (quantity === undefined) continue
    if (quantities[quantity]!.basis === 'total') return { quantity, amount, first, last: at }
    const period = periodNear(read, language, Math.max(from, first - BACK_REACH), first, at, to)
    return { quantity, amount: amount * (period?.rate ?? 1), first, last: Math.max(at, period?.word ?? at) }
  }
  // "las consultas superan las 300 diarias": the unit came first, and only a period beside the number ties it to this one.
  const period = periodNear(read, language, first, first, last, Math.min(to, last + 4))
  if (!period) return null
  for (let at = first - 1; at >= Math.max(from, first - 2 * BACK_REACH); at--) {
    const quantity = unitOf.get(read.words[at]!.stem)
    if (quantity !== undefined && quantities[quantity]!.basis === 'week') return { quantity, amount: amount * period.rate, first, last: period.word }
  }
  return null
}

function periodNear(read: ReadTranscript, language: Language, from: number, first: number, last: number, to: number): { rate: number; word: number } | null {
  for (let at = last + 1; at < Math.min(to, last + 1 + PERIOD_REACH); at++) {
    const rate = rateOf(read, at, language)
    if (rate !== undefined) return { rate, word: at }
  }
  for (let at = first - 1; at >= from; at--) {
    const rate = rateOf(read, at, language)
    if (rate !== undefined) return { rate, word: first }
  }
  return null
}

/** Times a week of a period word. An hour counts only as "por hora", "an hour": "pedir hora" asks for an appointment. */
function rateOf(read: ReadTranscript, at: number, language: Language): number | undefined {
  const word = read.words[at]!
  if ((word.folded === 'hora' || word.folded === 'hour') && !/^(por|la|cada|una|per|an|each|every)$/.test(read.words[at - 1]?.folded ?? '')) return undefined
  return PERIODS[language][word.stem]
}
