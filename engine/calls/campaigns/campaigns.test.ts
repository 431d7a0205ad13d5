import { afterEach, describe, expect, it } from 'vitest'
import { callJobBySeq } from '../../../db/queries/call-jobs.ts'
import { insertRoundTx } from '../../../db/queries/call-rounds.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { writeTx } from '../../../db/tx.ts'
import { addCampaign, type TestCampaignOptions } from '../../../tests/harness/test-campaign.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { decide } from '../decide.ts'
import { personOf } from '../dialling/person-facts.ts'
import { numberFor } from '../practice-line/scripted-numbers.ts'

/** A Monday in Santiago, half an hour before the first round. */
const monday = Date.parse('2126-03-04T11:30:00Z')

let test: TestEngine | null = null
afterEach(async () => {
  await test?.close()
  test = null
})

/** An engine whose practice clock stands still on a Monday morning, and one practice campaign in it. */
async function open(options: Partial<TestCampaignOptions> = {}) {
  const opened = await openTestEngine()
  test = opened
  const { clock } = opened.engine.calls.lines.time
  opened.engine.calls.lines.time.skipIdle = false
  clock.jumpTo(monday)
  clock.setSpeed(0)
  const campaignId = addCampaign(opened.engine.database, opened.businessId, { debtors: [1, 2, 3].map((index) => person(index, numberFor('promise_full'))), ...options })
  return { ...opened, clock, campaignId, campaigns: opened.client.campaigns }
}

const person = (index: number, ...phones: string[]) => ({ name: `Persona ${index}`, nationalId: `1000000${index}-K`, phones })

async function settings({ client }: TestEngine, businessId: string) {
  const policies = await client.callCatalogue.policies({ businessId })
  const agents = await client.callCatalogue.agents({ businessId })
  const [policy] = policies
  const [agent] = agents
  if (policy === undefined || agent === undefined) throw new Error('no catalogue')
  return { name: 'Marzo', policyId: policy.id, agentId: agent.id, country: 'CL', timeZone: 'America/Santiago', startsOn: null, endsOn: null }
}

