/**
 * `npm run bench:knowledge [-- --chunks N]`: search among 100,000 pieces of documents of one business: how long hybrid search takes and
 * holds the engine, how much of the exact nearest the index finds, and how long the kept index takes to open.
 */
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { fileURLToPath } from 'node:url'
import { newId } from '../db/id.ts'
import { migrate, readMigrations } from '../db/migrate.ts'
import { openDatabase, type Database } from '../db/open.ts'
import { insertBusinessTx } from '../db/queries/businesses.ts'
import { chunksByWords } from '../db/queries/chunks-by-words.ts'
import { insertChunkTx } from '../db/queries/chunks.ts'
import { changeVersionTx, insertDocumentTx, insertDocumentVersionTx, setLiveVersionTx } from '../db/queries/documents.ts'
import { vectorPage } from '../db/queries/vectors.ts'
import { openReader } from '../db/reader.ts'
import { writeTx } from '../db/tx.ts'
import { embeddedText, wordsOfChunk } from '../engine/knowledge/documents/chunking/chunk-words.ts'
import { documentSpace } from '../engine/knowledge/documents/needs.ts'
import { dot } from '../engine/knowledge/embedders/embedder.ts'
import { documentVectors, loadOfflineEmbedder, openVectors } from '../engine/knowledge/index.ts'
import { stemsOfQuestion } from '../engine/knowledge/search/question.ts'
import { documentSearch } from '../engine/knowledge/search/search.ts'
import { systemClock } from '../engine/observe/clock.ts'
import { makeLog } from '../engine/observe/log.ts'
import { knowledgeTexts, randomOf } from './knowledge-texts.ts'
import { medianOf, milliseconds, percentile, row } from './measure.ts'

const wanted = process.argv.indexOf('--chunks')
const chunks = wanted === -1 ? 100_000 : Number(process.argv[wanted + 1])
const chunksPerDocument = 50
const questions = 500
const recallQuestions = 200
const pause = (ms: number) => new Promise<void>((resolve) => { setTimeout(resolve, ms) })

