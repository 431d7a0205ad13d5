import { weekdayOf } from '../zone-time.ts'
import { civilOf, dayInMonth, dayOf, nearestDate, nextDate, type DayReader } from './days.ts'
import { isNumberWord, readNumber } from './numbers.ts'
import type { Token } from './tokens.ts'

const WEEKDAYS = ['lunes', 'martes', 'miercoles', 'jueves', 'viernes', 'sabado', 'domingo']
const MONTHS = ['enero', 'febrero', 'marzo', 'abril', 'mayo', 'junio', 'julio', 'agosto', 'septiembre', 'octubre', 'noviembre', 'diciembre']
const PLAIN_DAYS: Record<string, number> = { hoy: 0, ayer: -1, anteayer: -2, antier: -2, anoche: -1 }
const AT_ONCE = ['al tiro', 'altiro', 'ahora mismo', 'ya mismo', 'en seguida', 'enseguida', 'de inmediato', 'inmediatamente', 'ahorita']
const TODAY = ['esta tarde', 'esta noche', 'esta misma tarde']
const NEXT_WEEK = ['la otra semana', 'la proxima semana', 'la siguiente semana', 'la semana que viene', 'la semana que entra', 'la semana proxima', 'la semana siguiente', 'proxima semana']
const NEXT_MONTH = ['el otro mes', 'el proximo mes', 'el siguiente mes', 'el mes que viene', 'el mes que entra', 'el mes proximo', 'proximo mes', 'mes que viene', 'otro mes', 'siguiente mes', 'mes entrante']
const NEXT_WEEK_BARE = NEXT_WEEK.map((phrase) => phrase.replace(/^la /, ''))
const NEXT_MONTH_BARE = NEXT_MONTH.map((phrase) => phrase.replace(/^el /, ''))
const THIS_MONTH = ['este mes', 'el presente', 'el presente mes', 'mes', 'el mes', 'el corriente', 'los corrientes']
const PARTS: Record<string, 'start' | 'middle' | 'end'> = {
  fin: 'end', fines: 'end', final: 'end', finales: 'end', mediados: 'middle', mitad: 'middle', principio: 'start', principios: 'start', comienzo: 'start', comienzos: 'start', inicio: 'start', inicios: 'start',
}
/** Nouns that make the figure before them an amount, never a day: "el 20 mil". */
const NOT_A_DAY = new Set(['mil', 'millon', 'millones', 'lucas', 'luca', 'pesos', 'cuotas', 'por', 'dolares', 'varos', 'palos', 'horas', 'minutos', 'ultimos', 'ultimas'])

/** The number of tokens that spell `phrase` at `at`, 0 if they do not; "del" is read as "de el". */
function spells(tokens: readonly Token[], at: number, phrase: string): number {
  // Most phrases fail on their first word; cutting them up before that was two thirds of the time of a call.
  if (at >= tokens.length || !phrase.startsWith(tokens[at]!.word)) return 0
  let place = at
  for (const word of phrase.split(' ')) {
    if (tokens[place]?.word !== word || (place > at && tokens[place]!.breakBefore > 0)) return 0
    place++
  }
  return place - at
}

function spellsAny(tokens: readonly Token[], at: number, phrases: readonly string[]): number {
  let longest = 0
  for (const phrase of phrases) longest = Math.max(longest, spells(tokens, at, phrase))
  return longest
}

/** Skips "de", "del" and an article: the months of "del mes que viene" and "de marzo" are read after it. */
function skipOf(tokens: readonly Token[], at: number): number {
  const word = tokens[at]?.word
  if (word === 'del') return at + 1
  if (word !== 'de') return at
  return tokens[at + 1]?.word === 'el' || tokens[at + 1]?.word === 'la' ? at + 2 : at + 1
}

function readDayNumber(tokens: readonly Token[], at: number): { value: number; to: number } | null {
  if (tokens[at]?.word === 'primero') return { value: 1, to: at + 1 }
  const number = at < tokens.length ? readNumber(tokens, at, 'es') : null
  if (!number || number.value < 1 || number.value > 31 || !Number.isInteger(number.value) || number.to - at > 3) return null
  const after = tokens[number.to]
  return after && after.breakBefore === 0 && (NOT_A_DAY.has(after.word) || after.word.endsWith('%')) ? null : number
}

