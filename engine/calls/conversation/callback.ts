import { minuteMs, type ZoneTime } from '../zone-time.ts'
import type { Heard } from './hearing.ts'
import { timeOnDay } from './times.ts'
import type { Quote, SpokenTurn } from './types.ts'

/** Hour given to a day that was named without one. */
const USUAL_MINUTES = 600
/** Wait when nothing at all was said of when. */
const USUAL_WAIT_MINUTES = 120

/**
 * When to call again, from the utterance that asks for it on: the first that names a day or a time decides. A day without a time is
 * 10:00 of that day, no time at all is in two hours; both are marked as not exact. Legal hours are not looked at here.
 */
export function readCallback(heard: readonly Heard[], from: number, quote: Quote, turns: readonly SpokenTurn[], startedAt: number, zone: ZoneTime): { at: number; text: string; exact: boolean } {
  for (const one of heard.slice(from)) {
    if (one.speaker !== 'user') continue
    const time = one.findTime()
    const day = one.days.findLast((mention) => !mention.past && !one.isNegated(mention.from, mention.to))
    if (!time && !day) continue
    const span = [time, day].filter((mention) => mention !== null && mention !== undefined)
    const place = one.quote(Math.min(...span.map((mention) => mention.from)), Math.max(...span.map((mention) => mention.to)))
    const text = turns[place.turn]!.text.slice(place.start, place.end)
    if (time?.fromNow && !day) return { at: startedAt + time.minutes * minuteMs, text, exact: time.exact }
    const today = zone.dayAt(startedAt)
    const nowMinutes = zone.timeOfDayAt(startedAt) / minuteMs
    const wanted = day?.day ?? today
    const timed = time && !time.fromNow ? timeOnDay(time.minutes, time.halfOpen, wanted === today, nowMinutes) : { minutes: USUAL_MINUTES, daysLater: 0 }
    const at = zone.momentOf(wanted + timed.daysLater, timed.minutes * minuteMs)
    return { at: at > startedAt ? at : startedAt + USUAL_WAIT_MINUTES * minuteMs, text, exact: time?.exact === true && !time.fromNow && at > startedAt }
  }
  return { at: startedAt + USUAL_WAIT_MINUTES * minuteMs, text: turns[quote.turn]!.text.slice(quote.start, quote.end), exact: false }
}
