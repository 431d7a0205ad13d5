import { changeChatTx, listedChat, type ChatRow } from '../../db/queries/chats.ts'
import { messageById } from '../../db/queries/chat-messages.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import type { HandoffReason } from '../../db/values.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'
import type { Hub } from './hub.ts'
import type { MediaStore } from './ports.ts'
import type { Shops } from './shops.ts'
import { messageOf } from './view.ts'

/** What all parts of the chat work with. */
export interface ChatCore {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly hub: Hub
  readonly shops: Shops
  readonly media: Pick<MediaStore, 'removeTx'>
  /** Has the agent answer the chat's first waiting message, if there is one and nothing of the chat is being answered. */
  answerNextTx(tx: Tx, chat: ChatRow): void
  /** Stops the job that answers the chat, if one does. */
  stopAnsweringTx(tx: Tx, chat: ChatRow): void
}

/** Tells whoever watches that the chat changed, once the transaction is in. */
export function tellChatTx(core: ChatCore, tx: Tx, chat: Pick<ChatRow, 'business_id' | 'id'>): void {
  tx.afterCommit(() => core.hub.changed(chat.business_id, chat.id))
}

/** Tells whoever watches of a message as it is once the transaction is in. */
export function tellMessageTx(core: ChatCore, tx: Tx, chat: ChatRow, messageId: string): void {
  tx.afterCommit(() => {
    const row = messageById(core.database, chat.business_id, chat.seq, messageId)
    if (row !== null) core.hub.message(chat.id, messageOf(row))
  })
}

/** Asks for a person in a chat. */
export function callPersonTx(core: ChatCore, tx: Tx, chat: ChatRow, reason: HandoffReason, now: number): void {
  const row = listedChat(core.database, chat.business_id, chat.id)
  if (row === null || row.control === 'person') return
  changeChatTx(tx, chat.business_id, chat.seq, { handoff_reason: reason, handoff_at: row.handoff_reason === reason ? row.handoff_at : now })
  if (row.handoff_reason === reason) return
  tx.afterCommit(() => core.events.publish({ type: 'chat.handoff', businessId: chat.business_id, chatId: chat.id, title: row.title, reason }))
}

/** Beginning of a text, for lists. */
export function headOf(text: string, longest = 160): string {
  const line = text.replaceAll(/\s+/g, ' ').trim()
  return line.length <= longest ? line : `${line.slice(0, longest - 1)}…`
}
