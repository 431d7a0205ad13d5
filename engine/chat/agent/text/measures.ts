import { readNumber } from './numbers.ts'
import type { Word } from './words.ts'

/** A size as written: ten pounds are not ten kilograms. `unit` null: a bare figure ("el de 20"). */
export interface Measure { readonly value: string; readonly unit: string | null }

const units: Record<string, readonly string[]> = {
  lb: ['lb', 'lbs', 'libra', 'libras', 'pound', 'pounds'], kg: ['kg', 'kgs', 'kilo', 'kilos', 'kilogramo', 'kilogramos', 'kilogram', 'kilograms'],
  g: ['gr', 'gramo', 'gramos', 'gram', 'grams'], l: ['l', 'lt', 'lts', 'litro', 'litros', 'liter', 'liters', 'litre', 'litres'], ml: ['ml', 'mililitros', 'cc'],
  gal: ['gal', 'gals', 'galon', 'galones', 'gallon', 'gallons'], m: ['m', 'mt', 'mts', 'mtrs', 'metro', 'metros', 'meter', 'meters'],
  cm: ['cm', 'cms', 'centimetro', 'centimetros'], mm: ['mm', 'milimetro', 'milimetros'], in: ['"', '”', '″', 'pulgada', 'pulgadas', 'inch', 'inches', 'pulg'],
  db: ['db', 'decibeles'], lm: ['lumen', 'lumenes', 'lumens'], v: ['voltios', 'volt', 'volts'], kv: ['kv'], oz: ['oz', 'onza', 'onzas', 'ounce', 'ounces'], ply: ['pliegues', 'capas', 'ply'],
  ring: ['argollas', 'argolla', 'ring', 'rings'],
}
const unitOf = new Map(Object.entries(units).flatMap(([unit, names]) => names.map((name) => [name, unit] as const)))
const sizeWords = new Set(['talla', 'tallas', 'size', 'numero', 'nro'])
const letters = new Set(['xs', 's', 'm', 'l', 'xl', 'xxl', 'xxxl'])
const classWords = new Set(['tipo', 'clase', 'type', 'class'])

/** A measure in words `at` up to, not including, `to`. */
export interface ReadMeasure { readonly measure: Measure; readonly to: number }

/** Reads "10 libras", "diez lb", "talla 40", "talla L", "tipo 3" at word `at`. A figure alone is no measure here. */
export function readMeasure(words: readonly Word[], at: number): ReadMeasure | null {
  const word = words[at]!
  if (sizeWords.has(word.text) || classWords.has(word.text)) {
    const next = words[at + 1]
    if (next === undefined || next.breakBefore) return null
    if (classWords.has(word.text)) return next.figure === null ? null : { measure: { value: String(next.figure), unit: 'class' }, to: at + 2 }
    if ((next.figure !== null && next.figure <= 60) || letters.has(next.text)) return { measure: { value: next.figure === null ? next.text : String(next.figure), unit: 'size' }, to: at + 2 }
    return null
  }
  const number = readNumber(words, at)
  if (number === null || number.article) return null
  const unit = unitOf.get(words[number.to]?.text ?? '')
  if (unit === undefined || words[number.to]!.breakBefore) return null
  // "3 l" of something is litres, "2 m": metres; both only right behind the figure, which the tokeniser has already made sure of.
  return { measure: { value: String(number.value), unit }, to: number.to + 1 }
}

/** Words that are not part of a measure. */
export function withoutMeasures(words: readonly Word[]): Word[] {
  const rest: Word[] = []
  for (let at = 0; at < words.length; at++) {
    const read = readMeasure(words, at)
    if (read === null) rest.push(words[at]!)
    else at = read.to - 1
  }
  return rest
}

export function measuresIn(words: readonly Word[]): Measure[] {
  const found: Measure[] = []
  for (let at = 0; at < words.length; at++) {
    const read = readMeasure(words, at)
    if (read === null) continue
    found.push(read.measure)
    at = read.to - 1
  }
  return found
}

/** Whether a product's measure is the one asked for; a bare figure fits any unit. */
export function sameMeasure(asked: Measure, has: Measure): boolean {
  return asked.value === has.value && (asked.unit === null || asked.unit === has.unit)
}

const grams: Record<string, number> = { lb: 453.6, kg: 1000, g: 1, oz: 28.35 }

/** Whether two measures speak of the same property: only then does a different value contradict. */
export function sameKind(one: Measure, other: Measure): boolean {
  return one.unit === other.unit || (grams[one.unit ?? ''] !== undefined && grams[other.unit ?? ''] !== undefined)
}

/** About the same weight in another unit (20 lb and 9 kg): worth offering, never worth assuming. */
export function nearMeasure(asked: Measure, has: Measure): boolean {
  const [one, other] = [grams[asked.unit ?? ''], grams[has.unit ?? '']]
  if (one === undefined || other === undefined) return false
  const [mine, its] = [one * Number(asked.value), other * Number(has.value)]
  return Math.abs(mine - its) < 0.03 * its
}
