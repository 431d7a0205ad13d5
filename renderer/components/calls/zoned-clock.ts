const shapes = {
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { weekday: 'short', day: 'numeric', month: 'short' },
  moment: { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>

const formats = new Map<string, Intl.DateTimeFormat>()

/**
 * A moment on the wall clock of a zone; on the person's own where none is given. Hours go to 23 in every language, as the
 * rounds and windows of a policy are written.
 */
export function zonedText(locale: string, at: number, shape: keyof typeof shapes, timeZone?: string): string {
  const key = `${locale} ${shape} ${timeZone ?? ''}`
  const known = formats.get(key)
  if (known) return known.format(at)
  const made = new Intl.DateTimeFormat(locale, { ...shapes[shape], ...(timeZone && { timeZone }) })
  formats.set(key, made)
  return made.format(at)
}
