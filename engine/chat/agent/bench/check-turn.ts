import type { BenchCheckKind, ChatIntent, HandoffReason, OrderState } from '../../../../db/values.ts'
import type { CatalogueView } from '../catalogue-view.ts'
import { checkAnswer } from '../check-answer.ts'
import type { CartLine } from '../order/order.ts'
import type { Source } from '../turn.ts'
import type { ScriptedTurn } from './conversations.ts'

/** One expectation of a turn and what came of it. `uncovered` is only there where something was stated that stands in no data. */
export interface BenchCheck { readonly what: BenchCheckKind; readonly expected: string; readonly got: string; readonly right: boolean }

/** What an answer came to, whoever worded it. */
export interface BenchAnswer {
  readonly intent: ChatIntent
  readonly orderState: OrderState
  readonly cart: readonly Pick<CartLine, 'productId' | 'quantity'>[]
  readonly text: string
  readonly sources: readonly Source[]
  readonly handoff: HandoffReason | null
}

/** A right product further down than this is not found: people do not read on. */
const firstFew = 5

/** Compares an answer with what its turn expects. An empty cart and the absence of a handoff are told as "". */
export function checkTurn(turn: ScriptedTurn, answer: BenchAnswer, catalogue: CatalogueView): BenchCheck[] {
  const checks: BenchCheck[] = []
  const same = (what: BenchCheckKind, expected: string, got: string) => checks.push({ what, expected, got, right: expected === got })
  if (turn.intent !== undefined) same('intent', turn.intent, answer.intent)
  if (turn.state !== undefined) same('state', turn.state, answer.orderState)
  if (turn.cart !== undefined) same('cart', cartText(Object.entries(turn.cart), catalogue), cartText(answer.cart.map(({ productId, quantity }) => [productId, quantity]), catalogue))
  if (turn.products !== undefined) {
    const told = [...new Set(answer.sources.filter(({ kind }) => kind === 'product').map(({ id }) => id))].slice(0, firstFew)
    const names = (ids: readonly string[]) => ids.map((id) => productText(id, catalogue)).join(', ')
    checks.push({ what: 'products', expected: names(turn.products), got: names(told), right: turn.products.every((id) => told.includes(id)) })
  }
  for (const fact of turn.facts ?? []) checks.push({ what: 'fact', expected: fact, got: answer.text, right: answer.text.includes(fact) })
  for (const lacked of turn.lacks ?? []) checks.push({ what: 'lacks', expected: lacked, got: answer.text, right: !answer.text.includes(lacked) })
  if (turn.handoff !== undefined) same('handoff', turn.handoff ?? '', answer.handoff ?? '')
  for (const { kind, text } of checkAnswer(answer.text, { sources: answer.sources, customerText: turn.user }, catalogue)) checks.push({ what: 'uncovered', expected: '', got: `${kind}: ${text}`, right: false })
  return checks
}

function cartText(entries: readonly (readonly [string, number])[], catalogue: CatalogueView): string {
  return entries.toSorted(([one], [other]) => one.localeCompare(other)).map(([id, quantity]) => `${quantity} × ${productText(id, catalogue)}`).join(', ')
}

function productText(id: string, catalogue: CatalogueView): string {
  return catalogue.product(id)?.name ?? id
}
