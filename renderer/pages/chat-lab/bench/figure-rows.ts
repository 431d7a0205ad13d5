import type { BenchFigures } from '../../../../engine/contract/chat-bench.ts'

/** A figure of a run as a number, and which way is better; null where it was not measured. */
export type FigureRow = { name: FigureName, now: FigureValue, before: FigureValue | undefined, better: 'more' | 'less' | null }
export type FigureValue = { kind: 'share', right: number, checked: number } | { kind: 'count' | 'ms' | 'usd', value: number } | { kind: 'tokens', in: number, out: number } | null

const shares = ['intents', 'states', 'carts', 'products', 'facts', 'handoffs'] as const
export type FigureName = 'passed' | typeof shares[number] | 'uncovered' | 'calls' | 'meanMs' | 'fellBack' | 'tokens' | 'cost'

/** The figures of a run, beside those of another one. What neither has measured is left out. */
export function figureRows(now: BenchFigures, before: BenchFigures | null): FigureRow[] {
  const row = (name: FigureName, better: FigureRow['better'], value: (figures: BenchFigures) => FigureValue): FigureRow => ({ name, better, now: value(now), before: before ? value(before) : undefined })
  const share = ({ right, checked }: { right: number, checked: number }): FigureValue => checked === 0 ? null : { kind: 'share', right, checked }
  const rows = [
    row('passed', 'more', figures => share({ right: figures.passed, checked: figures.conversations })),
    ...shares.map(name => row(name, 'more', figures => share(figures[name]))),
    row('uncovered', 'less', figures => ({ kind: 'count', value: figures.uncovered })),
    row('calls', null, figures => ({ kind: 'count', value: figures.calls })),
    row('meanMs', 'less', figures => figures.meanMs === null ? null : { kind: 'ms', value: figures.meanMs }),
    row('fellBack', 'less', figures => figures.tokensIn + figures.fellBack === 0 ? null : { kind: 'count', value: figures.fellBack }),
    row('tokens', null, figures => figures.tokensIn === 0 ? null : { kind: 'tokens', in: figures.tokensIn, out: figures.tokensOut }),
    row('cost', 'less', figures => ({ kind: 'usd', value: figures.costUsd })),
  ]
  return rows.filter(one => one.now !== null || (one.before ?? null) !== null)
}

/** How much a figure has changed; null where it cannot be told. */
export function differenceOf({ now, before }: FigureRow): { kind: 'share' | 'count' | 'ms' | 'usd', value: number } | null {
  if (now === null || before === undefined || before === null || now.kind === 'tokens' || before.kind === 'tokens') return null
  if (now.kind === 'share') return before.kind === 'share' ? { kind: 'share', value: now.right / now.checked - before.right / before.checked } : null
  return before.kind === now.kind ? { kind: now.kind, value: now.value - before.value } : null
}
