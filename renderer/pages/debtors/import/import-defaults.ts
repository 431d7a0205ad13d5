import { nationalIdKinds, type NationalIdKind } from '../../../../db/values.ts'
import { importDefaultsSchema, type ImportDefaults } from '../../../../engine/contract/debtors.ts'
import { zoneOfCountry } from '../../campaigns/places.ts'

type Habits = Pick<ImportDefaults, 'nationalIdKind' | 'currency' | 'language'>

/** What files of a country usually hold. Only a beginning: the person changes what their file does not keep to. */
const habitsOfCountry: Readonly<Record<string, Habits>> = {
  CL: { nationalIdKind: 'rut', currency: 'CLP', language: 'es' }, CO: { nationalIdKind: 'cedula', currency: 'COP', language: 'es' }, AR: { nationalIdKind: 'dni', currency: 'ARS', language: 'es' },
  MX: { nationalIdKind: 'curp', currency: 'MXN', language: 'es' }, US: { nationalIdKind: 'ssn_last4', currency: 'USD', language: 'en' }, PE: { nationalIdKind: 'dni', currency: 'PEN', language: 'es' },
  ES: { nationalIdKind: 'dni', currency: 'EUR', language: 'es' }, UY: { nationalIdKind: 'cedula', currency: 'UYU', language: 'es' }, EC: { nationalIdKind: 'cedula', currency: 'USD', language: 'es' },
}
const otherHabits: Habits = { nationalIdKind: 'free', currency: 'USD', language: 'en' }

/** The currencies offered first; every other one may be chosen too. */
export const usualCurrencies = ['CLP', 'USD', 'COP', 'MXN', 'ARS', 'PEN', 'UYU', 'EUR', 'BRL', 'CLF'] as const

/** Kinds of national id in the order in which they are offered. */
export const offeredIdKinds: readonly NationalIdKind[] = nationalIdKinds

/** The same defaults for another country: what hangs on the country follows it, the company stays. */
export function defaultsOfCountry(country: string, company: string): ImportDefaults {
  return { country, ...(habitsOfCountry[country] ?? otherHabits), company, timeZone: zoneOfCountry(country) ?? new Intl.DateTimeFormat().resolvedOptions().timeZone }
}

const storageKey = (businessId: string) => `vocero.import-defaults.${businessId}`

/** Those of the last import made on this machine for the business; null where there was none. */
export function rememberedDefaults(businessId: string): ImportDefaults | null {
  try {
    const kept = importDefaultsSchema.safeParse(JSON.parse(window.localStorage.getItem(storageKey(businessId)) ?? 'null'))
    if (kept.success) return kept.data
  } catch {
    // No store, or what is in it is not ours: the habits of a country do.
  }
  return null
}

export function rememberDefaults(businessId: string, defaults: ImportDefaults): void {
  try {
    window.localStorage.setItem(storageKey(businessId), JSON.stringify(defaults))
  } catch {
    // A browser without a store only forgets.
  }
}
