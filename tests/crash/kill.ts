import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { setTimeout as pause } from 'node:timers/promises'
import { openReadOnly } from '../../db/open.ts'

const child = fileURLToPath(new URL('./engine-child.ts', import.meta.url))

export interface CrashReport {
  readonly kills: number
  /** Kills that met the batch under way. */
  readonly underWay: number
  readonly batches: number
  readonly faults: string[]
}

/** Within this time after its start the engine is killed, milliseconds: about what a batch of the tests takes. */
const latestKillMs = 1_250

/** Numbers in [0, 1) that a seed repeats. */
function seededRandom(seed: number): () => number {
  let state = seed
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296
    return state / 4_294_967_296
  }
}

/**
 * Kills the engine `kills` times at random instants while it imports and classifies the file, starting it again each
 * time; batches follow each other until there were enough kills. What is left behind each is examined.
 * @param onKill told after every kill how far it is.
 */
export async function killDuringBatches(
  kills: number, seed: number, writeFile: (path: string) => { rows: number; failed: number; skipped: number }, onKill: (soFar: CrashReport) => void = () => {},
): Promise<CrashReport> {
  const random = seededRandom(seed)
  const faults: string[] = []
  let killed = 0
  let underWay = 0
  let batches = 0
  while (killed < kills) {
    const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
    const file = join(folder, 'meetings.csv')
    const expected = writeFile(file)
    batches += 1
    try {
      for (let ended = false; !ended;) {
        const engine = fork(child, [join(folder, 'data'), file], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
        const exited = once(engine, 'exit')
        if (killed < kills && (await killedWithin(engine, exited, random))) {
          killed += 1
          underWay += Number(batchIsRunning(join(folder, 'data')))
          onKill({ kills: killed, underWay, batches, faults })
        } else {
          const [code] = await exited
          // Then it does not start at all, and there is nothing to learn from killing it.
          if (code !== 0) throw new Error(`The engine ended by itself with ${String(code)} in batch ${batches}`)
          ended = true
        }
      }
      faults.push(...examine(join(folder, 'data'), expected).map((fault) => `batch ${batches}: ${fault}`))
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  }
  return { kills: killed, underWay, batches, faults }
}

/** Lets the engine start, waits for a random while, and kills it. @returns false when it had ended by itself. */
async function killedWithin(engine: ChildProcess, exited: Promise<unknown>, random: () => number): Promise<boolean> {
  await Promise.race([once(engine, 'message'), exited])
  // The instant is what is random here; nothing is waited for.
  await Promise.race([pause(random() * latestKillMs), exited])
  if (engine.exitCode !== null) return false
  engine.kill('SIGKILL')
  await exited
  return engine.signalCode === 'SIGKILL'
}

function batchIsRunning(dataFolder: string): boolean {
  return examineWith(dataFolder, (one) => one(`SELECT count(*) FROM batches WHERE state = 'running'`)) > 0
}

function examineWith<Result>(dataFolder: string, look: (one: (sql: string) => number) => Result): Result {
  const database = openReadOnly(join(dataFolder, 'vocero.sqlite'))
  try {
    return look((sql) => database.sqlite.prepare(sql).pluck().get() as number)
  } finally {
    database.close()
  }
}

/** Everything that must hold after the batch, each named when it does not. */
function examine(dataFolder: string, expected: { rows: number; failed: number; skipped: number }): string[] {
  return examineWith(dataFolder, (one) => {
    const facts: [string, number, number][] = [
      ['batches', one('SELECT count(*) FROM batches'), 1],
      ['batches done', one(`SELECT count(*) FROM batches WHERE state = 'done' AND import_done = 1`), 1],
      ['transcripts', one('SELECT count(*) FROM transcripts'), expected.rows],
      ['results', one('SELECT count(*) FROM results'), expected.rows],
      ['results written once', one('SELECT count(*) FROM results WHERE revision = 1'), expected.rows],
      ['labels', one('SELECT count(*) FROM labels'), expected.rows * 11],
      ['transcripts that know their result', one('SELECT count(*) FROM transcripts WHERE sentiment IS NOT NULL AND error IS NULL'), expected.rows],
      ['texts in the search', one(`SELECT count(*) FROM transcripts_search WHERE transcripts_search MATCH 'meeting'`), expected.rows],
      ['failed rows', one('SELECT count(*) FROM failed_rows'), expected.failed],
      ['created', one('SELECT created FROM batches'), expected.rows],
      ['classified', one('SELECT classified FROM batches'), expected.rows],
      ['not classified', one('SELECT classify_failed FROM batches'), 0],
      ['skipped', one('SELECT skipped FROM batches'), expected.skipped],
      ['counted as failed', one('SELECT failed_rows FROM batches'), expected.failed],
      ['rows in all', one('SELECT total FROM batches'), expected.rows + expected.failed + expected.skipped],
      // What the clock begins by itself may be under way at any moment.
      ['jobs not done', one(`SELECT count(*) FROM jobs WHERE state <> 'done' AND kind IN ('batches.import', 'classification.classify')`), 0],
      ['children open', one('SELECT sum(open_children) FROM jobs'), 0],
    ]
    return facts.filter(([, found, wanted]) => found !== wanted).map(([name, found, wanted]) => `${name}: ${found}, not ${wanted}`)
  })
}
