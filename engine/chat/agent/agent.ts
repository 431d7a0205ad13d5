import type { ChatIntent, HandoffReason, OrderState } from '../../../db/values.ts'
import { memoryTurns, undoSteps, type ConversationState, type Memory } from './conversation.ts'
import { decide } from './decide.ts'
import { nextField } from './order/fields.ts'
import { isEnded, subtotalMinor, type CartLine, type Order } from './order/order.ts'
import { legible } from './text/legible.ts'
import { openTurn, type Road, type Source, type Turn } from './turn.ts'
import { actsIn, type Act } from './understanding/acts/acts.ts'
import { intentFeatures, readIntent, type IntentReading } from './understanding/intents.ts'
import { itemsIn } from './understanding/items/read-items.ts'
import { withoutReasons } from './understanding/items/reasons.ts'
import { partsToAnswer } from './message-parts.ts'
import { readMessage, type Reading } from './understanding/reading.ts'
import type { AgentViews } from './views.ts'

const aside: ReadonlySet<Road> = new Set(['company', 'person', 'refused', 'unknown'])

export interface CartEntry extends CartLine { readonly subtotalMinor: number }

/** How an answer came about, for whoever watches the agent. */
export interface Trace {
  readonly road: Road
  readonly confidence: number
  readonly cause: IntentReading['cause']
  readonly items: readonly { readonly act: string | null; readonly quantity: number | null; readonly text: string }[]
  /** Products searched for the answer, best first. */
  readonly retrieved: readonly string[]
}

export interface AgentReply {
  readonly state: ConversationState
  readonly intent: ChatIntent
  readonly acts: readonly Act[]
  readonly cart: readonly CartEntry[]
  readonly orderState: OrderState
  /** The answer in the pieces it may be sent in; joined by line ends it is the whole. */
  readonly pieces: readonly string[]
  readonly sources: readonly Source[]
  readonly handoff: HandoffReason | null
  readonly trace: Trace
}

/** Longest message that is read; what comes behind it is not. People type some lines, programs paste books. */
const mostCharacters = 2000

/**
 * Answers one message of a customer. Pure: the same state, message and views give the same answer, and the state given is not changed.
 * Every price, stock and total in the answer comes from the views, and is named in `sources`.
 */
export function reply(state: ConversationState, message: string, views: AgentViews): AgentReply {
  const text = legible(message.slice(0, mostCharacters))
  const parts = partsToAnswer(state, text, views)
  let now = state
  const turns: Turn[] = []
  for (const [index, part] of parts.entries()) {
    const turn = answer(now, part, views, index < parts.length - 1)
    now = stateAfter(turn)
    turns.push(turn)
  }
  // What a message is about is told by its weightiest part: an order outweighs the question before it.
  const main = turns.toSorted((one, other) => weightOf(other.road) - weightOf(one.road))[0]!
  const whole = turns.length === 1 ? main : { ...main, reading: readMessage(text, views.catalogue, state.language), acts: new Set(turns.flatMap((turn) => [...turn.acts])) }
  const { intent, confidence, cause } = readIntent(intentFeatures(whole.reading, whole.acts, state), unasked(main) ? 'customer' : main.road, unasked(main))
  const pieces = turns.flatMap((turn) => turn.pieces)
  return {
    state: { ...now, memory: remember(state.memory, now.order, text, pieces) },
    intent, acts: [...whole.acts], cart: cartOf(now.order), orderState: now.order.state, pieces, sources: sourcesOf(turns), handoff: turns.find(({ handoff }) => handoff !== null)?.handoff ?? null,
    trace: { road: main.road, confidence, cause, items: turns.flatMap(({ items }) => items).map(({ act, quantity, text: said }) => ({ act, quantity, text: said })), retrieved: [...new Set(turns.flatMap(({ retrieved }) => retrieved))] },
  }
}

const asking = ['price', 'stock', 'list', 'describe', 'compare'] as const satisfies readonly Act[]

/** What a message does. A reason asks nothing: "guantes mejor, que caretas ya hay" does not want to know what there is. */
function actsOf(reading: Reading): Set<Act> {
  const acts = actsIn(reading.flat)
  const asks = actsIn(withoutReasons(reading).words.map(({ text }) => text).join(' '))
  for (const act of asking) if (!asks.has(act)) acts.delete(act)
  return acts
}

/** Answers one part of a message. */
function answer(state: ConversationState, part: string, views: AgentViews, goesOn: boolean): Turn {
  const reading = readMessage(part, views.catalogue, state.language)
  const turn = openTurn(reading, actsOf(reading), itemsIn(reading), state, views, goesOn)
  turn.pending = null
  decide(turn)
  // A question aside leaves open what the agent had asked.
  if (turn.pending === null && aside.has(turn.road)) turn.pending = state.pending
  return turn
}

function stateAfter(turn: Turn): ConversationState {
  const { before } = turn
  return {
    language: turn.reading.language, tone: before.tone, order: turn.order, shown: turn.shown, focus: turn.focus, pending: turn.pending,
    asked: turn.order.state === 'recolectando_datos' ? nextField(turn.order.customer) : null,
    undo: undoAfter(turn),
    unsure: turn.road === 'unknown' ? before.unsure + 1 : 0,
    memory: before.memory,
  }
}

/** Each change of the cart can be taken back, the last one first. */
function undoAfter({ before, order, undone }: Turn): readonly (readonly CartLine[])[] {
  const kept = before.undo ?? []
  if (isEnded(order) || isEnded(before.order)) return []
  if (undone) return kept.slice(0, -1)
  return order.lines === before.order.lines ? kept : [...kept, before.order.lines].slice(-undoSteps)
}

/** How much a part of a message says of what the message is about. */
const weights: Partial<Record<Road, number>> = { refused: 9, person: 8, checkout: 7, cart: 6, choice: 6, customer: 5, data: 4, product: 3, company: 3, small_talk: 1 }
const weightOf = (road: Road) => weights[road] ?? 0

/** Data the agent had not asked for is about the customer; asked for, it is part of the sale. */
function unasked({ road, before }: Turn): boolean {
  return road === 'data' && before.order.state !== 'recolectando_datos' && before.order.state !== 'listo_para_finalizar'
}

function sourcesOf(turns: readonly Turn[]): Source[] {
  const seen = new Set<string>()
  return turns.flatMap(({ sources }) => sources).filter((source) => {
    const key = JSON.stringify(source)
    return seen.has(key) ? false : (seen.add(key), true)
  })
}

/** A cancelled order holds nothing any more. */
function cartOf(order: Order): CartEntry[] {
  return order.state === 'cancelada' ? [] : order.lines.map((line) => ({ ...line, subtotalMinor: subtotalMinor(line) }))
}

/** Keeps the last messages; of older ones only what became of the order. */
function remember(memory: Memory, order: Order, message: string, pieces: readonly string[]): Memory {
  const turns = [...memory.turns, { from: 'customer' as const, text: message }, { from: 'agent' as const, text: pieces.join('\n') }]
  if (turns.length <= memoryTurns) return { ...memory, turns }
  const facts = [`order ${order.state}`, ...order.lines.map((line) => `${line.quantity} × ${line.name}`), ...Object.keys(order.customer).map((field) => `${field} given`)]
  return { turns: turns.slice(-memoryTurns), summary: facts }
}
