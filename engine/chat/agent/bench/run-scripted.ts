import { reply } from '../agent.ts'
import { newConversation } from '../conversation.ts'
import type { AgentViews } from '../views.ts'
import { checkTurn, type BenchCheck } from './check-turn.ts'
import type { Scripted } from './conversations.ts'

export interface BenchMiss extends Pick<BenchCheck, 'what' | 'expected' | 'got'> {
  /** Which turn, from 1. */
  readonly turn: number
  readonly user: string
}

export interface BenchResult {
  readonly name: string
  readonly misses: readonly BenchMiss[]
  /** How many turns had each expectation: what the figures are shares of. */
  readonly checked: { readonly intents: number; readonly states: number; readonly carts: number; readonly products: number; readonly facts: number }
  readonly replies: number
}

/** Plays a scripted conversation against the agent and compares what came of it, turn by turn. Pure. */
export function runScripted(script: Scripted, views: AgentViews, currency: string): BenchResult {
  let state = newConversation({ currency, ...(script.tone === undefined ? {} : { tone: script.tone }) })
  const misses: BenchMiss[] = []
  const all: BenchCheck[] = []
  for (const [index, turn] of script.turns.entries()) {
    const answer = reply(state, turn.user, views)
    state = answer.state
    const checks = checkTurn(turn, { ...answer, text: answer.pieces.join('\n') }, views.catalogue)
    all.push(...checks)
    for (const { what, expected, got } of checks.filter(({ right }) => !right)) misses.push({ turn: index + 1, user: turn.user, what, expected, got })
  }
  const count = (what: BenchCheck['what']) => all.filter((check) => check.what === what).length
  return { name: script.name, misses, checked: { intents: count('intent'), states: count('state'), carts: count('cart'), products: count('products'), facts: count('fact') }, replies: script.turns.length }
}