function readYear(tokens: readonly Token[], at: number): { year: number; to: number } | null {
  const from = skipOf(tokens, at)
  const number = from > at && from < tokens.length ? readNumber(tokens, from, 'es') : null
  return number && number.value >= 2000 && number.value < 2100 ? { year: number.value, to: number.to } : null
}

/** What follows a day's number: "de marzo [de 2026]", "del próximo mes", or nothing. */
function readMonthOf(tokens: readonly Token[], date: number, at: number, today: number): { day: number; to: number; year?: number } | null {
  const from = skipOf(tokens, at)
  const word = tokens[from]?.word ?? ''
  const month = MONTHS.indexOf(word === 'setiembre' ? 'septiembre' : word) + 1
  if (month > 0) {
    const year = readYear(tokens, from + 1)
    const day = nearestDate(year ? dayOf(year.year, month, date) : today, month, date)
    return day === null ? null : { day, to: year?.to ?? from + 1, ...(year ? { year: year.year } : {}) }
  }
  if (from === at) return { day: nextDate(today, date), to: at }
  const next = spellsAny(tokens, from, NEXT_MONTH) || spellsAny(tokens, from, NEXT_MONTH_BARE)
  if (next > 0) return { day: dayInMonth(today, 1, date), to: from + next }
  const here = spellsAny(tokens, from, THIS_MONTH)
  return { day: here > 0 ? dayInMonth(today, 0, date) : nextDate(today, date), to: here > 0 ? from + here : at }
}

function readWeekday(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const weekday = WEEKDAYS.indexOf(tokens[at]!.word)
  if (weekday < 0) return null
  const distance = (weekday - weekdayOf(today) + 7) % 7
  const before = tokens[at - 1]?.word
  const number = readDayNumber(tokens, tokens[at + 1]?.word === 'dia' ? at + 2 : at + 1)
  if (number && tokens[at + 1]!.breakBefore < 2) {
    const named = readMonthOf(tokens, number.value, number.to, today)
    if (named) return { ...named, exact: true, past: false }
  }
  if (tokens[at + 1]?.word === 'pasado') return { day: today - (7 - distance || 7), to: at + 2, exact: true, past: true }
  const weekFrom = skipOf(tokens, at + 1)
  const week = spellsAny(tokens, weekFrom, NEXT_WEEK_BARE)
  if (week > 0 && weekFrom > at + 1) return { day: today - weekdayOf(today) + 7 + weekday, to: weekFrom + week, exact: true, past: false }
  const coming = spells(tokens, at + 1, 'que viene') || spells(tokens, at + 1, 'proximo') || spells(tokens, at + 1, 'que entra')
  const sameDayIsToday = before === 'hoy' || before === 'este'
  const day = today + (distance === 0 && !sameDayIsToday ? 7 : distance)
  const later = before === 'otro' || tokens[at + 1]?.word === 'subsiguiente'
  return { day: later && day - today < 7 ? day + 7 : day, to: at + 1 + coming, exact: true, past: false }
}

/** "en tres días", "dentro de una semana", "de aquí a quince días", "dos días más". */
function readDistance(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const opening = spellsAny(tokens, at, ['en', 'en unos', 'dentro de', 'dentro de unos', 'de aqui a', 'de aca a'])
  const number = readNumber(tokens, at + opening, 'es')
  const unit = number ? tokens[number.to]?.word ?? '' : ''
  const more = number && tokens[number.to + 1]?.word === 'mas' ? 1 : 0
  if (!number || (opening === 0 && more === 0)) return null
  const to = number.to + 1 + more
  if (unit === 'dia' || unit === 'dias') return { day: today + number.value, to, exact: true, past: false }
  if (unit === 'semana' || unit === 'semanas') return { day: today + 7 * number.value, to, exact: true, past: false }
  if (unit === 'mes' || unit === 'meses') return { day: dayInMonth(today, number.value, civilOf(today).date), to, exact: true, past: false }
  return null
}

