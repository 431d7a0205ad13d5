import type { Money } from '../../../engine/contract/debtors.ts'
import { decimalsOf } from '../../components/calls/money.tsx'
import { useFormat, type Format } from '../../i18n/format.ts'

/** A price as it is written on a shelf: decimals only where there are some, though the currency has them. */
export function priceText(format: Format, { minor, currency }: Money): string {
  const decimals = decimalsOf(currency)
  const whole = minor % 10 ** decimals === 0
  return new Intl.NumberFormat(format.locale, { style: 'currency', currency, currencyDisplay: 'narrowSymbol', minimumFractionDigits: whole ? 0 : decimals, maximumFractionDigits: whole ? 0 : decimals }).format(minor / 10 ** decimals)
}

export function Price({ value }: { value: Money | null }) {
  const format = useFormat()
  if (!value) return <span className="text-ink-faint">–</span>
  return <span className="whitespace-nowrap" title={value.currency}>{priceText(format, value)}</span>
}
