import { openAsBlob } from 'node:fs'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { createRouterClient } from '@orpc/server'
import { batchById, type BatchRow } from '../../../db/queries/batches.ts'
import { uploadPartBytes } from '../../../db/values.ts'
import { FileProblem, guessMapping, inspectFile, type Inspection } from '../../ingest/index.ts'
import { usd } from '../../llm/index.ts'
import { withoutModels } from '../../llm/without-models.ts'
import { EngineProblem } from '../../observe/engine-problem.ts'
import { makeLog } from '../../observe/log.ts'
import { startEngine, type Engine } from '../../start.ts'
import { choiceOf, offlineChoice } from './classify-model.ts'
import { Output, writeResults, type Input } from './classify-output.ts'
import { ProgressLine } from './classify-progress.ts'
import { sentenceOf } from './reasons.ts'
import { UsageProblem } from './usage-problem.ts'

export { UsageProblem } from './usage-problem.ts'

export const classifyUsage = 'vocero classify IN [--out OUT.csv] [--json] [--offline | --model PROVIDER[:MODEL]] [--data DIR]'

/** Rows without a result that are named one by one; the rest are counted. */
const namedProblems = 50

/**
 * Classifies a file of transcripts in this process, by the road a console's import takes.
 *
 * Writes the input's rows in their order with the result's columns behind their own. A row that could not be read or
 * classified keeps its place with those columns empty, and is named on standard error.
 * @returns 0 when every row has a result, 1 when some have none, 130 when interrupted.
 * @throws UsageProblem when nothing can be done with what was given.
 */
export async function classify(args: readonly string[], env: NodeJS.ProcessEnv): Promise<number> {
  const { values, positionals } = parseClassifyArgs(args)
  const [inFile, ...more] = positionals
  if (inFile === undefined || more.length > 0) throw new UsageProblem(`Name one file to classify. Usage: ${classifyUsage}`)
  if (values.out === undefined && !values.json) throw new UsageProblem(`Say where the result goes with --out. Usage: ${classifyUsage}`)
  const inPath = resolve(inFile)
  if (values.out !== undefined && resolve(values.out) === inPath) throw new UsageProblem('--out is the input itself; choose another name.')
  if (values.offline && values.model !== undefined) throw new UsageProblem('--offline asks no model; leave one of --offline and --model out.')
  const { input, inspection } = await lookAt(inPath, inFile)

  const output = openOutput(values.out ?? null)
  // An empty variable is how shells unset one for a single command.
  const kept = values.data ?? (env['VOCERO_DATA'] === '' ? undefined : env['VOCERO_DATA'])
  const dataFolder = kept ?? (await mkdtemp(join(tmpdir(), 'vocero-classify-')))
  const interrupt = new AbortController()
  const onSignal = () => interrupt.abort()
  // The engine's own timers and threads keep no process alive; a host does.
  const stayAlive = setInterval(() => {}, 60_000)
  process.once('SIGINT', onSignal).once('SIGTERM', onSignal)
  let engine: Engine | null = null
  try {
    // Offline, what an earlier run left unasked in a kept folder is not asked now either.
    engine = await startEngine({ dataFolder, log: makeLog(), ...(values.offline ? { models: withoutModels(), slots: { models: 0 } } : {}) })
    if (values.offline) engine.judgeEverywhereBy(offlineChoice)
    else if (values.model !== undefined) engine.judgeEverywhereBy(choiceOf(values.model, engine.models.providers()))
    const batchId = await runBatch(engine, input, inspection, interrupt.signal)
    const batch = batchById(engine.database, batchId)
    if (batch?.state === 'failed') throw new UsageProblem(`${inFile}: ${sentenceOf(batch.error ?? 'the import failed')}.`)
    if (batch?.state !== 'done') throw new UsageProblem(`${inFile}: the batch was cancelled.`)
    const { enums, signals } = await clientOf(engine).classification.taxonomy()
    const names = { enums: enums.map((one) => one.name), signals: signals.map((one) => one.name) }
    const problems = await writeResults(engine.database, batchId, input, names, values.json, output)
    for (const { rowNumber, reason } of problems.slice(0, namedProblems)) console.error(`row ${rowNumber}: ${sentenceOf(reason)}`)
    if (problems.length > namedProblems) console.error(`and ${problems.length - namedProblems} more rows`)
    if (problems.length > 0) console.error(`${problems.length} rows have no result; their result columns are empty.`)
    const cost = costLine(batch)
    if (cost !== null) console.error(cost)
    return problems.length > 0 ? 1 : 0
  } catch (error) {
    if (interrupt.signal.aborted) {
      console.error('Interrupted; nothing was written.')
      return 130
    }
    if (error instanceof EngineProblem) throw new UsageProblem(error.message, { cause: error })
    throw error
  } finally {
    clearInterval(stayAlive)
    process.off('SIGINT', onSignal).off('SIGTERM', onSignal)
    await engine?.close()
    await output.discard()
    if (kept === undefined) await rm(dataFolder, { recursive: true, force: true })
  }
}

