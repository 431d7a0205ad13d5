import type { EnumContent, SignalContent, TaxonomyContent, ValueContent } from './taxonomy-content.ts'

const emptyText = { es: '', en: '' }

/** The list with one entry changed. */
export function replaceAt<Entry>(entries: readonly Entry[], position: number, changed: Entry): Entry[] {
  return entries.map((entry, at) => at === position ? changed : entry)
}

/** The list with one entry a step up (-1) or down (1); at its end it stays. */
export function moveEntry<Entry>(entries: readonly Entry[], position: number, step: -1 | 1): Entry[] {
  const entry = entries[position]
  const target = position + step
  if (entry === undefined || target < 0 || target >= entries.length) return [...entries]
  const rest = entries.filter((_, at) => at !== position)
  return [...rest.slice(0, target), entry, ...rest.slice(target)]
}

/** A name that none of the others has: `new_value`, then `new_value_2`... */
export function freeName(wanted: string, taken: readonly string[]): string {
  for (let number = 1; ; number++) {
    const name = number === 1 ? wanted : `${wanted}_${number}`
    if (!taken.includes(name)) return name
  }
}

export function newValue(taken: readonly string[]): ValueContent {
  return { value: freeName('new_value', taken), label: emptyText, description: emptyText, prior: 0, cues: { es: [], en: [] } }
}

export function newEnum(content: TaxonomyContent): EnumContent {
  return { name: freeName('new_label', namesOf(content)), label: emptyText, values: [{ ...newValue([]), prior: 1 }] }
}

export function newSignal(content: TaxonomyContent): SignalContent {
  return { name: freeName('new_signal', namesOf(content)), label: emptyText, cues: { es: [], en: [] } }
}

function namesOf(content: TaxonomyContent): string[] {
  return [...content.enums, ...content.signals].map(one => one.name)
}

/** A value added at the end, also to the priors by language, which must name every value. */
export function addValue(one: EnumContent): EnumContent {
  const value = newValue(one.values.map(other => other.value))
  return withLanguagePriors({ ...one, values: [...one.values, value] }, priors => ({ ...priors, [value.value]: 0 }))
}

/** A value taken out, with its part of the priors by language. What its prior was is not given to the others: see evenPriors. */
export function removeValue(one: EnumContent, position: number): EnumContent {
  const removed = one.values[position]?.value
  return withLanguagePriors({ ...one, values: one.values.filter((_, at) => at !== position) }, priors => Object.fromEntries(Object.entries(priors).filter(([value]) => value !== removed)))
}

/** A value changed; a new name is followed by the priors by language. */
export function changeValue(one: EnumContent, position: number, changed: ValueContent): EnumContent {
  const before = one.values[position]?.value
  const values = replaceAt(one.values, position, changed)
  if (before === changed.value) return { ...one, values }
  return withLanguagePriors({ ...one, values }, priors => Object.fromEntries(Object.entries(priors).map(([value, prior]) => [value === before ? changed.value : value, prior])))
}

function withLanguagePriors(one: EnumContent, change: (priors: Record<string, number>) => Record<string, number>): EnumContent {
  if (!one.languagePriors) return one
  return { ...one, languagePriors: Object.fromEntries(Object.entries(one.languagePriors).map(([language, priors]) => [language, change(priors)])) }
}

/** Sum of the priors of an enum, which the engine wants to be 1. */
export function priorSum(one: EnumContent): number {
  return one.values.reduce((sum, value) => sum + value.prior, 0)
}

/**
 * Priors that add up to 1 again in the proportions they have; shared evenly where all are 0. Rounded to four decimals,
 * what rounding leaves goes to the largest.
 */
export function scalePriors(one: EnumContent): EnumContent {
  const scaled = scaleToOne(one.values.map(value => value.prior))
  const values = one.values.map((value, at) => ({ ...value, prior: scaled[at] ?? 0 }))
  return withLanguagePriors({ ...one, values }, priors => {
    const names = Object.keys(priors)
    const shares = scaleToOne(Object.values(priors))
    return Object.fromEntries(names.map((name, at) => [name, shares[at] ?? 0]))
  })
}

function scaleToOne(shares: readonly number[]): number[] {
  const sum = shares.reduce((all, share) => all + share, 0)
  const scaled = shares.map(share => Math.round((sum > 0 ? share / sum : 1 / shares.length) * 10_000))
  const largest = scaled.indexOf(Math.max(...scaled))
  const missing = 10_000 - scaled.reduce((all, share) => all + share, 0)
  return scaled.map((share, at) => (at === largest ? share + missing : share) / 10_000)
}
