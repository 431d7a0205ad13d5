import { describe, expect, it } from 'vitest'
import { breakerOpens } from './breaker.ts'

describe('the circuit breaker', () => {
  it('says nothing about fewer than five calls', () => expect(breakerOpens(['system', 'system', 'system', 'system'])).toBe(false))
  it('opens when half of them failed for causes of the line', () => expect(breakerOpens(['system', 'caller_side', 'caller_side', 'unanswered', 'conversation', 'machine'])).toBe(true))
  it('stays closed below half', () => expect(breakerOpens(['system', 'caller_side', 'unanswered', 'conversation', 'machine'])).toBe(false))
  it('does not blame the line for debtors who do not answer', () => expect(breakerOpens(Array.from({ length: 50 }, () => 'unanswered' as const))).toBe(false))
})
