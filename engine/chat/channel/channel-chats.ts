import { businessById } from '../../../db/queries/businesses.ts'
import { answerTo, firstSaidAfter } from '../../../db/queries/chat-messages.ts'
import type { Database } from '../../../db/open.ts'
import type { ChannelAccess } from '../../contract/chat-channel.ts'
import type { ChatDetail, ChatMessage } from '../../contract/chat.ts'
import { requireChat, requireMessage } from '../chats.ts'
import { ChatProblem } from '../chat-problem.ts'
import type { ChatKey, OutsideChats } from '../outside.ts'
import { chatDetail, messageOf } from '../view.ts'

/** The chat engine as lines of a channel use it. Everything is asked of one business. */
export interface ChannelChats extends Omit<OutsideChats, 'ensureChannelChat' | 'findChannelChat'> {
  hasBusiness(businessId: string): boolean
  /** The chat of that name on the channel; null when nothing was said in it yet. */
  find(access: ChannelAccess, channelChatId: string): ChatKey | null
  /** The same, beginning the chat where there is none. */
  ensure(access: ChannelAccess, channelChatId: string): ChatKey
  detail(chat: ChatKey): ChatDetail
  /** What was said to a customer's message: its answer, else what a person said next. */
  answerTo(chat: ChatKey, messageId: string): ChatMessage | null
}

export function channelChats(database: Database, outside: OutsideChats): ChannelChats {
  return {
    ...outside,
    hasBusiness: (businessId) => businessById(database, businessId) !== null,
    find: ({ businessId, channel }, channelChatId) => outside.findChannelChat({ businessId, channel, channelChatId }),
    ensure: ({ businessId, channel }, channelChatId) => outside.ensureChannelChat({ businessId, channel, channelChatId }),
    detail({ businessId, chatId }) {
      const chat = chatDetail(database, businessId, chatId)
      if (chat === null) throw new ChatProblem('NOT_FOUND', 'chat.not_found')
      return chat
    },
    answerTo({ businessId, chatId }, messageId) {
      const chat = requireChat(database, businessId, chatId)
      const { seq } = requireMessage(database, chat, messageId)
      const answer = answerTo(database, businessId, seq)
      const said = answer === null || answer.decision !== null ? firstSaidAfter(database, businessId, chat.seq, seq) : answer
      return said === null ? null : messageOf(said)
    },
  }
}
