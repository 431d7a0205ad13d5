import type { Language } from '../../../db/values.ts'
import { readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'

/** A time of day (minutes since midnight) or a wait from now (minutes) that was said, in tokens `from` up to, not including, `to`. */
export interface TimeMention {
  from: number
  to: number
  minutes: number
  fromNow: boolean
  /** False for "por la tarde" and "más tarde", which are given a usual moment. */
  exact: boolean
  /** "a las 3" without saying which: the next three o'clock of waking hours is meant. */
  halfOpen: boolean
}

/** Usual moments for vague words: morning 10:00, noon 12:00, afternoon 16:00, evening 19:00, "later" two hours from now. */
const USUAL = { morning: 600, noon: 720, afternoon: 960, evening: 1140, later: 120 }
type PartOfDay = 'morning' | 'afternoon' | 'evening'
const PARTS: Record<string, PartOfDay> = {
  manana: 'morning', madrugada: 'morning', tarde: 'afternoon', tardecita: 'afternoon', noche: 'evening', morning: 'morning', afternoon: 'afternoon', evening: 'evening', night: 'evening',
}
const BEFORE_HOUR: Record<Language, ReadonlySet<string>> = { es: new Set(['las', 'la', 'tipo']), en: new Set(['at', 'after', 'around', 'about', 'before', 'past', 'by', 'until', 'like']) }
const LATER: Record<Language, readonly string[]> = {
  es: ['mas tarde', 'mas tardecito', 'mas rato', 'mas ratito', 'al rato', 'al ratito', 'en un rato', 'en un ratito', 'luego', 'despues', 'otro momento', 'otro rato', 'un poco mas tarde'],
  en: ['later', 'in a while', 'in a bit', 'in a little bit', 'another time', 'some other time', 'in a little while'],
}
const FRACTIONS: Record<string, number> = { media: 0.5, half: 0.5 }

/** The time an utterance ends up with, null where none was said: the last exact one ("no, mejor a las 5"), of a range its beginning. */
export function findTime(tokens: readonly Token[], language: Language): TimeMention | null {
  let exact: TimeMention | null = null
  let vague: TimeMention | null = null
  for (let at = 0; at < tokens.length; at++) {
    const found = readWait(tokens, at, language) ?? readHour(tokens, at, language)
    if (found) {
      if (!exact || found.from - exact.to > 2) exact = found
      at = found.to - 1
    } else vague ??= readVague(tokens, at, language)
  }
  return exact ?? vague
}

function spells(tokens: readonly Token[], at: number, phrase: string): number {
  if (at >= tokens.length || !phrase.startsWith(tokens[at]!.word)) return 0
  const words = phrase.split(' ')
  return words.every((word, index) => tokens[at + index]?.word === word) ? words.length : 0
}

/** "en media hora", "en 20 minutos", "en una hora y media", "in an hour". */
function readWait(tokens: readonly Token[], at: number, language: Language): TimeMention | null {
  const { word } = tokens[at]!
  if (word !== 'en' && word !== 'in' && word !== 'dentro') return null
  let from = at + 1
  if (tokens[from]?.word === 'de') from++
  if (tokens[from]?.word === 'unos' || tokens[from]?.word === 'about') from++
  const fraction = FRACTIONS[tokens[from]?.word ?? '']
  const article = tokens[from]?.word === 'an' || tokens[from]?.word === 'a'
  const number = fraction !== undefined ? { value: fraction, to: from + 1 } : article ? { value: 1, to: from + 1 } : readNumber(tokens, from, language)
  if (!number) return null
  const unitAt = tokens[number.to]?.word === 'an' ? number.to + 1 : number.to
  const unit = (tokens[unitAt]?.word ?? '').replace(/s$/, '')
  const half = spells(tokens, unitAt + 1, 'y media') || spells(tokens, unitAt + 1, 'and a half')
  if (unit === 'hora' || unit === 'hour') return { from: at, to: unitAt + 1 + half, minutes: Math.round(number.value * 60) + (half > 0 ? 30 : 0), fromNow: true, exact: true, halfOpen: false }
  return unit === 'minuto' || unit === 'minute' ? { from: at, to: unitAt + 1, minutes: Math.round(number.value), fromNow: true, exact: true, halfOpen: false } : null
}

/** "a las 3 de la tarde", "tipo cinco y media", "15:30", "3pm", "after six", "al mediodía". */
function readHour(tokens: readonly Token[], at: number, language: Language): TimeMention | null {
  const { word } = tokens[at]!
  if (word === 'mediodia' || word === 'noon') return { from: at, to: at + 1, minutes: USUAL.noon, fromNow: false, exact: true, halfOpen: false }
  const clock = /^(\d{1,2})[:.](\d{2})([ap]m?)?$/.exec(word) ?? /^(\d{1,2})()([ap]m|hrs?)$/.exec(word)
  const introduced = at > 0 && BEFORE_HOUR[language].has(tokens[at - 1]!.word) && tokens[at]!.breakBefore === 0
  const spoken = clock ? null : readNumber(tokens, at, language)
  const marked = spoken && /^([ap]m|horas|hrs|oclock)$/.test(tokens[spoken.to]?.word ?? '')
  if (!clock && (!spoken || !(introduced || marked) || spoken.value > 23 || !Number.isInteger(spoken.value))) return null
  let hour = clock ? Number(clock[1]) : spoken!.value
  let minute = clock ? Number(clock[2]) : 0
  let to = clock ? at + 1 : spoken!.to
  if (hour > 23 || minute > 59) return null
  if (tokens[to]?.word === 'y' || tokens[to]?.word === 'menos') {
    const sign = tokens[to]!.word === 'y' ? 1 : -1
    const next = tokens[to + 1]?.word
    const minutes = next === 'media' ? 30 : next === 'cuarto' ? 15 : readNumber(tokens, to + 1, language)?.value ?? 0
    if (minutes > 0 && minutes < 60) {
      minute += sign * minutes
      to += 2
    }
  } else if (language === 'en' && tokens[to]?.word === 'thirty') {
    minute = 30
    to++
  }
  const part = clock?.[3]?.startsWith('p') ? 'afternoon' : clock?.[3]?.startsWith('a') ? 'morning' : partAfter(tokens, to)
  if ((part === 'afternoon' || part === 'evening') && hour < 12) hour += 12
  return { from: at, to, minutes: hour * 60 + minute, fromNow: false, exact: true, halfOpen: part === null && hour >= 1 && hour <= 12 && !clock?.[1]?.startsWith('0') }
}

function partAfter(tokens: readonly Token[], at: number): PartOfDay | null {
  const word = tokens[at]?.word
  if (word === 'am') return 'morning'
  if (word === 'pm') return 'afternoon'
  const from = spells(tokens, at, 'de la') || spells(tokens, at, 'en la') || spells(tokens, at, 'por la') || spells(tokens, at, 'in the') || spells(tokens, at, 'at')
  return from > 0 ? PARTS[tokens[at + from]?.word ?? ''] ?? null : null
}

function readVague(tokens: readonly Token[], at: number, language: Language): TimeMention | null {
  const { word } = tokens[at]!
  if (word === 'la' || word === 'the' || word === 'this' || word === 'esta') {
    const part = PARTS[tokens[at + 1]?.word ?? '']
    if (part) return { from: at, to: at + 2, minutes: USUAL[part], fromNow: false, exact: false, halfOpen: false }
  }
  if (word === 'tonight') return { from: at, to: at + 1, minutes: USUAL.evening, fromNow: false, exact: false, halfOpen: false }
  for (const phrase of LATER[language]) {
    const length = spells(tokens, at, phrase)
    if (length > 0) return { from: at, to: at + length, minutes: USUAL.later, fromNow: true, exact: false, halfOpen: false }
  }
  return null
}

/**
 * Milliseconds UTC for a day and time said at `now`. An hour that could be morning or evening is the first of the two between
 * 8:00 and 20:00 that is still to come; when both are gone, the next day's.
 */
export function timeOnDay(minutes: number, halfOpen: boolean, today: boolean, nowMinutes: number): { minutes: number; daysLater: number } {
  const inTwelve = minutes % 720
  const candidates = halfOpen ? [inTwelve, inTwelve + 720].filter((one) => one >= 480 && one <= 1200 + 59) : [minutes]
  const found = candidates.find((one) => !today || one > nowMinutes)
  return found === undefined ? { minutes: candidates[0]!, daysLater: 1 } : { minutes: found, daysLater: 0 }
}
