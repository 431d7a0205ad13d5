import { join } from 'node:path'
import { attemptById, changeAttemptTx } from '../../db/queries/call-attempts.ts'
import { insertBusinessTx } from '../../db/queries/businesses.ts'
import { campaignById } from '../../db/queries/campaigns.ts'
import type { Database } from '../../db/open.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { callJob } from '../../engine/calls/dialling/call.job.ts'
import { passEarlierRoundsTx } from '../../engine/calls/dialling/campaign-day.ts'
import { CampaignSetups } from '../../engine/calls/dialling/campaign-setup.ts'
import { Dialler } from '../../engine/calls/dialling/dialler.ts'
import { finishAttemptTx } from '../../engine/calls/dialling/finish-call.ts'
import { LiveCalls } from '../../engine/calls/dialling/live-calls.ts'
import { resumeAttempts } from '../../engine/calls/dialling/resume-attempts.ts'
import { readPresets } from '../../engine/calls/presets.ts'
import { jobControl } from '../../engine/jobs/control.ts'
import { JobRunner } from '../../engine/jobs/runner.ts'
import type { AnyJob } from '../../engine/jobs/define-job.ts'
import type { Clock } from '../../engine/observe/clock.ts'
import { EventBus } from '../../engine/observe/event-bus.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { MovableClock } from './movable-clock.ts'
import { ScriptedLine } from './scripted-line.ts'
import { addCampaign, startCampaign, type TestCampaignOptions } from './test-campaign.ts'
import { openTestDatabase, testFolder } from './test-data.ts'

/** A Monday, a minute before the first round in Santiago. */
export const beforeRound = Date.parse('2026-03-02T11:59:00Z')

const presets = readPresets(join(import.meta.dirname, '../../resources'))
let engines = 0

export type DiallingRig = ReturnType<typeof openDiallingRig>

export interface RigOptions {
  /** Calls the line lets run at once. */
  readonly lineLimit?: number
  /** Jobs that run at once; fewer than there are lines keeps intents waiting. */
  readonly slots?: number
  readonly now?: number
  /** Further jobs of the queue. */
  readonly jobs?: readonly AnyJob[]
}

/** Dialler, queue and job of a call on a real database, over a line and under a clock that the test holds in its hands. */
export function openDiallingRig(options: RigOptions = {}) {
  const folder = testFolder()
  const database = openTestDatabase(folder.path)
  writeTx(database, (tx) => insertBusinessTx(tx, { id: 'business', name: 'Test', created_at: 0 }))
  const clock = new MovableClock(options.now ?? beforeRound)
  const line = new ScriptedLine()
  let engine = startEngine(database, clock, line, options)
  const all = <Row = Record<string, unknown>>(sql: string, ...values: unknown[]) => database.sqlite.prepare(sql).all(...values) as Row[]

  return {
    database, clock, line, all,
    get dialler() { return engine.dialler },
    get runner() { return engine.runner },
    get live() { return engine.live },
    get setups() { return engine.setups },
    get log() { return engine.told },
    rests: () => engine.restUntil,
    add: (given: TestCampaignOptions) => addCampaign(database, 'business', given),
    /** Starts a campaign as a person does. */
    async start(campaignId: string) {
      const campaign = campaignById(database, campaignId)
      if (campaign === null) throw new Error('No such campaign')
      startCampaign(database, campaignId, clock.now())
      writeTx(database, (tx) => passEarlierRoundsTx(tx, campaign, engine.setups.of(campaign), clock.now()))
      engine.dialler.wake(campaignId)
      await settle()
    },
    /** Lets time pass, in steps short enough that whatever rings is acted upon near its moment. */
    async pass(milliseconds: number, step = 1_000) {
      const end = clock.now() + milliseconds
      while (clock.now() < end) {
        clock.move(Math.min(step, end - clock.now()))
        await settle()
      }
    },
    /** Time passes while nobody does anything, then everything wakes. */
    async sleep(milliseconds: number) {
      clock.sleep(milliseconds)
      await settle()
    },
    settle,
    jobs: () => all<{ id: string; state: string; kind: string }>('SELECT id, state, kind FROM jobs ORDER BY seq'),
    cancel: (jobId: string) => writeTx(database, (tx) => engine.control.cancelTx(tx, jobId)),
    retry: (jobId: string) => writeTx(database, (tx) => engine.control.retryTx(tx, jobId)),
    write: <Result>(body: (tx: Tx) => Result) => writeTx(database, body),
    change(attemptId: string, change: Parameters<typeof changeAttemptTx>[2]) {
      const attempt = attemptById(database, attemptId)
      if (attempt !== null) writeTx(database, (tx) => changeAttemptTx(tx, attempt.seq, change))
    },
    /** The engine is killed: nothing is put back, nothing of it rings any more. */
    kill() { engine.kill() },
    /** Another engine on the same data, after `kill`. */
    async restart() {
      engine.kill()
      engine = startEngine(database, clock, line, options)
      await settle()
    },
    async close() {
      engine.dialler.stop()
      await engine.runner.stop()
      database.close()
      folder.remove()
    },
  }
}

function startEngine(database: Database, clock: MovableClock, line: ScriptedLine, options: RigOptions) {
  engines += 1
  const told: string[] = []
  const events = new EventBus(`rig-${engines}`)
  const log = makeLog('silent')
  const live = new LiveCalls()
  const setups = new CampaignSetups(database, presets)
  let alive = true
  let restUntil = 0
  const ownClock: Clock = { now: () => clock.now(), after: (milliseconds, callback) => clock.after(milliseconds, () => { if (alive) callback() }) }
  const call = callJob({
    events, setups, live,
    lineOf: () => line,
    clockOf: () => ownClock,
    troubled: (_, problem) => void told.push(problem.failure),
    finishTx: (tx, attempt, result, now) => finishAttemptTx(tx, {
      events, setups,
      rest: (_, milliseconds) => { restUntil = Math.max(restUntil, clock.now() + milliseconds) },
      outcomeTx: () => {},
      freed: () => dialler.wakeAll(),
    }, attempt, result, now),
  })
  const runner = new JobRunner({
    database, clock: ownClock, events, log, definitions: [call, ...(options.jobs ?? [])], worker: `rig-${engines}`,
    threadFile: new URL('./test-thread.ts', import.meta.url),
    slots: { interactive: 1, bulk: 1, background: 1, calls: options.slots ?? 100, actions: 1, models: 1 }, random: () => 0,
  })
  const dialler: Dialler = new Dialler({
    database, clock: ownClock, events, log, setups, call, live,
    clockOf: () => ownClock,
    speedOf: () => 1,
    lineLimit: () => options.lineLimit ?? 20,
    restUntil: () => restUntil,
    finishedTx: () => {},
  })
  resumeAttempts(database, call, clock.now())
  runner.start()
  dialler.start()
  return {
    dialler, runner, live, setups, told,
    control: jobControl(runner, () => clock.now()),
    get restUntil() { return restUntil },
    kill() {
      alive = false
      dialler.stop()
    },
  }
}

/** Lets every turn happen that something has asked for. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 30; turn += 1) await new Promise(setImmediate)
}
