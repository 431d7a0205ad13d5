import type { BenchTurn } from '../../contract/chat-bench.ts'
import type { Scripted } from '../agent/index.ts'
import { playConversation, type Answerer } from './play.ts'
import { missesOf, tallyOf, type Tally } from './tally.ts'
import type { BenchStage } from './world.ts'

/** A conversation that was played; `error` where the agent broke down over it. */
export interface PlayedItem {
  readonly number: number
  readonly turns: readonly BenchTurn[]
  readonly tally: Tally
  readonly misses: number
  readonly error: string | null
}

/**
 * Plays a conversation of a run. One that breaks the agent fails alone.
 * @param endsAll whether an error ends the whole run, and is thrown
 */
export async function playItem({ number, script }: { readonly number: number; readonly script: Scripted }, stage: BenchStage, answer: Answerer, elapsed: () => number, endsAll: (error: unknown) => boolean): Promise<PlayedItem> {
  try {
    const { turns, tally } = await playConversation(script, stage, answer, elapsed)
    return { number, turns, tally, misses: missesOf(turns), error: null }
  } catch (error) {
    if (endsAll(error)) throw error
    return { number, turns: [], tally: tallyOf([]), misses: 0, error: error instanceof Error ? error.message : String(error) }
  }
}
