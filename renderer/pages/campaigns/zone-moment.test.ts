import { describe, expect, it } from 'vitest'
import { isZone, zonedMoment, zonedText } from '../../components/calls/zoned-clock.ts'
import { wallMoment, wallText } from './zone-moment.ts'

describe('moments on the wall clock of a campaign', () => {
  it('are written and read in its zone, not in the one of the person', () => {
    const at = Date.UTC(2026, 10, 21, 12, 0)
    expect(wallText(at, 'America/Santiago')).toBe('2026-11-21T09:00')
    expect(wallMoment('2026-11-21T09:00', 'America/Santiago')).toBe(at)
    expect(zonedMoment('en-GB', at, 'America/Bogota')).toContain('07:00')
  })
  it('finds a moment for hours a change of the clock leaves out or repeats', () => {
    // In Santiago the clocks went from 24:00 to 01:00 on the night to 6 September 2026.
    expect(wallMoment('2026-09-06T00:30', 'America/Santiago')).toBe(Date.UTC(2026, 8, 6, 4, 30))
  })
  it('gives nothing for what is no date or no zone', () => {
    expect(wallMoment('', 'America/Santiago')).toBeNull()
    expect(wallMoment('2026-13-01T00:00', 'America/Santiago')).toBeNull()
    expect(isZone('America/Nowhere')).toBe(false)
    expect(zonedText('en-GB', Date.UTC(2026, 0, 1), 'full', 'America/Nowhere')).toContain('2026')
  })
})
