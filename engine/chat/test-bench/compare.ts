import type { BenchItemRow } from '../../../db/queries/chat-bench.ts'
import { benchChanges, type BenchCompared, type BenchResultRow } from '../../contract/chat-bench.ts'

/** A conversation of a run with the script it was played by. */
export interface ScriptedResult { readonly result: BenchResultRow; readonly script: BenchItemRow['script'] }

/** How conversations fare in two runs, regressions first. They are the same conversation where suite and name are. */
export function compareResults(before: readonly ScriptedResult[], after: readonly ScriptedResult[]): BenchCompared[] {
  const keyOf = ({ result: { suiteId, name } }: ScriptedResult) => JSON.stringify([suiteId, name])
  const earlier = new Map(before.map((one) => [keyOf(one), one]))
  const later = new Map(after.map((one) => [keyOf(one), one]))
  return [...new Set([...later.keys(), ...earlier.keys()])]
    .flatMap((key) => comparedOf(earlier.get(key) ?? null, later.get(key) ?? null))
    .toSorted((one, other) => benchChanges.indexOf(one.change) - benchChanges.indexOf(other.change))
}

function comparedOf(before: ScriptedResult | null, after: ScriptedResult | null): BenchCompared[] {
  const change = changeOf(before?.result.passed ?? null, after?.result.passed ?? null)
  const either = after ?? before
  if (change === null || either === null) return []
  const { suiteId, name } = either.result
  return [{ suiteId, name, change, edited: before !== null && after !== null && before.script !== after.script, before: before?.result ?? null, after: after?.result ?? null }]
}

/** @param before whether it passed; null where it was not played (yet), which says nothing */
function changeOf(before: boolean | null, after: boolean | null): BenchCompared['change'] | null {
  if (before === null || after === null) return before !== null ? 'only_before' : after !== null ? 'only_after' : null
  if (before === after) return after ? 'passes' : 'fails'
  return after ? 'improvement' : 'regression'
}
