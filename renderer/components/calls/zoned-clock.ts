const toTheMinute = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const
const ofTheYear = { weekday: 'short', day: 'numeric', month: 'short' } as const

const shapes = {
  time: toTheMinute,
  seconds: { ...toTheMinute, second: '2-digit' },
  day: ofTheYear,
  short: { ...ofTheYear, ...toTheMinute },
  moment: { ...ofTheYear, ...toTheMinute, second: '2-digit' },
  full: { ...ofTheYear, year: 'numeric', ...toTheMinute, second: '2-digit' },
  past: { ...ofTheYear, year: 'numeric', ...toTheMinute },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A moment on the wall clock of a zone; on the person's own where none is given, or one the browser does not know. Hours
 * go to 23 in every language, as the rounds and windows of a policy are written.
 */
export function zonedText(locale: string, at: number, shape: keyof typeof shapes, timeZone?: string): string {
  const key = `${locale} ${shape} ${timeZone ?? ''}`
  const known = formats.get(key)
  if (known) return known.format(at)
  const made = new Intl.DateTimeFormat(locale, { ...shapes[shape], ...(timeZone !== undefined && isZone(timeZone) && { timeZone }) })
  formats.set(key, made)
  return made.format(at)
}

/** A moment on the wall clock of a zone to the minute: "Sat, 21 Nov, 09:00", with the year where it is not the present one. */
export function zonedMoment(locale: string, at: number, zone: string): string {
  return zonedText(locale, at, new Date(at).getFullYear() === new Date().getFullYear() ? 'short' : 'past', zone)
}

export function isZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}
