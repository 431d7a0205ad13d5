import type { BenchTurn } from '../../contract/chat-bench.ts'
import { checkTurn, newConversation, reply, type AgentReply, type ConversationState, type Scripted, type Source } from '../agent/index.ts'
import { resolveScript, type BenchStage } from './world.ts'
import { tallyOf, type Tally } from './tally.ts'

/** What a message was answered with, and who worded it. */
export interface Answered {
  readonly decided: AgentReply
  readonly text: string
  readonly sources: readonly Source[]
  /** Null where no model was asked. */
  readonly model: BenchTurn['model']
  readonly fellBack: { readonly code: string; readonly detail: string } | null
}

/** Answers one message as a chat would. */
export type Answerer = (state: ConversationState, message: string) => Answered | Promise<Answered>

export interface Played { readonly turns: readonly BenchTurn[]; readonly tally: Tally }

/** The agent by itself: its decisions in its own words. */
export function offlineAnswerer({ views }: BenchStage): Answerer {
  return (state, message) => {
    const decided = reply(state, message, views)
    return { decided, text: decided.pieces.join('\n'), sources: decided.sources, model: null, fellBack: null }
  }
}

/**
 * Plays a scripted conversation and compares what came of it, turn by turn.
 * @param elapsed milliseconds of a running clock: what a reply took is the difference
 */
export async function playConversation(given: Scripted, stage: BenchStage, answer: Answerer, elapsed: () => number): Promise<Played> {
  const script = resolveScript(given, stage)
  const { currency, language, tone } = stage.world
  let state = newConversation({ currency, language, tone: script.tone ?? tone })
  const turns: BenchTurn[] = []
  for (const turn of script.turns) {
    const begun = elapsed()
    const { decided, text, sources, model, fellBack } = await answer(state, turn.user)
    const ms = elapsed() - begun
    state = decided.state
    turns.push({
      user: turn.user, reply: text, intent: decided.intent, confidence: decided.trace.confidence, road: decided.trace.road, state: decided.orderState,
      cart: decided.cart.map(({ productId, name, quantity }) => ({ productId, name, quantity })), handoff: decided.handoff,
      sources: sources.map(({ kind, id, field, value }) => ({ kind, id, field, value })),
      checks: checkTurn(turn, { intent: decided.intent, orderState: decided.orderState, cart: decided.cart, text, sources, handoff: decided.handoff }, stage.views.catalogue),
      ms, model, fellBack,
    })
  }
  return { turns, tally: tallyOf(turns) }
}
