/**
 * A whole campaign on the practice line, from the first round to the last call: 10,000 debtors over ten days, 20 lines.
 *   node bench/campaign.ts [--debtors 10000] [--days 10] [--lines 20] [--seed 7]
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { campaignById } from '../db/queries/campaigns.ts'
import { writeTx } from '../db/tx.ts'
import { readLedger } from '../engine/calls/audit/read-ledger.ts'
import { replayLedger } from '../engine/calls/audit/replay.ts'
import { passEarlierRoundsTx } from '../engine/calls/dialling/campaign-day.ts'
import { fastestSpeed } from '../engine/calls/practice-line/practice-clock.ts'
import { readPresets } from '../engine/calls/presets.ts'
import { makeLog } from '../engine/observe/log.ts'
import { startEngine } from '../engine/start.ts'
import { resources } from '../tests/harness/practice-rig.ts'
import { addCampaign, startCampaign } from '../tests/harness/test-campaign.ts'
import { percentile, row } from './measure.ts'

const { values } = parseArgs({ options: { debtors: { type: 'string', default: '10000' }, days: { type: 'string', default: '10' }, lines: { type: 'string', default: '20' } } })
const [debtors, days, lines] = [Number(values.debtors), Number(values.days), Number(values.lines)]
/** A Monday in Santiago, before the first round. */
const from = Date.parse('2126-03-04T11:30:00Z')

const folder = mkdtempSync(join(tmpdir(), 'vocero-bench-campaign-'))
const stayAlive = setInterval(() => {}, 60_000)
try {
  const engine = await startEngine({ dataFolder: folder, log: makeLog('error') })
  const { database, calls } = engine
  const client = createRouterClient(engine.router)
  // A console listens before it asks.
  const stream = await client.events.stream()
  let next = stream.next()
  const { id: businessId } = await client.system.createBusiness({ name: 'Bench' })
  const { clock } = calls.lines.time
  clock.jumpTo(from)
  clock.setSpeed(fastestSpeed)
  const campaignId = addCampaign(database, businessId, {
    rules: { debtorsPerDay: Math.ceil(debtors / days) },
    campaign: { concurrency: lines, calls_per_second: 1, ends_on: new Date(from + (Math.ceil(days * 1.4) - 1) * 86_400_000).toISOString().slice(0, 10) },
    debtors: Array.from({ length: debtors }, (_, index) => ({ name: `Persona ${index}`, nationalId: `${10_000_000 + index}-K`, phones: [`+569700${String(index).padStart(5, '0')}`] })),
  })
  const campaign = campaignById(database, campaignId)
  if (campaign === null) throw new Error('The campaign was not added')

  const answers: number[] = []
  const asking = new AbortController()
  const asked = (async () => {
    for (let turn = 0; !asking.signal.aborted; turn += 1) {
      const start = performance.now()
      if (turn % 2 === 0) await client.campaigns.get({ campaignId })
      else await client.calls.floor({ businessId, simulated: true })
      answers.push(performance.now() - start)
      await pause(20)
    }
  })()

  const began = performance.now()
  const cpuBefore = process.cpuUsage()
  const ownBefore = process.threadCpuUsage()
  writeTx(database, (tx) => passEarlierRoundsTx(tx, campaign, calls.setups.of(campaign), clock.now()))
  startCampaign(database, campaignId, clock.now())
  calls.dialler.wake(campaignId)
  for (; campaignById(database, campaignId)?.state === 'running'; next = stream.next()) await next
  const seconds = (performance.now() - began) / 1000
  const cpu = process.cpuUsage(cpuBefore)
  const own = process.threadCpuUsage(ownBefore)
  asking.abort()
  await asked

  const one = (sql: string) => database.prepare<number>(sql).pluck().get() ?? 0
  const attempts = one('SELECT count(*) FROM call_attempts')
  const violations = replayLedger(readLedger(database, readPresets(resources), businessId, true), 20)
  row('simulated days', ((clock.now() - from) / 86_400_000).toFixed(1), `${debtors} debtors, ${lines} lines`)
  row('debtors called', String(one('SELECT count(DISTINCT debtor_seq) FROM call_attempts')), `${attempts} calls, ${one('SELECT count(*) FROM call_attempts WHERE contact = 1')} contacts, ${one('SELECT count(*) FROM promises')} promises`)
  row('wall clock', `${seconds.toFixed(1)} s`, `${(attempts / seconds).toFixed(0)} calls a second`)
  row('processor time, line and threads included', `${((cpu.user + cpu.system) / 1e6).toFixed(1)} s`, `${((cpu.user + cpu.system) / 1000 / attempts).toFixed(2)} ms a call`)
  row('... of that, the engine\'s own thread', `${((own.user + own.system) / 1e6).toFixed(1)} s`, `${((own.user + own.system) / 1000 / attempts).toFixed(2)} ms a call`)
  row('answers of the engine meanwhile', `p50 ${percentile(answers, 0.5).toFixed(1)} ms`, `p99 ${percentile(answers, 0.99).toFixed(1)} ms, max ${Math.max(...answers).toFixed(0)} ms, ${answers.length} asked`)
  row('violations found by the replay', String(violations.length), [...new Set(violations.map((violation) => violation.rule))].join(', '))
  for (const violation of violations.slice(0, 10)) console.log(`  ${JSON.stringify(violation)}`)
  await engine.close()
  process.exitCode = violations.length === 0 ? 0 : 1
} finally {
  clearInterval(stayAlive)
  rmSync(folder, { recursive: true, force: true })
}
