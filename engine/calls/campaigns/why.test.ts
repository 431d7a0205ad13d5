import { describe, expect, it } from 'vitest'
import type { CampaignDial, CampaignFacts, CampaignFactsRow } from '../../../db/queries/campaign-facts.ts'
import { policyRulesSchema } from '../../contract/policies.ts'
import { effectivePolicy } from '../effective-policy.ts'
import { campaignHolidays } from '../holidays.ts'
import { readPresets } from '../presets.ts'
import { resources } from '../../../tests/harness/practice-rig.ts'
import { whyOf, type WhyView } from './why.ts'

const hour = 3_600_000
const day = 24 * hour
/** A Thursday at ten in Santiago. */
const thursday = Date.parse('2026-05-14T14:00:00Z')
const zone = 'America/Santiago'

const row: CampaignFactsRow = {
  seq: 1, id: 'j1', status: 'pending', attempts: 0, max_attempts: 3, round_id: null, next_try_at: null, callback_at: null, callback_asked_at: null, outcome: null,
  excluded_rule: null, excluded_at: null, reinstated_at: null, last_rule: null, last_error: null, created_at: thursday - 60 * day, finished_at: null, live: 0,
  debtor_seq: 1, debtor_id: 'd1', name: 'Rosa Prueba', national_id: '1-9', zone, language: 'es', consent_at: null, variables: '{}',
  debt_seq: 1, company: 'Tienda Norte', instalments: 2, amount_minor: 84_000, paid_minor: 0, currency: 'CLP', due_on: null, last_negotiable_on: null, delinquency: null,
}
const facts = (change: Partial<Omit<CampaignFacts, 'row'>> & { row?: Partial<CampaignFactsRow> } = {}): CampaignFacts => ({
  phones: [{ number: '+56960000001', state: 'ok', state_at: null }], bars: [], dials: [], exclusions: [], ...change, row: { ...row, ...change.row },
})
const dial = (at: number, change: Partial<CampaignDial> = {}): CampaignDial => ({
  call_job_seq: 1, debt_seq: 1, campaign_id: 'c1', number: '+56960000001', intent_at: at, ended_at: at + 60_000, not_placed: 0, rang: 1, contact: 0, unanswered: 1, spent: 1, disposition: 'unanswered', ...change,
})
const view = (at: number, past: boolean, preset: 'none' | 'cl' = 'none'): WhyView => ({
  campaignId: 'c1', zone, spoken: ['nombre'], at, past, policyVersion: 1,
  policy: effectivePolicy(policyRulesSchema.parse({}), readPresets(resources)[preset], campaignHolidays('CL'), zone, []),
})
const rule = (known: CampaignFacts, seen: WhyView) => whyOf(known, seen)?.rule ?? null

describe('why a debtor is called or not', () => {
  it('takes one whom a round may choose again as not yet tried today', () => {
    expect(rule(facts({ row: { attempts: 3 } }), view(thursday, false))).toBe('allowed')
    expect(rule(facts({ row: { attempts: 3, status: 'scheduled', next_try_at: thursday } }), view(thursday, false))).toBe('max_attempts')
  })

  it('says nothing of one who is done with', () => {
    expect(whyOf(facts({ row: { status: 'done', finished_at: thursday - hour } }), view(thursday, false))).toBeNull()
  })

  it('names what a script would lack', () => {
    expect(whyOf(facts({ row: { name: '' } }), view(thursday, false))).toMatchObject({ verdict: 'exclude', rule: 'missing_variables', figure: 'nombre' })
  })
})

