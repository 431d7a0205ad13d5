import { z } from 'zod'
import { benchProgress, benchRunById, openBenchItems, reopenBenchRunTx } from '../../../db/queries/chat-bench.ts'
import type { Database } from '../../../db/open.ts'
import type { BenchCatalogue } from '../../../db/values.ts'
import { benchVariantSchema, type BenchVariant } from '../../contract/chat-bench.ts'
import { defineJob, done, failed, rateLimited, retry } from '../../jobs/index.ts'
import { scriptedSchema, type Scripted } from '../agent/index.ts'
import { readSettings, usualSettings } from '../settings.ts'
import type { Shops } from '../shops.ts'
import type { LookUp } from './look-up.ts'
import { RunStopped } from './metered-models.ts'
import { modelAnswerer, type ModelAnswererNeeds } from './model-answerer.ts'
import { ownWorld } from './own-world.ts'
import { playItem, type PlayedItem } from './played-item.ts'
import type { RunEnd } from './run-end.ts'
import { sampleWorld, setStage, type BenchStage } from './world.ts'

/** Conversations under way at once; the layer bounds what is on the wire. */
const conversationsAtOnce = 4

export interface BenchModelNeeds extends ModelAnswererNeeds {
  readonly database: Database
  readonly resources: string
  readonly shops: Shops
  readonly lookUp: LookUp
  readonly end: RunEnd
}

interface Item { readonly number: number; readonly catalogue: BenchCatalogue; readonly script: Scripted }
interface Work { readonly runId: string; readonly businessId: string; readonly variant: BenchVariant; readonly items: readonly Item[]; readonly total: number; readonly played: number }

export type BenchModelJob = ReturnType<typeof benchModelJob>

/** Plays the conversations of a run with a language model's words: it waits for the model, within all its limits. What was played is not asked for again. */
export function benchModelJob(needs: BenchModelNeeds) {
  const { database, clock, resources, shops, lookUp, end } = needs

  const stagesFor = (businessId: string) => {
    const stages = new Map<BenchCatalogue, Promise<BenchStage>>()
    const open = async (catalogue: BenchCatalogue) => (catalogue === 'sample' ? setStage(await sampleWorld(resources)) : setStage(ownWorld(database, businessId), shops.shopOf(businessId).view))
    return (catalogue: BenchCatalogue): Promise<BenchStage> => {
      const stage = stages.get(catalogue) ?? open(catalogue)
      stages.set(catalogue, stage)
      return stage
    }
  }

  return defineJob({
    kind: 'chat.bench_model',
    payload: z.object({ runId: z.string() }),
    result: z.object({ conversations: z.number().int() }),
    queue: 'models',
    timeoutMs: 6 * 60 * 60_000,
    retry: { maxAttempts: 5, firstDelayMs: 2_000, maxDelayMs: 60_000 },
    onLostLease: 'retry',

    prepare(tx, { payload }): { work: Work } | { done: { conversations: number } } {
      const run = benchRunById(tx.database, payload.runId)
      if (run === null) return { done: { conversations: 0 } }
      reopenBenchRunTx(tx, run.id)
      const items = openBenchItems(tx.database, run.id).map(({ number, catalogue, script }) => ({ number, catalogue, script: scriptedSchema.parse(JSON.parse(script)) }))
      return { work: { runId: run.id, businessId: run.business_id, variant: benchVariantSchema.parse(JSON.parse(run.variant)), items, ...benchProgress(tx.database, run.id) } }
    },

    async execute({ runId, businessId, variant, items, total, played }, context) {
      const stageOf = stagesFor(businessId)
      const waiting = [...items]
      let finished = played
      let stopped: RunStopped | null = null

      const one = async (item: Item): Promise<void> => {
        const stage = await stageOf(item.catalogue)
        const settings = { ...(item.catalogue === 'own' ? readSettings(database, businessId) : usualSettings), wording: variant.wording, providerId: variant.providerId, model: variant.model }
        const answer = modelAnswerer(needs, stage, {
          businessId, key: `${runId} ${item.number}`, variant, settings, signal: context.signal, lookUp: item.catalogue === 'own' ? (message) => lookUp(businessId, message, context.signal) : null,
        })
        const part: readonly PlayedItem[] = [await playItem(item, stage, answer, () => clock.now(), (error) => error instanceof RunStopped || context.signal.aborted)]
        await context.emit(part)
        context.progress(++finished, total)
      }
      const play = async (): Promise<void> => {
        for (let item = waiting.shift(); item !== undefined && stopped === null && !context.cancelled(); item = waiting.shift()) {
          try {
            await one(item)
          } catch (error) {
            if (!(error instanceof RunStopped)) throw error
            stopped = error
          }
        }
      }
      await Promise.all(Array.from({ length: conversationsAtOnce }, play))
      if (context.cancelled()) return retry('Cancelled')
      const held = stopped as RunStopped | null
      if (held === null) return done({ conversations: items.length })
      return held.until === null ? failed(held.message) : rateLimited(held.until, held.message)
    },

    receive: (tx, { payload }, part) => end.storeTx(tx, payload.runId, part as readonly PlayedItem[]),

    ended: (tx, { payload, now }, state, error) => end.endTx(tx, payload.runId, state, error, now),
  })
}
