import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { dayMs, dayText, minuteMs, momentText, parseDay, weekdayOf, zoneTime } from './zone-time.ts'

const zones = ['America/Santiago', 'America/New_York', 'America/Bogota', 'America/Mexico_City', 'America/Argentina/Buenos_Aires', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'UTC']

function intlText(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  return (at) => format.format(at)
}

describe.each(zones)('the wall clock of %s', (zone) => {
  const clock = zoneTime(zone)
  const expected = intlText(zone)

  it('agrees with the platform at every quarter hour of a year', () => {
    const start = Date.UTC(2026, 0, 1)
    const wrong: string[] = []
    for (let at = start; at < start + 366 * dayMs; at += 15 * minuteMs) if (momentText(at, clock) !== expected(at)) wrong.push(new Date(at).toISOString())
    expect(wrong).toEqual([])
  })

  it('agrees with the platform at any moment of sixty years', () => {
    fc.assert(fc.property(fc.integer({ min: Date.UTC(1990, 0, 1), max: Date.UTC(2050, 0, 1) }), (at) => {
      expect(momentText(at, clock)).toBe(expected(at))
    }), { numRuns: 300 })
  })

  it('gives the first moment at which a local time is reached', () => {
    fc.assert(fc.property(fc.integer({ min: 20_000, max: 22_000 }), fc.integer({ min: 0, max: 1439 }), (day, minute) => {
      const moment = clock.momentOf(day, minute * minuteMs)
      const local = (at: number) => clock.dayAt(at) * dayMs + clock.timeOfDayAt(at)
      expect(local(moment)).toBeGreaterThanOrEqual(day * dayMs + minute * minuteMs)
      expect(local(moment - 1)).toBeLessThan(day * dayMs + minute * minuteMs)
    }), { numRuns: 2000 })
  })
})

describe('changes of the clock', () => {
  const at = (zone: string, day: string, time: string) => {
    const [hours = 0, minutes = 0] = time.split(':').map(Number)
    return new Date(zoneTime(zone).momentOf(parseDay(day) ?? Number.NaN, (hours * 60 + minutes) * minuteMs)).toISOString()
  }

  it('a time that is skipped is the first moment after the change', () => {
    expect(at('America/New_York', '2026-03-08', '02:30')).toBe('2026-03-08T07:00:00.000Z')
    // Chile's day begins at one o'clock when summer time does.
    expect(at('America/Santiago', '2026-09-06', '00:00')).toBe('2026-09-06T04:00:00.000Z')
  })

  it('a time that comes twice is its first coming', () => {
    expect(at('America/New_York', '2026-11-01', '01:30')).toBe('2026-11-01T05:30:00.000Z')
    expect(at('Australia/Lord_Howe', '2026-04-05', '01:45')).toBe('2026-04-04T14:45:00.000Z')
  })

  it('the day on which summer time ends in Chile is 25 hours long', () => {
    const santiago = zoneTime('America/Santiago')
    const day = parseDay('2026-04-04') ?? Number.NaN
    expect(santiago.momentOf(day + 1) - santiago.momentOf(day)).toBe(25 * 3_600_000)
  })
})

it('unknown zones are refused', () => {
  expect(() => zoneTime('America/Atlantis')).toThrow(RangeError)
})

it('days are texts and weekdays', () => {
  expect(parseDay('2026-02-29')).toBeNull()
  expect(parseDay('2024-2-9')).toBeNull()
  const day = parseDay('2024-02-29') ?? Number.NaN
  expect(dayText(day)).toBe('2024-02-29')
  expect(weekdayOf(day)).toBe(3)
  expect(weekdayOf(-1)).toBe(2)
})
