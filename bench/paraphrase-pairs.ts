import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Two texts and how far they mean the same: 0 to 5, or 0 and 1 where the set knows only that. */
export interface Pair { readonly one: string; readonly other: string; readonly score: number }

/** Reads a set of sentence pairs as CSV (text, text, score). */
export function readSimilarityPairs(folder: string, file: string): Pair[] {
  return readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').map((line) => {
    const [one = '', other = '', score = ''] = [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, cell = '']) => unquoted(cell))
    return { one, other, score: Number(score) }
  })
}

/** Reads a set of question pairs as tab-separated lines (duplicate or not, question, question). */
export function readDuplicatePairs(folder: string, file: string): Pair[] {
  return readFileSync(join(folder, file), 'utf8').trimEnd().split('\n').map((line) => {
    const [score = '', one = '', other = ''] = line.split('\t')
    return { one: unquoted(one), other: unquoted(other), score: Number(score) }
  })
}

const unquoted = (cell: string): string => cell.replace(/^"(.*)"$/, '$1').replaceAll('""', '"')

function ranks(values: readonly number[]): number[] {
  const order = values.map((value, index) => ({ value, index })).sort((one, other) => one.value - other.value)
  const result = values.map(() => 0)
  for (let from = 0; from < order.length;) {
    let to = from
    while (to < order.length && order[to]?.value === order[from]?.value) to += 1
    for (let at = from; at < to; at += 1) result[order[at]?.index ?? 0] = (from + to - 1) / 2
    from = to
  }
  return result
}

/** Spearman's rank correlation. */
export function spearman(one: readonly number[], other: readonly number[]): number {
  const [left, right] = [ranks(one), ranks(other)]
  const mean = (one.length - 1) / 2
  let product = 0, leftSquare = 0, rightSquare = 0
  left.forEach((value, at) => {
    const [a, b] = [value - mean, (right[at] ?? 0) - mean]
    product += a * b
    leftSquare += a * a
    rightSquare += b * b
  })
  return product / Math.sqrt(leftSquare * rightSquare)
}

/** Chance that a pair that is the same scores above one that is not. */
export function areaUnderCurve(scores: readonly number[], same: readonly boolean[]): number {
  const order = ranks(scores)
  const positives = same.filter(Boolean).length
  const sum = order.reduce((total, rank, at) => total + (same[at] === true ? rank + 1 : 0), 0)
  return (sum - (positives * (positives + 1)) / 2) / (positives * (same.length - positives))
}

