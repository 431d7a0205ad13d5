import { benchItemHeads, endBenchRunTx, storeBenchItemTx, type BenchItemHead } from '../../../db/queries/chat-bench.ts'
import type { Tx } from '../../../db/tx.ts'
import type { BenchFigures } from '../../contract/chat-bench.ts'
import type { EndState } from '../../jobs/index.ts'
import type { BenchNeeds } from './needs.ts'
import type { PlayedItem } from './played-item.ts'
import { figuresOf, tallySchema } from './tally.ts'

/** Consoles hear of a running bench at most this often, milliseconds. */
const tellEveryMs = 500

/** The figures of what was played of a run. */
export function figuresOfItems(items: readonly Pick<BenchItemHead, 'passed' | 'tally'>[]): BenchFigures {
  return figuresOf(items.flatMap(({ passed, tally }) => (passed === null || tally === null ? [] : [{ passed: passed === 1, tally: tallySchema.parse(JSON.parse(tally)) }])))
}

export interface RunEnd {
  /** Keeps conversations that were played, each once. */
  storeTx(tx: Tx, runId: string, played: readonly PlayedItem[]): void
  endTx(tx: Tx, runId: string, state: EndState, error: string | null, now: number): void
}

/** How what was played is kept, and how a run ends, whoever worded its answers. */
export function runEnd({ clock, events }: Pick<BenchNeeds, 'clock' | 'events'>): RunEnd {
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = () => {
    toldAt = clock.now()
    events.publish({ type: 'chat_bench.changed' })
  }
  return {
    storeTx(tx, runId, played) {
      for (const { number, turns, tally, misses, error } of played) storeBenchItemTx(tx, runId, number, { passed: misses === 0 && error === null, misses, turns: JSON.stringify(turns), tally: JSON.stringify(tally), error })
      tx.afterCommit(() => {
        if (clock.now() - toldAt >= tellEveryMs) tell()
      })
    },
    endTx(tx, runId, state, error, now) {
      endBenchRunTx(tx, runId, { state, error, figures: JSON.stringify(figuresOfItems(benchItemHeads(tx.database, runId))), now })
      tx.afterCommit(tell)
    },
  }
}
