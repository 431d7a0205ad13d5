/**
 * node bench/campaign-forecast.ts [--debtors 100000]
 * How long the table of who would be called and why not takes for a whole campaign, for one page of it, and for a moment of
 * the past; and how long other calls wait meanwhile.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { newId } from '../db/id.ts'
import { writeTx } from '../db/tx.ts'
import { startEngine } from '../engine/start.ts'
import { makeLog } from '../engine/observe/log.ts'
import { addCampaign } from '../tests/harness/test-campaign.ts'

const { values } = parseArgs({ options: { debtors: { type: 'string', default: '100000' } } })
const debtors = Number(values.debtors)
const folder = mkdtempSync(join(tmpdir(), 'vocero-forecast-'))
const engine = await startEngine({ dataFolder: folder, log: makeLog('error') })
// The engine's own timers keep no process alive.
const alive = setInterval(() => {}, 1_000)
const client = createRouterClient(engine.router)
const { id: businessId } = await client.system.createBusiness({ name: 'Bench' })

const day = 86_400_000
const now = engine.calls.lines.clockOf(true).now()
const campaignId = addCampaign(engine.database, businessId, {
  preset: 'cl', variables: ['nombre', 'empresa', 'monto_total', 'fecha_limite'],
  debtors: Array.from({ length: debtors }, (_, index) => ({ name: `Persona ${index} Prueba`, nationalId: `${10_000_000 + index}-K`, phones: [`+569${String(60_000_000 + index)}`] })),
})
// Four dials each on average, some of them conversations.
writeTx(engine.database, (tx) => {
  const insert = tx.database.prepare(`INSERT INTO call_attempts (id, business_id, simulated, campaign_id, call_job_seq, debtor_seq, debt_seq, number, from_number, state, intent_at, local_date, local_hour, ended_at,
      disposition, rang, contact, unanswered, spent, cost_millicents, variables) VALUES (?,?,1,?,?,?,?,'+56960000000','+56222550100','ended',?,'2026-01-01',10,?,?,1,?,?,1,9000,'{}')`)
  for (const { seq, debtor_seq, debt_seq } of tx.database.prepare<{ seq: number; debtor_seq: number; debt_seq: number }>('SELECT seq, debtor_seq, debt_seq FROM call_jobs').all()) {
    for (let dial = 0; dial < seq % 9; dial++) {
      const at = now - (dial * 3 + (seq % 7)) * day
      const contact = (seq + dial) % 5 === 0
      insert.run(newId(), businessId, campaignId, seq, debtor_seq, debt_seq, at, at + 60_000, contact ? 'conversation' : 'unanswered', Number(contact), Number(!contact))
    }
  }
})

/** Real milliseconds of a call, and of small calls made all the while. */
async function measured<Result>(name: string, call: () => Promise<Result>): Promise<Result> {
  let running = true
  const waits: number[] = []
  const others = (async () => {
    while (running) {
      const started = performance.now()
      await client.campaigns.rounds({ campaignId })
      waits.push(performance.now() - started)
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
  })()
  const started = performance.now()
  const result = await call()
  const took = performance.now() - started
  running = false
  await others
  waits.sort((one, other) => one - other)
  const at = (share: number) => (waits[Math.floor((waits.length - 1) * share)] ?? 0).toFixed(1)
  console.log(`${name}: ${took.toFixed(0)} ms; other calls p50 ${at(0.5)} ms, p99 ${at(0.99)} ms, longest ${at(1)} ms (${waits.length})`)
  return result
}

console.log(`${debtors} debtors, ${engine.database.prepare<number>('SELECT count(*) FROM call_attempts').pluck().get()} dials`)
await measured('threads start', () => client.campaigns.get({ campaignId }))
const forecast = await measured('forecast', () => client.campaigns.forecast({ campaignId }))
console.log(forecast)
await measured('forecast of last week', () => client.campaigns.forecast({ campaignId, at: now - 7 * day }))
await measured('page of 100', () => client.campaigns.jobs({ filter: { campaignId }, offset: 0, limit: 100 }))
await measured('page of 100, far down', () => client.campaigns.jobs({ filter: { campaignId }, offset: Math.floor(debtors * 0.9), limit: 100 }))
await measured('page by status', () => client.campaigns.jobs({ filter: { campaignId, statuses: ['pending'] }, offset: 0, limit: 100 }))
await measured('page by words', () => client.campaigns.jobs({ filter: { campaignId, text: 'persona 777' }, offset: 0, limit: 100 }))
await measured('page by rule', () => client.campaigns.jobs({ filter: { campaignId, rules: ['legal_cap'] }, offset: 0, limit: 100 }))
await measured('next page by rule', () => client.campaigns.jobs({ filter: { campaignId, rules: ['legal_cap'] }, offset: 100, limit: 100 }))
await measured('campaign', () => client.campaigns.get({ campaignId }))
await measured('suspend all', () => client.campaigns.suspendJobs({ selection: { filter: { campaignId } }, reason: 'bench' }))
await measured('reset all', () => client.campaigns.resetJobs({ selection: { filter: { campaignId } } }))
await measured('stop', () => client.campaigns.stop({ campaignId }))
await engine.close()
clearInterval(alive)
rmSync(folder, { recursive: true })
