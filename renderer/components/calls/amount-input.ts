/**
 * Reads an amount of money a person typed, in the currency's smallest unit: "1.234,56" and "1,234.56" are the same. What
 * stands after the last separator is a fraction when it has at most the currency's decimals and the separator comes once.
 * @returns null for what is no amount above zero.
 */
export function minorOf(text: string, decimals: number): number | null {
  const bare = text.replaceAll(/[\s\u00a0$€]/g, '')
  if (!/^\d[\d.,]*$/.test(bare)) return null
  const [, separator = '', tail = ''] = /([.,])(\d*)$/.exec(bare) ?? []
  const isFraction = separator !== '' && tail.length > 0 && tail.length <= decimals && bare.indexOf(separator) === bare.length - tail.length - 1
  const whole = (isFraction ? bare.slice(0, -tail.length - 1) : bare).replaceAll(/[.,]/g, '')
  const minor = Number(whole) * 10 ** decimals + (isFraction ? Number(tail.padEnd(decimals, '0')) : 0)
  return Number.isSafeInteger(minor) && minor > 0 ? minor : null
}
