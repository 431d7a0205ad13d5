import { memoryTurns, type ConversationState, type HandoffReason, type Intent, type Memory } from './conversation.ts'
import { decide } from './decide.ts'
import { nextField } from './order/fields.ts'
import { subtotalMinor, type CartLine, type OrderState } from './order/order.ts'
import { openTurn, type Road, type Source, type Turn } from './turn.ts'
import { actsIn, type Act } from './understanding/acts/acts.ts'
import { intentFeatures, readIntent, type IntentReading } from './understanding/intents.ts'
import { itemsIn } from './understanding/items/read-items.ts'
import { readMessage } from './understanding/reading.ts'
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
  readonly intent: Intent
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
  const reading = readMessage(message.slice(0, mostCharacters), views.catalogue, state.language)
  const acts = actsIn(reading.flat)
  const turn = openTurn(reading, acts, itemsIn(reading), state, views)
  turn.pending = null
  decide(turn)
  // A question aside leaves open what the agent had asked.
  if (turn.pending === null && aside.has(turn.road)) turn.pending = state.pending
  const { intent, confidence, cause } = readIntent(intentFeatures(reading, acts, state), turn.road)
  const after: ConversationState = {
    language: reading.language, tone: state.tone, order: turn.order, shown: turn.shown, focus: turn.focus, pending: turn.pending,
    asked: turn.order.state === 'recolectando_datos' ? nextField(turn.order.customer) : null,
    unsure: turn.road === 'unknown' ? state.unsure + 1 : 0,
    memory: remember(state.memory, turn),
  }
  return {
    state: after, intent, acts: [...acts], cart: cartOf(turn.order.lines), orderState: turn.order.state, pieces: turn.pieces, sources: turn.sources, handoff: turn.handoff,
    trace: { road: turn.road, confidence, cause, items: turn.items.map(({ act, quantity, text }) => ({ act, quantity, text })), retrieved: turn.retrieved },
  }
}

function cartOf(lines: readonly CartLine[]): CartEntry[] {
  return lines.map((line) => ({ ...line, subtotalMinor: subtotalMinor(line) }))
}

/** Keeps the last messages; of older ones only what became of the order. */
function remember(memory: Memory, turn: Turn): Memory {
  const turns = [...memory.turns, { from: 'customer' as const, text: turn.reading.message }, { from: 'agent' as const, text: turn.pieces.join('\n') }]
  if (turns.length <= memoryTurns) return { ...memory, turns }
  const facts = [`order ${turn.order.state}`, ...turn.order.lines.map((line) => `${line.quantity} × ${line.name}`), ...Object.keys(turn.order.customer).map((field) => `${field} given`)]
  return { turns: turns.slice(-memoryTurns), summary: facts }
}
