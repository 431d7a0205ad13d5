import type { Format } from '../i18n/format.ts'

/** An amount in US dollars; what a model costs is often less than a cent, so small ones keep two figures. */
export function usdText(format: Format, usd: number): string {
  const digits = usd === 0 || Math.abs(usd) >= 0.1 ? { minimumFractionDigits: 2, maximumFractionDigits: 2 } : { maximumSignificantDigits: 2 }
  return new Intl.NumberFormat(format.locale, { style: 'currency', currency: 'USD', ...digits }).format(usd)
}
