import { getCountries, type CountryCode } from 'libphonenumber-js/min'

/** Where most calls of a country are made from, to begin with; every other zone can be written. */
const usualZones: Partial<Record<CountryCode, string>> = {
  CL: 'America/Santiago', US: 'America/New_York', CO: 'America/Bogota', MX: 'America/Mexico_City', AR: 'America/Argentina/Buenos_Aires', PE: 'America/Lima', EC: 'America/Guayaquil',
  BO: 'America/La_Paz', UY: 'America/Montevideo', PY: 'America/Asuncion', BR: 'America/Sao_Paulo', VE: 'America/Caracas', CR: 'America/Costa_Rica', PA: 'America/Panama', GT: 'America/Guatemala',
  DO: 'America/Santo_Domingo', ES: 'Europe/Madrid', GB: 'Europe/London', CA: 'America/Toronto', PR: 'America/Puerto_Rico', SV: 'America/El_Salvador', HN: 'America/Tegucigalpa', NI: 'America/Managua',
}

export function zoneOfCountry(country: string): string | null {
  return Object.entries(usualZones).find(([code]) => code === country)?.[1] ?? null
}

/** Every country a number can be of, by its name in a language. */
export function countryOptions(locale: string): { value: string, label: string }[] {
  const names = new Intl.DisplayNames(locale, { type: 'region' })
  return getCountries().map(code => ({ value: code as string, label: names.of(code) ?? code })).toSorted((a, b) => a.label.localeCompare(b.label, locale))
}

/** The country of the preset, else of the computer's own zone, else Chile, whose habits the console begins with. */
export function likelyCountry(): string {
  const zone = new Intl.DateTimeFormat().resolvedOptions().timeZone
  return Object.entries(usualZones).find(([, usual]) => usual === zone)?.[0] ?? 'CL'
}

export function countryName(locale: string, country: string): string {
  return new Intl.DisplayNames(locale, { type: 'region' }).of(country) ?? country
}
