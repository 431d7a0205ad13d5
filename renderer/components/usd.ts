import type { Format } from '../i18n/format.ts'

/**
 * US dollars of language models: "US$ 1,24". One answer costs a fraction of a cent, so small amounts keep the digits that
 * tell them apart; less than a millionth of a dollar says so instead of looking free.
 */
export function usdText(format: Pick<Format, 'locale'>, usd: number): string {
  const size = Math.abs(usd)
  if (size > 0 && size < 0.000001) return `< ${written(format.locale, 0.000001, 6)}`
  return written(format.locale, usd, size === 0 || size >= 0.1 ? 2 : size >= 0.001 ? 4 : 6)
}

function written(locale: string, usd: number, digits: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', minimumFractionDigits: 2, maximumFractionDigits: digits }).format(usd)
}
