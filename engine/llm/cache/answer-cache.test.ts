import { join } from 'node:path'
import { createRouterClient } from '@orpc/server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestQueue, type TestQueue } from '../../../tests/harness/test-queue.ts'
import { addBusiness, vectorsThreadFile } from '../../../tests/harness/test-vectors.ts'
import { makeLog } from '../../observe/log.ts'
import { loadOfflineEmbedder, openVectors, type Vectors } from '../../knowledge/index.ts'
import type { CacheMode } from '../../../db/values.ts'
import type { CacheOwner, CacheScope, KeptAnswer } from '../ports.ts'
import { answerVectors, openAnswerCache } from './index.ts'

const resources = join(import.meta.dirname, '../../../resources')
const embedder = loadOfflineEmbedder(resources)
const answer: KeptAnswer = { text: 'Cuesta 9.990 pesos.', usage: { in: 40, out: 12, cachedIn: 8 }, costNanoUsd: 2_500, responseTimeMs: 800 }
const asked = '¿Cuánto cuesta el casco?'
const again = 'Hola, ¿cuánto cuesta el casco?'

/** One database and one thread for all, because a thread takes its time to start; each test has a business of its own. */
let queue: TestQueue
let shared: ReturnType<typeof openArea>
beforeAll(() => {
  queue = openTestQueue({ definitions: [] })
  shared = openArea()
})
afterAll(async () => {
  await shared.vectors.close()
  await queue.close()
})

/** @param others what vectors do otherwise than usual. */
function openArea(others: Partial<Vectors> = {}) {
  const { database, clock, events } = queue
  const log = makeLog('silent')
  const vectors = { ...openVectors({ database, clock, log, threadFile: vectorsThreadFile, embedder, sources: [answerVectors] }), ...others }
  return { vectors, area: openAnswerCache({ database, clock, events, log, resources, vectors }) }
}

function open({ area }: Pick<ReturnType<typeof openArea>, 'area'> = shared) {
  const { database, clock } = queue
  const client = createRouterClient(area.answerCacheApi)
  const businessId = addBusiness(database)
  const owner: CacheOwner = { businessId, model: 'small', promptVersion: '1', system: 'You sell.' }
  const scope: CacheScope = { task: 'question_answering', dataVersion: '7', question: asked }
  const find = (question: string, more: { scope?: Partial<CacheScope>; owner?: Partial<CacheOwner> } = {}) => area.answerCache.find({ ...scope, question, ...more.scope }, { ...owner, ...more.owner }, new AbortController().signal)
  return {
    database, clock, client, businessId, find,
    set: (mode: CacheMode, more: { threshold?: number; ttlSeconds?: number } = {}) => client.setTask({ businessId, task: scope.task, mode, threshold: 0.7, ttlSeconds: 3_600, ...more }),
    async keep(text: string, more: Parameters<typeof find>[1] = {}, kept = answer) {
      const found = await find(text, more)
      if (found.found !== null) throw new Error('It was kept before')
      found.keep(kept)
    },
    async clean() {
      const restarted = queue.restarted(area.jobs)
      for (const job of area.jobs) restarted.add(job, {})
      restarted.runner.start()
      await restarted.event((event) => event.type === 'job.updated' && event.state === 'done')
      await restarted.runner.stop()
    },
  }
}

test('unless somebody says otherwise, what would be served is shown and not served', async () => {
  const { find, keep, client, businessId } = open()
  await keep(asked)
  expect(await find(asked)).toMatchObject({ found: null })
  expect(await find(again)).toMatchObject({ found: null })
  expect(await client.tasks({ businessId })).toMatchObject([{ mode: 'shadow', entries: 1, lookups: 3, exactHits: 1, nearHits: 1, guarded: 0, savedUsd: 0, savedMs: 0 }])
  const { rows, total } = await client.hits({ businessId })
  expect(total).toBe(2)
  expect(rows).toMatchObject([{ question: again, keptQuestion: asked, answer: answer.text, exact: false, served: false, guard: null, verdict: null, purged: false }, { exact: true, similarity: 1, served: false }])
})

