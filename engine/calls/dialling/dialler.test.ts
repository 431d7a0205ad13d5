import { afterEach, describe, expect, it } from 'vitest'
import { addCampaign, startCampaign, type TestCampaignOptions, type TestDebtor } from '../../../tests/harness/test-campaign.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { numberFor } from '../practice-line/scripted-numbers.ts'
import { passEarlierRoundsTx } from './campaign-day.ts'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { writeTx } from '../../../db/tx.ts'

/** A Monday morning before the first round, in Santiago. */
const monday = Date.parse('2126-03-04T11:30:00Z')

let test: TestEngine | null = null
afterEach(async () => {
  await test?.close()
  test = null
})

/** Runs a practice campaign until it has ended by itself, skipping the time in which nothing is due. */
async function run(options: TestCampaignOptions): Promise<TestEngine> {
  const opened = await openTestEngine()
  test = opened
  const { engine, businessId } = opened
  const { lines, dialler, setups } = engine.calls
  const { clock } = lines.time
  clock.jumpTo(monday)
  clock.setSpeed(1000)
  const campaignId = addCampaign(engine.database, businessId, options)
  const campaign = campaignById(engine.database, campaignId)
  if (campaign === null) throw new Error('not there')
  writeTx(engine.database, (tx) => passEarlierRoundsTx(tx, campaign, setups.of(campaign), clock.now()))
  startCampaign(engine.database, campaignId, clock.now())
  dialler.wake(campaignId)
  await opened.until(() => campaignById(engine.database, campaignId)?.state !== 'running')
  return opened
}

const person = (index: number, ...phones: string[]): TestDebtor => ({ name: `Persona ${index}`, nationalId: `1000000${index}-K`, phones })
const all = (opened: TestEngine, sql: string) => opened.engine.database.prepare<Record<string, unknown>>(sql).all()

describe('a practice campaign', () => {
  it('calls everybody it may, and each conversation leads where it should', async () => {
    const opened = await run({ debtors: [
      person(1, numberFor('promise_full')), person(2, numberFor('opt_out')), person(3, numberFor('wrong_person'), numberFor('promise_full', '+5697')), person(4, numberFor('invalid_destination')),
    ] })
    const jobs = all(opened, 'SELECT status, outcome, last_error FROM call_jobs ORDER BY seq')
    expect(jobs).toMatchObject([{ status: 'done', outcome: 'promise' }, { status: 'excluded', outcome: 'opt_out' }, { status: 'done', outcome: 'promise' }, { status: 'failed', last_error: 'no_phones_left' }])
    expect(all(opened, 'SELECT scope FROM do_not_call')).toEqual([{ scope: 'person' }])
    expect(all(opened, 'SELECT state FROM promises')).toHaveLength(2)
  })

  it('gives up after three days without an answer', async () => {
    const opened = await run({ debtors: [person(1, numberFor('dial_no_answer'))] })
    expect(all(opened, 'SELECT status, excluded_rule FROM call_jobs')).toEqual([{ status: 'excluded', excluded_rule: 'unanswered_days' }])
    const days = all(opened, 'SELECT local_date, count(*) AS calls FROM call_attempts GROUP BY local_date')
    expect(days).toHaveLength(3)
    expect(days.every((day) => Number(day['calls']) <= 3)).toBe(true)
  })
})
