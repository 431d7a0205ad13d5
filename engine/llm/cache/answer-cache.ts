import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import { exactEntry, liveEntry, namespaceOf, putNamespaceTx, replaceEntryTx, type CacheEntryRow, type NamespaceRow } from '../../../db/queries/answer-cache.ts'
import { countLookupTx, insertHitTx, wasJudgedWrong } from '../../../db/queries/answer-cache-hits.ts'
import type { Database } from '../../../db/open.ts'
import { writeTx } from '../../../db/tx.ts'
import type { CacheGuard } from '../../../db/values.ts'
import type { Embedded, Vectors } from '../../knowledge/index.ts'
import type { Synonyms } from '../../knowledge/language/synonyms.ts'
import { atMost } from '../../observe/at-most.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Log } from '../../observe/log.ts'
import type { AnswerCache, CacheFind, CacheOwner, CacheScope, KeptAnswer } from '../ports.ts'
import { namespaceKey, questionDigest, questionHash, spaceOf } from './entries.ts'
import { guardAgainst } from './guards.ts'
import { readQuestion } from './question.ts'
import { settingOf, type CacheSetting } from './settings.ts'

export interface AnswerCacheNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly vectors: Vectors
  readonly synonyms: Synonyms
  /** Told when figures or hits changed. */
  changed(): void
}

/** Neighbours that are looked at: behind the nearest, which a guard may hold back, one may be the same question. */
const neighbours = 8
/** Longer questions are found only by the very same text: no similarity of so many words says that all of them agree. */
const longestNear = 600
/** A question goes on to the model sooner than it waits for an index that is still being read after a start, milliseconds. */
const longestWaitMs = 250
const nothing: CacheFind = { found: null, keep: () => {} }
const written = (text: string) => ({ text, digest: questionDigest(text) })
const namesSchema = z.array(z.string())

interface Hit { readonly entry: CacheEntryRow; readonly similarity: number; readonly exact: boolean; readonly guard: CacheGuard | null }
interface Lookup { readonly scope: CacheScope; readonly owner: CacheOwner; readonly setting: CacheSetting }

/** Answers kept from before, found by the same question or by one that no guard tells apart from it (docs/architecture.md, Kept answers). */
export function answerCache({ database, clock, log, vectors, synonyms, changed }: AnswerCacheNeeds): AnswerCache {
  const told = (error: unknown) => log.warn({ error: error instanceof Error ? error.message : String(error) }, 'the answer cache failed; the question goes on without it')

  /** The nearest kept question that passes every guard, else the nearest of all with the guard that held it back. */
  async function nearest({ scope, owner, setting }: Lookup, namespace: NamespaceRow, embedded: Embedded): Promise<Hit | null> {
    const found = await atMost(clock, longestWaitMs, vectors.search(spaceOf({ businessId: owner.businessId, namespaceSeq: namespace.seq }), embedded, { k: neighbours, least: setting.threshold }), [])
    const asked = readQuestion(scope.question)
    let heldBack: Hit | null = null
    for (const { item, similarity } of found) {
      const entry = liveEntry(database, namespace.seq, item, clock.now())
      if (entry === null || wasJudgedWrong(database, owner.businessId, scope.task, written(scope.question), written(entry.question))) continue
      const names = [...(scope.names ?? []), ...namesSchema.parse(JSON.parse(entry.names))]
      const guard = guardAgainst(asked, readQuestion(entry.question), { synonyms, names })
      if (guard === null) return { entry, similarity, exact: false, guard }
      heldBack ??= { entry, similarity, exact: false, guard }
    }
    return heldBack
  }

  /** Counts the look-up and writes down what it found. @returns the hit's id. */
  function record({ scope, owner }: Lookup, hit: Hit | null, served: boolean): string {
    const id = newId()
    writeTx(database, (tx) => {
      const isHit = hit !== null && hit.guard === null
      countLookupTx(tx, owner.businessId, scope.task, {
        exact_hits: isHit && hit.exact ? 1 : 0, near_hits: isHit && !hit.exact ? 1 : 0, guarded: hit !== null && hit.guard !== null ? 1 : 0,
        saved_nano_usd: served ? (hit?.entry.cost_nano_usd ?? 0) : 0, saved_ms: served ? (hit?.entry.response_time_ms ?? 0) : 0,
      })
      if (hit !== null) {
        const { entry, similarity, exact, guard } = hit
        insertHitTx(tx, {
          id, business_id: owner.businessId, task: scope.task, at: clock.now(), question: scope.question, kept_question: entry.question, answer: entry.answer,
          similarity, exact: exact ? 1 : 0, served: served ? 1 : 0, guard, entry_seq: entry.seq,
        })
      }
      tx.afterCommit(changed)
    })
    return id
  }

  function keep({ scope, owner, setting }: Lookup, embedded: Embedded | null, { text, usage, costNanoUsd, responseTimeMs }: KeptAnswer): void {
    writeTx(database, (tx) => {
      const namespace = putNamespaceTx(tx, owner.businessId, scope.task, namespaceKey(scope, owner))
      const { seq, replaced } = replaceEntryTx(tx, {
        namespace_seq: namespace.seq, question: scope.question, question_hash: questionHash(scope.question), names: JSON.stringify(scope.names ?? []), answer: text,
        tokens_in: usage.in, tokens_out: usage.out, tokens_cached: usage.cachedIn, cost_nano_usd: costNanoUsd, response_time_ms: responseTimeMs, expires_at: clock.now() + setting.ttlSeconds * 1_000,
      })
      const space = spaceOf({ businessId: owner.businessId, namespaceSeq: namespace.seq })
      if (replaced !== null) vectors.removeTx(tx, space, replaced)
      if (embedded !== null) vectors.putTx(tx, space, seq, embedded)
      tx.afterCommit(changed)
    })
  }

  async function look(lookup: Lookup, signal: AbortSignal): Promise<CacheFind> {
    const { scope, owner, setting } = lookup
    const namespace = namespaceOf(database, owner.businessId, scope.task, namespaceKey(scope, owner))
    const exact = namespace === null ? null : exactEntry(database, namespace.seq, questionHash(scope.question), clock.now())
    let hit: Hit | null = exact === null ? null : { entry: exact, similarity: 1, exact: true, guard: null }
    let embedded: Embedded | null = null
    if ((hit === null || setting.mode === 'shadow') && scope.question.length <= longestNear) {
      embedded = await vectors.embed(spaceOf({ businessId: owner.businessId, namespaceSeq: namespace?.seq ?? 0 }), scope.question, signal)
    }
    if (hit === null && namespace !== null && embedded !== null) hit = await nearest(lookup, namespace, embedded)
    const served = hit !== null && hit.guard === null && setting.mode === 'serve'
    const hitId = record(lookup, hit, served)
    if (hit === null || !served) {
      return {
        found: null,
        keep(answer) {
          try {
            keep(lookup, embedded, answer)
          } catch (error) {
            told(error)
          }
        },
      }
    }
    const { entry } = hit
    const usage = { in: entry.tokens_in, out: entry.tokens_out, cachedIn: entry.tokens_cached }
    return { found: hit.exact ? 'exact' : 'near', hitId, answer: { text: entry.answer, usage, costNanoUsd: entry.cost_nano_usd, responseTimeMs: entry.response_time_ms } }
  }

  return {
    async find(scope, owner, signal) {
      try {
        const setting = settingOf(database, owner.businessId, scope.task)
        return setting.mode === 'off' ? nothing : await look({ scope, owner, setting }, signal)
      } catch (error) {
        if (!signal.aborted) told(error)
        return nothing
      }
    },
  }
}