describe('a campaign', () => {
  it('starts with what every business is given, once there are debtors', async () => {
    const opened = await open()
    const { campaigns, client, engine } = opened
    const { id: businessId } = await client.system.createBusiness({ name: 'Nueva' })
    const created = await campaigns.create({ ...(await settings(opened, businessId)), businessId, simulated: true })
    expect(created).toMatchObject({ state: 'draft', preset: 'cl', debtors: 0, nextRoundAt: null })
    expect((await campaigns.obstacles({ campaignId: created.id })).map((one) => one.key)).toEqual(['campaigns.obstacle.no_debtors'])
    await expect(campaigns.start({ campaignId: created.id })).rejects.toMatchObject({ code: 'CONFLICT', data: { reason: 'campaigns.obstacle.no_debtors' } })
    expect(await campaigns.addDebtors({ campaignId: created.id })).toEqual({ added: 0, already: 0 })
    engine.database.prepare('UPDATE debtors SET business_id = ?').run(businessId)
    expect(await campaigns.addDebtors({ campaignId: created.id })).toEqual({ added: 3, already: 0 })
    expect(await campaigns.addDebtors({ campaignId: created.id })).toEqual({ added: 0, already: 3 })
    // The shipped script speaks a day that these debtors lack.
    const [obstacle] = await campaigns.obstacles({ campaignId: created.id })
    expect(obstacle).toEqual({ key: 'campaigns.obstacle.unknown_variables', values: { names: 'fecha_maxima', debtors: 3 } })
    engine.database.prepare(`UPDATE debts SET last_negotiable_on = '2126-03-20' WHERE seq = 1`).run()
    expect(await campaigns.obstacles({ campaignId: created.id })).toEqual([])
    expect(await campaigns.start({ campaignId: created.id })).toMatchObject({ state: 'running', debtors: 3, nextRoundAt: Date.parse('2126-03-04T12:00:00Z') })
  })

  it('is paused, goes on and is stopped for ever, and nobody waits in it any more', async () => {
    const { campaigns, campaignId, engine } = await open()
    expect((await campaigns.start({ campaignId })).state).toBe('running')
    expect((await campaigns.pause({ campaignId })).state).toBe('paused')
    await expect(campaigns.pause({ campaignId })).rejects.toMatchObject({ data: { reason: 'campaigns.not_running' } })
    expect((await campaigns.resume({ campaignId })).state).toBe('running')
    expect(await campaigns.stop({ campaignId })).toMatchObject({ state: 'stopped', counts: { cancelled: 3, pending: 0 } })
    await expect(campaigns.resume({ campaignId })).rejects.toMatchObject({ data: { reason: 'campaigns.not_paused' } })
    await expect(campaigns.resetJobs({ selection: { filter: { campaignId } } })).rejects.toMatchObject({ data: { reason: 'campaigns.stopped' } })
    const [row] = (await campaigns.jobs({ filter: { campaignId } })).rows
    expect(row?.decision).toMatchObject({ verdict: 'exclude', rule: 'by_person' })
    expect(await campaigns.decisions({ jobId: row?.id ?? '' })).toMatchObject([{ rule: 'by_person', figure: 'campaign_stopped' }])
    await campaigns.remove({ campaignId })
    expect(engine.database.prepare('SELECT count(*) FROM call_jobs').pluck().get()).toBe(0)
  })

  it('finishes after a restart what a stop could not', async () => {
    const { engine, campaignId, dataFolder } = await open()
    engine.database.prepare(`UPDATE campaigns SET state = 'stopped' WHERE id = ?`).run(campaignId)
    await engine.close()
    test = await openTestEngine(dataFolder)
    const { client, until, count } = test
    await until((event) => event.type === 'campaign.updated', () => count(`SELECT count(*) FROM call_jobs WHERE status = 'cancelled'`) === 3)
    expect(await client.campaigns.get({ campaignId })).toMatchObject({ state: 'stopped', counts: { cancelled: 3 } })
  })

  it('lets only limits, name and end change once it was started', async () => {
    const { campaigns, campaignId } = await open()
    expect(await campaigns.update({ campaignId, settings: { timeZone: 'America/Punta_Arenas' } })).toMatchObject({ timeZone: 'America/Punta_Arenas' })
    await campaigns.start({ campaignId })
    expect(await campaigns.update({ campaignId, settings: { name: 'Otra', concurrency: 5, costLimitDayCents: 12.5 } })).toMatchObject({ name: 'Otra', concurrency: 5, costLimitDayCents: 12.5 })
    await expect(campaigns.update({ campaignId, settings: { timeZone: 'America/Lima' } })).rejects.toMatchObject({ code: 'INVALID', data: { reason: 'campaigns.fixed_once_started', detail: 'timeZone' } })
  })

  it('keeps the public holidays of its region, and takes the days its business works on', async () => {
    const { campaigns, campaignId, engine, client, businessId } = await open()
    const closedOn = (date: string) => engine.calls.setups.of(campaignById(engine.database, campaignId)!).policy.holidays.own.has(Date.parse(date) / 86_400_000)
    expect([closedOn('2027-06-07'), closedOn('2027-06-28')]).toEqual([false, true])
    expect(await campaigns.update({ campaignId, settings: { region: 'AP' } })).toMatchObject({ region: 'AP' })
    await client.callCatalogue.workOnHoliday({ businessId, date: '2027-06-28', name: 'San Pedro', reason: 'Turno acordado con el equipo' })
    expect([closedOn('2027-06-07'), closedOn('2027-06-28')]).toEqual([true, false])
    await expect(campaigns.update({ campaignId, settings: { region: 'ZZ' } })).rejects.toMatchObject({ data: { reason: 'campaigns.unknown_region', detail: 'ZZ' } })
    // A region is one of its country.
    expect(await campaigns.update({ campaignId, settings: { country: 'CO' } })).toMatchObject({ country: 'CO', region: null })
  })

  it('keeps its version of the policy until it is told to take the new one', async () => {
    const { campaigns, campaignId, client, businessId, engine, clock } = await open()
    await campaigns.start({ campaignId })
    const { policyId } = await campaigns.get({ campaignId })
    const policy = (await client.callCatalogue.policies({ businessId })).find((one) => one.id === policyId)
    if (policy === undefined) throw new Error('no policy')
    const saved = await client.callCatalogue.savePolicy({ businessId, id: policy.id, name: policy.name, preset: policy.preset, rules: { ...policy.rules, maxAttempts: 7 }, loosened: [] })
    expect(saved.version).toBe(2)
    expect((await campaigns.get({ campaignId })).policyVersion).toBe(1)
    clock.jumpTo(monday + 60_000)
    expect((await campaigns.updatePolicy({ campaignId, by: 'Ana' })).policyVersion).toBe(2)
    await expect(campaigns.updatePolicy({ campaignId, by: 'Ana' })).rejects.toMatchObject({ data: { reason: 'campaigns.policy_is_newest' } })
    const lived = engine.database.prepare<{ at: number; policy_version: number }>('SELECT at, policy_version FROM campaign_policies WHERE campaign_id = ? ORDER BY at').all(campaignId)
    expect(lived.map((terms) => terms.policy_version)).toEqual([1, 2])
    // The practice clock goes on by itself.
    expect(lived.map(({ at }) => Math.floor((at - monday) / 60_000))).toEqual([0, 1])
    expect(callJobBySeq(engine.database, 1)?.max_attempts).toBe(7)
  })

  it('speaks only from numbers and with agents that the practice line has', async () => {
    const { campaigns, campaignId, engine } = await open()
    engine.database.prepare(`UPDATE call_agents SET from_number = '+56911111111', agent_id = 'agent_x'`).run()
    expect((await campaigns.obstacles({ campaignId })).map((one) => one.key)).toEqual(['campaigns.obstacle.not_a_practice_number', 'campaigns.obstacle.not_a_practice_agent'])
  })
})

