import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { addCampaign } from '../../../tests/harness/test-campaign.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { sourcePlaces } from '../../start.ts'
import { readLedger } from '../audit/read-ledger.ts'
import { numberFor } from '../practice-line/scripted-numbers.ts'
import { readPresets } from '../presets.ts'

/** A Monday in Santiago, half an hour into the hours. */
const monday = Date.parse('2126-03-04T12:30:00Z')
const dayMs = 86_400_000
const shipped = sourcePlaces.resources

let older: string
let test: TestEngine
beforeEach(() => { older = mkdtempSync(join(tmpdir(), 'vocero-resources-')) })
afterEach(async () => {
  await test.close()
  rmSync(older, { recursive: true })
})

/** An engine whose practice clock stands still. */
async function open(resources: string, dataFolder?: string): Promise<TestEngine> {
  const opened = await openTestEngine(dataFolder, { places: { ...sourcePlaces, resources } })
  opened.engine.calls.lines.time.skipIdle = false
  opened.engine.calls.lines.time.clock.setSpeed(0)
  return opened
}

/** What the program brought before: the same, but in Chile a call every day. */
function writeOlderResources(): void {
  for (const name of readdirSync(shipped)) if (name !== 'compliance') symlinkSync(join(shipped, name), join(older, name))
  cpSync(join(shipped, 'compliance'), join(older, 'compliance'), { recursive: true })
  const file = join(older, 'compliance', 'cl.json')
  const preset = JSON.parse(readFileSync(file, 'utf8')) as { rules: { caps: object[] } }
  writeFileSync(file, JSON.stringify({ ...preset, version: 7, rules: { ...preset.rules, caps: [{ ...preset.rules.caps[0], days: 1 }] } }))
}

it('a campaign keeps the preset it was started under until a person moves it over, and its past is told by it', async () => {
  writeOlderResources()
  test = await open(older)
  test.engine.calls.lines.time.clock.jumpTo(monday)
  const { businessId, dataFolder } = test
  const campaignId = addCampaign(test.engine.database, businessId, { preset: 'cl', debtors: [{ name: 'Ana', nationalId: '10000001-K', phones: [numberFor('promise_full')] }] })
  test.engine.database.prepare(`INSERT INTO call_attempts (id, business_id, simulated, campaign_id, call_job_seq, debtor_seq, debt_seq, number, from_number, state, intent_at, ended_at, local_date, local_hour, variables)
    VALUES ('a1', ?, 1, ?, 1, 1, 1, '+56', '+56', 'ended', ?, ?, '2126-03-02', 9, '{}')`).run(businessId, campaignId, monday - 2 * dayMs, monday - 2 * dayMs)
  await test.client.campaigns.start({ campaignId })
  expect(await test.client.campaigns.terms({ campaignId })).toMatchObject({ newest: null, history: [{ at: expect.closeTo(monday, -5), presetVersion: 7, takenBy: null }] })
  await test.engine.close()

  test = await open(shipped, dataFolder)
  const { engine, client } = test
  const { campaigns } = client
  const decision = async (at?: number) => (await campaigns.jobs({ filter: { campaignId }, ...(at === undefined ? {} : { at }) })).rows[0]?.decision
  const days = (preset: { rules: { caps: readonly { days: unknown }[] } } | undefined) => preset?.rules.caps[0]?.days
  expect(await campaigns.get({ campaignId })).toMatchObject({ presetVersion: 7, newerTerms: true })
  const { current, newest } = await campaigns.terms({ campaignId })
  expect([days(current.preset), days(newest?.preset)]).toEqual([1, 7])
  expect(await decision()).toMatchObject({ verdict: 'dial' })

  engine.calls.lines.time.clock.jumpTo(monday + 60_000)
  expect(await campaigns.updatePolicy({ campaignId, by: 'Ana Ríos' })).toMatchObject({ policyVersion: 1, presetVersion: 1, newerTerms: false })
  expect(await decision()).toMatchObject({ verdict: 'wait', rule: 'legal_cap', limit: '1/7' })
  expect(await decision(monday + 30_000)).toMatchObject({ verdict: 'dial' })
  expect((await campaigns.terms({ campaignId })).history).toMatchObject([{ at: expect.closeTo(monday + 60_000, -5), presetVersion: 1, takenBy: 'Ana Ríos' }, { at: expect.closeTo(monday, -5), presetVersion: 7, takenBy: null }])
  await expect(campaigns.updatePolicy({ campaignId, by: 'Ana Ríos' })).rejects.toMatchObject({ data: { reason: 'campaigns.policy_is_newest' } })

  // Whoever looks at the calls afterwards measures each by what held when it was made.
  const [told] = readLedger(engine.database, readPresets(shipped), businessId, true).campaigns
  expect(told?.presets.map((one) => [one.from, days(one.preset)])).toEqual([[monday, 1], [monday + 60_000, 7]])
})
