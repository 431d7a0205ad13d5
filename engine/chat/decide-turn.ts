import { newId } from '../../db/id.ts'
import { changeMessageTx, insertMessageTx, messageById } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById, type ChatRow } from '../../db/queries/chats.ts'
import type { Tx } from '../../db/tx.ts'
import type { ChatSettings, ChatTrace } from '../contract/chat.ts'
import { memoryTurns, reply, type AgentReply, type ConversationState } from './agent/index.ts'
import { conversationOf } from './conversation.ts'
import { tellMessageTx, type ChatCore } from './core.ts'
import { decidedAnswer, type Decision } from './decision.ts'
import { handoffOf } from './handoff-of.ts'
import { mirrorOrderTx } from './mirror-order.ts'
import type { FoundPassage } from './ports.ts'
import { readSettings } from './settings.ts'
import type { Shop } from './shops.ts'
import { retrievedOf, sourcesOf } from './sources.ts'
import { viewsOf } from './views.ts'
import { unreadableWords } from './words.ts'

/** What is known of a message when it is decided about. */
export interface Prepared {
  readonly businessId: string
  readonly chatId: string
  readonly messageId: string
  /** What was said: the message, with what was read of its file. */
  readonly said: string
  /** The same, or what a language model restated it as. */
  readonly text: string
  /** It is an image or a recording that nobody here can read. */
  readonly isUnreadable: boolean
  /** What the intent was told from, where it was not the agent alone. */
  readonly cause: string | null
  readonly passages: readonly FoundPassage[]
  readonly timings: Pick<ChatTrace['timings'], 'waited' | 'understood' | 'retrieved'>
}

/**
 * Decides about a customer's message, once and for good: the answer, the order and where it was confirmed the sale are written in one
 * transaction, as an answer that is not yet said. Nothing happens when the message has been decided about, or the agent is locked out.
 */
export function decideTurnTx(core: ChatCore, tx: Tx, prepared: Prepared, now: number): void {
  const { businessId, chatId, messageId } = prepared
  const chat = chatById(tx.database, businessId, chatId)
  const message = chat === null ? null : messageById(tx.database, businessId, chat.seq, messageId)
  if (chat === null || message === null || (message.state !== 'waiting' && message.state !== 'answering') || decidedAnswer(tx.database, businessId, message.seq) !== null) return
  const settings = readSettings(tx.database, businessId)
  if (chat.control !== 'agent' || settings.paused) {
    changeMessageTx(tx, businessId, message.seq, { state: 'held' })
    return tellMessageTx(core, tx, chat, message.id)
  }

  const began = core.clock.now()
  const { answer, shop, before } = prepared.isUnreadable ? answerUnreadable(core, chat, message.kind === 'audio' ? 'audio' : 'image') : answerFreshly(core, chat, settings, prepared)
  if (message.kind !== 'text' && prepared.said !== message.text) {
    changeMessageTx(tx, businessId, message.seq, { text: prepared.said })
    tellMessageTx(core, tx, chat, message.id)
  }
  const mirrored = mirrorOrderTx(tx, chat, before.order, answer.state.order, now)
  const known: ChatRow = { ...chat, customer_seq: mirrored.customer?.seq ?? null }
  const sources = sourcesOf(tx.database, known, answer.sources, { catalogue: shop.view, passages: prepared.passages, orderId: mirrored.orderId, saleNumber: mirrored.sale?.number ?? null })
  const { order: _order, ...state } = answer.state
  const decision: Decision = { state: asSaid(state, prepared.said), before: before.order, sale: mirrored.sale, pieces: [...answer.pieces] }
  const { confidence, cause, road, items, retrieved } = answer.trace
  const trace: ChatTrace = {
    intent: answer.intent, confidence, cause: prepared.isUnreadable ? 'unreadable' : prepared.cause ?? cause, road, items: items.map((item) => ({ ...item })), retrieved: retrievedOf(retrieved, shop.view, prepared.passages),
    timings: { ...prepared.timings, decided: core.clock.now() - began, firstChunk: 0, whole: 0 }, model: null, fellBack: null,
  }
  insertMessageTx(tx, {
    id: newId(), business_id: businessId, chat_seq: chat.seq, author: 'agent', text: answer.pieces.join('\n'), state: 'answering', answers_seq: message.seq, handoff: handoffOf(answer, settings),
    sources: JSON.stringify(sources), trace: JSON.stringify(trace), decision: JSON.stringify(decision), intent: answer.intent, at: now,
  })
  changeChatTx(tx, businessId, chat.seq, { order_id: mirrored.orderId, customer_seq: mirrored.customer?.seq ?? null, customer_own: Number(mirrored.customer?.own ?? false) })
  if (mirrored.orderId === chat.order_id && mirrored.sale === null && JSON.stringify(before.order) === JSON.stringify(answer.state.order)) return
  tx.afterCommit(() => core.events.publish({ type: 'orders.changed' }))
}

/** Has the agent answer, and makes sure that all products it speaks of are as the catalogue has them at this moment. */
function answerFreshly(core: ChatCore, chat: ChatRow, settings: ChatSettings, { text, passages }: Prepared): { answer: AgentReply; shop: Shop; before: ConversationState } {
  const { database, shops } = core
  const attempt = () => {
    const shop = shops.shopOf(chat.business_id)
    const before = conversationOf(database, chat, shop.currency)
    return { answer: reply(before, text, viewsOf(database, chat, shop, settings, passages)), shop, before }
  }
  const first = attempt()
  const spokenOf = [...first.answer.sources.filter(({ kind }) => kind === 'product').map(({ id }) => id), ...first.answer.state.order.lines.map(({ productId }) => productId)]
  if (shops.isFresh(chat.business_id, first.shop, spokenOf)) return first
  shops.forget(chat.business_id)
  return attempt()
}

/** Says that a file was kept and cannot be read, and calls a person to it. */
function answerUnreadable({ database, shops }: ChatCore, chat: ChatRow, kind: 'image' | 'audio'): { answer: AgentReply; shop: Shop; before: ConversationState } {
  const shop = shops.shopOf(chat.business_id)
  const before = conversationOf(database, chat, shop.currency)
  const text = unreadableWords[chat.language][kind]
  const memory = { ...before.memory, turns: [...before.memory.turns, { from: 'agent' as const, text }].slice(-memoryTurns) }
  const answer: AgentReply = {
    state: { ...before, memory }, intent: 'contexto', acts: [], cart: [], orderState: before.order.state, pieces: [text], sources: [], handoff: 'unreadable_media',
    trace: { road: 'unknown', confidence: 0, cause: 'words', items: [], retrieved: [] },
  }
  return { answer, shop, before }
}

/** The agent remembers the customer's own words, not what they were restated as. */
function asSaid(state: Decision['state'], said: string): Decision['state'] {
  const turns = [...state.memory.turns]
  const at = turns.findLastIndex(({ from }) => from === 'customer')
  if (at >= 0) turns[at] = { from: 'customer', text: said }
  return { ...state, memory: { ...state.memory, turns } }
}
