import { reply } from '../agent.ts'
import { checkAnswer } from '../check-answer.ts'
import { newConversation } from '../conversation.ts'
import type { AgentViews } from '../views.ts'
import type { Scripted } from './conversations.ts'

export interface BenchMiss {
  /** Which turn, from 1. */
  readonly turn: number
  readonly user: string
  readonly what: 'intent' | 'state' | 'cart' | 'products' | 'fact' | 'lacks' | 'handoff' | 'uncovered'
  readonly expected: string
  readonly got: string
}

export interface BenchResult {
  readonly name: string
  readonly misses: readonly BenchMiss[]
  /** How many turns had each expectation: what the figures are shares of. */
  readonly checked: { readonly intents: number; readonly states: number; readonly carts: number; readonly products: number; readonly facts: number }
  readonly replies: number
}

/** A right product further down than this is not found: people do not read on. */
const firstFew = 5

/** Plays a scripted conversation against the agent and compares what came of it, turn by turn. Pure. */
export function runScripted(script: Scripted, views: AgentViews, currency: string): BenchResult {
  let state = newConversation({ currency, ...(script.tone === undefined ? {} : { tone: script.tone }) })
  const misses: BenchMiss[] = []
  const checked = { intents: 0, states: 0, carts: 0, products: 0, facts: 0 }
  for (const [index, turn] of script.turns.entries()) {
    const answer = reply(state, turn.user, views)
    state = answer.state
    const text = answer.pieces.join('\n')
    const miss = (what: BenchMiss['what'], expected: string, got: string) => misses.push({ turn: index + 1, user: turn.user, what, expected, got })
    if (turn.intent !== undefined) {
      checked.intents++
      if (turn.intent !== answer.intent) miss('intent', turn.intent, answer.intent)
    }
    if (turn.state !== undefined) {
      checked.states++
      if (turn.state !== answer.orderState) miss('state', turn.state, answer.orderState)
    }
    if (turn.cart !== undefined) {
      checked.carts++
      const got = cartText(Object.fromEntries(answer.cart.map(({ productId, quantity }) => [productId, quantity])))
      if (cartText(turn.cart) !== got) miss('cart', cartText(turn.cart), got)
    }
    if (turn.products !== undefined) {
      checked.products++
      const told = [...new Set(answer.sources.filter(({ kind }) => kind === 'product').map(({ id }) => id))].slice(0, firstFew)
      if (!turn.products.every((id) => told.includes(id))) miss('products', turn.products.join(', '), told.join(', '))
    }
    for (const fact of turn.facts ?? []) {
      checked.facts++
      if (!text.includes(fact)) miss('fact', fact, text)
    }
    for (const lacked of turn.lacks ?? []) if (text.includes(lacked)) miss('lacks', lacked, text)
    if (turn.handoff !== undefined && turn.handoff !== answer.handoff) miss('handoff', String(turn.handoff), String(answer.handoff))
    for (const uncovered of checkAnswer(text, { sources: answer.sources, customerText: turn.user }, views.catalogue)) miss('uncovered', '', `${uncovered.kind} "${uncovered.text}" in: ${text}`)
  }
  return { name: script.name, misses, checked, replies: script.turns.length }
}

function cartText(cart: Readonly<Record<string, number>>): string {
  return Object.entries(cart).toSorted(([one], [other]) => one.localeCompare(other)).map(([id, quantity]) => `${quantity} × ${id}`).join(', ') || 'empty'
}
