import type { benchItemsOf } from '../../../db/queries/chat-bench.ts'
import { benchChanges, type BenchCompared, type BenchFigures, type BenchResultRow } from '../../contract/chat-bench.ts'
import { figuresOfItems } from './run-end.ts'
import { resultOf } from './runs.ts'

/** A conversation of a run with the script it was played by. */
type Item = ReturnType<typeof benchItemsOf>[number]

/** How conversations fare in two runs, regressions first, and the figures of those that both have played. They are the same where suite and name are. */
export function compareRuns(before: readonly Item[], after: readonly Item[]): { figures: { before: BenchFigures; after: BenchFigures }; rows: BenchCompared[] } {
  const keyOf = ({ suite_id, name }: Item) => JSON.stringify([suite_id, name])
  const earlier = new Map(before.map((item) => [keyOf(item), item]))
  const later = new Map(after.map((item) => [keyOf(item), item]))
  const rows = [...new Set([...later.keys(), ...earlier.keys()])]
    .flatMap((key) => comparedOf(earlier.get(key) ?? null, later.get(key) ?? null))
    .toSorted((one, other) => benchChanges.indexOf(one.change) - benchChanges.indexOf(other.change))
  const playedIn = (others: ReadonlyMap<string, Item>) => (item: Item) => item.passed !== null && (others.get(keyOf(item))?.passed ?? null) !== null
  return { figures: { before: figuresOfItems(before.filter(playedIn(later))), after: figuresOfItems(after.filter(playedIn(earlier))) }, rows }
}

function comparedOf(before: Item | null, after: Item | null): BenchCompared[] {
  const [earlier, later] = [before === null ? null : resultOf(before), after === null ? null : resultOf(after)]
  const change = changeOf(earlier, later)
  const either = later ?? earlier
  if (change === null || either === null) return []
  return [{ suiteId: either.suiteId, name: either.name, change, edited: before !== null && after !== null && before.script !== after.script, before: earlier, after: later }]
}

/** Null where there is nothing to tell: the later run does not have it, and the earlier one has not played it. */
function changeOf(before: BenchResultRow | null, after: BenchResultRow | null): BenchCompared['change'] | null {
  if (after === null) return before === null || before.passed === null ? null : 'only_before'
  if (before === null) return 'only_after'
  // What one of them has not played (yet) says nothing, least of all that all went well.
  if (before.passed === null || after.passed === null) return 'unplayed'
  if (before.passed === after.passed) return after.passed ? 'passes' : 'fails'
  return after.passed ? 'improvement' : 'regression'
}
