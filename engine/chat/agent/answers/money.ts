import type { Language } from '../../../../db/values.ts'
import { currencyDigits } from '../../../ingest/reading/index.ts'

/** Where an amount's grouping follows the reader's language: $45.000 in Spanish, $45,000 in English. */
const locales: Record<Language, string> = { es: 'es-CO', en: 'en-US' }
/** Made once: making one takes longer than all the rest of an answer's wording. */
const formats = new Map<string, Intl.NumberFormat>()
const pesoSigns = new Set(['COP', 'CLP', 'ARS', 'MXN', 'USD'])

/** An amount in the currency's smallest unit as people write it; cents only where there are some. */
export function moneyText(minor: number, currency: string, language: Language): string {
  const digits = currencyDigits(currency)
  const unit = 10 ** digits
  const decimals = minor % unit === 0 ? 0 : digits
  const figure = formatOf(language, decimals).format(minor / unit)
  return pesoSigns.has(currency) ? `$${figure}` : `${currency} ${figure}`
}

function formatOf(language: Language, decimals: number): Intl.NumberFormat {
  const key = `${language} ${decimals}`
  const known = formats.get(key)
  if (known !== undefined) return known
  const format = new Intl.NumberFormat(locales[language], { minimumFractionDigits: decimals, maximumFractionDigits: decimals, useGrouping: 'always' })
  formats.set(key, format)
  return format
}
