import { newId } from '../../db/id.ts'
import { businessById } from '../../db/queries/businesses.ts'
import { changeChatTx, chatById, chatOfChannel, insertChatTx, removeChatTx, type ChatRow } from '../../db/queries/chats.ts'
import { filesOfChat, messageById, type ShownMessage } from '../../db/queries/chat-messages.ts'
import type { Database } from '../../db/open.ts'
import type { Tx } from '../../db/tx.ts'
import type { ChatChannel, ChatCloseReason, ChatTone, Language } from '../../db/values.ts'
import { normalise } from '../ingest/index.ts'
import { newConversation } from './agent/index.ts'
import { ChatProblem } from './chat-problem.ts'
import { storedConversation } from './conversation.ts'
import { tellChatTx, type ChatCore } from './core.ts'
import { noteTx } from './say.ts'
import { readSettings } from './settings.ts'

/** @throws ChatProblem where the business has no such chat */
export function requireChat(database: Database, businessId: string, chatId: string): ChatRow {
  const chat = chatById(database, businessId, chatId)
  if (chat === null) throw new ChatProblem('NOT_FOUND', 'chat.not_found')
  return chat
}

/** @throws ChatProblem where the chat has no such message, or it is an answer that is not said yet */
export function requireMessage(database: Database, chat: ChatRow, messageId: string): ShownMessage {
  const message = messageById(database, chat.business_id, chat.seq, messageId)
  if (message === null || message.decision !== null) throw new ChatProblem('NOT_FOUND', 'chat.message_not_found')
  return message
}

export interface NewChat {
  readonly businessId: string
  readonly channel: ChatChannel
  readonly channelChatId: string | null
  readonly title: string
  readonly language?: Language | undefined
  readonly tone?: ChatTone | undefined
}

/** @returns its id @throws ChatProblem where there is no such business */
export function startChatTx(core: ChatCore, tx: Tx, { businessId, channel, channelChatId, title, language, tone }: NewChat, now: number): string {
  if (businessById(tx.database, businessId) === null) throw new ChatProblem('NOT_FOUND', 'chat.business_not_found')
  const settings = readSettings(tx.database, businessId)
  const speaks = { language: language ?? settings.language, tone: tone ?? settings.tone }
  const id = newId()
  const state = newConversation({ currency: core.shops.shopOf(businessId).currency, ...speaks })
  insertChatTx(tx, { id, business_id: businessId, channel, channel_chat_id: channelChatId, title, title_folded: normalise(title), ...speaks, agent_state: storedConversation(state), created_at: now })
  tellChatTx(core, tx, { business_id: businessId, id })
  return id
}

/** The chat that an outside channel knows by a name; begun where there is none. @returns its id */
export function ensureChannelChatTx(core: ChatCore, tx: Tx, chat: NewChat & { readonly channelChatId: string }, now: number): string {
  return chatOfChannel(tx.database, chat.businessId, chat.channel, chat.channelChatId)?.id ?? startChatTx(core, tx, chat, now)
}

/** What is open is answered to the end; the order stays as it is, where a person finds it. Nobody is wanted any more: whoever closes a chat has seen to it. */
export function closeChatTx(core: ChatCore, tx: Tx, chat: ChatRow, by: ChatCloseReason, now: number): void {
  if (chat.state === 'closed') return
  changeChatTx(tx, chat.business_id, chat.seq, { state: 'closed', closed_by: by, handoff_reason: null, handoff_at: null })
  noteTx(core, tx, chat, by === 'inactive' ? 'chat.note_closed_inactive' : 'chat.note_closed', now)
  tellChatTx(core, tx, chat)
}

export function reopenChatTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  if (chat.state === 'open') return
  changeChatTx(tx, chat.business_id, chat.seq, { state: 'open', closed_by: null, last_at: now })
  noteTx(core, tx, chat, 'chat.note_reopened', now)
  tellChatTx(core, tx, chat)
}

/** Takes a chat away with its messages and files; orders and sales stay. */
export function removeWholeChatTx(core: ChatCore, tx: Tx, chat: ChatRow): void {
  core.stopAnsweringTx(tx, chat)
  for (const fileId of filesOfChat(tx.database, chat.business_id, chat.seq)) core.media.removeTx(tx, chat.business_id, fileId)
  removeChatTx(tx, chat.business_id, chat.seq)
  tx.afterCommit(() => core.hub.removed(chat.business_id, chat.id))
}
