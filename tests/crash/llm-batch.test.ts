import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openReadOnly } from '../../db/open.ts'
import { serveOpenAi } from '../fakes/openai-server.ts'
import { plausibleAnswers } from '../fakes/plausible.ts'
import { meetingsCsv } from '../support/engine.ts'

const child = fileURLToPath(new URL('./engine-child.ts', import.meta.url))
const texts = 40
/** When each life is killed: among answers that nobody has stored yet, or once all of them are. */
const kills = ['answered', 'stored'] as const
/** Questions that each life is answered; those behind them find it still waiting when it is killed. */
const answeredInLife = 10
/** Places of a provider that the environment names. */
const onTheWire = 8

it(`asks again only what was under way when the engine is killed ${kills.length} times among the answers of a model`, { timeout: 90_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
  const data = join(folder, 'data')
  const file = join(folder, 'meetings.csv')
  const twice = 'Reunión número 0: dos veces la misma, en una clínica dental de Santiago.'
  writeFileSync(file, meetingsCsv([twice, ...Array.from({ length: texts - 1 }, (_, index) => `Reunión número ${index + 1}: la clínica dental atiende a ${index} pacientes y quiere responder antes.`), twice]))
  const fake = await serveOpenAi({ strict: false })
  let answers = 0
  fake.otherwise((request) => {
    answers -= 1
    return answers < 0 ? { silence: 'hangs' } : plausibleAnswers(request)
  })
  const asked = () => fake.requests.map((request) => Number(/Reunión número (\d+)/.exec(request.texts.join(' '))?.[1]))
  const begin = () => {
    const engine = fork(child, [data, file, 'llm'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [], env: { ...process.env, OPENAI_API_KEY: 'test-key', OPENAI_BASE_URL: fake.address, GOOGLE_API_KEY: '', GEMINI_API_KEY: '' } })
    return { engine, exited: once(engine, 'exit') }
  }
  /** After so many questions these texts had their answer. */
  const killed: { readonly asked: number; readonly stored: readonly number[] }[] = []
  try {
    for (const kill of kills) {
      answers = answeredInLife
      const [asked, stored] = [fake.requests.length, killed.at(-1)?.stored.length ?? 0]
      const { engine, exited } = begin()
      await Promise.race([kill === 'answered' ? fake.arrived(asked + answeredInLife + onTheWire) : judgedBy(engine, stored + answeredInLife), exited])
      engine.kill('SIGKILL')
      await exited
      expect(engine.signalCode).toBe('SIGKILL')
      killed.push({ asked: fake.requests.length, stored: judgedTexts(data) })
    }
    expect(killed.at(-1)?.stored.length).toBeGreaterThanOrEqual(answeredInLife)
    answers = Number.POSITIVE_INFINITY
    const { exited } = begin()
    expect(await exited).toEqual([0, null])

    const askedInAll = asked()
    for (const { asked: then, stored } of killed) expect(askedInAll.slice(then).filter((text) => stored.includes(text))).toEqual([])
    expect(new Set(askedInAll).size).toBe(texts)
    expect(factsOf(data)).toEqual({ batch: 'done', judged: texts + 1, fellBack: 0, opinions: texts + 1, results: texts + 1, jobsLeft: 0, questionsLeft: 0, audited: askedInAll.length })
  } finally {
    await fake.close()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** Resolves when the engine says that so many transcripts of the batch have their answer. */
function judgedBy(engine: ChildProcess, count: number): Promise<void> {
  return new Promise((resolve) => void engine.on('message', (said) => {
    if (typeof said === 'object' && 'judged' in said && Number(said.judged) >= count) resolve()
  }))
}

/** The numbers of the texts whose answer is stored. */
function judgedTexts(data: string): number[] {
  return look(data, (sqlite) => (sqlite.prepare(`SELECT transcript FROM transcripts JOIN opinions ON transcript_seq = seq AND opinions.source = 'llm'`).pluck().all() as string[]).map((text) => Number(/número (\d+)/.exec(text)?.[1])))
}

function factsOf(data: string) {
  return look(data, (sqlite) => {
    const one = (sql: string) => sqlite.prepare(sql).pluck().get()
    return {
      batch: one('SELECT state FROM batches'),
      judged: one('SELECT llm_judged FROM batches'),
      fellBack: one('SELECT llm_fell_back FROM batches'),
      opinions: one(`SELECT count(*) FROM opinions WHERE source = 'llm'`),
      results: one(`SELECT count(*) FROM results WHERE source = 'llm'`),
      jobsLeft: one(`SELECT count(*) FROM jobs WHERE state <> 'done' AND kind IN ('batches.import', 'classification.classify', 'classification.classify_llm')`),
      questionsLeft: one('SELECT count(*) FROM ai_open_calls'),
      // Every question that was sent is in the audit, those that were cut off too.
      audited: one('SELECT count(*) FROM ai_audit_logs'),
    }
  })
}

function look<Result>(data: string, read: (sqlite: ReturnType<typeof openReadOnly>['sqlite']) => Result): Result {
  const database = openReadOnly(join(data, 'vocero.sqlite'))
  try {
    return read(database.sqlite)
  } finally {
    database.close()
  }
}
