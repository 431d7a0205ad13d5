/**
 * How fast the whole road is from a file to stored results, and whether the engine still answers meanwhile.
 *   node bench/classify.ts [--rows 10000] [--words 300] [--runs 3] [--writer-checkpoints]
 */
import { hash } from 'node:crypto'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { setTimeout as pause } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { startCheckpoints } from '../db/checkpointer.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { newId } from '../db/id.ts'
import { openDatabase } from '../db/open.ts'
import { batchById, insertBatchTx, insertTranscriptsTx } from '../db/queries/batches.ts'
import { openReader } from '../db/reader.ts'
import { BatchChanges, storeOfflineTx } from '../db/queries/results.ts'
import { insertUploadTx } from '../db/queries/uploads.ts'
import { writeTx } from '../db/tx.ts'
import { execute as classifyWork, type ClassifiedPart } from '../engine/classification/classify.work.ts'
import { openClassification } from '../engine/classification/index.ts'
import { compileOffline } from '../engine/classification/offline/classify.ts'
import { parseTaxonomy } from '../engine/classification/taxonomy.ts'
import { guessMapping, inspectFile, readRows, toMeeting, uploadPath } from '../engine/ingest/index.ts'
import { withoutModels } from '../engine/llm/without-models.ts'
import { jobControl } from '../engine/jobs/control.ts'
import { JobRunner } from '../engine/jobs/runner.ts'
import { systemClock } from '../engine/observe/clock.ts'
import { EventBus } from '../engine/observe/event-bus.ts'
import { makeLog } from '../engine/observe/log.ts'
import { composeTranscripts, seededRandom, writeMeetings } from './classify-corpus.ts'
import { machineCeiling } from './machine-ceiling.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '10000' }, words: { type: 'string', default: '300' }, runs: { type: 'string', default: '3' }, 'writer-checkpoints': { type: 'boolean', default: false } } })
const rows = Number(values.rows)
const words = Number(values.words)
const resources = fileURLToPath(new URL('../resources', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
const clock = systemClock

const percentile = (sorted: readonly number[], share: number) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

/** Runs one batch on a fresh data folder with so many threads. */
async function runBatch(name: string, file: string, threads: number): Promise<number> {
  const dataFolder = join(folder, name)
  mkdirSync(dataFolder)
  const database = openDatabase(join(dataFolder, 'vocero.sqlite'))
  migrate(database, readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url))), clock.now())
  const endCheckpoints = values['writer-checkpoints'] ? async () => {} : startCheckpoints(database, new URL('../db/checkpoint-thread.ts', import.meta.url))
  const events = new EventBus('bench')
  const area = openClassification({ database, clock, events, dataFolder, resources, inspect: inspectFile, models: withoutModels() })
  const runner = new JobRunner({
    database, clock, events, log: makeLog('warn'), definitions: area.jobs, threadFile: new URL('../engine/thread.ts', import.meta.url),
    slots: { interactive: 1, bulk: threads, background: 1, calls: 1, actions: 1, models: 1 }, worker: 'bench',
  })
  const reader = openReader(database.path, new URL('../db/reader-thread.ts', import.meta.url))
  const { batches } = area.serve(jobControl(runner, () => clock.now()), reader)
  database.prepare(`INSERT INTO businesses (id, name, created_at) VALUES ('bench', 'Bench', 0)`).run()
  runner.start()

  const { columns, rows: head } = await inspectFile(file, 'meetings.csv')
  const uploadId = newId()
  mkdirSync(join(dataFolder, 'uploads'))
  copyFileSync(file, uploadPath(dataFolder, uploadId))
  const { size } = statSync(file)

  // A console that asks all the while: what a person waits for is the loop's delay and the query together.
  const waits: number[] = []
  const asking = new AbortController()
  const asker = (async () => {
    while (!asking.signal.aborted) {
      const due = performance.now() + 5
      await pause(5)
      database.prepare('SELECT seq, client_name, substr(transcript, 1, 200) FROM transcripts WHERE business_id = ? ORDER BY seq DESC LIMIT 50').all('bench')
      waits.push(performance.now() - due)
    }
  })()
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const cpuBefore = process.cpuUsage()
  const engineBefore = process.threadCpuUsage()
  const start = performance.now()
  const batch = writeTx(database, (tx) => {
    insertUploadTx(tx, { id: uploadId, file_name: 'meetings.csv', bytes: size, received: size, path: `uploads/${uploadId}`, created_at: 0 })
    return batches.startTx(tx, { businessId: 'bench', name: 'Bench', fileName: 'meetings.csv', uploadId, layout: { columns, mapping: guessMapping(columns, head) }, simulated: false })
  })
  await runner.idle()
  const seconds = (performance.now() - start) / 1000
  const engine = process.threadCpuUsage(engineBefore)
  const cpu = process.cpuUsage(cpuBefore)
  delay.disable()
  asking.abort()
  await asker

  const after = batchById(database, batch.id)
  if (after?.state !== 'done' || after.classified + after.classify_failed !== rows) throw new Error(`The batch ended as ${JSON.stringify(after)}`)
  waits.sort((one, other) => one - other)
  const bytes = statSync(join(dataFolder, 'vocero.sqlite')).size
  console.log(`${name}: ${(rows / seconds).toFixed(0)} transcripts/s, ${seconds.toFixed(1)} s; CPU per transcript: ${((cpu.user + cpu.system) / rows).toFixed(0)} us, of it the engine's thread ${((engine.user + engine.system) / rows).toFixed(0)} us`)
  console.log(`  answers meanwhile: p50 ${percentile(waits, 0.5).toFixed(1)}, p95 ${percentile(waits, 0.95).toFixed(1)}, p99 ${percentile(waits, 0.99).toFixed(1)}, max ${waits.at(-1)?.toFixed(1)} ms (${waits.length} asked); loop delay p99 ${(delay.percentile(99) / 1e6).toFixed(1)}, max ${(delay.max / 1e6).toFixed(1)} ms; ${(bytes / rows / 1024).toFixed(1)} KiB a row`)
  await runner.stop()
  area.close()
  await reader.close()
  await endCheckpoints()
  database.close()
  return rows / seconds
}

