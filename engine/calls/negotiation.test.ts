import { fileURLToPath } from 'node:url'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { negotiationFlowSchema, spokenVariables } from '../contract/policies.ts'
import type { NegotiationFlow } from '../contract/policies.ts'
import { currentTimeText, dynamicVariables, missingVariables } from './call-variables.ts'
import type { SpokenDebt, SpokenDebtor } from './call-variables.ts'
import { agentOverride, brokenLimits, delinquencyTypeOf, limitsOn, offersOf, readDelinquencyTypes } from './negotiation.ts'
import { amountText, spokenAmount } from './spoken-money.ts'
import { parseDay } from './zone-time.ts'

const types = readDelinquencyTypes(fileURLToPath(new URL('../../resources', import.meta.url)))
const flowOf = (code: string): NegotiationFlow => {
  const type = types.find((one) => one.code === code)
  if (type === undefined) throw new Error(`there is no ${code}`)
  return type.flow
}
const debtor: SpokenDebtor = { name: 'Rosa "Chita" Peña', nationalId: '12345678-5', zone: 'America/Santiago', language: 'es', variables: {} }
const debt: SpokenDebt = { company: 'Luz del Valle', instalments: 2, amountMinor: 104_050, paidMinor: 0, currency: 'CLP', dueOn: '2026-11-01', lastNegotiableOn: '2026-11-30', delinquency: 'early' }
// 23:30 of the 16th in Santiago, already the 17th in UTC.
const now = Date.parse('2026-11-17T02:30:00Z')
const today = parseDay('2026-11-16') ?? Number.NaN

describe('dynamic variables', () => {
  it('are the names existing scripts speak, as strings', () => {
    expect(dynamicVariables(debtor, debt, null, now, 'America/Santiago')).toEqual({
      nombre: 'Rosa "Chita" Peña', empresa: 'Luz del Valle', cuotas_adeudadas: '2', cantidad_cupones: '2', monto_total: '104050', fecha_limite: '2026-11-01', fecha_maxima: '2026-11-30',
      RUT: '12345678-5', tipo_llamada: 'cobranza', tipo_deuda: 'early', dias_vencidos: '15', current_time_America_Santiago: 'Monday, November 16, 2026 at 11:30:00 PM CLT',
    })
  })

  it('leave out what nobody knows, so that the dial is blocked by name', () => {
    const poor = { ...debt, instalments: null, amountMinor: null, dueOn: null, lastNegotiableOn: null, delinquency: null }
    const variables = dynamicVariables(debtor, poor, null, now, 'America/Santiago')
    const script = ['nombre', 'cuotas_adeudadas', 'monto_total', 'fecha_limite', 'dias_vencidos', 'current_time_America_Santiago', 'current_time_America/New_York', 'user_number', 'monto_total']
    expect(missingVariables(script, variables)).toEqual(['cuotas_adeudadas', 'monto_total', 'fecha_limite', 'dias_vencidos'])
    expect(missingVariables(['cuotas_adeudadas'], dynamicVariables({ ...debtor, variables: { cuotas_adeudadas: '4' } }, poor, null, now, 'America/Santiago'))).toEqual([])
    expect(missingVariables(['empresa'], { empresa: '  ' })).toEqual(['empresa'])
  })

  it('owe what is left after payments, and never a day overdue before the due day', () => {
    const variables = dynamicVariables(debtor, { ...debt, paidMinor: 4050, dueOn: '2026-11-20' }, null, now, 'America/Santiago')
    expect(variables).toMatchObject({ monto_total: '100000', dias_vencidos: '0' })
  })

  it('tell the time of the campaign, in the form scripts already know', () => {
    expect(currentTimeText(Date.parse('2025-09-29T03:28:38Z'), 'America/Santiago')).toBe('Monday, September 29, 2025 at 12:28:38 AM CLT')
    expect(currentTimeText(now, 'America/New_York')).toBe('Monday, November 16, 2026 at 9:30:00 PM EST')
    expect(dynamicVariables(debtor, debt, null, now, 'America/Argentina/Buenos_Aires')).toHaveProperty('current_time_America_Argentina_Buenos_Aires')
  })

  it('money has no decimals where it needs none', () => {
    expect([amountText(38_981, 'CLP'), amountText(3_898_150, 'USD'), amountText(3_898_100, 'MXN')]).toEqual(['38981', '38981.50', '38981'])
    expect([spokenAmount(38_981, 'CLP', 'es'), spokenAmount(3_898_150, 'USD', 'en')]).toEqual(['38.981 pesos chilenos', '38,981.50 US dollars'])
  })

  it('of a flow: opening, offers in order, reactions', () => {
    const variables = dynamicVariables(debtor, debt, flowOf('medium'), now, 'America/Santiago')
    expect(variables).toMatchObject({
      apertura: 'Hola, buenas. ¿Hablo con Rosa "Chita" Peña?', descuento_maximo: '5%', cuotas_maximas: '3', tono: 'cordial y directo',
      oferta_1: 'Puede dejarlo al día pagando 104.050 pesos chilenos a más tardar el sábado, 21 de noviembre.',
      oferta_2: 'También puede pagarlo en 3 cuotas de 34.684 pesos chilenos, la primera el sábado, 21 de noviembre.',
      oferta_3: 'Si paga el jueves, 19 de noviembre, le puedo ofrecer un 5% de descuento: serían 98.848 pesos chilenos.',
    })
    for (const text of Object.values(variables)) expect(text).not.toContain('{{')
  })
})

