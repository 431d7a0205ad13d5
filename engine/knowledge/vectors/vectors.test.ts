import { afterEach, expect, test } from 'vitest'
import { writeTx } from '../../../db/tx.ts'
import { openTestQueue, type TestQueue } from '../../../tests/harness/test-queue.ts'
import { addBusiness, vectorsThreadFile, wordEmbedder } from '../../../tests/harness/test-vectors.ts'
import type { Database } from '../../../db/open.ts'
import type { AnyJob } from '../../jobs/index.ts'
import { makeLog } from '../../observe/log.ts'
import type { Embedder } from '../embedders/embedder.ts'
import type { VectorSource } from './source.ts'
import { openVectors, type Vectors } from './vectors.ts'

const old = wordEmbedder('old', 64)
const other = wordEmbedder('new', 96, 5)
const texts = new Map([[1, 'casco rojo'], [2, 'guantes de cuero'], [3, 'casco azul'], [4, 'botas de seguridad']])
const source: VectorSource = {
  prefix: 'documents',
  page: (_database, _space, after, limit) => [...texts].map(([item, text]) => ({ item, text })).filter(({ item }) => item > after).slice(0, limit),
  count: () => texts.size,
}

const closing: (() => Promise<void>)[] = []
afterEach(async () => { for (const close of closing.splice(0).toReversed()) await close() })

/** Vectors on a database; jobs of theirs run on the queue once it is started. */
function open(queue: TestQueue, embedder: Embedder, more: { formerEmbedders?: Embedder[]; mostBytes?: number } = {}): Vectors {
  const vectors = openVectors({ database: queue.database, clock: queue.clock, log: makeLog('silent'), threadFile: vectorsThreadFile, embedder, sources: [source], ...more })
  closing.push(() => vectors.close())
  return vectors
}

function openQueue(definitions: readonly AnyJob[] = []): TestQueue {
  const queue = openTestQueue({ definitions })
  closing.push(() => queue.close())
  return queue
}

async function put(vectors: Vectors, database: Database, space: { businessId: string; name: string }, item: number, text: string): Promise<void> {
  const embedded = await vectors.embed(space, text)
  if (embedded === null) throw new Error('Nobody embeds here')
  writeTx(database, (tx) => vectors.putTx(tx, space, item, embedded))
}

async function search(vectors: Vectors, space: { businessId: string; name: string }, text: string, allowed?: readonly number[]): Promise<number[]> {
  const embedded = await vectors.embed(space, text)
  if (embedded === null) return []
  return (await vectors.search(space, embedded, { k: 5, least: 0.4, ...(allowed === undefined ? {} : { allowed }) })).map(({ item }) => item)
}

test('what is kept is found, by another start too; what is taken out or rolled back is not; no business sees another', async () => {
  const queue = openQueue()
  const [one, two] = [addBusiness(queue.database), addBusiness(queue.database)]
  const [space, foreign] = [{ businessId: one, name: 'documents' }, { businessId: two, name: 'documents' }]
  const vectors = open(queue, old)
  expect(await search(vectors, space, 'casco rojo')).toEqual([])
  for (const [item, text] of texts) await put(vectors, queue.database, space, item, text)
  await put(vectors, queue.database, foreign, 9, 'casco rojo')
  expect(await search(vectors, space, 'casco rojo')).toEqual([1, 3])
  expect(await search(vectors, space, 'casco rojo', [3, 4])).toEqual([3])
  writeTx(queue.database, (tx) => vectors.removeTx(tx, space, 1))
  expect(await search(vectors, space, 'casco rojo')).toEqual([3])
  const embedded = await vectors.embed(space, 'linterna frontal')
  expect(() => writeTx(queue.database, (tx) => {
    if (embedded !== null) vectors.putTx(tx, space, 5, embedded)
    throw new Error('rolled back')
  })).toThrow('rolled back')
  expect(await search(vectors, space, 'linterna frontal')).toEqual([])

  const later = open(queue, old)
  expect(await search(later, space, 'casco rojo')).toEqual([3])
  expect(await search(later, foreign, 'casco rojo')).toEqual([9])
  writeTx(queue.database, (tx) => later.dropTx(tx, foreign))
  expect(await search(later, foreign, 'casco rojo')).toEqual([])
})

test('indexes beyond the memory they may take are let go and read again when asked', async () => {
  const queue = openQueue()
  const businessId = addBusiness(queue.database)
  const vectors = open(queue, old, { mostBytes: 20_000 })
  const spaces = ['a', 'b', 'c'].map((name) => ({ businessId, name: `documents/${name}` }))
  for (const space of spaces) await put(vectors, queue.database, space, 1, 'casco rojo')
  for (const space of spaces) expect(await search(vectors, space, 'casco')).toEqual([1])
  expect((await vectors.state()).indexes).toBeLessThan(3)
  for (const space of spaces) expect(await search(vectors, space, 'casco')).toEqual([1])
})

test('another embedder makes a space anew in the background: the old vectors serve until the new ones are whole, and nothing is mixed', async () => {
  const first = openQueue()
  const space = { businessId: addBusiness(first.database), name: 'documents' }
  const before = open(first, old)
  for (const [item, text] of texts) await put(before, first.database, space, item, text)

  const started = Promise.withResolvers<void>()
  const goOn = Promise.withResolvers<void>()
  const slow: Embedder = { ...other, async embed(wanted, signal) {
    if (wanted.length > 1) {
      started.resolve()
      await goOn.promise
    }
    return other.embed(wanted, signal)
  } }
  const after = open(first, slow, { formerEmbedders: [old] })
  const queue = first.restarted(after.jobs)
  after.start()
  after.start()
  queue.runner.start()
  await started.promise
  const during = await after.embed(space, 'casco rojo')
  expect(during?.embedder).toBe('old')
  expect(await search(after, space, 'casco rojo')).toEqual([1, 3])

  goOn.resolve()
  await queue.event((event) => event.type === 'job.updated' && event.state === 'done')
  expect((await after.embed(space, 'casco rojo'))?.embedder).toBe('new')
  expect(await search(after, space, 'casco rojo')).toEqual([1, 3])
  // Embedded for the old vectors, asked after they went: nothing, rather than a comparison of two models.
  expect(during === null ? null : await after.search(space, during, { k: 5, least: -1 })).toEqual([])
  expect(queue.database.prepare('SELECT DISTINCT embedder FROM vectors').pluck().all()).toEqual(['new'])
  expect(queue.database.prepare(`SELECT count(*) FROM jobs WHERE kind = 'knowledge.reembed'`).pluck().get()).toBe(1)
})