/** What a language model did for the batch, and for how much; null when none was asked. */
function costLine(batch: BatchRow): string | null {
  if (batch.llm_asked === 0) return null
  const fellBack = batch.llm_fell_back === 0 ? '' : `; ${batch.llm_fell_back} by the offline classifier instead, with the reason in the column "fallback"`
  // The layer counts a model without a price as free.
  const cost = batch.cost_nano_usd === 0 && batch.llm_judged > 0 ? 'not known, for the model has no price here,' : `US$ ${usd(batch.cost_nano_usd).toFixed(4)}`
  return `Cost: ${cost} for ${batch.llm_judged} transcripts judged by a language model${fellBack}.`
}

function parseClassifyArgs(args: readonly string[]) {
  const options = {
    out: { type: 'string' },
    json: { type: 'boolean', default: false },
    offline: { type: 'boolean', default: false },
    model: { type: 'string' },
    data: { type: 'string' },
  } as const
  try {
    return parseArgs({ args: [...args], options, allowPositionals: true })
  } catch (error) {
    throw new UsageProblem(`${error instanceof Error ? error.message : String(error)}. Usage: ${classifyUsage}`)
  }
}

async function lookAt(path: string, given: string): Promise<{ input: Input; inspection: Inspection }> {
  try {
    if ((await stat(path)).isDirectory()) throw new UsageProblem(`${given} is a folder; name a file.`)
    const inspection = await inspectFile(path, basename(path))
    if (guessMapping(inspection.columns, inspection.rows).transcript === undefined) {
      throw new UsageProblem(`${given}: no column looks like the transcript. Columns: ${inspection.columns.join(', ')}. Name it "transcript" or "Transcripcion".`)
    }
    const delimiter = inspection.delimiter === ';' ? ';' : ','
    return { input: { path, fileName: basename(path), columns: inspection.columns, delimiter }, inspection }
  } catch (error) {
    if (error instanceof UsageProblem) throw error
    if (error instanceof FileProblem) throw new UsageProblem(`${given}: ${sentenceOf(`${error.reason} ${error.detail ?? ''}`)}.`, { cause: error })
    throw new UsageProblem(`${given} cannot be read: ${(error as NodeJS.ErrnoException).code === 'ENOENT' ? 'the file does not exist' : String(error)}.`, { cause: error })
  }
}

function openOutput(path: string | null): Output {
  try {
    return new Output(path)
  } catch (error) {
    throw new UsageProblem(`${path} cannot be written: ${error instanceof Error ? error.message : String(error)}.`, { cause: error })
  }
}

/** Uploads the file and sees its batch to the end. @returns the batch's id. @throws when aborted, after cancelling it. */
async function runBatch(engine: Engine, input: Input, inspection: Inspection, signal: AbortSignal): Promise<string> {
  const client = clientOf(engine)
  const businessId = await chooseBusiness(client)
  const file = await openAsBlob(input.path)
  const { uploadId } = await client.ingest.beginUpload({ fileName: input.fileName, bytes: file.size })
  for (let offset = 0; offset < file.size; offset += uploadPartBytes) {
    signal.throwIfAborted()
    await client.ingest.uploadPart({ uploadId, offset, data: file.slice(offset, offset + uploadPartBytes) })
  }
  // Listening begins before the batch does, so that its end cannot be missed.
  const events = engine.events.stream(undefined, signal)
  const first = events.next()
  const batch = await client.batches.start({ businessId, uploadId, name: input.fileName, mapping: guessMapping(inspection.columns, inspection.rows) })
  const progress = new ProgressLine(process.stderr, () => engine.clock.now())
  try {
    for (let next = await first; next.done !== true; next = await events.next()) {
      const { event } = next.value
      if (event.type === 'reset') {
        const { state } = await client.batches.get({ batchId: batch.id })
        if (state !== 'running') return batch.id
      }
      if (event.type !== 'batch.progress' || event.progress.batchId !== batch.id) continue
      progress.show(event.progress)
      if (event.progress.state !== 'running' && event.progress.state !== 'paused') return batch.id
    }
    await client.batches.cancel({ batchId: batch.id }).catch(() => {})
    throw new Error('Interrupted')
  } finally {
    progress.end()
  }
}

const clientOf = (engine: Engine) => createRouterClient(engine.router)

/** Results kept in a folder go to the business that is worked with there; a new folder gets one. */
async function chooseBusiness(client: ReturnType<typeof clientOf>): Promise<string> {
  const businesses = await client.system.businesses()
  const { currentBusinessId } = await client.system.preferences()
  const chosen = businesses.find((business) => business.id === currentBusinessId) ?? businesses[0]
  return chosen?.id ?? (await client.system.createBusiness({ name: 'Vocero' })).id
}
