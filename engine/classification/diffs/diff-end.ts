import { comparedCounts, endLabelDiffTx } from '../../../db/queries/label-diffs.ts'
import type { Tx } from '../../../db/tx.ts'
import type { EndState } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Classifiers } from '../classifiers.ts'
import { summaryOf } from './compare.ts'

/** Consoles hear of a running diff at most this often, milliseconds. */
const tellEveryMs = 500

export interface DiffEnd {
  /** Something was compared. */
  changedTx(tx: Tx): void
  endTx(tx: Tx, diffId: string, state: EndState, error: string | null, now: number): void
}

/** How a label diff ends, whichever classifier judged it. */
export function diffEnd({ clock, events, classifiers }: { readonly clock: Clock; readonly events: EventBus; readonly classifiers: Classifiers }): DiffEnd {
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = () => {
    toldAt = clock.now()
    events.publish({ type: 'opinions.changed' })
  }
  return {
    changedTx: (tx) => tx.afterCommit(() => {
      if (clock.now() - toldAt >= tellEveryMs) tell()
    }),
    endTx(tx, diffId, state, error, now) {
      const summary = summaryOf(comparedCounts(tx.database, diffId), classifiers.active.taxonomy.enums.map((one) => one.name))
      endLabelDiffTx(tx, diffId, state, error, JSON.stringify(summary), now)
      tx.afterCommit(tell)
    },
  }
}
