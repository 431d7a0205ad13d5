import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { policyRulesSchema } from '../../contract/policies.ts'
import { readPresets } from '../presets.ts'
import { replayLedger, type Ledger, type LedgerAttempt } from './replay.ts'

const presets = readPresets(fileURLToPath(new URL('../../../resources', import.meta.url)))
/** A Wednesday, ten in the morning in Santiago. */
const ten = Date.parse('2026-03-04T13:00:00Z')
const minute = 60_000
const hour = 60 * minute
const day = 24 * hour

function attempt(id: string, debtor: string, at: number, more: Partial<LedgerAttempt> = {}): LedgerAttempt {
  return {
    id, campaignId: 'campaign', jobId: `job of ${debtor}`, debtorId: debtor, debtId: `debt of ${debtor}`, number: `+5691${debtor.length}`, state: 'ended', intentAt: at, endedAt: at + minute,
    rang: true, contact: false, unanswered: true, outcome: null, rule: 'allowed', figure: null, policyVersion: 1, ...more,
  }
}

function ledger(attempts: LedgerAttempt[], { preset = 'none', rules = {}, ...more }: Partial<Ledger> & { preset?: keyof typeof presets; rules?: object } = {}): Ledger {
  const policy = { operator: policyRulesSchema.parse(rules), preset: presets[preset], loosened: [] }
  return {
    campaigns: [{ id: 'campaign', zone: 'America/Santiago', concurrency: 2, callsPerSecond: 1, policyVersion: 1, policies: new Map([[1, policy]]), presets: [], holidays: new Set(['2026-03-06']), workdays: new Set() }],
    debtors: new Map(['ana', 'benito', 'carla'].map((name) => [name, { zone: 'America/Santiago', consentAt: null, personKey: `rut:${name}` }])),
    attempts: attempts.toSorted((one, other) => one.intentAt - other.intentAt),
    doNotCall: [],
    reinstated: new Map(),
    ...more,
  }
}

const found = (one: Ledger, lineLimit = 20) => replayLedger(one, lineLimit).map((violation) => `${violation.rule} ${violation.attemptId}`)

describe('the replay of a ledger', () => {
  it('finds nothing in what is allowed', () => {
    const answered = { unanswered: false, contact: true }
    expect(found(ledger([
      attempt('1', 'ana', ten), attempt('2', 'benito', ten + 1000), attempt('3', 'ana', ten + hour), attempt('4', 'ana', ten + 2 * hour),
      attempt('5', 'ana', ten + day, answered), attempt('6', 'carla', ten + minute), attempt('7', 'benito', ten + 1000 + minute),
    ]))).toEqual([])
  })

  it.each<[string, LedgerAttempt[], Parameters<typeof ledger>[1], string[]]>([
    ['a fourth call on a day', [0, 1, 2, 3].map((hours) => attempt(`${hours}`, 'ana', ten + hours * hour)), {}, ['cap 3']],
    ['a legal cap of the preset', [attempt('1', 'ana', ten), attempt('2', 'ana', ten + day)], { preset: 'cl' }, ['cap 2']],
    ['a call before the window', [attempt('1', 'ana', ten - 2 * hour)], {}, ['window 1']],
    ['a call too close to its end', [attempt('1', 'ana', ten + 9 * hour - minute)], {}, ['window 1']],
    ['a Saturday', [attempt('1', 'ana', ten + 3 * day)], {}, ['window 1']],
    ['a holiday', [attempt('1', 'ana', ten + 2 * day)], {}, ['holiday 1']],
    ['somebody who asked not to be called', [attempt('1', 'ana', ten), attempt('2', 'benito', ten + hour)], { doNotCall: [{ scope: 'person', subject: 'rut:ana', at: ten - 1, liftedAt: null }] }, ['do_not_call 1']],
    ['a number that is barred', [attempt('1', 'ana', ten)], { doNotCall: [{ scope: 'number', subject: '+56913', at: ten - 1, liftedAt: null }] }, ['do_not_call 1']],
    ['silence after a conversation', [attempt('1', 'ana', ten, { contact: true }), attempt('2', 'ana', ten + day)], { rules: { silenceDays: 2 } }, ['silence 2']],
    ['a call after three days without an answer', [0, 1, 5, 6].map((days) => attempt(`${days}`, 'ana', ten + days * day)), {}, ['unanswered_days 6']],
    ['no consent', [attempt('1', 'ana', ten)], { preset: 'us' }, ['consent 1']],
    ['a second call while the first goes on', [attempt('1', 'ana', ten, { endedAt: ten + 5 * minute }), attempt('2', 'ana', ten + minute)], {}, ['live 2']],
    ['a call while nobody knows of the first', [attempt('1', 'ana', ten, { endedAt: null, state: 'needs_review' }), attempt('2', 'ana', ten + day)], {}, ['live 2']],
    ['more calls at once than the campaign may', ['ana', 'benito', 'carla'].map((name, index) => attempt(name, name, ten + index * 1000)), {}, ['concurrency carla']],
    ['calls in the same second', [attempt('1', 'ana', ten), attempt('2', 'benito', ten + 998)], {}, ['pace 2']],
    ['more debtors than a day may have', [attempt('1', 'ana', ten), attempt('2', 'benito', ten + hour), attempt('3', 'ana', ten + 2 * hour)], { rules: { debtorsPerDay: 1 } }, ['debtors_per_day 2']],
    ['a callback before its time', [attempt('1', 'ana', ten, { rule: 'callback_due', figure: '2026-03-04 10:30' })], {}, ['callback 1']],
    ['a dial nobody decided', [attempt('1', 'ana', ten, { rule: null })], {}, ['undecided 1']],
  ])('finds %s', (_name, attempts, more, expected) => {
    expect(found(ledger(attempts, more))).toEqual(expected)
  })

  it('finds more calls at once than the line allows, whatever campaign they are of', () => {
    expect(found(ledger([attempt('1', 'ana', ten), attempt('2', 'benito', ten + 1000)]), 1)).toEqual(['line_limit 2'])
  })

  it('lets a dial that was never placed count for nobody, and a lifted entry bar nobody', () => {
    const notPlaced = attempt('1', 'ana', ten, { state: 'not_placed', rang: false, unanswered: false })
    expect(found(ledger([notPlaced, attempt('2', 'ana', ten + day)], { preset: 'cl', doNotCall: [{ scope: 'person', subject: 'rut:ana', at: ten - day, liftedAt: ten - hour }] }))).toEqual([])
  })

  it('lets whoever asked to be called come on top of the day', () => {
    const callback = attempt('2', 'benito', ten + hour, { rule: 'callback_due', figure: '2026-03-04 11:00' })
    expect(found(ledger([attempt('1', 'ana', ten), callback], { rules: { debtorsPerDay: 1 } }))).toEqual([])
  })
})