describe('rounds that were missed', () => {
  const missed = async () => {
    const opened = await open({ rules: { debtorsPerDay: 30 } })
    await opened.campaigns.start({ campaignId: opened.campaignId })
    opened.clock.jumpTo(monday + 90 * 60_000)
    writeTx(opened.engine.database, (tx) => insertRoundTx(tx, { id: 'round', campaign_id: opened.campaignId, local_date: '2126-03-04', slot: '09:00', due_at: monday + 30 * 60_000, state: 'asking', target: 0 }))
    return opened
  }

  it('are let pass with their share of the day, or leave it to those still to come', async () => {
    const { campaigns } = await missed()
    expect(await campaigns.answerRound({ roundId: 'round', answer: 'skip' })).toMatchObject({ state: 'skipped', target: 10 })
    await expect(campaigns.answerRound({ roundId: 'round', answer: 'run_now' })).rejects.toMatchObject({ data: { reason: 'campaigns.round_answered' } })
    const other = await missed()
    expect(await other.campaigns.answerRound({ roundId: 'round', answer: 'next_round' })).toMatchObject({ state: 'skipped', target: 0 })
  })

  it('run now while their day lasts, and never on another', async () => {
    const opened = await missed()
    opened.clock.jumpTo(monday + 24 * 3_600_000)
    await expect(opened.campaigns.answerRound({ roundId: 'round', answer: 'run_now' })).rejects.toMatchObject({ data: { reason: 'campaigns.round_of_another_day' } })
    expect(await opened.campaigns.answerRound({ roundId: 'round', answer: 'skip' })).toMatchObject({ state: 'skipped', target: 0 })
  })
})

