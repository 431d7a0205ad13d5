import { changeMessageTx, customerMessagesIn } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatsOfControl, type ChatRow } from '../../db/queries/chats.ts'
import type { Tx } from '../../db/tx.ts'
import { ChatProblem } from './chat-problem.ts'
import { tellChatTx, tellMessageTx, type ChatCore } from './core.ts'
import { takeBackTx } from './decision.ts'
import { noteTx } from './say.ts'
import { readSettings, saveSettingsTx } from './settings.ts'
import type { ChatSettings } from '../contract/chat.ts'

/**
 * Gives the chat to a person: from the end of this transaction on nothing of the agent is stored or told in it. What it was answering is held,
 * its order as it was before.
 */
export function takeOverTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  if (chat.control === 'person') return
  changeChatTx(tx, chat.business_id, chat.seq, { control: 'person', handoff_reason: null, handoff_at: null, unread: 0 })
  silenceTx(core, tx, chat, now)
  noteTx(core, tx, chat, 'chat.note_taken_over', now)
  tellChatTx(core, tx, chat)
}

/** Gives the chat back to the agent, who answers what was said last and nobody answered. @throws ChatProblem where no person has it */
export function handBackTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  if (chat.control !== 'person') throw new ChatProblem('CONFLICT', 'chat.not_taken_over')
  changeChatTx(tx, chat.business_id, chat.seq, { control: 'agent' })
  noteTx(core, tx, chat, 'chat.note_handed_back', now)
  answerHeldTx(core, tx, { ...chat, control: 'agent' })
  tellChatTx(core, tx, chat)
}

/** Has nobody answer the chat for now. @throws ChatProblem where a person has it */
export function pauseTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  if (chat.control === 'person') throw new ChatProblem('CONFLICT', 'chat.taken_over')
  if (chat.control === 'paused') return
  changeChatTx(tx, chat.business_id, chat.seq, { control: 'paused' })
  silenceTx(core, tx, chat, now)
  noteTx(core, tx, chat, 'chat.note_paused', now)
  tellChatTx(core, tx, chat)
}

/** @throws ChatProblem where a person has it */
export function resumeTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  if (chat.control === 'person') throw new ChatProblem('CONFLICT', 'chat.taken_over')
  if (chat.control === 'agent') return
  changeChatTx(tx, chat.business_id, chat.seq, { control: 'agent' })
  noteTx(core, tx, chat, 'chat.note_resumed', now)
  answerHeldTx(core, tx, { ...chat, control: 'agent' })
  tellChatTx(core, tx, chat)
}

/** Saves the settings; pausing the agent silences it in all chats at once, letting it go on answers what came meanwhile. */
export function changeSettingsTx(core: ChatCore, tx: Tx, businessId: string, settings: ChatSettings, now: number): void {
  const before = readSettings(tx.database, businessId)
  saveSettingsTx(tx, businessId, settings, now)
  if (before.paused === settings.paused) return
  for (const chat of chatsOfControl(tx.database, businessId, 'agent')) {
    if (settings.paused) silenceTx(core, tx, chat, now)
    else answerHeldTx(core, tx, chat)
  }
}

/** Stops the agent in a chat: its job ends, what it had not said is taken back, and the messages wait for a person. */
function silenceTx(core: ChatCore, tx: Tx, chat: ChatRow, now: number): void {
  const open = customerMessagesIn(tx.database, chat.business_id, chat.seq, ['waiting', 'answering'])
  if (open.length === 0) return
  for (const message of open) {
    const untold = takeBackTx(tx, chat, message.seq, now)
    changeMessageTx(tx, chat.business_id, message.seq, { state: 'held' })
    tellMessageTx(core, tx, chat, message.id)
    if (untold !== null) noteTx(core, tx, chat, 'chat.note_sold_untold', now)
  }
  core.stopAnsweringTx(tx, chat)
  tx.afterCommit(() => {
    core.hub.withdraw(chat.id)
    core.events.publish({ type: 'orders.changed' })
  })
}

/** Has the agent answer what was held. A business whose agent is paused holds it on. */
function answerHeldTx(core: ChatCore, tx: Tx, chat: ChatRow): void {
  if (readSettings(tx.database, chat.business_id).paused) return
  const held = customerMessagesIn(tx.database, chat.business_id, chat.seq, ['held'])
  for (const message of held) {
    changeMessageTx(tx, chat.business_id, message.seq, { state: 'waiting' })
    tellMessageTx(core, tx, chat, message.id)
  }
  if (held.length > 0) core.answerNextTx(tx, chat)
}
