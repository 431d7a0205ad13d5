import { currencyDecimals } from '../../../db/values.ts'
import { classNames } from '../class-names.ts'
import type { Money as MoneyValue } from '../../../engine/contract/debtors.ts'
import { useFormat, type Format } from '../../i18n/format.ts'

const currencies = new Map<string, Intl.NumberFormat>()

function currencyFormat(locale: string, currency: string): Intl.NumberFormat {
  const key = `${locale} ${currency}`
  const known = currencies.get(key)
  if (known) return known
  const decimals = decimalsOf(currency)
  const made = new Intl.NumberFormat(locale, { style: 'currency', currency, minimumFractionDigits: decimals, maximumFractionDigits: decimals })
  currencies.set(key, made)
  return made
}

/** How many decimals a currency is counted in: 0 for pesos of Chile, 2 for dollars. */
export function decimalsOf(currency: string): number {
  return currencyDecimals[currency] ?? 2
}

/** An amount as the person writes it, with its currency. */
export function moneyText(format: Format, { minor, currency }: MoneyValue): string {
  return currencyFormat(format.locale, currency).format(minor / 10 ** decimalsOf(currency))
}

/** Several amounts, one for each currency: sums of different currencies are never added up. */
export function moneysText(format: Format, amounts: readonly MoneyValue[]): string {
  return amounts.map(amount => moneyText(format, amount)).join(' · ')
}

/** Cost of calls, billed in US cents with decimals, in dollars: "US$ 0,14". Under ten cents with tenths of a cent. */
export function costText(format: Format, cents: number): string {
  const digits = cents !== 0 && Math.abs(cents) < 10 ? 3 : 2
  return new Intl.NumberFormat(format.locale, { style: 'currency', currency: 'USD', minimumFractionDigits: digits, maximumFractionDigits: digits }).format(cents / 100)
}

/** The same in cents, as the provider writes it: "13,93 ¢". */
export function centsText(format: Format, cents: number): string {
  return `${format.number(cents, 2)} ¢`
}

export function Money({ value, className }: { value: MoneyValue | null, className?: string }) {
  const format = useFormat()
  if (!value) return <span className="text-ink-faint">–</span>
  return <span className={classNames('whitespace-nowrap', className)}>{moneyText(format, value)}</span>
}

export function Cost({ cents, className }: { cents: number | null, className?: string }) {
  const format = useFormat()
  if (cents === null) return <span className="text-ink-faint">–</span>
  return <span className={classNames('whitespace-nowrap', className)} title={centsText(format, cents)}>{costText(format, cents)}</span>
}
