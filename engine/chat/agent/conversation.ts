import type { ChatTone, Language } from '../../../db/values.ts'
import type { CustomerField } from './order/fields.ts'
import { newOrder, type CartLine, type Order } from './order/order.ts'

/** What is to be done once the customer has said which product is meant. */
export interface OpenItem {
  readonly act: 'add' | 'set' | 'remove' | 'replace' | 'ask'
  readonly quantity: number | null
  /** As the customer called it. */
  readonly text: string
  readonly options: readonly string[]
  /** The line that gives way, of a replacement. */
  readonly instead: string | null
}

/** The question the agent is waiting to have answered. */
export type Pending =
  | { readonly kind: 'which'; readonly items: readonly OpenItem[] }
  | { readonly kind: 'offer'; readonly lines: readonly { readonly productId: string; readonly quantity: number }[] }
  | { readonly kind: 'quantity'; readonly productId: string; /** Asked next. */ readonly rest: readonly OpenItem[] }
  /** "quiero", "dos": of what, the next message says. */
  | { readonly kind: 'thing'; readonly quantity: number | null }
  | { readonly kind: 'more' }

export interface MemoryTurn { readonly from: 'customer' | 'agent'; readonly text: string }

/** The last messages as they were, and what older ones came to: facts of the order, never free text, which could carry instructions. */
export interface Memory { readonly turns: readonly MemoryTurn[]; readonly summary: readonly string[] }

export interface ConversationState {
  readonly language: Language
  readonly tone: ChatTone
  readonly order: Order
  /** Products last listed, in the order they were shown: "el segundo" is the second of them. */
  readonly shown: readonly string[]
  /** Product last spoken of: "ese", "mejor 3". */
  readonly focus: string | null
  readonly pending: Pending | null
  /** The field of the customer's data the agent asked for last. */
  readonly asked: CustomerField | null
  /** The cart before each of its last changes, newest last: "déjalo como estaba" goes back. Missing where a conversation is older than this. */
  readonly undo?: readonly (readonly CartLine[])[]
  /** Messages in a row that were not understood. */
  readonly unsure: number
  readonly memory: Memory
}

export const memoryTurns = 10

/** How many changes of the cart can be taken back. */
export const undoSteps = 5

/** A conversation before its first message. @param currency of the shop, for an empty cart */
export function newConversation(options: { readonly currency: string; readonly language?: Language; readonly tone?: ChatTone }): ConversationState {
  return {
    language: options.language ?? 'es', tone: options.tone ?? 'amigable', order: newOrder(options.currency), shown: [], focus: null, pending: null, asked: null, undo: [], unsure: 0,
    memory: { turns: [], summary: [] },
  }
}
