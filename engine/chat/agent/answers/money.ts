import type { Language } from '../../../../db/values.ts'
import { currencyDigits } from '../../../ingest/reading/index.ts'

/** Where an amount's grouping follows the reader's language: $45.000 in Spanish, $45,000 in English. */
const locales: Record<Language, string> = { es: 'es-CO', en: 'en-US' }
const pesoSigns = new Set(['COP', 'CLP', 'ARS', 'MXN', 'USD'])

/** An amount in the currency's smallest unit as people write it; cents only where there are some. */
export function moneyText(minor: number, currency: string, language: Language): string {
  const digits = currencyDigits(currency)
  const unit = 10 ** digits
  const decimals = minor % unit === 0 ? 0 : digits
  const figure = new Intl.NumberFormat(locales[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: 'always' }).format(minor / unit)
  return pesoSigns.has(currency) ? `$${figure}` : `${currency} ${figure}`
}
