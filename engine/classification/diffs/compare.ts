import type { Database } from '../../../db/open.ts'
import { judgementsOf, personLabels } from '../../../db/queries/disagreements.ts'
import type { Compared } from '../../../db/queries/label-diffs.ts'
import { opinionsOf } from '../../../db/queries/opinions.ts'
import type { Candidate, LabelDiff } from '../../contract/opinions.ts'
import { plainScore } from '../opinions/plain-score.ts'

/**
 * What a candidate says of a transcript beside what the classifier in service said. A trained version speaks for the offline
 * classifier alone, so it is compared with that. Enums that one side does not know are left out.
 */
export function compareWith(database: Database, seq: number, candidate: Candidate['kind'], after: Readonly<Record<string, string>>): Compared[] {
  const { offline, llm } = opinionsOf(database, seq)
  const before = judgementsOf(candidate === 'trained' ? offline : (llm ?? offline))
  const person = personLabels(database, seq)
  return Object.entries(after).flatMap(([enumName, value]) => {
    const was = before[enumName]?.value
    return was === undefined ? [] : [{ enumName, before: was, after: value, person: person[enumName] ?? null }]
  })
}

const mostMoves = 50

/** What would change, by enum, in the order of the names given. */
export function summaryOf(counts: readonly (Compared & { count: number })[], order: readonly string[]): LabelDiff['byEnum'] {
  const byEnum = Map.groupBy(counts, (one) => one.enumName)
  const names = [...order.filter((name) => byEnum.has(name)), ...[...byEnum.keys()].filter((name) => !order.includes(name))]
  return names.map((enumName) => {
    const rows = byEnum.get(enumName) ?? []
    const changed = rows.filter((row) => row.before !== row.after)
    const judged = rows.flatMap(({ before, after, person, count }) => (person === null ? [] : [{ before, after, right: person, count }]))
    const before = plainScore(judged.map((one) => ({ ...one, said: one.before })))
    const after = plainScore(judged.map((one) => ({ ...one, said: one.after })))
    const moves = new Map<string, { from: string; to: string; count: number }>()
    for (const row of changed) {
      const key = `${row.before}\u0000${row.after}`
      moves.set(key, { from: row.before, to: row.after, count: (moves.get(key)?.count ?? 0) + row.count })
    }
    return {
      enumName,
      changed: sum(changed),
      compared: sum(rows),
      golden: before === null || after === null ? null : { examples: sum(judged), before, after },
      moves: [...moves.values()].sort((one, other) => other.count - one.count).slice(0, mostMoves),
    }
  })
}

function sum(rows: readonly { readonly count: number }[]): number {
  return rows.reduce((total, row) => total + row.count, 0)
}
