import type { Language } from '../../../db/values.ts'
import { readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'

/** Money that was said, in tokens `from` up to, not including, `to`, in the currency's smallest unit. */
export interface AmountMention {
  amountMinor: number
  from: number
  to: number
}

interface Unit { times: number }

/** Words for money after a number. "Luca" is a thousand, "palo" a million, "gamba" a hundred, "quina" five hundred. */
const UNITS: Record<Language, Record<string, Unit>> = {
  es: {
    peso: { times: 1 }, pesos: { times: 1 }, dolar: { times: 1 }, dolares: { times: 1 }, varo: { times: 1 }, varos: { times: 1 }, baros: { times: 1 }, mangos: { times: 1 },
    luca: { times: 1e3 }, lucas: { times: 1e3 }, barras: { times: 1e3 }, gamba: { times: 100 }, gambas: { times: 100 }, quina: { times: 500 }, palo: { times: 1e6 }, palos: { times: 1e6 },
  },
  en: { dollar: { times: 1 }, dollars: { times: 1 }, buck: { times: 1 }, bucks: { times: 1 }, pesos: { times: 1 }, usd: { times: 1 } },
}
/** Nouns after a number that make it no money. */
const OTHER_UNITS: Record<Language, ReadonlySet<string>> = {
  es: new Set(['dias', 'dia', 'semanas', 'semana', 'mes', 'meses', 'hora', 'horas', 'minutos', 'minuto', 'cuotas', 'cuota', 'pagos', 'partes', 'veces', 'vez', 'anos', 'ano', 'hijos', 'rato', 'poco', 'personas', 'momento', 'comprobante', 'familia', 'peluqueria', 'reunion', 'llamadas', 'de']),
  en: new Set(['days', 'day', 'weeks', 'week', 'months', 'month', 'hours', 'hour', 'minutes', 'minute', 'payments', 'installments', 'times', 'years', 'year', 'kids', 'more', 'oclock', 'am', 'pm', 'of']),
}
const PAYING: Record<Language, RegExp> = {
  es: /^(pag|abon|deposit|transf|cancel|consign|gir|dar|doy|dej|mand|pas|junt|seri|son|unos|unas|solo|hasta|tengo|liquid|los$)/,
  en: /^(a$|pay|send|do|put|make|give|mail|transfer|like|only|maybe|about|around)/,
}
const HALF: Record<Language, ReadonlySet<string>> = { es: new Set(['medio', 'media']), en: new Set(['half']) }
/** Currencies of which people say only the thousands: "le pago veinte" means twenty thousand. */
const SAID_IN_THOUSANDS = new Set(['CLP', 'COP', 'ARS', 'PYG'])

const decimalsOf = new Map<string, number>()

/** 10 to the number of decimals the currency has (ISO 4217): 1 for CLP, 100 for USD. Unknown codes count as two decimals. */
export function minorUnits(currency: string): number {
  let units = decimalsOf.get(currency)
  if (units === undefined) {
    const known = /^[A-Z]{3}$/.test(currency)
    units = 10 ** (known ? new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2 : 2)
    decimalsOf.set(currency, units)
  }
  return units
}

/**
 * All sums of money said in an utterance, in order. A number is money with a word for money after it, a $ before it, a paying word shortly
 * before it, or by being 1000 or more; never where `taken` says that a day or an hour was read there, and never in a row of
 * figures (a telephone number). `debtMinor` decides whether thousands were left out ("los trescientos" of 300.000).
 */
export function findAmounts(tokens: readonly Token[], language: Language, debt: { amountMinor: number; currency: string }, taken: (at: number) => boolean): AmountMention[] {
  const mentions: AmountMention[] = []
  const minor = minorUnits(debt.currency)
  for (let at = 0; at < tokens.length;) {
    const money = taken(at) ? null : readHalf(tokens, at, language) ?? readNumber(tokens, at, language)
    if (!money) {
      at++
      continue
    }
    const inRow = isFigure(tokens[money.to]) && tokens[money.to]!.breakBefore < 2
    if (inRow) {
      at = money.to
      while (isFigure(tokens[at])) at++
      continue
    }
    const from = at
    at = money.to
    const said = withUnit(tokens, from, money, language)
    if (!said) continue
    const thousands = !said.unit && said.value < 1000 && SAID_IN_THOUSANDS.has(debt.currency) && said.value * 1000 * minor <= debt.amountMinor
    mentions.push({ amountMinor: Math.round(said.value * (thousands ? 1000 : 1) * minor), from, to: said.to })
    at = said.to
  }
  return mentions
}

function isFigure(token: Token | undefined): boolean {
  return token !== undefined && /^\d/.test(token.word)
}

/** Said of one without a number before them: "luca y media", "un palo". */
const ALONE = new Set(['luca', 'palo', 'quina'])

/** "media luca" and "medio palo": half of the word for money that follows; "luca y media": one of it. */
function readHalf(tokens: readonly Token[], at: number, language: Language): { value: number; to: number; figures: boolean } | null {
  if (language === 'es' && ALONE.has(tokens[at]!.word)) return { value: 1, to: at, figures: false }
  const next = tokens[at + 1]?.word ?? ''
  return HALF[language].has(tokens[at]!.word) && Object.hasOwn(UNITS[language], next) ? { value: 0.5, to: at + 1, figures: false } : null
}

function withUnit(tokens: readonly Token[], from: number, number: { value: number; to: number }, language: Language): { value: number; to: number; unit: boolean } | null {
  let to = number.to
  const after = tokens[to]
  const word = after && after.breakBefore === 0 ? after.word : ''
  if (word.endsWith('%') || tokens[from]!.word.endsWith('%')) return null
  if (Object.hasOwn(UNITS[language], word)) {
    const { times } = UNITS[language][word]!
    let value = number.value * times
    to++
    if (tokens[to]?.word === 'y' && /^medi[ao]$/.test(tokens[to + 1]?.word ?? '') && times >= 1000) {
      value += times / 2
      to += 2
    }
    return { value, to, unit: true }
  }
  if (tokens[from]!.word.startsWith('$')) return { value: number.value, to, unit: true }
  if (OTHER_UNITS[language].has(word)) return number.value >= 1000 && word === 'de' ? { value: number.value, to, unit: true } : null
  if (number.value >= 1000) return { value: number.value, to, unit: true }
  if (number.value < 10) return null
  for (let before = from - 1; before >= 0 && before >= from - 2; before--) {
    if (tokens[before + 1]!.breakBefore > 0) return null
    if (PAYING[language].test(tokens[before]!.word)) return { value: number.value, to, unit: false }
  }
  return null
}
