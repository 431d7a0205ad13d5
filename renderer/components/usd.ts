import type { Format } from '../i18n/format.ts'

type Locale = Pick<Format, 'locale'>

/**
 * US dollars of language models: "US$ 1,24". One answer costs a fraction of a cent, so small amounts keep the digits that
 * tell them apart, as many for all of their size; less than a millionth of a dollar says so instead of looking free.
 */
export function usdText(format: Locale, usd: number): string {
  const size = Math.abs(usd)
  if (size > 0 && size < 0.000001) return `< ${written(format, 0.000001, 6, 6)}`
  const digits = size === 0 || size >= 0.1 ? 2 : size >= 0.001 ? 4 : 6
  return written(format, usd, digits, digits)
}

/** A price, a limit or the mark of an axis: with no more digits than it has. */
export function usdRateText(format: Locale, usd: number): string {
  return written(format, usd, 2, 6)
}

function written({ locale }: Locale, usd: number, least: number, most: number): string {
  return new Intl.NumberFormat(locale, { style: 'currency', currency: 'USD', minimumFractionDigits: least, maximumFractionDigits: most }).format(usd)
}