await medianOf(1, async (folder) => {
  const resources = fileURLToPath(new URL('../resources', import.meta.url))
  const database = openDatabase(join(folder, 'vocero.sqlite'))
  migrate(database, readMigrations(fileURLToPath(new URL('../db/migrations', import.meta.url))), 0)
  const embedder = loadOfflineEmbedder(resources)
  const log = makeLog('warn')
  const open = () => openVectors({ database, clock: systemClock, log, threadFile: new URL('../engine/knowledge/vectors/vectors-thread.ts', import.meta.url), embedder, sources: [documentVectors] })
  const texts = knowledgeTexts(resources, randomOf(11))
  const businessId = newId()
  const space = documentSpace(businessId)
  writeTx(database, (tx) => insertBusinessTx(tx, { id: businessId, name: 'Bench', created_at: 0 }))

  let vectors = open()
  const asked: string[] = []
  const filling = performance.now()
  for (let first = 0; first < chunks; first += chunksPerDocument) {
    const own = texts.subject()
    const written = Array.from({ length: Math.min(chunksPerDocument, chunks - first) }, () => texts.paragraph(own))
    asked.push(texts.question(written[0] ?? ''))
    writeTx(database, (tx) => {
      const document = insertDocumentTx(tx, { id: newId(), business_id: businessId, title: own[0] ?? '', tags: '[]', metadata: '{}', created_at: 0 })
      const version = insertDocumentVersionTx(tx, { id: newId(), document_seq: document, file_name: 'bench.md', kind: 'markdown', bytes: 1, content_hash: newId(), created_at: 0 })
      written.forEach((text, position) => {
        const headings = [own[position % own.length] ?? '']
        const { language, words } = wordsOfChunk(text, headings)
        const seq = insertChunkTx(tx, businessId, { version_seq: version, position, kind: 'prose', headings: JSON.stringify(headings), text, language, page: null }, words)
        vectors.putTx(tx, space, seq ?? 0, { embedder: embedder.id, vector: embedder.embedOne(embeddedText(headings, text)) })
      })
      changeVersionTx(tx, version, { state: 'ready' })
      setLiveVersionTx(tx, document, version, 0)
    })
  }
  row('chunks written, words and vectors', `${chunks}`, `${((performance.now() - filling) / 1000).toFixed(0)} s`)
  const characters = database.prepare<number>('SELECT avg(length(text)) FROM chunks').pluck().get() ?? 0
  row('characters of a chunk', characters.toFixed(0))

  const embedded = async (question: string) => ({ embedder: embedder.id, vector: (await embedder.embed([question]))[0] ?? new Float32Array(embedder.dimensions) })
  const reading = performance.now()
  await vectors.search(space, await embedded('comienzo'), { k: 10, least: -1 })
  const folderOfIndexes = join(folder, 'indexes')
  while (chunks > 20_000 && !(existsSync(folderOfIndexes) && readdirSync(folderOfIndexes).some((name) => name.endsWith('.json')))) await pause(250)
  row('index read from the database and kept', `${((performance.now() - reading) / 1000).toFixed(0)} s`)

  const keeping = performance.now()
  await vectors.close()
  row('closing', milliseconds(performance.now() - keeping))
  const openings: number[] = []
  for (let time = 0; time < 5; time += 1) {
    vectors = open()
    await vectors.state()
    const vector = await embedded('apertura')
    const opening = performance.now()
    await vectors.search(space, vector, { k: 10, least: -1 })
    openings.push(performance.now() - opening)
    if (time < 4) await vectors.close()
  }
  row('kept index opened, first answer included', milliseconds(percentile(openings, 0.5)), `worst of ${openings.length}: ${milliseconds(Math.max(...openings))}; the thread ran already`)

  const reader = openReader(database.path, new URL('../db/reader-thread.ts', import.meta.url))
  const search = documentSearch({ database, clock: systemClock, log, vectors, reader })
  for (let at = 0; at < 50; at += 1) await search({ businessId, question: asked[at % asked.length] ?? '' })
  const delay = monitorEventLoopDelay({ resolution: 1 })
  delay.enable()
  const times: number[] = []
  let found = 0
  for (let at = 0; at < questions; at += 1) {
    const question = asked[(at * 7 + 3) % asked.length] ?? ''
    const start = performance.now()
    const { passages, meaning } = await search({ businessId, question })
    times.push(performance.now() - start)
    if (meaning !== 'searched') throw new Error(`Meaning was ${meaning}`)
    found += passages.length
    // Others of the engine have their turn between two questions.
    await pause(1)
  }
  delay.disable()
  row('hybrid search p50', milliseconds(percentile(times, 0.5)), `p95 ${milliseconds(percentile(times, 0.95))}, p99 ${milliseconds(percentile(times, 0.99))}; ${(found / questions).toFixed(1)} passages an answer`)
  row('lateness of the engine\'s loop meanwhile p99', milliseconds(delay.percentile(99) / 1e6 - 1), `max ${milliseconds(delay.max / 1e6)}`)
  const meaningTimes: number[] = []
  for (let at = 0; at < 200; at += 1) {
    const vector = await embedded(asked[at % asked.length] ?? '')
    const start = performance.now()
    await vectors.search(space, vector, { k: 50, least: 0.12 })
    meaningTimes.push(performance.now() - start)
  }
  row('of it the vectors p50', milliseconds(percentile(meaningTimes, 0.5)), `p99 ${milliseconds(percentile(meaningTimes, 0.99))}`)

  const exact = exactNearest(database, embedder.id)
  let same = 0
  for (let at = 0; at < recallQuestions; at += 1) {
    const vector = await embedded(asked[(at * 13) % asked.length] ?? '')
    const near = new Set((await vectors.search(space, vector, { k: 10, least: -1 })).map(({ item }) => item))
    same += exact(vector.vector).filter((item) => near.has(item)).length
  }
  row('recall of the vectors, ten nearest of exact', (same / recallQuestions / 10).toFixed(4), `${recallQuestions} questions`)
  const wordTimes: number[] = []
  let [kept, all] = [0, 0]
  for (let at = 0; at < recallQuestions; at += 1) {
    const question = { businessId, stems: stemsOfQuestion(asked[(at * 7 + 3) % asked.length] ?? ''), filter: {}, limit: 50 }
    const start = performance.now()
    const chosen = new Set((await reader.run('knowledge.words', question)).slice(0, 10).map(({ chunk }) => chunk))
    wordTimes.push(performance.now() - start)
    const whole = chunksByWords(database, question, Number.MAX_SAFE_INTEGER).slice(0, 10)
    kept += whole.filter(({ chunk }) => chosen.has(chunk)).length
    all += whole.length
  }
  row('of it the words p50', milliseconds(percentile(wordTimes, 0.5)), `p99 ${milliseconds(percentile(wordTimes, 0.99))}`)
  row('of the ten best by scoring every chunk, found', (kept / all).toFixed(4), `${recallQuestions} questions`)
  await reader.close()
  await vectors.close()
  database.close()
  return 0
})

/** Compares every vector, as nothing faster would. */
function exactNearest(database: Database, embedderId: string): (vector: Float32Array) => number[] {
  const rows = vectorPage(database, 1, embedderId, -1, 10_000_000).map(({ item, vector }) => ({ item, vector: new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength)) }))
  return (vector) => rows.map((one) => ({ item: one.item, similarity: dot(one.vector, vector) })).sort((one, other) => other.similarity - one.similarity).slice(0, 10).map(({ item }) => item)
}