describe('debtors of a campaign', () => {
  it('are told what the dialler would decide about each of them', async () => {
    const { campaigns, campaignId, engine, clock } = await open({ debtors: [person(1, numberFor('promise_full')), person(2), person(3, '+56960000003')] })
    writeTx(engine.database, (tx) => tx.database.prepare(`INSERT INTO do_not_call (id, business_id, simulated, scope, subject, source, reason, created_at) SELECT 'dnc', id, 1, 'number', '+56960000003', 'person', 'asked', 0 FROM businesses`).run())
    clock.jumpTo(monday + 45 * 60_000)
    const { rows, total } = await campaigns.jobs({ filter: { campaignId } })
    expect(total).toBe(3)
    const { policy } = engine.calls.setups.of(engine.database.prepare('SELECT * FROM campaigns').get() as never)
    for (const [index, row] of rows.entries()) {
      const job = callJobBySeq(engine.database, index + 1)
      const someone = job === null ? null : personOf(engine.database, job)
      if (someone === null) throw new Error('nobody')
      const { verdict, rule, figure, limit } = decide(someone.facts, clock.now(), policy, someone.history)
      expect(row.decision).toMatchObject({ verdict, rule, figure, limit })
    }
    expect(rows.map((row) => row.decision?.rule)).toEqual(['allowed', 'no_phone', 'do_not_call_number'])
    expect(await campaigns.forecast({ campaignId })).toMatchObject({ dial: 1, rules: [{ count: 1 }, { count: 1 }] })
    expect((await campaigns.jobs({ filter: { campaignId, rules: ['no_phone'] } })).rows.map((row) => row.debtorName)).toEqual(['Persona 2'])
    expect(await campaigns.countJobs({ filter: { campaignId, verdicts: ['exclude'] } })).toEqual({ count: 2 })
    expect((await campaigns.jobs({ filter: { campaignId, text: 'PERSONA 3' } })).total).toBe(1)
    expect((await campaigns.jobs({ filter: { campaignId, text: '10.000.002-k' } })).total).toBe(1)
  })

  it('lacking a word of the script are held back, by name', async () => {
    const { campaigns, campaignId, clock, engine } = await open({ variables: ['nombre', 'cuotas_adeudadas'] })
    engine.database.prepare('UPDATE debts SET instalments = NULL WHERE seq = 2').run()
    clock.jumpTo(monday + 45 * 60_000)
    const rules = (await campaigns.jobs({ filter: { campaignId } })).rows.map((row) => [row.decision?.rule, row.decision?.figure])
    expect(rules[1]).toEqual(['missing_variables', 'cuotas_adeudadas'])
  })

  it('are put back as if they had not been tried, while caps still count what was dialled', async () => {
    const { campaigns, campaignId, engine, clock } = await open({ rules: { callsPerDay: 1 } })
    clock.jumpTo(monday + 45 * 60_000)
    engine.database.prepare(`UPDATE call_jobs SET status = 'excluded', excluded_rule = 'unanswered_days', excluded_at = 5, attempts = 2 WHERE seq = 1`).run()
    engine.database.prepare(`INSERT INTO call_attempts (id, business_id, simulated, campaign_id, call_job_seq, debtor_seq, debt_seq, number, from_number, state, intent_at, local_date, local_hour, ended_at, variables)
      SELECT 'a1', business_id, 1, id, 1, 1, 1, '+56', '+56', 'ended', ?, '2126-03-04', 8, ?, '{}' FROM campaigns`).run(monday, monday + 1000)
    const before = (await campaigns.jobs({ filter: { campaignId, statuses: ['excluded'] } })).rows[0]
    expect(before?.decision?.rule).toBe('unanswered_days')
    expect(await campaigns.resetJobs({ selection: { jobIds: [before?.id ?? ''] } })).toEqual({ count: 1 })
    expect(callJobBySeq(engine.database, 1)).toMatchObject({ status: 'pending', attempts: 0, excluded_rule: null, reinstated_at: clock.now() })
    expect((await campaigns.jobs({ filter: { campaignId } })).rows[0]?.decision).toMatchObject({ verdict: 'wait', rule: 'calls_per_day' })
  })

  it('are suspended and cancelled by a person, which the ledger keeps, and those under way are left', async () => {
    const { campaigns, campaignId, engine } = await open()
    engine.database.prepare(`UPDATE call_jobs SET status = 'in_progress', live_attempt_id = 'x' WHERE seq = 3`).run()
    expect(await campaigns.suspendJobs({ selection: { filter: { campaignId } }, reason: 'en disputa' })).toEqual({ count: 2 })
    const [row] = (await campaigns.jobs({ filter: { campaignId, statuses: ['suspended'] } })).rows
    expect(row?.decision).toMatchObject({ rule: 'by_person', figure: 'en disputa' })
    expect(await campaigns.decisions({ jobId: row?.id ?? '' })).toMatchObject([{ verdict: 'exclude', rule: 'by_person', figure: 'en disputa' }])
    expect(await campaigns.cancelJobs({ selection: { filter: { campaignId } } })).toEqual({ count: 2 })
  })

  it('are told one by one to whoever comes by an address', async () => {
    const { campaigns, campaignId } = await open()
    const { rows } = await campaigns.jobs({ filter: { campaignId } })
    expect(await campaigns.job({ jobId: rows[1]?.id ?? '' })).toEqual(rows[1])
    await expect(campaigns.job({ jobId: campaignId })).rejects.toMatchObject({ data: { reason: 'campaigns.job_not_found' } })
  })

  it('are called back when a person says so, and still inside the hours', async () => {
    const { campaigns, campaignId, clock } = await open()
    const [row] = (await campaigns.jobs({ filter: { campaignId } })).rows
    const jobId = row?.id ?? ''
    await expect(campaigns.scheduleCallback({ jobId, at: monday - 1 })).rejects.toMatchObject({ data: { reason: 'campaigns.callback_in_the_past' } })
    const night = Date.parse('2126-03-05T02:00:00Z')
    expect(await campaigns.scheduleCallback({ jobId, at: night })).toMatchObject({ status: 'scheduled', callbackAt: night, decision: { rule: 'callback' } })
    clock.jumpTo(night)
    expect((await campaigns.jobs({ filter: { campaignId } })).rows[0]?.decision).toMatchObject({ verdict: 'wait', rule: 'window', until: Date.parse('2126-03-05T12:00:00Z') })
  })

  it('are written out as a table', async () => {
    const { campaigns, campaignId } = await open()
    let text = ''
    for await (const part of await campaigns.exportJobs({ filter: { campaignId }, format: 'csv', language: 'en' })) text += part
    const lines = text.trim().split(/\r?\n/)
    expect(lines).toHaveLength(4)
    expect(lines[1]).toContain('Persona 1,Tienda Norte,84000,CLP,pending')
  })
})
