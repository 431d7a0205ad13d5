import type { Language } from '../../db/values.ts'

/** The person's own variety of a language ("es-CL"), which decides how numbers and dates are written. */
export function localeOf(language: Language): string {
  return navigator.languages.find(locale => locale === language || locale.startsWith(`${language}-`)) ?? language
}