describe('why it was so at a moment of the past', () => {
  it('knows nothing of calls that came later', () => {
    const known = facts({ dials: [dial(thursday + hour), dial(thursday + day), dial(thursday + 2 * day)] })
    expect(rule(known, view(thursday + 3 * day, false))).toBe('unanswered_days')
    expect(rule(known, view(thursday, true))).toBe('allowed')
  })

  it('takes a call whose end was not known for one under way', () => {
    expect(rule(facts({ dials: [dial(thursday - 30_000)] }), view(thursday, true))).toBe('live')
  })

  it('counts a call for which nobody knew yet that it was never placed', () => {
    const known = facts({ dials: [dial(thursday - 30_000, { not_placed: 1, rang: 0, unanswered: 0, spent: 0 })] })
    expect(rule(known, view(thursday, true))).toBe('live')
    expect(rule(known, view(thursday + hour, true))).toBe('allowed')
  })

  it('waits as long as it waited then after a call of that day', () => {
    expect(whyOf(facts({ dials: [dial(thursday - 10 * 60_000)] }), view(thursday, true))).toMatchObject({ verdict: 'wait', rule: 'retry_delay', until: thursday - 10 * 60_000 + 60_000 + hour })
    const spent = facts({ dials: [dial(thursday - 50 * 60_000), dial(thursday - 40 * 60_000), dial(thursday - 30 * 60_000)] })
    expect(whyOf(spent, view(thursday, true))).toMatchObject({ verdict: 'wait' })
  })

  it('holds the law of then: a conversation counts from when it was over', () => {
    const known = facts({ dials: [dial(thursday - 2 * day, { contact: 1, unanswered: 0, disposition: 'conversation' })] })
    expect(rule(known, view(thursday, true, 'cl'))).toBe('legal_cap')
    expect(rule(known, view(thursday - 3 * day, true, 'cl'))).toBe('allowed')
  })

  it('knows only entries and marks of numbers that stood then', () => {
    const bar = { scope: 'person' as const, subject: 'rut:1-9', created_at: thursday - day, lifted_at: thursday + day, source: 'call' }
    expect(rule(facts({ bars: [bar] }), view(thursday, true))).toBe('do_not_call')
    expect(rule(facts({ bars: [bar] }), view(thursday - 2 * day, true))).toBe('allowed')
    expect(rule(facts({ bars: [bar] }), view(thursday + 4 * day, true))).toBe('allowed')
    const marked = facts({ phones: [{ number: '+56960000001', state: 'bad', state_at: thursday + hour }] })
    expect(rule(marked, view(thursday, true))).toBe('allowed')
    expect(rule(marked, view(thursday + 2 * hour, true))).toBe('no_phone')
  })

  it('remembers an exclusion that a person has lifted since', () => {
    const known = facts({ row: { reinstated_at: thursday + day }, exclusions: [{ at: thursday - day, rule: 'unanswered_days' }] })
    expect(rule(known, view(thursday, true))).toBe('unanswered_days')
    expect(rule(known, view(thursday + 4 * day, true))).toBe('allowed')
  })

  it('remembers that somebody was out for want of a consent that came later, though it is dated earlier', () => {
    const known = facts({ row: { consent_at: thursday - 9 * day }, exclusions: [{ at: thursday - day, rule: 'consent' }, { at: thursday + day, rule: 'consent_given' }] })
    expect(rule(known, view(thursday, true))).toBe('consent')
    expect(rule(known, view(thursday + 4 * day, true))).toBe('allowed')
  })

  it('knows since when somebody was set aside', () => {
    const known = facts({ row: { status: 'suspended', last_error: 'en disputa' }, exclusions: [{ at: thursday, rule: 'by_person' }] })
    expect(rule(known, view(thursday - hour, true))).toBe('allowed')
    expect(whyOf(known, view(thursday + hour, true))).toMatchObject({ rule: 'by_person', figure: 'en disputa' })
  })

  it('tells of those who are done with by now, and not of those who came later', () => {
    const ended = facts({ row: { status: 'done', finished_at: thursday + hour } })
    expect(rule(ended, view(thursday, true))).toBe('allowed')
    expect(whyOf(ended, view(thursday + 2 * hour, true))).toBeNull()
    expect(whyOf(facts({ row: { created_at: thursday + hour } }), view(thursday, true))).toBeNull()
  })
})