test('serving gives the answer with what it once cost, and counts that as saved', async () => {
  const { find, keep, set, client, businessId } = open()
  await set('serve')
  await keep(asked)
  expect(await find(asked)).toMatchObject({ found: 'exact', answer })
  expect(await find(again)).toMatchObject({ found: 'near', answer })
  expect(await client.tasks({ businessId })).toMatchObject([{ mode: 'serve', exactHits: 1, nearHits: 1, savedUsd: 2 * 2_500e-9, savedMs: 1_600 }])
})

test('a near question that a guard tells apart is held back and written down with the guard', async () => {
  const { find, keep, set, client, businessId } = open()
  await set('serve', { threshold: 0.5 })
  await keep('¿Cuánto cuesta el extintor de 20 libras?')
  expect(await find('¿Cuánto cuesta el extintor de 10 libras?')).toMatchObject({ found: null })
  expect((await client.hits({ businessId })).rows).toMatchObject([{ guard: 'numbers', served: false, exact: false }])
  expect(await client.tasks({ businessId })).toMatchObject([{ guarded: 1, nearHits: 0 }])
})

test('behind a neighbour that is held back the same question is still found', async () => {
  const { find, keep, set } = open()
  await set('serve', { threshold: 0.5 })
  await keep('¿Cuánto cuesta el casco 5?')
  await keep(asked)
  expect(await find('hola cuanto cuesta el casco')).toMatchObject({ found: 'near' })
})

test.each<[string, Parameters<ReturnType<typeof open>['find']>[1]]>([
  ['task', { scope: { task: 'other' } }], ['state of the data', { scope: { dataVersion: '8' } }], ['model', { owner: { model: 'large' } }], ['version of the prompt', { owner: { promptVersion: '2' } }], ['system text', { owner: { system: 'You help.' } }],
])('an answer is never used for another %s', async (_what, more) => {
  const { find, keep, set, client, businessId } = open()
  await set('serve')
  await client.setTask({ businessId, task: 'other', mode: 'serve', threshold: 0.7, ttlSeconds: 60 })
  await keep(asked)
  expect(await find(asked, more)).toMatchObject({ found: null })
})

test('an index that is still being read keeps no question waiting, and what is answered meanwhile is kept', async () => {
  const reading = Promise.withResolvers<void>()
  const { find, keep, set, clock } = open({ area: openArea({ search: () => {
    reading.resolve()
    return new Promise(() => {})
  } }).area })
  await set('serve')
  await keep(asked)
  const found = find(again)
  await reading.promise
  clock.move(250)
  const late = await found
  if (late.found !== null) throw new Error('Something was found')
  late.keep(answer)
  expect(await find(again)).toMatchObject({ found: 'exact' })
})

test('nor for another business', async () => {
  const { find, keep, set, client, database } = open()
  const other = addBusiness(database)
  await set('serve')
  await client.setTask({ businessId: other, task: 'question_answering', mode: 'serve', threshold: 0.7, ttlSeconds: 60 })
  await keep(asked)
  expect(await find(asked, { owner: { businessId: other } })).toMatchObject({ found: null })
})

test('an answer is used until its time is over, then cleaned away with its vector and its namespace', async () => {
  const { find, keep, set, clock, database, clean, businessId } = open()
  await set('serve', { ttlSeconds: 600 })
  await keep(asked)
  clock.move(599_000)
  expect(await find(again)).toMatchObject({ found: 'near' })
  clock.move(1_000)
  expect(await find(asked)).toMatchObject({ found: null })
  expect(await find(again)).toMatchObject({ found: null })
  await clean()
  const left = ['answer_cache_namespaces', 'vector_spaces'].map((table) => database.prepare(`SELECT count(*) FROM ${table} WHERE business_id = ?`).pluck().get(businessId))
  const expired = database.prepare('SELECT count(*) FROM answer_cache_entries WHERE expires_at <= ?').pluck().get(clock.now())
  expect([...left, expired, database.prepare('SELECT count(*) FROM vectors WHERE space_seq NOT IN (SELECT seq FROM vector_spaces)').pluck().get()]).toEqual([0, 0, 0, 0])
})

