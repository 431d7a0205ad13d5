import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'

let test: TestEngine
beforeEach(async () => { test = await openTestEngine() })
afterEach(() => test.close())

describe('what a business sets up once', () => {
  it('is there from the start, in the language of the console', async () => {
    const { client, businessId } = test
    await client.system.setPreferences({ language: 'en' })
    const policies = await client.callCatalogue.policies({ businessId })
    expect(policies.map((policy) => policy.preset)).toEqual(['cl', 'us', 'co', 'mx', 'ar', 'none'])
    expect(policies.every((policy) => policy.version === 1 && policy.rules.debtorsPerDay === 60)).toBe(true)
    expect((await client.callCatalogue.delinquencyTypes({ businessId })).map((type) => type.code)).toEqual(['early', 'medium', 'late', 'written_off'])
    expect(await client.callCatalogue.agents({ businessId })).toMatchObject([{ agentId: 'agent_practice_en', fromNumber: '+12135550100', language: 'en', simulated: true }])
    // Read again, nothing is added; archived, it does not come back.
    for (const policy of policies) await client.callCatalogue.archivePolicy({ id: policy.id })
    expect(await client.callCatalogue.policies({ businessId })).toEqual([])
  })

  it('makes a version of a policy only when something changed, and keeps when a rule was loosened', async () => {
    const { client, businessId } = test
    const [first] = await client.callCatalogue.policies({ businessId })
    if (first === undefined) throw new Error('no policy')
    const { id, name, preset, rules } = first
    const loosened = [{ rule: 'legal_cap' as const, reason: 'El cliente lo pidió por escrito', by: 'Ana' }]
    const second = await client.callCatalogue.savePolicy({ businessId, id, name, preset, rules, loosened })
    const third = await client.callCatalogue.savePolicy({ businessId, id, name, preset, rules: { ...rules, debtorsPerDay: 90 }, loosened })
    const same = await client.callCatalogue.savePolicy({ businessId, id, name, preset, rules: { ...rules, debtorsPerDay: 90 }, loosened })
    expect([second.version, third.version, same.version]).toEqual([2, 3, 3])
    expect(third.loosened[0]?.at).toBe(second.loosened[0]?.at)
    await expect(client.callCatalogue.savePolicy({ businessId, id, name, preset, rules, loosened: [{ rule: 'legal_cap', reason: 'porque', by: 'Ana' }] })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await expect(client.callCatalogue.savePolicy({ businessId, id, name, preset, rules, loosened: [...loosened, ...loosened] })).rejects.toMatchObject({ data: { reason: 'call_catalogue.loosened_twice' } })
  })

  it('tells the versions of a policy, who wrote them, and where it would go further than its preset', async () => {
    const { client, businessId } = test
    const policy = (await client.callCatalogue.policies({ businessId })).find((one) => one.preset === 'cl')
    if (policy === undefined) throw new Error('no policy')
    const { id, name, preset, rules } = policy
    expect(policy.conflicts.map((one) => [one.rule, one.loosened])).toEqual([['legal_cap', null]])
    const saved = await client.callCatalogue.savePolicy({ businessId, id, name, preset, rules: { ...rules, debtorsPerDay: 90 }, loosened: [{ rule: 'legal_cap', reason: 'El cliente lo pidió por escrito', by: 'Ana' }], by: 'Ana Ríos' })
    expect(saved.conflicts[0]?.loosened).toMatchObject({ by: 'Ana' })
    expect(await client.callCatalogue.policyHistory({ id })).toMatchObject({
      name, versions: [{ version: 2, savedBy: 'Ana Ríos', presetVersion: 1, rules: { debtorsPerDay: 90 }, loosened: [{ by: 'Ana' }] }, { version: 1, savedBy: null, presetVersion: 1, rules: { debtorsPerDay: 60 }, loosened: [] }],
    })
  })

  it('keeps practice agents on the practice line', async () => {
    const { client, businessId } = test
    const agent = { name: 'Sofía', agentId: 'agent_practice_es', fromNumber: '+525512340100', language: 'es' as const, variables: ['nombre', ' nombre ', ''], allowOverride: false, simulated: true }
    const saved = await client.callCatalogue.saveAgent({ businessId, agent })
    expect(saved.variables).toEqual(['nombre'])
    await expect(client.callCatalogue.saveAgent({ businessId, agent: { ...agent, fromNumber: '+56911111111' } })).rejects.toMatchObject({ data: { reason: 'call_catalogue.not_a_practice_number' } })
    await expect(client.callCatalogue.saveAgent({ businessId, agent: { ...agent, agentId: 'agent_mine' } })).rejects.toMatchObject({ data: { reason: 'call_catalogue.not_a_practice_agent' } })
    await expect(client.callCatalogue.saveAgent({ businessId, agent: { ...agent, id: saved.id, simulated: false } })).rejects.toMatchObject({ data: { reason: 'call_catalogue.agent_kind_is_fixed' } })
  })

  it('says otherwise what follows an end of a call, and takes it back', async () => {
    const { client, businessId } = test
    const of = (list: Awaited<ReturnType<typeof client.callCatalogue.dispositions>>) => list.find((one) => one.reason === 'dial_busy')
    expect(of(await client.callCatalogue.dispositions({ businessId }))).toEqual({ reason: 'dial_busy', group: 'unanswered', retryMinutes: 60, overridden: false })
    expect(of(await client.callCatalogue.saveDisposition({ businessId, reason: 'dial_busy', rule: { group: 'machine', retryMinutes: 15 } }))).toMatchObject({ group: 'machine', retryMinutes: 15, overridden: true })
    expect(of(await client.callCatalogue.saveDisposition({ businessId, reason: 'dial_busy', rule: null }))).toMatchObject({ group: 'unanswered', overridden: false })
  })

  it('adds days of its own to the public holidays', async () => {
    const { client, businessId } = test
    await client.callCatalogue.addHoliday({ businessId, date: '2026-10-02', name: 'Aniversario' })
    const year = { businessId, country: 'CL', year: 2026 }
    const holidays = await client.callCatalogue.holidays(year)
    expect(holidays).toContainEqual({ date: '2026-10-02', name: 'Aniversario', own: true, works: false, reason: null })
    expect(holidays).toContainEqual(expect.objectContaining({ date: '2026-09-18', own: false }))
    await client.callCatalogue.removeHoliday({ businessId, date: '2026-10-02' })
    expect((await client.callCatalogue.holidays(year)).some((one) => one.own)).toBe(false)
  })

  it('works on a holiday only with a reason, and a region has holidays of its own', async () => {
    const { client, businessId } = test
    const day = { businessId, date: '2026-06-29', name: 'San Pedro y San Pablo' }
    await expect(client.callCatalogue.workOnHoliday({ ...day, reason: 'porque sí' })).rejects.toMatchObject({ code: 'BAD_REQUEST' })
    await client.callCatalogue.workOnHoliday({ ...day, reason: 'Turno acordado con el equipo' })
    const year = { businessId, country: 'CL', year: 2026 }
    expect((await client.callCatalogue.holidays(year)).filter((one) => one.date === day.date)).toEqual([{ date: day.date, name: day.name, own: true, works: true, reason: 'Turno acordado con el equipo' }])

    expect(await client.callCatalogue.regions({ country: 'CL' })).toContainEqual({ code: 'AP', name: 'Arica y Parinacota' })
    expect(await client.callCatalogue.regions({ country: 'CO' })).toEqual([])
    const morro = async (region: string | null) => (await client.callCatalogue.holidays({ ...year, region })).some((one) => one.date === '2026-06-07')
    expect([await morro(null), await morro('AP')]).toEqual([false, true])
  })

  it('knows a kind of delinquency by its code, once', async () => {
    const { client, businessId } = test
    const [early] = await client.callCatalogue.delinquencyTypes({ businessId })
    if (early === undefined) throw new Error('no types')
    const { updatedAt: _, version, ...type } = early
    expect((await client.callCatalogue.saveDelinquencyType({ businessId, type: { ...type, name: 'Reciente' } })).version).toBe(version + 1)
    await expect(client.callCatalogue.saveDelinquencyType({ businessId, type: { ...type, id: undefined } })).rejects.toMatchObject({ data: { reason: 'call_catalogue.code_taken' } })
    await expect(client.callCatalogue.saveDelinquencyType({ businessId, type: { ...type, code: 'fresh' } })).rejects.toMatchObject({ data: { reason: 'call_catalogue.code_is_fixed' } })
  })
})