/** The same road without jobs and threads: read, classified and stored one after the other in this thread. */
async function inOneThread(file: string, name: string): Promise<number> {
  const database = openDatabase(join(folder, `${name}.sqlite`))
  migrate(database, readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url))), clock.now())
  database.prepare(`INSERT INTO businesses (id, name, created_at) VALUES ('bench', 'Bench', 0)`).run()
  const batch = { id: 'inline', business_id: 'bench', name: 'Inline', file_name: 'meetings.csv', upload_id: null, mapping: '{}', simulated: 0, created_at: 0 }
  writeTx(database, (tx) => insertBatchTx(tx, batch))
  const start = performance.now()
  const { columns, rows: head } = await inspectFile(file, 'meetings.csv')
  const mapping = guessMapping(columns, head)
  const taxonomyFile = join(resources, 'taxonomies', 'default.json')
  const version = { taxonomyVersion: 1, modelVersion: null }
  const store = (part: unknown) => writeTx(database, (tx) => {
    const changes = new BatchChanges()
    for (const one of (part as ClassifiedPart).classified) if ('result' in one) for (const seq of one.seqs) storeOfflineTx(tx, seq, one.result, version, 'inline', 0, changes)
  })
  const context = { signal: new AbortController().signal, cancelled: () => false, progress: () => {}, emit: async (part: unknown) => store(part) }
  await readRows(file, 'meetings.csv', async (read) => {
    for (let from = 0; from < read.length; from += 64) {
      const transcripts = read.slice(from, from + 64).flatMap((row) => {
        const meeting = toMeeting(row.cells, mapping, columns.length)
        return 'ok' in meeting ? [{ rowNumber: row.rowNumber, ...meeting.ok, contentHash: hash('sha256', meeting.ok.transcript, 'buffer') }] : []
      })
      const seqs = writeTx(database, (tx) => insertTranscriptsTx(tx, batch, transcripts, 0))
      await classifyWork({ taxonomyFile, modelFile: null, version, items: seqs.map((seq, index) => ({ seqs: [seq], transcript: transcripts[index]?.transcript ?? '' })) }, context)
    }
  })
  const perSecond = (rows * 1000) / (performance.now() - start)
  database.close()
  return perSecond
}

