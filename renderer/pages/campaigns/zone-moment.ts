import { Temporal } from 'temporal-polyfill'

/** Moments of a campaign are read and written on its own wall clock, whatever zone the person sits in. */

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A moment on the wall clock of a zone, by 24 hours as rounds are written: "Sat, 21 Nov, 09:00", with the year where it is
 * not the present one. A zone the browser does not know gives the browser's own.
 */
export function zoneMoment(locale: string, at: number, zone: string): string {
  const sameYear = new Date(at).getFullYear() === new Date().getFullYear()
  const key = `${locale} ${zone} ${sameYear}`
  const known = formats.get(key)
  if (known) return known.format(at)
  const made = new Intl.DateTimeFormat(locale, {
    weekday: 'short', day: 'numeric', month: 'short', ...(sameYear ? {} : { year: 'numeric' }), hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...(isZone(zone) ? { timeZone: zone } : {}),
  })
  formats.set(key, made)
  return made.format(at)
}

/** The wall clock at a moment as a datetime-local field holds it: "2026-11-21T09:00". */
export function wallText(at: number, zone: string): string {
  return Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).toPlainDateTime().toString({ smallestUnit: 'minute' })
}

/** The moment of a wall clock's text; null while it is no date. Of an hour that comes twice, the first; one that is left out, the next. */
export function wallMoment(text: string, zone: string): number | null {
  try {
    return Temporal.PlainDateTime.from(text).toZonedDateTime(zone).epochMilliseconds
  } catch {
    return null
  }
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
