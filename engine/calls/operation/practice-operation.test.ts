import { createHash } from 'node:crypto'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { campaignById } from '../../../db/queries/campaigns.ts'
import { writeTx } from '../../../db/tx.ts'
import { addCampaign, startCampaign, type TestDebtor } from '../../../tests/harness/test-campaign.ts'
import { openTestEngine, type TestEngine } from '../../../tests/support/engine.ts'
import { passEarlierRoundsTx } from '../dialling/campaign-day.ts'
import { numberFor } from '../practice-line/scripted-numbers.ts'

/** A Monday morning before the first round, in Santiago. */
const monday = Date.parse('2126-03-04T11:30:00Z')

let test: TestEngine | null = null
afterEach(async () => {
  await test?.close()
  test = null
})

const person = (index: number, ...phones: string[]): TestDebtor => ({ name: `Persona ${index}`, nationalId: `1000000${index}-K`, phones })

/** Runs a practice campaign that keeps recordings until it has ended by itself. */
async function run(debtors: readonly TestDebtor[]) {
  const opened = await openTestEngine()
  test = opened
  const { engine, businessId } = opened
  const { lines, dialler, setups } = engine.calls
  const { clock } = lines.time
  clock.jumpTo(monday)
  clock.setSpeed(1000)
  const campaignId = addCampaign(engine.database, businessId, { debtors, campaign: { keep_recordings_days: 30 } })
  const campaign = campaignById(engine.database, campaignId)
  if (campaign === null) throw new Error('not there')
  writeTx(engine.database, (tx) => passEarlierRoundsTx(tx, campaign, setups.of(campaign), clock.now()))
  startCampaign(engine.database, campaignId, clock.now())
  dialler.wake(campaignId)
  await opened.until(() => campaignById(engine.database, campaignId)?.state !== 'running')
  clock.freeze()
  await opened.gathered()
  return { ...opened, campaignId, clock }
}

describe('what follows a practice campaign', () => {
  it('keeps recordings, classifies what was said, and shows each call with all that is known of it', async () => {
    const { client, businessId, campaignId, dataFolder } = await run([person(1, numberFor('promise_full')), person(2, numberFor('invalid_destination'))])
    const { rows, total } = await client.calls.list({ filter: { businessId, simulated: true } })
    expect(total).toBe(rows.length)
    const promised = rows.find((row) => row.outcome === 'promise')
    expect(promised).toMatchObject({ state: 'ended', disposition: 'conversation', contact: true, debtorName: 'Persona 1', simulated: true })
    expect((await client.calls.list({ filter: { businessId, simulated: false } })).total).toBe(0)

    const detail = await client.calls.get({ attemptId: promised?.id ?? '' })
    expect(detail.turns.length).toBeGreaterThan(4)
    expect(detail.turns.some((turn) => turn.role === 'tool' && turn.text.startsWith('record_commitment('))).toBe(true)
    const { turn = 0, start = 0, end = 0 } = detail.quote ?? {}
    expect(detail.turns[turn]).toMatchObject({ role: 'user' })
    expect(detail.turns[turn]?.text.slice(start, end).length).toBeGreaterThan(3)
    expect(detail.turns.filter(({ role }) => role !== 'tool').every((each) => each.start !== null && each.end !== null)).toBe(true)
    expect(detail.costs.reduce((sum, { cents }) => sum + cents, 0)).toBeCloseTo(promised?.costCents ?? Number.NaN, 3)
    expect(detail.decisions.at(-1)).toMatchObject({ verdict: 'dial', attemptId: promised?.id })
    expect(detail.timeline.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['intended', 'placed', 'ended', 'recording_kept']))
    expect(detail.promise).toMatchObject({ attemptId: promised?.id, state: 'open' })

    const parts: string[] = []
    for await (const part of await client.calls.recording({ attemptId: promised?.id ?? '' })) parts.push(part)
    const sound = Buffer.from(parts.join(''), 'base64')
    expect(sound.subarray(0, 4).toString('latin1')).toBe('RIFF')
    expect(detail.recording).toMatchObject({ state: 'kept', contentType: 'audio/wav', bytes: sound.length, sha256: createHash('sha256').update(sound).digest('hex') })
    expect(readdirSync(join(dataFolder, 'recordings'))).toEqual([`${promised?.id}.wav`])

    const transcript = await client.transcripts.get({ id: detail.transcriptId ?? '' })
    expect(transcript).toMatchObject({ clientName: 'Persona 1', seller: 'Sofía', closed: true })
    expect(transcript.transcript).toMatch(/Agente: .+\nCliente: /)
    const [batch] = await client.batches.list({ businessId })
    expect(batch).toMatchObject({ simulated: true, state: 'done', created: 1, progress: { classified: 1, total: 1 } })
    expect((await client.campaigns.get({ campaignId })).batchId).toBe(batch?.id)
  })

  it('breaks a promise at the midnight of the practice clock after its day, and not before', async () => {
    const { client, businessId, clock, engine, until } = await run([person(1, numberFor('promise_full'))])
    const all = { businessId, simulated: true, from: '2126-01-01', to: '2126-12-31' }
    const promises = () => client.calls.promises(all)
    const [promise] = await promises()
    const lastEvening = Date.parse(`${promise?.promisedOn}T23:59:00-03:00`)
    clock.jumpTo(lastEvening)
    await engine.runner.idle()
    expect(await promises()).toMatchObject([{ state: 'open' }])

    const broken = until((event) => event.type === 'alert.raised' && event.kind === 'promise_broken')
    clock.jumpTo(lastEvening + 11 * 60_000)
    await broken
    expect(await promises()).toMatchObject([{ state: 'broken', settledAt: clock.now() }])
    const { rows, unseen } = await client.calls.alerts({ businessId, simulated: true })
    expect(rows.filter(({ kind }) => kind === 'promise_broken')).toMatchObject([{ details: { name: 'Persona 1', promisedOn: promise?.promisedOn } }])
    expect(unseen).toBe(rows.length)
    await client.calls.seeAlerts({ businessId, simulated: true })
    expect((await client.calls.alerts({ businessId, simulated: true })).unseen).toBe(0)
  })
})
