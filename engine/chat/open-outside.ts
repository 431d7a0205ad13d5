import { Readable } from 'node:stream'
import { messagesBefore } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById, chatOfChannel } from '../../db/queries/chats.ts'
import { writeTx } from '../../db/tx.ts'
import { longestChatMessage, type ChatMessage } from '../contract/chat.ts'
import { ChatProblem } from './chat-problem.ts'
import { history } from './chats.api.ts'
import { ensureChannelChatTx, removeWholeChatTx, requireChat, requireMessage } from './chats.ts'
import type { ChatCore } from './core.ts'
import type { ChatKey, OutsideChats, OutsideMessage } from './outside.ts'
import type { MediaStore } from './ports.ts'
import { sayFile } from './say-file.ts'
import { freshChat, sayAsCustomerTx } from './say.ts'
import { businessOfKey, businessWithoutKey } from './settings.ts'
import { messageOf } from './view.ts'

/** The door for outside channels. */
export function openOutside(core: ChatCore, media: MediaStore): OutsideChats {
  const { database, clock, hub } = core
  return {
    businessOfKey: (key) => businessOfKey(database, key),
    businessWithoutKey: () => businessWithoutKey(database),
    ensureChannelChat: (chat) => ({ businessId: chat.businessId, chatId: writeTx(database, (tx) => ensureChannelChatTx(core, tx, { ...chat, title: '' }, clock.now())) }),
    findChannelChat({ businessId, channel, channelChatId }) {
      const chat = chatOfChannel(database, businessId, channel, channelChatId)
      return chat === null ? null : { businessId, chatId: chat.id }
    },
    say: (message) => sayOutside(core, message),
    async sayFile({ bytes, ...message }) {
      try {
        return await sayFile(core, media, { ...message, text: message.text.trim(), body: Readable.from([bytes]) })
      } catch (error) {
        removeIfEmpty(core, message)
        throw error
      }
    },
    watch(chat, signal) {
      requireChat(database, chat.businessId, chat.chatId)
      return hub.watch(chat.businessId, chat.chatId, signal)
    },
    history: (chat, page) => history(core, chat, page),
  }
}

/** A chat that was begun for a file that was then refused would stand in the console without a word in it. */
function removeIfEmpty(core: ChatCore, { businessId, chatId }: ChatKey): void {
  writeTx(core.database, (tx) => {
    const chat = chatById(tx.database, businessId, chatId)
    if (chat !== null && messagesBefore(tx.database, businessId, chat.seq, null, 1).length === 0) removeWholeChatTx(core, tx, chat)
  })
}

function sayOutside(core: ChatCore, { businessId, chatId, clientId, text, tone }: OutsideMessage): ChatMessage {
  const { database, clock } = core
  const said = text.trim()
  if (said === '') throw new ChatProblem('INVALID', 'chat.text_empty')
  if (said.length > longestChatMessage) throw new ChatProblem('INVALID', 'chat.text_too_long')
  const id = writeTx(database, (tx) => {
    const chat = requireChat(database, businessId, chatId)
    if (tone !== undefined && tone !== chat.tone) changeChatTx(tx, businessId, chat.seq, { tone })
    return sayAsCustomerTx(core, tx, freshChat(tx, chat), { clientId, text: said }, clock.now())
  })
  return messageOf(requireMessage(database, requireChat(database, businessId, chatId), id))
}
