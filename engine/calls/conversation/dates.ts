import type { Language } from '../../../db/values.ts'
import { parseDay } from '../zone-time.ts'
import { dayOf, nearestDate, type DayMention, type DayReader } from './days.ts'
import { readEnglishDay } from './dates-english.ts'
import { readSpanishDay } from './dates-spanish.ts'
import type { Token } from './tokens.ts'

const READERS: Record<Language, DayReader> = { es: readSpanishDay, en: readEnglishDay }

/** All days said in an utterance, in order. Figures alone ("05/04") are day/month in Spanish and month/day in English. */
export function findDays(tokens: readonly Token[], today: number, language: Language): DayMention[] {
  const mentions: DayMention[] = []
  for (let at = 0; at < tokens.length;) {
    const found = readFigures(tokens[at]!.word, today, language, at) ?? READERS[language](tokens, at, today)
    if (found) mentions.push({ from: at, ...found })
    at = found ? found.to : at + 1
  }
  return mentions
}

function readFigures(word: string, today: number, language: Language, at: number): Omit<DayMention, 'from'> | null {
  const first = word.charCodeAt(0)
  if (first < 48 || first > 57) return null
  const written = parseDay(word)
  if (written !== null) return { day: written, to: at + 1, exact: true, past: false, year: Number(word.slice(0, 4)) }
  const match = /^(\d{1,2})[/-](\d{1,2})(?:[/-](\d{2}|\d{4}))?$/.exec(word)
  if (!match) return null
  const [date, month] = language === 'es' ? [Number(match[1]), Number(match[2])] : [Number(match[2]), Number(match[1])]
  if (month < 1 || month > 12 || date < 1 || date > 31) return null
  const year = match[3] ? Number(match[3]) % 100 + 2000 : null
  const day = nearestDate(year ? dayOf(year, month, date) : today, month, date)
  return day === null ? null : { day, to: at + 1, exact: true, past: false, ...(year ? { year } : {}) }
}
