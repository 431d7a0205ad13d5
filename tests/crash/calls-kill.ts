import { fork, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { openReadOnly, type Database } from '../../db/open.ts'
import { readLedger } from '../../engine/calls/audit/read-ledger.ts'
import { replayLedger } from '../../engine/calls/audit/replay.ts'
import type { OrderedFault } from '../../engine/calls/practice-line/faults.ts'
import { lineControl } from '../../engine/calls/practice-line/line-control.ts'
import { drawsOf, type Draws } from '../../engine/calls/practice-line/random.ts'
import { numberFor } from '../../engine/calls/practice-line/scripted-numbers.ts'
import { readPresets } from '../../engine/calls/presets.ts'
import { readLineJournal, twiceOnTheLine } from '../harness/line-journal.ts'
import { resources } from '../harness/practice-rig.ts'
import type { TestDebtor } from '../harness/test-campaign.ts'

const engineChild = fileURLToPath(new URL('./calls-child.ts', import.meta.url))
const lineProgram = fileURLToPath(new URL('../../engine/calls/practice-line/main.ts', import.meta.url))

export interface CallsCrashReport {
  readonly kills: number
  /** Kills that met calls under way. */
  readonly underWay: number
  readonly campaigns: number
  readonly calls: number
  /** Calls whose engine was killed under them. */
  readonly takenUpAgain: number
  /** Calls to numbers whose answer is always lost after the call was placed. */
  readonly lostAnswers: number
  readonly faults: string[]
}

/** Within this time after its start the engine is killed, milliseconds. */
const latestKillMs = 1_500
/**
 * A minute of calls a second. Faster, and a busy machine's delay between intent and request would be longer, in practice
 * time, than any real one can be.
 */
const speed = 60
/** Nothing is due any more but retries: what is left may pass quickly. */
const lastSpeed = 1_000
/** A Monday in Santiago, half a minute before the first round; the campaign lives two days. */
const from = Date.parse('2126-03-04T12:59:30Z')
const endsOn = '2126-03-05'
/** So that there are always more than have been called yet, until the last kill. */
const debtorsPerKill = 20
const killsPerCampaign = 25

/** Numbers whose call is placed and whose answer never comes. */
const losing = (['drop_after_placed', 'server_error_after_placed', 'garbled_answer'] as const).flatMap((fault) => ['+5692', '+5693', '+5694', '+5695'].map((prefix) => numberFor(fault, prefix)))

/** What goes wrong between engine and line, ordered before some of the kills. */
const orders: readonly Pick<OrderedFault, 'fault' | 'endpoint' | 'times'>[] = [
  { fault: 'drop_after_placed', endpoint: 'create', times: 2 },
  { fault: 'server_error_after_placed', endpoint: 'create', times: 1 },
  { fault: 'drop_before_placed', endpoint: 'create', times: 1 },
  { fault: 'garbled_answer', endpoint: 'create', times: 1 },
  { fault: 'rate_limited', endpoint: 'create', times: 1 },
  { fault: 'drop_before_placed', endpoint: 'get', times: 2 },
  { fault: 'server_error', endpoint: 'list', times: 2 },
]

/**
 * Kills the engine at random instants of practice campaigns, over a line that lives on in a process of its own and loses
 * answers, and starts it again each time. After each campaign the line's own journal is held against what the engine knows.
 * @param onKill told after every kill how far it is.
 */
export async function killDuringCalls(kills: number, seed: number, onKill: (soFar: CallsCrashReport) => void = () => {}): Promise<CallsCrashReport> {
  const draws = drawsOf(`crash ${seed}`)
  let report: CallsCrashReport = { kills: 0, underWay: 0, campaigns: 0, calls: 0, takenUpAgain: 0, lostAnswers: 0, faults: [] }
  while (report.kills < kills) {
    const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-calls-'))
    const journal = join(folder, 'line.jsonl')
    const line = await startLine(journal, seed + report.campaigns)
    try {
      const killsHere = Math.min(killsPerCampaign, kills - report.kills)
      const order = { dataFolder: join(folder, 'data'), line: line.known, from, endsOn, debtors: debtorsOf(killsHere * debtorsPerKill, draws) }
      let ended: 'killed' | number | null = 'killed'
      for (let killed = 0; killed < killsHere; killed += 1) {
        ended = await killOnce({ ...order, speed }, line, draws)
        if (ended !== 'killed') break
        report = { ...report, kills: report.kills + 1, underWay: report.underWay + Number(callsAreUnderWay(order.dataFolder)) }
        onKill(report)
      }
      if (ended === 'killed') ended = ((await once(startEngineChild({ ...order, speed: lastSpeed }), 'exit')) as [number | null])[0]
      // Then it does not even start, and there is nothing to learn from killing it.
      if (ended !== 0) throw new Error(`The engine ended by itself with ${ended} in campaign ${report.campaigns + 1}`)
      const found = examine(order.dataFolder, journal)
      const campaigns = report.campaigns + 1
      report = {
        ...report, campaigns, calls: report.calls + found.calls, takenUpAgain: report.takenUpAgain + found.takenUpAgain, lostAnswers: report.lostAnswers + found.lostAnswers,
        faults: [...report.faults, ...found.faults.map((fault) => `campaign ${campaigns}: ${fault}`)],
      }
    } finally {
      line.process.kill('SIGKILL')
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return report
}

interface Line { readonly process: ChildProcess; readonly known: { address: string; apiKey: string; controlKey: string } }

async function startLine(journal: string, seed: number): Promise<Line> {
  const child = spawn(process.execPath, [lineProgram, '--journal', journal, '--seed', `crash ${seed}`, '--base-sim', String(from), '--speed', '0'], { stdio: ['ignore', 'pipe', 'inherit'] })
  const [text] = (await once(createInterface(child.stdout), 'line')) as [string]
  return { process: child, known: JSON.parse(text) as Line['known'] }
}

const startEngineChild = (order: unknown): ChildProcess => fork(engineChild, [JSON.stringify(order)], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })

/** Lets the engine start, orders what goes wrong, waits for a random while, and kills it. */
async function killOnce(order: unknown, { known }: Line, draws: Draws): Promise<'killed' | number | null> {
  const engine = startEngineChild(order)
  const exited = once(engine, 'exit') as Promise<[number | null]>
  await Promise.race([once(engine, 'message'), exited])
  await lineControl(known.address, known.controlKey).orderFaults(orders.filter(() => draws.next() < 0.4))
  // The instant is what is random here; nothing is waited for.
  await Promise.race([pause(draws.next() * latestKillMs), exited])
  if (engine.exitCode !== null) return engine.exitCode
  engine.kill('SIGKILL')
  await exited
  return engine.signalCode === 'SIGKILL' ? 'killed' : engine.exitCode
}

/** People as they come, and some whose number always loses the line's answer. */
function debtorsOf(length: number, draws: Draws): TestDebtor[] {
  return Array.from({ length }, (_, index) => {
    const number = index % 40 === 20 ? losing[(index - 20) / 40] : undefined
    const phones = [number ?? `+569700${String(index).padStart(5, '0')}`, ...(draws.next() < 0.3 ? [`+569800${String(index).padStart(5, '0')}`] : [])]
    return { name: `Persona ${index}`, nationalId: `${10_000_000 + index}-K`, phones }
  })
}

function callsAreUnderWay(dataFolder: string): boolean {
  return withData(dataFolder, (database) => count(database, `SELECT count(*) FROM call_attempts WHERE state IN ('intended', 'live')`) > 0)
}

function withData<Result>(dataFolder: string, look: (database: Database) => Result): Result {
  const database = openReadOnly(join(dataFolder, 'vocero.sqlite'))
  try {
    return look(database)
  } finally {
    database.close()
  }
}

const count = (database: Database, sql: string): number => database.prepare<number>(sql).pluck().get() ?? Number.NaN

/** Everything that must hold after a campaign, each named when it does not. */
function examine(dataFolder: string, journal: string): Pick<CallsCrashReport, 'calls' | 'takenUpAgain' | 'lostAnswers' | 'faults'> {
  const calls = readLineJournal(readFileSync(journal, 'utf8'))
  return withData(dataFolder, (database) => {
    const attempts = new Map(database
      .prepare<{ id: string; debtor: number; state: string; call_id: string | null; body: number }>('SELECT id, debtor_seq AS debtor, state, call_id, EXISTS (SELECT 1 FROM call_bodies WHERE attempt_seq = seq) AS body FROM call_attempts')
      .all().map((row) => [row.id, row]))
    const faults = twiceOnTheLine(calls, (attemptId) => attempts.get(attemptId)?.debtor ?? null)
    for (const call of calls) {
      const attempt = attempts.get(call.attemptId)
      if (attempt?.state !== 'ended' || attempt.call_id !== call.callId || attempt.body !== 1) faults.push(`lost result: call ${call.callId} of attempt ${call.attemptId}, which is ${attempt?.state ?? 'unknown'} with call ${attempt?.call_id ?? 'none'}`)
    }
    const nothing: [string, string][] = [
      ['calls without an end', `SELECT count(*) FROM call_attempts WHERE state NOT IN ('ended', 'not_placed')`],
      ['debtors held by a call', 'SELECT count(*) FROM call_jobs WHERE live_attempt_id IS NOT NULL'],
      ['debtors left in the middle', `SELECT count(*) FROM call_jobs WHERE status IN ('in_progress', 'needs_review')`],
      ['rounds left in the middle', `SELECT count(*) FROM call_rounds WHERE state NOT IN ('done', 'skipped')`],
      ['campaigns that did not end', `SELECT count(*) FROM campaigns WHERE state <> 'done'`],
    ]
    for (const [name, sql] of nothing) {
      const found = count(database, sql)
      if (found > 0) faults.push(`${name}: ${found}`)
    }
    // What is planned for the night, or waits for the next start, is not stuck.
    const stuck = database.prepare<Record<'kind' | 'state' | 'last_error', string | null>>(`SELECT kind, state, last_error FROM jobs WHERE state <> 'done' AND NOT (state IN ('scheduled', 'waiting') AND kind <> 'calls.call')`).all()
    faults.push(...stuck.map((job) => `stuck job: ${job.kind} is ${job.state}, ${job.last_error}`))
    const businessId = database.prepare<string>('SELECT id FROM businesses').pluck().get() ?? ''
    const violations = replayLedger(readLedger(database, readPresets(resources), businessId, true), 20)
    faults.push(...violations.map((violation) => `${violation.rule}: ${violation.detail}, attempt ${violation.attemptId}`))
    const takenUpAgain = count(database, `SELECT count(*) FROM jobs WHERE kind = 'calls.call' AND EXISTS (SELECT 1 FROM job_attempts WHERE job_seq = jobs.seq AND outcome = 'lease_lost')`)
    return { calls: calls.length, takenUpAgain, lostAnswers: calls.filter((call) => losing.includes(call.number)).length, faults }
  })
}
