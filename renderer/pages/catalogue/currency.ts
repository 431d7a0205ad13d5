import { likelyCountry } from '../campaigns/places.ts'
import { defaultsOfCountry, usualCurrencies } from '../debtors/import/import-defaults.ts'

/** The currency of the country where the computer is. */
export function usualCurrency(): string {
  return defaultsOfCountry(likelyCountry(), '').currency
}

/** Currencies to choose from, the one that is set among them. */
export function currencyOptions(current: string): { value: string, label: string }[] {
  return [...new Set([...usualCurrencies, current])].map(value => ({ value, label: value }))
}
