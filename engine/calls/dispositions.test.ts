import { describe, expect, it } from 'vitest'
import { disconnectionReasons, dispositionGroups } from '../../db/values.ts'
import type { DisconnectionReason } from '../../db/values.ts'
import { policyRulesSchema } from '../contract/policies.ts'
import { dispositionOf } from './dispositions.ts'

const { retryMinutes } = policyRulesSchema.parse({})
const none = new Map<string, string>()
const of = (reason: DisconnectionReason) => dispositionOf(reason, none, retryMinutes)

describe('dispositions', () => {
  it('every reason has a group, and every group a reason', () => {
    expect(disconnectionReasons).toHaveLength(34)
    expect(new Set(disconnectionReasons.map((reason) => of(reason).group))).toEqual(new Set(dispositionGroups))
  })

  it.each([
    ['user_hangup', { group: 'conversation', rang: true, contact: true, unanswered: false, retryMinutes: 30, attemptSpent: true, breaker: false, campaign: 'none' }],
    ['inactivity', { group: 'conversation', contact: true, retryMinutes: 30 }],
    ['voicemail_reached', { group: 'machine', contact: false, unanswered: false, retryMinutes: 60 }],
    ['dial_busy', { group: 'unanswered', contact: false, unanswered: true, retryMinutes: 60 }],
    ['user_declined', { group: 'unanswered', rang: true, unanswered: true }],
    ['invalid_destination', { group: 'bad_number', rang: false, nextPhone: true, retryMinutes: 0 }],
    ['sip_routing_error', { group: 'caller_side', rang: true, unanswered: false, breaker: true, retryMinutes: 30 }],
    ['no_valid_payment', { group: 'account', rang: false, attemptSpent: false, campaign: 'pause' }],
    ['concurrency_limit_reached', { group: 'account', attemptSpent: false, campaign: 'slow' }],
    ['error_asr', { group: 'system', rang: true, unanswered: false, retryMinutes: 30, attemptSpent: true }],
  ] as const)('%s', (reason, expected) => {
    expect(of(reason)).toMatchObject(expected)
  })

  it('a business may move a reason, but not what rang', () => {
    const overrides = new Map([['registered_call_timeout', '{"group":"system","retryMinutes":5}'], ['no_valid_payment', '{"group":"caller_side","retryMinutes":null}']])
    expect(dispositionOf('registered_call_timeout', overrides, retryMinutes)).toMatchObject({ group: 'system', rang: true, unanswered: false, retryMinutes: 5 })
    expect(dispositionOf('no_valid_payment', overrides, retryMinutes)).toMatchObject({ group: 'caller_side', campaign: 'none', retryMinutes: 30, rang: false })
    expect(() => dispositionOf('dial_busy', new Map([['dial_busy', '{"group":"elsewhere","retryMinutes":1}']]), retryMinutes)).toThrow('group')
  })
})
