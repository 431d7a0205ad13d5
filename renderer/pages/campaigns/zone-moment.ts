import { Temporal } from 'temporal-polyfill'

/** A campaign's moments are chosen on its own wall clock, whatever zone the person sits in. */

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
