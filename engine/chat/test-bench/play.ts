import type { BenchTurn } from '../../contract/chat-bench.ts'
import { checkTurn, newConversation, reply, type AgentReply, type AgentViews, type ConversationState, type Scripted, type Source } from '../agent/index.ts'
import { companyOf } from '../company-of.ts'
import { handoffOf } from '../handoff-of.ts'
import type { FoundPassage } from '../ports.ts'
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

/** Answers one message as a chat would. @param turn the message's place in the conversation, from 0 */
export type Answerer = (state: ConversationState, message: string, turn: number) => Answered | Promise<Answered>

export interface Played { readonly turns: readonly BenchTurn[]; readonly tally: Tally }

/**
 * The agent by itself: its decisions in its own words.
 * @param passages what documents say to each message; null where the stage's own text is all there is
 */
export function offlineAnswerer(stage: BenchStage, passages: readonly (readonly FoundPassage[])[] | null = null): Answerer {
  return (state, message, turn) => {
    const decided = reply(state, message, viewsAt(stage, passages?.[turn] ?? null))
    return { decided, text: decided.pieces.join('\n'), sources: decided.sources, model: null, fellBack: null }
  }
}

/** All the agent may know when it answers a message. */
export function viewsAt({ views }: BenchStage, passages: readonly FoundPassage[] | null): AgentViews {
  return passages === null ? views : { ...views, company: companyOf(passages) }
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
  for (const [index, turn] of script.turns.entries()) {
    const begun = elapsed()
    const { decided, text, sources, model, fellBack } = await answer(state, turn.user, index)
    const ms = elapsed() - begun
    state = decided.state
    const handoff = handoffOf(decided, stage.world)
    turns.push({
      user: turn.user, reply: text, intent: decided.intent, confidence: decided.trace.confidence, road: decided.trace.road, state: decided.orderState,
      cart: decided.cart.map(({ productId, name, quantity }) => ({ productId, name, quantity })), handoff,
      sources: sources.map(({ kind, id, field, value }) => ({ kind, id, field, value })),
      checks: checkTurn(turn, { intent: decided.intent, orderState: decided.orderState, cart: decided.cart, text, sources, handoff }, stage.views.catalogue),
      ms, model, fellBack,
    })
  }
  return { turns, tally: tallyOf(turns) }
}
