import { currencyDecimals } from '../../../db/values.ts'

export type MoneyProblem = 'unreadable' | 'negative' | 'damaged' | 'too_large' | 'unknown_currency'
/** An amount in the smallest unit of its currency. */
export type MoneyReading = { readonly minor: number; readonly currency: string } | { readonly failed: MoneyProblem }
export type DecimalMark = '.' | ','

/** Above this no debt of a person is: ten to the thirteenth also keeps sums of many debts exact. */
const maxMinor = 10_000_000_000_000

const currencies: ReadonlySet<string> = new Set(Intl.supportedValuesOf('currency'))
const pesos: ReadonlySet<string> = new Set(['CLP', 'ARS', 'COP', 'MXN', 'UYU', 'DOP'])
const currencyWords = new Map(Object.entries({
  'us$': 'USD', 'u$s': 'USD', 'u$d': 'USD', 'usd$': 'USD', 'dolar': 'USD', 'dolares': 'USD', 'dólar': 'USD', 'dólares': 'USD', 'dollar': 'USD', 'dollars': 'USD',
  '€': 'EUR', 'euro': 'EUR', 'euros': 'EUR', 's/': 'PEN', 's/.': 'PEN', 'soles': 'PEN', 'r$': 'BRL', 'reales': 'BRL',
  'clp$': 'CLP', 'ch$': 'CLP', 'ar$': 'ARS', 'mx$': 'MXN', 'mex$': 'MXN', 'm.n.': 'MXN', 'mn': 'MXN', 'col$': 'COP', 'uf': 'CLF', 'u.f.': 'CLF',
}))

/** Decimals of a currency: none for CLP, 2 for USD and COP. */
export function currencyDigits(currency: string): number {
  return currencyDecimals[currency] ?? 2
}

/**
 * Reads the name of a currency: its code, its sign, or the word for it.
 * @param fallback the currency meant by "$" and "pesos", which many countries have
 * @returns the ISO code, or null when it is none
 */
export function readCurrency(text: string, fallback: string): string | null {
  const word = text.trim().toLowerCase()
  if (word === '' || word === '$') return fallback
  if (word === 'peso' || word === 'pesos') return pesos.has(fallback) ? fallback : null
  const named = currencyWords.get(word) ?? currencyWords.get(word.replaceAll(' ', ''))
  if (named !== undefined) return named
  const code = word.toUpperCase().replaceAll('$', '').trim()
  return currencies.has(code) ? code : null
}

/**
 * Reads an amount of money as people, banks and programs write it: 1.234,56; 1,234.56; $ 38.981; 38981.0; US$ 12; 1'234.50;
 * 38.981.-. A lone mark before exactly three digits groups thousands, as no currency of a debt has three decimals,
 * unless `mark` says that this mark is the file's decimal one. More decimals than the currency has are rounded half up:
 * spreadsheets divide.
 * @param currency of an amount that does not name one
 * @param mark decimal mark that other cells of the column prove, if they do
 */
export function readMoney(text: string, currency: string, mark: DecimalMark | null = null): MoneyReading {
  const parts = /^([^\d]*?)([.,]?\d(?:.*\d)?)([^\d]*)$/s.exec(text.normalize('NFKC').trim())
  if (parts === null) return { failed: 'unreadable' }
  const [, before, figure, after] = apart(parts as unknown as [string, string, string, string])
  if (/^\d(?:[.,]\d+)?E[+-]?\d+$/i.test(figure)) return { failed: 'damaged' }
  const signs = readSigns(before, after, currency)
  if ('failed' in signs) return signs
  const number = splitDecimals(figure, currencyDigits(signs.currency), mark)
  if (number === null) return { failed: 'unreadable' }
  const minor = toMinor(number.whole, number.fraction, currencyDigits(signs.currency))
  if (minor > maxMinor) return { failed: 'too_large' }
  if (signs.negative && minor > 0) return { failed: 'negative' }
  return { minor, currency: signs.currency }
}

