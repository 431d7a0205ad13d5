import type { Language } from '../../../db/values.ts'

const lists: Readonly<Record<Language, string>> = {
  es: `lunes martes miercoles jueves viernes sabado domingo enero febrero marzo abril mayo junio julio agosto septiembre setiembre octubre noviembre diciembre
    hoy ayer anteayer manana pasadomanana anoche ahora tarde noche madrugada mediodia medianoche proximo proxima siguiente pasado pasada anterior dia semana quincena mes trimestre ano hora minuto fin
    feriado finde verano invierno otono primavera navidad temprano pronto diario semanal mensual anual`,
  en: `monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december
    today yesterday tomorrow tonight now morning afternoon evening night midnight noon next previous past ago day week fortnight month quarter year hour minute weekend weekday holiday
    summer winter autumn spring christmas early late soon daily weekly monthly yearly later earlier recently`,
}
const words: Readonly<Record<Language, ReadonlySet<string>>> = { es: new Set(lists.es.split(/\s+/)), en: new Set(lists.en.split(/\s+/)) }
/** Words that are a month only behind one of these: "may I" asks, "marzo" does not need it. */
const beforeMonth = new Set(['in', 'of', 'on', 'until', 'by', 'since', 'before', 'after', 'this', 'next', 'last', 'from', 'to'])

/** The day, month or stretch of time that a folded word names, in the singular; null when it names none. @param before the word before it. */
export function dateWordOf(folded: string, before: string, language: Language): string | null {
  if (language === 'en' && (folded === 'may' || folded === 'march') && !beforeMonth.has(before)) return null
  const list = words[language]
  if (list.has(folded)) return folded
  for (const ending of ['s', 'es']) {
    const singular = folded.endsWith(ending) ? folded.slice(0, -ending.length) : ''
    if (list.has(singular)) return singular
  }
  return null
}
