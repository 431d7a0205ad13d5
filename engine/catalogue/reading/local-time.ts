import { Temporal } from 'temporal-polyfill'

/** A day and time as a clock of some place shows them. Months count from 1. */
export interface LocalTime { readonly year: number; readonly month: number; readonly day: number; readonly hour: number; readonly minute: number; readonly second: number }

/** The zone of this machine, where the shop is unless a console says otherwise. */
export function ownTimeZone(): string {
  return Intl.DateTimeFormat().resolvedOptions().timeZone
}

export function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat(undefined, { timeZone: name })
    return true
  } catch {
    return false
  }
}

/** When clocks of the zone show that, milliseconds UTC; a time that summer time skips is the one after it. */
export function momentOf(time: LocalTime, timeZone: string): number {
  return Temporal.PlainDateTime.from(time).toZonedDateTime(timeZone).epochMilliseconds
}

/** What clocks of the zone show. */
export function localTimeOf(at: number, timeZone: string): LocalTime {
  const { year, month, day, hour, minute, second } = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(timeZone)
  return { year, month, day, hour, minute, second }
}
