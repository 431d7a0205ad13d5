/**
 * The engine with a practice campaign, as a process that can be killed: starts on the data folder it is given, talks to the
 * line it is given, begins the campaign unless there is one already, and ends by itself when the campaign has ended.
 */
import { flushCompileCache } from 'node:module'
import { z } from 'zod'
import { newId } from '../../db/id.ts'
import { insertBusinessTx } from '../../db/queries/businesses.ts'
import { campaignById, runningCampaigns } from '../../db/queries/campaigns.ts'
import { writeTx } from '../../db/tx.ts'
import { passEarlierRoundsTx } from '../../engine/calls/dialling/campaign-day.ts'
import { lineControl } from '../../engine/calls/practice-line/line-control.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { startEngine } from '../../engine/start.ts'
import { addCampaign, startCampaign } from '../harness/test-campaign.ts'

const order = z.object({
  dataFolder: z.string(),
  line: z.object({ address: z.string(), apiKey: z.string(), controlKey: z.string() }),
  /** Where practice time begins. */
  from: z.number(),
  speed: z.number(),
  endsOn: z.string(),
  debtors: z.array(z.object({ name: z.string(), nationalId: z.string(), phones: z.array(z.string()) })),
}).parse(JSON.parse(process.argv[2] ?? ''))

const stayAlive = setInterval(() => {}, 60_000)
const engine = await startEngine({
  dataFolder: order.dataFolder,
  log: makeLog('error'),
  slots: { interactive: 1, bulk: 1, background: 1 },
  startPractice: async (time) => {
    const { address, apiKey, controlKey } = order.line
    const control = lineControl(address, controlKey)
    await control.setTime(time)
    // The line is nobody's thread: it neither ends with the engine nor is ended by it.
    return { address, apiKey, ...control, ended: new Promise(() => {}), close: async () => {} }
  },
})
const { database, calls } = engine
calls.lines.time.clock.setSpeed(order.speed)
const campaignId = runningCampaigns(database)[0]?.id ?? begin()
// Killed, it would keep nothing of what it has compiled, and the next one would begin as late.
flushCompileCache()
process.send?.('started')

const stream = engine.events.stream(undefined)
for (let next = stream.next(); campaignById(database, campaignId)?.state === 'running'; next = stream.next()) await next
await engine.runner.idle()
await engine.close()
clearInterval(stayAlive)

function begin(): string {
  const known = database.prepare<string>('SELECT id FROM campaigns').pluck().get()
  if (known !== undefined) return known
  const { clock } = calls.lines.time
  clock.jumpTo(order.from)
  const businessId = newId()
  return writeTx(database, (tx) => {
    insertBusinessTx(tx, { id: businessId, name: 'Crash', created_at: engine.clock.now() })
    const id = addCampaign(database, businessId, { debtors: order.debtors, rules: { debtorsPerDay: 10_000 }, campaign: { calls_per_second: 5, ends_on: order.endsOn } })
    const campaign = campaignById(database, id)
    if (campaign === null) throw new Error('The campaign was not added')
    passEarlierRoundsTx(tx, campaign, calls.setups.of(campaign), clock.now())
    startCampaign(database, id, clock.now())
    tx.afterCommit(() => calls.dialler.wake(id))
    return id
  })
}