/** A hashed bag of words times a dense matrix, the least that a trained classifier of 110 values must do. */
function bareLinear(texts: readonly string[]): number {
  const random = seededRandom(1)
  const buckets = 1 << 14
  const slots = 110
  const weights = Float32Array.from({ length: buckets * slots }, () => random() - 0.5)
  const logits = new Float32Array(slots)
  const start = performance.now()
  for (const text of texts) {
    logits.fill(0)
    for (const word of text.toLowerCase().split(/[^\p{L}\p{N}]+/u)) {
      let hash = 2_166_136_261
      for (let index = 0; index < word.length; index += 1) hash = Math.imul(hash ^ word.charCodeAt(index), 16_777_619)
      const at = (hash & (buckets - 1)) * slots
      for (let slot = 0; slot < slots; slot += 1) logits[slot] = (logits[slot] ?? 0) + (weights[at + slot] ?? 0)
    }
  }
  return (texts.length * 1000) / (performance.now() - start)
}

function classifierAlone(texts: readonly string[]): number {
  const compileStart = performance.now()
  const classifier = compileOffline(parseTaxonomy(JSON.parse(readFileSync(join(resources, 'taxonomies', 'default.json'), 'utf8'))), null)
  console.log(`compiling the taxonomy: ${(performance.now() - compileStart).toFixed(0)} ms`)
  const start = performance.now()
  for (const transcript of texts) classifier.classify({ transcript })
  return (texts.length * 1000) / (performance.now() - start)
}

try {
  const texts = composeTranscripts(resources, rows, words)
  const file = join(folder, 'meetings.csv')
  writeMeetings(file, texts)
  console.log(`${rows} transcripts of ${words} words, ${(statSync(file).size / rows / 1024).toFixed(1)} KiB each`)
  console.log(`bare hashed linear model, one thread: ${bareLinear(texts).toFixed(0)} transcripts/s`)
  console.log(`the classifier alone, one thread: ${classifierAlone(texts).toFixed(0)} transcripts/s`)
  const ratios: { ceiling: number; overInline: number; overOne: number }[] = []
  for (let run = 1; run <= Number(values.runs); run += 1) {
    const ceiling = await machineCeiling(join(resources, 'taxonomies', 'default.json'), texts.slice(0, 2_000))
    console.log(`the classifier alone in threads, no engine: one ${ceiling.one.toFixed(0)}, two ${ceiling.two.toFixed(0)} transcripts/s: two are ${ceiling.ratio.toFixed(2)} times one`)
    const inline = await inOneThread(file, `inline-${run}`)
    console.log(`the whole road in one thread, without jobs: ${inline.toFixed(0)} transcripts/s`)
    const one = await runBatch(`one-thread-${run}`, file, 1)
    const two = await runBatch(`two-threads-${run}`, file, 2)
    ratios.push({ ceiling: ceiling.ratio, overInline: two / inline, overOne: two / one })
  }
  const median = (name: keyof (typeof ratios)[number]) => percentile(ratios.map((ratio) => ratio[name]).toSorted((one, other) => one - other), 0.5).toFixed(2)
  console.log(`two threads are ${median('overInline')} times everything in one thread, ${median('overOne')} times one thread beside the engine's (medians of ${values.runs} runs in turn)`)
  console.log(`what this machine can gain from a second thread, with nothing but the classifier in it: ${median('ceiling')} times`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}
