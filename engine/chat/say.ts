import { newId } from '../../db/id.ts'
import { changeMessageTx, customerMessagesIn, insertMessageTx, messageByClientId } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById, type ChatRow } from '../../db/queries/chats.ts'
import type { Tx } from '../../db/tx.ts'
import type { ChatMessageKind } from '../../db/values.ts'
import { normalise } from '../ingest/index.ts'
import { headOf, tellChatTx, tellMessageTx, type ChatCore } from './core.ts'
import { readSettings } from './settings.ts'

const longestTitle = 60

export interface Said { readonly clientId: string; readonly text: string; readonly kind?: ChatMessageKind; readonly fileId?: string | null }

/**
 * Stores what a customer says and has it answered. A message of the same `clientId` is stored once. A closed chat is open again.
 * @returns the id of the stored message
 */
export function sayAsCustomerTx(core: ChatCore, tx: Tx, chat: ChatRow, said: Said, now: number): string {
  const { business_id: businessId } = chat
  const known = messageByClientId(tx.database, businessId, chat.seq, said.clientId)
  if (known !== null) return known.id
  const isAnswered = chat.control === 'agent' && !readSettings(tx.database, businessId).paused
  const id = newId()
  insertMessageTx(tx, { id, business_id: businessId, chat_seq: chat.seq, author: 'customer', kind: said.kind ?? 'text', text: said.text, state: isAnswered ? 'waiting' : 'held', client_id: said.clientId, file_id: said.fileId ?? null, at: now })
  const title = chat.title === '' ? headOf(said.text, longestTitle) : chat.title
  changeChatTx(tx, businessId, chat.seq, { title, title_folded: normalise(title), state: 'open', closed_by: null, last_text: headOf(said.text), last_author: 'customer', last_at: now, unread: chat.unread + 1 })
  tellMessageTx(core, tx, chat, id)
  tellChatTx(core, tx, chat)
  if (isAnswered) core.answerNextTx(tx, chat)
  return id
}

/** Stores what a person of the console says. Whatever the customer had said and nobody answered is answered by it. */
export function sayAsPersonTx(core: ChatCore, tx: Tx, chat: ChatRow, { clientId, text }: Said, now: number): string {
  const { business_id: businessId } = chat
  const known = messageByClientId(tx.database, businessId, chat.seq, clientId)
  if (known !== null) return known.id
  const id = newId()
  for (const held of customerMessagesIn(tx.database, businessId, chat.seq, ['held'])) {
    changeMessageTx(tx, businessId, held.seq, { state: 'answered' })
    tellMessageTx(core, tx, chat, held.id)
  }
  insertMessageTx(tx, { id, business_id: businessId, chat_seq: chat.seq, author: 'person', text, state: 'said', client_id: clientId, at: now })
  changeChatTx(tx, businessId, chat.seq, { last_text: headOf(text), last_author: 'person', last_at: now, unread: 0 })
  tellMessageTx(core, tx, chat, id)
  tellChatTx(core, tx, chat)
  return id
}

/** Notes in the conversation what happened to it; a translation key, shown to people of the console alone. */
export function noteTx(core: ChatCore, tx: Tx, chat: ChatRow, key: SystemNote, now: number): void {
  const id = newId()
  insertMessageTx(tx, { id, business_id: chat.business_id, chat_seq: chat.seq, author: 'system', text: key, state: 'said', at: now })
  tellMessageTx(core, tx, chat, id)
}

/** Notes of the system, as translation keys. */
export type SystemNote = 'chat.note_taken_over' | 'chat.note_handed_back' | 'chat.note_paused' | 'chat.note_resumed' | 'chat.note_closed' | 'chat.note_closed_inactive' | 'chat.note_reopened' | 'chat.note_sold_untold'

export function freshChat(tx: Pick<Tx, 'database'>, chat: ChatRow): ChatRow {
  return chatById(tx.database, chat.business_id, chat.id) ?? chat
}