describe('the flows shipped', () => {
  it('are four, in order of days, without gaps', () => {
    expect(types.map((type) => [type.code, type.fromDays, type.toDays])).toEqual([['early', null, 30], ['medium', 31, 90], ['late', 91, 180], ['written_off', 181, null]])
    expect([-3, 0, 30, 31, 90, 181, 4000].map((days) => delinquencyTypeOf(types, null, days)?.code)).toEqual(['early', 'early', 'early', 'medium', 'medium', 'written_off', 'written_off'])
    expect(delinquencyTypeOf(types, ' Late ', 3)?.code).toBe('late')
    expect(delinquencyTypeOf(types, 'unheard_of', null)).toBeNull()
  })

  it.each(types.map((type) => [type.code, type.flow] as const))('%s speaks of no debt to strangers, and of nothing unknown', (_, flow) => {
    const variables = new Set([...Object.keys(dynamicVariables(debtor, debt, flow, now, 'America/Santiago')), 'oferta_monto', 'oferta_descuento', 'oferta_cuotas', 'oferta_monto_cuota', 'oferta_fecha'])
    const said = [flow.opening, ...flow.offers.map((offer) => offer.say), ...Object.values(flow.reactions).map((reaction) => reaction.say)]
    for (const { es, en } of said) {
      expect(spokenVariables(es)).toEqual(spokenVariables(en))
      for (const name of spokenVariables(es)) expect(variables).toContain(name)
    }
  })
})

describe('limits', () => {
  const medium = flowOf('medium')
  const problems = (flow: unknown) => negotiationFlowSchema.safeParse(flow).error?.issues.map((issue) => issue.message) ?? []

  it('a flow that breaks its own limits, tells strangers of the debt or ignores an opt-out is refused', () => {
    expect(problems(medium)).toEqual([])
    expect(problems({ ...medium, limits: { ...medium.limits, discountPercent: 4 } })).toEqual(['offer_beyond_limit'])
    expect(problems({ ...medium, opening: { es: '¿{{nombre}}? Llamo por su deuda de {{monto_total}}.', en: 'Hello' } })).toEqual(['tells_the_debt', 'opening_may_lack_a_variable'])
    expect(problems({ ...medium, opening: { es: 'Hola {{apodo}}', en: 'Hello {{nombre}}' } })).toEqual(['opening_may_lack_a_variable'])
    expect(problems({ ...medium, opening: { es: 'Hola {{nombre}}, {{tono}}', en: 'Hello {{nombre}}' } })).toEqual([])
    expect(problems({ ...medium, reactions: { ...medium.reactions, opt_out: { ...medium.reactions.opt_out, next: 'next_offer' } } })).toEqual(['opt_out_must_bar'])
    expect(problems({ ...medium, offers: medium.offers.toReversed() })).toContain('discount_falls')
  })

  it('after the last negotiable day neither discounts nor instalments are left', () => {
    const late = { owedMinor: 100_000, lastNegotiableOn: '2026-11-15' }
    expect(offersOf(medium, late, today).map(({ terms }) => [terms.amountMinor, terms.instalments])).toEqual([[100_000, 1]])
    expect(brokenLimits({ discountPercent: 1, instalments: 2 }, limitsOn(medium, late, today))).toEqual(['discountPercent', 'instalments'])
    expect(offersOf(medium, { owedMinor: null, lastNegotiableOn: null }, today)).toEqual([])
  })

  it('no offer ever gives more than the limit, asks for more than is owed, or waits past the last day', () => {
    fc.assert(fc.property(fc.constantFrom(...types), fc.integer({ min: 1, max: 10_000_000_000 }), fc.option(fc.integer({ min: -5, max: 40 })), (type, owedMinor, daysLeft) => {
      const lastDay = daysLeft === null ? null : today + daysLeft
      const lastNegotiableOn = lastDay === null ? null : new Date(lastDay * 86_400_000).toISOString().slice(0, 10)
      for (const { terms } of offersOf(type.flow, { owedMinor, lastNegotiableOn }, today)) {
        expect(terms.discountMinor * 100).toBeLessThanOrEqual(owedMinor * type.flow.limits.discountPercent)
        expect(terms.amountMinor + terms.discountMinor).toBe(owedMinor)
        expect(terms.instalmentMinor * terms.instalments).toBeGreaterThanOrEqual(terms.amountMinor)
        expect(terms.payOn).toBeLessThanOrEqual(lastDay !== null && lastDay >= today ? lastDay : today + type.flow.limits.payWithinDays)
      }
    }))
  })
})

it('an agent is overridden only where the flow says so', () => {
  const early = flowOf('early')
  expect(agentOverride({ ...early, override: { useOpening: true, maxCallMinutes: 5, endAfterSilenceSeconds: null } }, 'en')).toEqual({ agent: { max_call_duration_ms: 300_000 }, retell_llm: { begin_message: early.opening.en } })
  expect(agentOverride({ ...early, override: { useOpening: false, maxCallMinutes: null, endAfterSilenceSeconds: null } }, 'es')).toBeNull()
})
