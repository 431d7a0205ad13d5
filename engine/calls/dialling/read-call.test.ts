import { describe, expect, it } from 'vitest'
import type { CallBody } from '../retell/bodies.ts'
import { readCall, type ReadingPerson, type ReadingSetup } from './read-call.ts'

const startedAt = Date.parse('2026-03-02T15:00:00Z')

const setupIn = (language: 'es' | 'en'): ReadingSetup => ({
  agent: { language }, dispositionOverrides: new Map(),
  policy: { retryMinutes: { conversation: 30, machine: 60, unanswered: 60, bad_number: 0, caller_side: 30, account: 5, system: 30 } },
})
const person: ReadingPerson = { debtor: { time_zone: 'America/New_York' }, debt: { amount_minor: 84_000, paid_minor: 0, currency: 'USD', last_negotiable_on: null } }

const call = (agent: string, user: string): CallBody => ({
  call_id: 'call_1', call_status: 'ended', disconnection_reason: 'user_hangup', start_timestamp: startedAt,
  transcript_object: [{ role: 'agent', content: agent }, { role: 'user', content: user }],
})

describe('a finished call', () => {
  it('is read in the language of the script', () => {
    expect(readCall(call('May I speak with Rosa?', 'You have the wrong number.'), setupIn('en'), person).reading?.outcome).toBe('wrong_person')
  })

  it('in another language than the script keeps what was promised in words, not only in variables', () => {
    const said = { ...call('When could you pay your balance?', 'I can pay the whole balance on March 9th.'), collected_dynamic_variables: { fecha_pago_cliente: '2026-03-09', monto_pago_cliente: '840' } }
    expect(readCall(said, setupIn('es'), person).reading?.promise).toEqual({ date: '2026-03-09', amountMinor: 84_000, flags: [] })
  })

  it('keeps a wish not to be called that was said in another language', () => {
    expect(readCall(call('Buenos días, ¿hablo con Rosa?', 'Stop calling me, please.'), setupIn('es'), person).reading?.outcome).toBe('opt_out')
    expect(readCall(call('Good morning, may I speak with Rosa?', 'No me llamen más.'), setupIn('en'), person).reading?.outcome).toBe('opt_out')
  })

  it('takes a reason that is new to us as one that risks least', () => {
    expect(readCall({ call_id: 'call_2', call_status: 'not_connected', disconnection_reason: 'something_new' }, setupIn('es'), person).disposition).toMatchObject({ reason: 'dial_failed', rang: true, breaker: true })
  })
})