/** The point of "S/.100" belongs to the sign. */
function apart([all, before, figure, after]: readonly [string, string, string, string]): readonly [string, string, string, string] {
  return /[a-z/]$/i.test(before) && figure.startsWith('.') ? [all, `${before}.`, figure.slice(1), after] : [all, before, figure, after]
}

function readSigns(before: string, after: string, fallback: string): { currency: string; negative: boolean } | { failed: MoneyProblem } {
  // "38.981.-" and "38.981,-" say that there are no cents.
  const end = after.replace(/^[.,]\s*[-–—]+/, '').trim()
  const negative = /[-−–]/.test(before) || (before.includes('(') && end.includes(')')) || /^[-−–]/.test(end)
  const words = [before, end].map((side) => side.replaceAll(/[-−–()+]/g, ' ').trim().replace(/^[:=]\s*/, '')).filter((word) => word !== '')
  let currency = fallback
  for (const word of words) {
    const named = readCurrency(word, fallback)
    if (named === null) return { failed: /^[A-Z]{3}$|[$€£]/.test(word) ? 'unknown_currency' : 'unreadable' }
    if (word !== '$') currency = named
  }
  return { currency, negative }
}

const groups = /^\d{1,3}(?:(?:\.\d{3})+|(?:,\d{3})+|(?: \d{3})+|(?:['’]\d{3})+)$/

/** Tells grouping marks from the decimal one. @returns the digits before and after it, or null when they make no number */
function splitDecimals(figure: string, digits: number, mark: DecimalMark | null): { whole: string; fraction: string } | null {
  const lastPoint = figure.lastIndexOf('.')
  const lastComma = figure.lastIndexOf(',')
  const last = Math.max(lastPoint, lastComma)
  if (last === -1) return wholeOf(figure, '')
  const before = figure.slice(0, last)
  const after = figure.slice(last + 1)
  if (!/^\d+$/.test(after)) return wholeOf(figure, '')
  const used = figure[last] as DecimalMark
  const repeated = before.includes(used)
  const other = used === '.' ? before.includes(',') : before.includes('.')
  // Both marks: the last one is the decimal one. One mark repeated can only group.
  if (repeated && other) return null
  if (repeated) return wholeOf(figure, '')
  const groupsThousands = after.length === 3 && /^[1-9]\d{0,2}$/.test(before) && !(mark === used && digits > 0)
  return groupsThousands ? wholeOf(figure, '') : wholeOf(before, after)
}

function wholeOf(whole: string, fraction: string): { whole: string; fraction: string } | null {
  if (!/^\d*$/.test(whole) && !groups.test(whole)) return null
  return { whole: whole.replaceAll(/\D/g, ''), fraction }
}

function toMinor(whole: string, fraction: string, digits: number): number {
  const kept = Number(whole + fraction.slice(0, digits).padEnd(digits, '0'))
  return (fraction[digits] ?? '0') >= '5' ? kept + 1 : kept
}

/**
 * Which mark the cells of a column prove to be the decimal one: 12.50 or 1,234.56 prove the point, 38.981 nothing.
 * @returns null when no cell proves one, or cells contradict each other
 */
export function decimalMarkOf(cells: readonly string[]): DecimalMark | null {
  const proven = new Set<DecimalMark>()
  for (const cell of cells) {
    const figure = /\d(?:.*\d)?/s.exec(cell)?.[0] ?? ''
    const lone = /^\d+([.,])(\d+)$/.exec(figure)
    if (lone !== null && lone[2]!.length !== 3) proven.add(lone[1] as DecimalMark)
    const both = /^\d{1,3}(?:([.,])\d{3})+([.,])\d+$/.exec(figure)
    if (both !== null && both[1] !== both[2]) proven.add(both[2] as DecimalMark)
  }
  return proven.size === 1 ? [...proven][0]! : null
}
