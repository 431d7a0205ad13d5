import type { Language } from '../../db/values.ts'
import { currencyDigits } from '../ingest/reading/index.ts'

/** Whose way of writing numbers goes with a currency in Spanish: 38.981 in Chile, 38,981 in Mexico. */
const spanishOf: Readonly<Record<string, string>> = { CLP: 'es-CL', COP: 'es-CO', ARS: 'es-AR', MXN: 'es-MX', USD: 'es-US', EUR: 'es-ES' }

const formats = new Map<string, Intl.NumberFormat>()

/** Decimals to write: none for a whole amount, whatever the currency. */
function digitsOf(minor: number, currency: string): number {
  const digits = currencyDigits(currency)
  return minor % 10 ** digits === 0 ? 0 : digits
}

/** An amount as a bare number with a decimal point, '104050' or '12.50': what scripts and other systems read. */
export function amountText(minor: number, currency: string): string {
  return (minor / 10 ** currencyDigits(currency)).toFixed(digitsOf(minor, currency))
}

/** An amount as it is said: '38.981 pesos chilenos'. */
export function spokenAmount(minor: number, currency: string, language: Language): string {
  const locale = language === 'es' ? (spanishOf[currency] ?? 'es') : 'en-US'
  const digits = digitsOf(minor, currency)
  const key = `${locale}/${currency}/${digits}`
  let format = formats.get(key)
  if (format === undefined) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency, currencyDisplay: 'name', minimumFractionDigits: digits, maximumFractionDigits: digits })
    formats.set(key, format)
  }
  return format.format(minor / 10 ** currencyDigits(currency))
}
