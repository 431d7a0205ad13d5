import { z } from 'zod'
import type { BenchCheckKind } from '../../../db/values.ts'
import { benchFiguresSchema, type BenchFigures, type BenchTurn } from '../../contract/chat-bench.ts'

/** What a conversation came to; figures are sums of these. `ms` of all its replies together. */
export const tallySchema = benchFiguresSchema.omit({ conversations: true, passed: true, meanMs: true }).extend({ ms: z.number() })
export type Tally = z.infer<typeof tallySchema>

const shares = ['intents', 'states', 'carts', 'products', 'facts', 'handoffs'] as const
const kindsOf: Readonly<Record<(typeof shares)[number], readonly BenchCheckKind[]>> = {
  intents: ['intent'], states: ['state'], carts: ['cart'], products: ['products'], facts: ['fact', 'lacks'], handoffs: ['handoff'],
}
const sums = ['replies', 'uncovered', 'calls', 'tokensIn', 'tokensOut', 'costUsd', 'fellBack', 'ms'] as const

export function tallyOf(turns: readonly BenchTurn[]): Tally {
  const checks = turns.flatMap((turn) => turn.checks)
  const share = (name: (typeof shares)[number]) => {
    const of = checks.filter(({ what }) => kindsOf[name].includes(what))
    return { checked: of.length, right: of.filter(({ right }) => right).length }
  }
  const sum = (value: (turn: BenchTurn) => number) => turns.reduce((total, turn) => total + value(turn), 0)
  return {
    replies: turns.length, intents: share('intents'), states: share('states'), carts: share('carts'), products: share('products'), facts: share('facts'), handoffs: share('handoffs'),
    uncovered: checks.filter(({ what }) => what === 'uncovered').length, calls: turns.filter(({ handoff }) => handoff !== null).length,
    tokensIn: sum(({ model }) => model?.tokensIn ?? 0), tokensOut: sum(({ model }) => model?.tokensOut ?? 0), costUsd: sum(({ model }) => model?.costUsd ?? 0),
    fellBack: turns.filter(({ fellBack }) => fellBack !== null).length, ms: sum(({ ms }) => ms),
  }
}

export function missesOf(turns: readonly BenchTurn[]): number {
  return turns.reduce((total, turn) => total + turn.checks.filter(({ right }) => !right).length, 0)
}

/** The figures of conversations that were played. */
export function figuresOf(played: readonly { readonly passed: boolean; readonly tally: Tally }[]): BenchFigures {
  const share = (name: (typeof shares)[number]) => played.reduce((total, { tally }) => ({ checked: total.checked + tally[name].checked, right: total.right + tally[name].right }), { checked: 0, right: 0 })
  const { ms, ...summed } = Object.fromEntries(sums.map((name) => [name, played.reduce((total, { tally }) => total + tally[name], 0)])) as Record<(typeof sums)[number], number>
  return {
    conversations: played.length, passed: played.filter(({ passed }) => passed).length, ...summed,
    intents: share('intents'), states: share('states'), carts: share('carts'), products: share('products'), facts: share('facts'), handoffs: share('handoffs'),
    meanMs: summed.replies === 0 ? null : ms / summed.replies,
  }
}
