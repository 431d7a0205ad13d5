import type { BenchTurn } from '../../contract/chat-bench.ts'
import type { Tally } from './tally.ts'

/** A conversation that was played; `error` where the agent broke down over it. */
export interface PlayedItem {
  readonly number: number
  readonly turns: readonly BenchTurn[]
  readonly tally: Tally
  readonly misses: number
  readonly error: string | null
}