/** "a fin de mes", "a mediados de abril", "a principios del próximo mes", "la quincena", "la otra semana". */
function readPeriod(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const { word } = tokens[at]!
  if (word === 'finde' || spells(tokens, at, 'fin de semana')) return { day: today + 6 - weekdayOf(today), to: at + (word === 'finde' ? 1 : 3), exact: false, past: false }
  const part = Object.hasOwn(PARTS, word) ? PARTS[word]! : spells(tokens, at, 'primeros dias') ? 'start' : undefined
  if (part) {
    const from = skipOf(tokens, word === 'primeros' ? at + 2 : at + 1)
    if (from === at + 1) return null
    const date = part === 'start' ? 5 : part === 'middle' ? 15 : 31
    const month = MONTHS.indexOf(tokens[from]?.word ?? '') + 1
    const next = spellsAny(tokens, from, NEXT_MONTH_BARE)
    const here = spellsAny(tokens, from, THIS_MONTH)
    if (month > 0) return { day: dayInMonth(nearestDate(today, month, 1)!, 0, date), to: from + 1, exact: part === 'end', past: false }
    if (next > 0) return { day: dayInMonth(today, 1, date), to: from + next, exact: part === 'end', past: false }
    return here > 0 ? { day: nextDate(today, date), to: from + here, exact: part === 'end', past: false } : null
  }
  if (word === 'quincena') return { day: today <= dayInMonth(today, 0, 15) ? dayInMonth(today, 0, 15) : dayInMonth(today, 0, 31), to: at + 1, exact: false, past: false }
  const pastPeriod = spellsAny(tokens, at, ['semana pasada', 'mes pasado', 'ano pasado'])
  if (pastPeriod > 0) return { day: today - 7, to: at + pastPeriod, exact: false, past: true }
  const week = spellsAny(tokens, at, NEXT_WEEK)
  if (week > 0) return { day: today - weekdayOf(today) + 11, to: at + week, exact: false, past: false }
  const thisWeek = spells(tokens, at, 'esta semana') || spells(tokens, at, 'esta misma semana')
  if (thisWeek > 0) return { day: Math.max(today, today - weekdayOf(today) + 4), to: at + thisWeek, exact: false, past: false }
  const month = spellsAny(tokens, at, NEXT_MONTH)
  return month > 0 ? { day: dayInMonth(today, 1, 31), to: at + month, exact: false, past: false } : null
}

function readDate(tokens: readonly Token[], at: number, today: number): ReturnType<DayReader> {
  const number = readDayNumber(tokens, at)
  if (!number) return null
  const named = readMonthOf(tokens, number.value, number.to, today)
  if (!named) return null
  const before = tokens[at - 1]?.word
  const introduced = before === 'el' || before === 'al' || before === 'dia' || before === 'primero' || (before === 'los' && tokens[number.to]?.word === 'de')
  const hasMonth = named.to > number.to
  return hasMonth || (introduced && tokens[at]!.breakBefore === 0) || tokens[at]!.word === 'primero' ? { ...named, exact: true, past: false } : null
}

/** Words a day can begin with, besides numbers. */
const OPENINGS = new Set([
  ...WEEKDAYS, ...Object.keys(PLAIN_DAYS), ...Object.keys(PARTS), ...[...AT_ONCE, ...TODAY, ...NEXT_WEEK, ...NEXT_MONTH].map((phrase) => phrase.split(' ')[0]!),
  'pasado', 'manana', 'en', 'dentro', 'de', 'finde', 'primeros', 'primero', 'quincena', 'semana', 'ano', 'esta',
])

/** Reads a day as Spanish speakers of Chile, Argentina, Colombia and Mexico say it. */
export const readSpanishDay: DayReader = (tokens, at, today) => {
  const { word } = tokens[at]!
  if (!OPENINGS.has(word) && !isNumberWord(word, 'es')) return null
  const before = tokens[at - 1]?.word
  if (spells(tokens, at, 'pasado manana')) return { day: today + 2, to: at + 2, exact: true, past: false }
  if (word === 'manana') {
    if (before === 'la' || before === 'esta' || before === 'una' || before === 'toda') return null
    return { day: today + 1, to: at + 1, exact: true, past: false }
  }
  if (Object.hasOwn(PLAIN_DAYS, word)) return { day: today + PLAIN_DAYS[word]!, to: at + 1, exact: true, past: PLAIN_DAYS[word]! < 0 }
  const atOnce = spellsAny(tokens, at, AT_ONCE)
  if (atOnce > 0) return { day: today, to: at + atOnce, exact: true, past: false, hurry: true }
  const now = spellsAny(tokens, at, TODAY)
  if (now > 0) return { day: today, to: at + now, exact: true, past: false }
  return readWeekday(tokens, at, today) ?? readDistance(tokens, at, today) ?? readPeriod(tokens, at, today) ?? readDate(tokens, at, today)
}
