import { describe, expect, it } from 'vitest'
import { isNarrowed, readCallJobFilter, readMoment } from './job-filter.ts'

describe('the filter in the address', () => {
  it('keeps what it knows and drops the rest', () => {
    expect(readCallJobFilter('c', 'why', { status: 'failed,nonsense', verdict: 'wait', rule: 'legal_cap,x', text: ' ana ' })).toEqual({ campaignId: 'c', statuses: ['failed'], verdicts: ['wait'], rules: ['legal_cap'], text: 'ana' })
  })
  it('asks for a decision only where decisions are shown', () => {
    expect(readCallJobFilter('c', 'results', { verdict: 'wait', rule: 'legal_cap' })).toEqual({ campaignId: 'c' })
  })
  it('shows as retries those who wait for their moment, whatever else the address says', () => {
    expect(readCallJobFilter('c', 'retries', { status: 'failed' })).toEqual({ campaignId: 'c', statuses: ['scheduled'] })
  })
  it('knows a moment of the past from none', () => {
    expect(readMoment({})).toBeNull()
    expect(readMoment({ at: 'yesterday' })).toBeNull()
    expect(readMoment({ at: '1700000000000' })).toBe(1_700_000_000_000)
    expect(isNarrowed({ at: '1700000000000', view: 'why' })).toBe(false)
    expect(isNarrowed({ rule: 'window' })).toBe(true)
  })
})
