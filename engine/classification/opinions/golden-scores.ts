import type { GoldenLabel } from '../../../db/queries/golden.ts'
import type { GoldenScore } from '../../contract/opinions.ts'
import { plainScore } from './plain-score.ts'

/** How both classifiers do on what people have said, by enum in the order of the names given. */
export function goldenScores(labels: readonly GoldenLabel[], order: readonly string[]): GoldenScore[] {
  const byEnum = Map.groupBy(labels, (one) => one.enumName)
  return order.flatMap((enumName) => {
    const rows = byEnum.get(enumName)
    if (rows === undefined) return []
    const scoreOf = (said: (row: GoldenLabel) => string | null) => plainScore(rows.flatMap((row) => {
      const value = said(row)
      return value === null ? [] : [{ said: value, right: row.person }]
    }))
    return [{
      enumName,
      examples: rows.length,
      offline: scoreOf((row) => row.offline),
      llm: scoreOf((row) => row.llm),
      // A trained version has learned from these very labels.
      offlineHasSeenThem: rows.some((row) => row.offlineModel !== null),
    }]
  })
}
