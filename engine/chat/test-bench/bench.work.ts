import { done, retry, type ExecutionContext, type Outcome } from '../../jobs/define-job.ts'
import type { BenchCatalogue } from '../../../db/values.ts'
import type { Scripted } from '../agent/index.ts'
import type { FoundPassage } from '../ports.ts'
import { offlineAnswerer } from './play.ts'
import { playItem, type PlayedItem } from './played-item.ts'
import { sampleWorld, setStage, type BenchStage, type BenchWorld } from './world.ts'

export interface BenchWorkItem { readonly number: number; readonly catalogue: BenchCatalogue; readonly script: Scripted; readonly passages: readonly (readonly FoundPassage[])[] | null }

export interface BenchWork {
  readonly items: readonly BenchWorkItem[]
  /** Conversations of the run, and those played before. */
  readonly total: number
  readonly played: number
  /** The business's own world; null when no conversation speaks of it. */
  readonly own: BenchWorld | null
  readonly resources: string
}

/** Stored together: a transaction for each would cost more than playing them. */
const itemsPerPart = 8

/** Plays conversations with the agent's own words. */
export async function execute(given: unknown, context: ExecutionContext): Promise<Outcome<{ conversations: number }>> {
  const work = given as BenchWork
  const stages = new Map<BenchCatalogue, BenchStage>()
  const stageOf = async (catalogue: BenchCatalogue): Promise<BenchStage> => {
    const known = stages.get(catalogue) ?? setStage(catalogue === 'own' && work.own !== null ? work.own : await sampleWorld(work.resources))
    stages.set(catalogue, known)
    return known
  }
  for (let start = 0; start < work.items.length; start += itemsPerPart) {
    const part: PlayedItem[] = []
    for (const item of work.items.slice(start, start + itemsPerPart)) {
      if (context.cancelled()) return retry('Cancelled')
      const stage = await stageOf(item.catalogue)
      // A stopwatch, not a time of day: the engine's clock counts whole milliseconds, of which a reply takes about one.
      part.push(await playItem(item, stage, offlineAnswerer(stage, item.passages), () => performance.now(), () => false))
    }
    await context.emit(part)
    context.progress(work.played + start + part.length, work.total)
  }
  return done({ conversations: work.items.length })
}
