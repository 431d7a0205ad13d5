import { useTranslation } from 'react-i18next'
import { languages, type Language } from '../../db/values.ts'
import { localeOf } from './locale.ts'

export type Format = {
  language: Language
  /** For other Intl shapes. */
  locale: string
  number: (value: number, fractionDigits?: number) => string
  /** 0.123 as "12 %", never broken over two lines; one decimal below ten per cent when asked for. */
  percent: (share: number, fractionDigits?: number) => string
  /** Date and time to the minute; `timestamp` in milliseconds. */
  dateTime: (timestamp: number) => string
  /** The time alone when it was today, otherwise the date with it: for columns of recent moments. */
  moment: (timestamp: number) => string
  /** Hours, minutes and seconds. */
  time: (timestamp: number) => string
  /** A day; takes milliseconds or a YYYY-MM-DD text, which is a calendar day and never shifts with the zone. */
  date: (value: number | string) => string
  /** "3 minutes ago", "in 2 hours". */
  relative: (timestamp: number, now?: number) => string
  /** Milliseconds as "640 ms", "3.2 s", "4 min 05 s", "2 h 10 min". */
  duration: (milliseconds: number) => string
  bytes: (bytes: number) => string
}

/** Numbers, dates and sizes as the person writes them: in the language shown, by the habits of `locale`. */
export function createFormat(language: Language, locale: string = language): Format {
  const numbers = new Map<number, Intl.NumberFormat>()
  const number = (value: number, digits = 0) => {
    const known = numbers.get(digits)
    if (known) return known.format(value)
    const made = new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
    numbers.set(digits, made)
    return made.format(value)
  }
  // Some varieties of Spanish default to "6:02 p. m."; schedules of work are written by 24 hours in all of them.
  const hours = language === 'es' ? { hourCycle: 'h23' } as const : {}
  const dateTimes = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', ...hours })
  const times = new Intl.DateTimeFormat(locale, { timeStyle: 'medium', ...hours })
  const dates = new Intl.DateTimeFormat(locale, { dateStyle: 'medium' })
  const days = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' })
  const relatives = new Intl.RelativeTimeFormat(locale, { numeric: 'auto', style: 'short' })
  return {
    language,
    locale,
    number,
    percent: (share, digits = 0) => `${number(share * 100, digits)}\u00a0%`,
    dateTime: timestamp => dateTimes.format(timestamp),
    moment: timestamp => new Date(timestamp).toDateString() === new Date().toDateString() ? times.format(timestamp) : dateTimes.format(timestamp),
    time: timestamp => times.format(timestamp),
    date: value => typeof value === 'number' ? dates.format(value) : days.format(new Date(value)),
    relative: (timestamp, now = Date.now()) => {
      const seconds = Math.round((timestamp - now) / 1000)
      const size = Math.abs(seconds)
      if (size < 60) return relatives.format(seconds, 'second')
      if (size < 3_600) return relatives.format(Math.round(seconds / 60), 'minute')
      if (size < 86_400) return relatives.format(Math.round(seconds / 3_600), 'hour')
      return relatives.format(Math.round(seconds / 86_400), 'day')
    },
    duration: milliseconds => {
      if (milliseconds < 1_000) return `${number(milliseconds)} ms`
      if (milliseconds < 60_000) return `${number(milliseconds / 1_000, 1)} s`
      const minutes = Math.floor(milliseconds / 60_000)
      if (minutes < 60) return `${minutes} min ${String(Math.floor(milliseconds / 1_000) % 60).padStart(2, '0')} s`
      return `${number(Math.floor(minutes / 60))} h ${String(minutes % 60).padStart(2, '0')} min`
    },
    bytes: bytes => {
      const units = ['B', 'kB', 'MB', 'GB', 'TB']
      const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(bytes) / 3))
      return `${number(bytes / 1000 ** power, power === 0 ? 0 : 1)} ${units[power]}`
    },
  }
}

/** One per locale for all components: an Intl object takes longer to make than a table cell to render. */
const formats = new Map<string, Format>()

export function useFormat(): Format {
  const { i18n } = useTranslation()
  const language = languages.find(candidate => candidate === i18n.language) ?? 'es'
  const locale = localeOf(language)
  const known = formats.get(locale)
  if (known) return known
  const made = createFormat(language, locale)
  formats.set(locale, made)
  return made
}
