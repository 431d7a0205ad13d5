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
/** Weeks of the units a deadline is said in. A day is often a delay ("tardan dos días"), a year often the past: neither is a deadline. */
const WEEKS: Record<Language, Record<string, number>> = {
  es: { semana: 1, seman: 1, quincena: 2, quincen: 2, mes: 52 / 12 },
  en: { week: 1, month: 52 / 12, fortnight: 2 },
}
const DEADLINE_OPENERS: Record<Language, Set<string>> = {
  es: new Set('en dentro proximos proximas faltan quedan maximo'.split(' ')),
  en: new Set('in within next under another'.split(' ')),
}
/** Verbs shortly before an amount of time that make it a duration and no deadline: "crecimos el doble en seis meses". */
const DURATION: Record<Language, RegExp> = {
  es: /(amos|imos|aron|ieron|cio|cido|ado|aba|[^r]ia)$|^(tard|demor|toma|crec)/,
  en: /(ed)$|^(grew|went|took|takes|lost|doubled|gone)$/,
}
const DURATION_REACH = 4
const NOT_COUNTED = new Set('por per dolares dollars pesos euros soles libras pounds anos years minutos minutes porciento percent'.split(' '))
const UNIT_REACH = 4
const PERIOD_REACH = 5
const BACK_REACH = 6

/** Compiles the quantities of a taxonomy into a reader of amounts: number, unit and, for rates, the period next to it. */
export function compileQuantities(quantities: TaxonomyQuantity[]): QuantityReader {
  const unitOf: Record<Language, Map<string, number>> = { es: new Map(), en: new Map() }
  const openerOf: Record<Language, Map<string, number>> = { es: new Map(), en: new Map() }
  quantities.forEach((quantity, index) => {
    for (const unit of quantity.units.es) unitOf.es.set(stemSpanish(fold(unit)), index)
    for (const unit of quantity.units.en) unitOf.en.set(stemEnglish(fold(unit)), index)
    for (const language of ['es', 'en'] as const) for (const opener of quantity.openers?.[language] ?? []) openerOf[language].set(fold(opener), index)
  })
  const deadline = quantities.findIndex((quantity) => quantity.basis === 'deadline')
  return {
    find(read, language) {
      const found: FoundQuantity[] = []
      if (unitOf[language].size === 0) return found
      for (let at = 0; at < read.words.length; at++) {
        if (Number.isNaN(read.words[at]!.number)) continue
        const number = readAmount(read, at)
        const hit =
          (deadline >= 0 ? deadlineAt(read, language, deadline, at, number.last, number.amount) : null) ??
          attachUnit(read, language, unitOf[language], quantities, at, number.last, number.amount) ??
          openedBy(read, openerOf[language], at, number.last, number.amount)
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
    if (word.folded === 'un' && read.words[at - 1]!.folded === 'y' && group >= 20 && group < 100) {
      group += 1
      last = at
      continue
    }
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
    if (quantities[quantity]!.basis === 'total') {
      // "two tools let us down" counts no people: a pronoun is a unit only right after "of".
      if (word.folded === 'us' && read.words[at - 1]!.folded !== 'of') continue
      // "500 personas por semana" are visitors or applicants, not the size of anything.
      return periodNear(read, language, first, first, at, Math.min(to, at + 4)) ? null : { quantity, amount, first, last: at }
    }
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

/** "dentro de seis semanas", "in the next three months": the amount in weeks. */
function deadlineAt(read: ReadTranscript, language: Language, quantity: number, first: number, last: number, amount: number): FoundQuantity | null {
  const unit = read.words[last + 1]
  const weeks = unit && read.sentenceOf[last + 1] === read.sentenceOf[first] ? WEEKS[language][unit.stem] : undefined
  if (weeks === undefined) return null
  const before = (back: number): string => read.words[first - back]?.folded ?? ''
  const opener = [1, 2, 3].find((back) => DEADLINE_OPENERS[language].has(before(back)))
  if (opener === undefined || /^(ultim|last|past|cada|every|hace)/.test(before(1))) return null
  const from = Math.max(read.sentenceFirst[read.sentenceOf[first]!]!, first - opener - DURATION_REACH)
  for (let at = from; at < first - opener; at++) if (DURATION[language].test(read.words[at]!.folded)) return null
  return { quantity, amount: amount * weeks, first: first - opener, last: last + 1 }
}

/** "somos siete", "a team of nine": what is counted is said before the number and no unit follows. */
function openedBy(read: ReadTranscript, openerOf: Map<string, number>, first: number, last: number, amount: number): FoundQuantity | null {
  const before = (back: number): string => read.words[first - back]?.folded ?? ''
  const one = before(1)
  const two = `${before(2)} ${one}`
  const quantity = openerOf.get(one) ?? openerOf.get(two) ?? openerOf.get(`${before(3)} ${two}`)
  if (quantity === undefined || read.sentenceOf[first - 1] !== read.sentenceOf[first]) return null
  // "somos tres sucursales" counts something else: the number must end its clause or be followed by a small word.
  const next = read.words[last + 1]
  const isAlone = !next || read.clauseOf[last + 1] !== read.clauseOf[last] || next.stopWord || next.folded === 'socios' || next.folded === 'partners'
  return isAlone ? { quantity, amount, first: first - 1, last } : null
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
