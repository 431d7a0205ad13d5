import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { implement } from '@orpc/server'
import { z } from 'zod'
import { entriesOf, entryKeyOf, setCacheSettingTx } from '../../../db/queries/answer-cache.ts'
import { cacheHitById, cacheHits, cacheTasks, judgeHitTx, type CacheHitListRow } from '../../../db/queries/answer-cache-hits.ts'
import { businessById } from '../../../db/queries/businesses.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import { answerCacheContract, cacheCurvesSchema, type CacheHit, type CacheTask } from '../../contract/answer-cache.ts'
import type { Vectors } from '../../knowledge/index.ts'
import type { Clock } from '../../observe/clock.ts'
import { usd } from '../costing.ts'
import { digestPrefix, removeEntryTx } from './entries.ts'
import { defaultSetting } from './settings.ts'

export interface AnswerCacheApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly vectors: Vectors
  readonly resources: string
  changed(): void
}

/** Entries thrown away in one transaction. */
const clearedAtOnce = 200

export function answerCacheApi({ database, clock, vectors, resources, changed }: AnswerCacheApiNeeds) {
  const api = implement(answerCacheContract)
  const tasksOf = (businessId: string): CacheTask[] => cacheTasks(database, businessId, clock.now()).map((row) => ({
    task: row.task,
    mode: row.mode ?? defaultSetting.mode,
    threshold: row.threshold ?? defaultSetting.threshold,
    ttlSeconds: row.ttl_seconds ?? defaultSetting.ttlSeconds,
    entries: row.entries, lookups: row.lookups, exactHits: row.exact_hits, nearHits: row.near_hits, guarded: row.guarded, judged: row.judged, wrong: row.wrong,
    savedUsd: usd(row.saved_nano_usd), savedMs: row.saved_ms,
  }))

  return {
    tasks: api.tasks.handler(({ input: { businessId } }) => tasksOf(businessId)),

    setTask: api.setTask.handler(({ input: { businessId, task, mode, threshold, ttlSeconds }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      writeTx(database, (tx) => {
        setCacheSettingTx(tx, businessId, { task, mode, threshold, ttl_seconds: ttlSeconds })
        tx.afterCommit(changed)
      })
      return tasksOf(businessId)
    }),

    hits: api.hits.handler(({ input: { businessId, task, unjudged, offset, limit } }) => {
      const { rows, total } = cacheHits(database, businessId, { task: task ?? null, unjudged: unjudged ?? false, offset, limit })
      return { rows: rows.map(hitOf), total }
    }),

    judge: api.judge.handler(({ input: { id, verdict }, errors }) => {
      const hit = cacheHitById(database, id)
      if (hit === null) throw errors.NOT_FOUND({ data: { reason: 'answer_cache.problem.hit_not_found' } })
      writeTx(database, (tx) => {
        judgeHitTx(tx, id, verdict)
        const entry = verdict === 'wrong' ? entryKeyOf(database, hit.entry_seq) : null
        if (entry !== null) removeEntryTx(tx, vectors, entry)
        tx.afterCommit(changed)
      })
      return hitOf(cacheHitById(database, id) ?? hit)
    }),

    clear: api.clear.handler(async ({ input: { businessId, task } }) => {
      for (let removed = 0; ;) {
        const entries = entriesOf(database, businessId, task ?? null, clearedAtOnce)
        if (entries.length === 0) {
          if (removed > 0) changed()
          return { removed }
        }
        writeTx(database, (tx) => { for (const entry of entries) removeEntryTx(tx, vectors, entry) })
        removed += entries.length
        await new Promise<void>((resolve) => setImmediate(resolve))
      }
    }),

    curves: api.curves.handler(async () => curvesFileSchema.parse(JSON.parse(await readFile(join(resources, 'models', 'cache-curves.json'), 'utf8'))).curves),
  }
}

/** resources/models/cache-curves.json, as bench/semantic-cache.ts writes it. */
const curvesFileSchema = z.object({ provenance: z.string(), curves: cacheCurvesSchema })

function hitOf(row: CacheHitListRow): CacheHit {
  const textless = row.question === '' || row.question.startsWith(digestPrefix)
  return {
    id: row.id, at: row.at, task: row.task, similarity: row.similarity,
    ...(textless ? { question: null, keptQuestion: null, answer: null } : { question: row.question, keptQuestion: row.kept_question, answer: row.answer }),
    exact: row.exact === 1, served: row.served === 1, guard: row.guard, verdict: row.verdict, purged: row.purged === 1,
  }
}