test('hits that nobody judged are forgotten in time; judged ones stay without their texts, and all figures', async () => {
  const { find, keep, set, client, clock, businessId, clean } = open()
  await set('serve')
  await keep(asked)
  await find(again)
  await find(again)
  const { rows } = await client.hits({ businessId })
  await client.judge({ id: rows[0]?.id ?? '', verdict: 'right' })
  clock.move(31 * 24 * 60 * 60_000)
  await clean()
  expect((await client.hits({ businessId })).rows).toMatchObject([{ id: rows[0]?.id, verdict: 'right', purged: true, question: null, keptQuestion: null, answer: null }])
  expect(await client.tasks({ businessId })).toMatchObject([{ nearHits: 2, judged: 1, wrong: 0, entries: 0 }])
})

test('a wrong answer is thrown away, and those two questions are never taken for one again', async () => {
  const { find, keep, set, client, businessId } = open()
  await set('serve')
  await keep(asked)
  const hit = await find(again)
  if (hit.found === null) throw new Error('Nothing was found')
  expect(await client.judge({ id: hit.hitId, verdict: 'wrong' })).toMatchObject({ verdict: 'wrong', purged: true })
  expect(await find(asked)).toMatchObject({ found: null })
  await keep(asked)
  expect(await find(asked)).toMatchObject({ found: 'exact' })
  expect(await find(again)).toMatchObject({ found: null })
  expect(await client.tasks({ businessId })).toMatchObject([{ judged: 1, wrong: 1, nearHits: 1 }])
  expect((await client.hits({ businessId, unjudged: true })).rows).toMatchObject([{ exact: true }])
})

test('a pair that was judged wrong is known even when its texts are gone', async () => {
  const { find, keep, set, client, clock, database, businessId, clean } = open()
  await set('serve')
  await keep(asked)
  const hit = await find(again)
  if (hit.found === null) throw new Error('Nothing was found')
  await client.judge({ id: hit.hitId, verdict: 'wrong' })
  clock.move(31 * 24 * 60 * 60_000)
  await clean()
  const texts = database.prepare<string>('SELECT question || kept_question || answer FROM answer_cache_hits WHERE business_id = ?').pluck().all(businessId).join()
  expect(texts).not.toMatch(/casco|pesos/)
  await keep(asked)
  expect(await find(again)).toMatchObject({ found: null })
  expect(await find(asked)).toMatchObject({ found: 'exact' })
})

test('a verdict on what is not there says so', async () => {
  await expect(open().client.judge({ id: 'none', verdict: 'wrong' })).rejects.toMatchObject({ code: 'NOT_FOUND' })
})

test('a newer answer takes the place of the older one', async () => {
  const { find, keep, set } = open()
  await set('shadow')
  await keep(asked)
  await keep(asked, {}, { ...answer, text: 'Cuesta 8.990 pesos.' })
  await set('serve')
  expect(await find(again)).toMatchObject({ found: 'near', answer: { text: 'Cuesta 8.990 pesos.' } })
})

test('switched off, nothing is looked up, kept or counted', async () => {
  const { find, keep, set, client, businessId } = open()
  await set('off')
  await keep(asked)
  await set('serve')
  expect(await find(asked)).toMatchObject({ found: null })
  expect(await client.tasks({ businessId })).toMatchObject([{ entries: 0, lookups: 1 }])
})

test('clearing throws the answers of a task away, or all', async () => {
  const { find, keep, set, client, businessId } = open()
  await set('serve')
  await keep(asked)
  await keep(asked, { scope: { task: 'other' } })
  expect(await client.clear({ businessId, task: 'other' })).toEqual({ removed: 1 })
  expect(await find(again)).toMatchObject({ found: 'near' })
  expect(await client.clear({ businessId })).toEqual({ removed: 1 })
  expect(await find(again)).toMatchObject({ found: null })
})

test('a cache that cannot work is no failure of the question', async () => {
  const broken = openArea()
  const { keep, set, find } = open(broken)
  await set('serve')
  await keep(asked)
  await broken.vectors.close()
  expect(await find(again)).toMatchObject({ found: null })
  expect(await find(asked)).toMatchObject({ found: 'exact' })
})

test('the shipped measurement can be shown', async () => {
  const curves = await open().client.curves()
  expect(curves.map(({ language }) => language)).toEqual(['es', 'en'])
  for (const { bare, guarded } of curves) expect(guarded.map(({ threshold }) => threshold)).toEqual(bare.map(({ threshold }) => threshold))
})
