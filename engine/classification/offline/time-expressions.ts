import type { Language } from '../taxonomy.ts'
import type { ReadTranscript } from './transcript-reader.ts'

const DAYS: Record<Language, Set<string>> = {
  es: new Set('lunes martes miercoles jueves viernes sabado domingo'.split(' ')),
  en: new Set('monday tuesday wednesday thursday friday saturday sunday'.split(' ')),
}
const MONTHS: Record<Language, Set<string>> = {
  es: new Set('enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre'.split(' ')),
  en: new Set('january february march april june july august september october november december'.split(' ')),
}
const UNITS: Record<Language, Set<string>> = {
  es: new Set('dia dias semana semanas mes meses trimestre semestre ano anos hora horas minutos'.split(' ')),
  en: new Set('day days week weeks month months quarter year years hour hours minutes'.split(' ')),
}
const NEXT: Record<Language, Set<string>> = {
  es: new Set('proximo proxima proximos proximas este esta estos estas siguiente siguientes misma mismo'.split(' ')),
  en: new Set('next this coming following'.split(' ')),
}
const ALONE: Record<Language, Set<string>> = {
  es: new Set('manana hoy pronto inmediatamente'.split(' ')),
  en: new Set('tomorrow today tonight soon asap immediately'.split(' ')),
}
/** Small words that may open a time ("antes del viernes") and belong to it. */
const OPENERS: Record<Language, Set<string>> = {
  es: new Set('el la los las este esta para antes de del en a al desde hasta despues durante proximo proxima'.split(' ')),
  en: new Set('by on before in at after until the next this within during end of'.split(' ')),
}

/**
 * The first time said among the words [from, to): "el lunes", "la próxima semana", "el 15 de marzo", "in two weeks", "by Friday".
 * @returns its words [first, last], or null.
 */
export function findTime(read: ReadTranscript, language: Language, from: number, to: number): { first: number; last: number } | null {
  for (let at = from; at < to; at++) {
    const last = timeEnd(read, language, at, to)
    if (last < 0) continue
    let first = at
    while (first > from && OPENERS[language].has(read.words[first - 1]!.folded)) first--
    return { first, last }
  }
  return null
}

function timeEnd(read: ReadTranscript, language: Language, at: number, to: number): number {
  const word = (place: number): string => (place < to ? read.words[place]!.folded : '')
  const isNumber = (place: number): boolean => place < to && !Number.isNaN(read.words[place]!.number)
  const first = word(at)
  if (DAYS[language].has(first)) return dayEnd(read, language, at, to)
  if (MONTHS[language].has(first)) return isNumber(at + 1) ? at + 1 : at
  if (isNumber(at) && language === 'es' && word(at + 1) === 'de' && MONTHS.es.has(word(at + 2))) return at + 2
  if (NEXT[language].has(first) && (UNITS[language].has(word(at + 1)) || DAYS[language].has(word(at + 1)))) return at + 1
  const preposition = at > 0 ? read.words[at - 1]!.folded : ''
  if (UNITS[language].has(word(at + 1)) && (isNumber(at) || /^(un|una|unos|unas|pocos|pocas|a|few|couple)$/.test(first)) && /^(en|dentro|in|within|proximos|proximas|next|a)$/.test(preposition)) return at + 1
  if (/^(fin|fines|end)$/.test(first) && /^(de|of)$/.test(word(at + 1))) {
    const unit = word(at + 2) === 'the' ? at + 3 : at + 2
    if (UNITS[language].has(word(unit))) return unit
  }
  if (ALONE[language].has(first) && !(first === 'manana' && /^(la|de|por)$/.test(preposition))) return at
  return -1
}

/** "viernes a las 10", "martes 12 de mayo", "Monday at 3". */
function dayEnd(read: ReadTranscript, language: Language, at: number, to: number): number {
  let last = at
  const word = (place: number): string => (place < to ? read.words[place]!.folded : '')
  if (last + 1 < to && !Number.isNaN(read.words[last + 1]!.number)) last++
  if (word(last + 1) === 'de' && MONTHS[language].has(word(last + 2))) last += 2
  for (const joint of language === 'es' ? ['a las', 'a la'] : ['at']) {
    const parts = joint.split(' ')
    const after = last + parts.length + 1
    if (parts.every((part, index) => word(last + 1 + index) === part) && after < to && !Number.isNaN(read.words[after]!.number)) return after
  }
  return last
}
