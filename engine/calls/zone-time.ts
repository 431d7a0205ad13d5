import { Temporal } from 'temporal-polyfill'

export const minuteMs = 60_000
export const dayMs = 86_400_000

/** A stretch of time with one offset from UTC: `start` inclusive, `end` exclusive, all in milliseconds. */
interface Span { start: number; end: number; offset: number }

const weekMs = 7 * dayMs
/** How far a span is followed to either side; beyond, the next one begins. */
const spanReach = 30 * weekMs

/**
 * The wall clock of one IANA zone. Days are counted from 1970-01-01, so that they can be compared and subtracted.
 * Spans between changes of the offset are kept, because asking the library takes some 8 us and a decision asks many times.
 */
export class ZoneTime {
  readonly zone: string
  readonly #spans: Span[] = []
  #last: Span

  /** @throws RangeError where the zone is unknown. */
  constructor(zone: string) {
    this.zone = zone
    this.#last = this.#findSpan(0)
  }

  #libraryOffset(at: number): number {
    return Math.round(Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(this.zone).offsetNanoseconds / 1e6)
  }

  /**
   * Looks week by week for the change to either side; no zone goes to another offset and back within one. The library's own
   * search for changes takes thirty times as long.
   */
  #findSpan(at: number): Span {
    const offset = this.#libraryOffset(at)
    const end = this.#edge(at, offset, weekMs)
    const start = this.#edge(at, offset, -weekMs)
    const span = { start: start === null ? at - spanReach : start + 1, end: end ?? at + spanReach, offset }
    this.#spans.push(span)
    return span
  }

  /** Nearest moment in that direction at which the offset is another; null where there is none within reach. */
  #edge(at: number, offset: number, step: number): number | null {
    for (let same = at; Math.abs(same - at) < spanReach; same += step) {
      let other = same + step
      if (this.#libraryOffset(other) === offset) continue
      while (Math.abs(other - same) > 1) {
        const middle = Math.floor((same + other) / 2)
        if (this.#libraryOffset(middle) === offset) same = middle
        else other = middle
      }
      return other
    }
    return null
  }

  spanAt(at: number): Readonly<Span> {
    const last = this.#last
    if (at >= last.start && at < last.end) return last
    this.#last = this.#spans.find((span) => at >= span.start && at < span.end) ?? this.#findSpan(at)
    return this.#last
  }

  /** Milliseconds to add to UTC. */
  offsetAt(at: number): number {
    return this.spanAt(at).offset
  }

  /** Local day of a moment. */
  dayAt(at: number): number {
    return Math.floor((at + this.offsetAt(at)) / dayMs)
  }

  /** Milliseconds since the local day's 00:00 on the wall clock, 0 to 86,399,999. */
  timeOfDayAt(at: number): number {
    const local = at + this.offsetAt(at)
    return local - Math.floor(local / dayMs) * dayMs
  }

  /**
   * First moment at which the wall clock shows this time or, where a change skips it, a later one.
   * A time that comes twice is its first coming.
   */
  momentOf(day: number, timeOfDay = 0): number {
    const local = day * dayMs + timeOfDay
    // No zone is further than 15 hours from UTC, so the span before the one looked for is at most the one found here.
    let span = this.spanAt(local - 15 * 3_600_000)
    for (;;) {
      const moment = local - span.offset
      if (moment < span.end) return Math.max(moment, span.start)
      span = this.spanAt(span.end)
    }
  }
}

const zones = new Map<string, ZoneTime>()

/** @throws RangeError where the zone is unknown. */
export function zoneTime(zone: string): ZoneTime {
  let known = zones.get(zone)
  if (known === undefined) {
    known = new ZoneTime(zone)
    zones.set(zone, known)
  }
  return known
}

/** 0 Monday to 6 Sunday. */
export function weekdayOf(day: number): number {
  // 1970-01-01 was a Thursday.
  return (((day + 3) % 7) + 7) % 7
}

/** Monday of the day's week. */
export function mondayOf(day: number): number {
  return day - weekdayOf(day)
}

/** Texts of days already asked for: making one takes longer than a whole decision may. */
const dayTexts = new Map<number, string>()

/** 'YYYY-MM-DD'. */
export function dayText(day: number): string {
  let text = dayTexts.get(day)
  if (text === undefined) {
    if (dayTexts.size > 10_000) dayTexts.clear()
    text = new Date(day * dayMs).toISOString().slice(0, 10)
    dayTexts.set(day, text)
  }
  return text
}

/** Day of a 'YYYY-MM-DD' text, or null where there is no such day. */
export function parseDay(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return null
  const moment = Date.parse(`${text}T00:00:00Z`)
  if (Number.isNaN(moment)) return null
  const day = moment / dayMs
  return dayText(day) === text ? day : null
}

/** 'HH:mm' of minutes since midnight. */
export function timeText(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(Math.floor(minutes % 60)).padStart(2, '0')}`
}

/** 'YYYY-MM-DD HH:mm' on the zone's wall clock. */
export function momentText(at: number, zone: ZoneTime): string {
  return `${dayText(zone.dayAt(at))} ${timeText(zone.timeOfDayAt(at) / minuteMs)}`
}
