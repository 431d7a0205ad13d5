import type { Database } from '../../../db/open.ts'
import { socketPatience } from '../../contract/chat-channel.ts'
import type { ChannelAccess, ChatChannels } from '../../contract/chat-channel.ts'
import type { Clock } from '../../observe/clock.ts'
import { ChatProblem } from '../chat-problem.ts'
import type { OutsideChats } from '../outside.ts'
import { askChat } from './ask.ts'
import { channelChats } from './channel-chats.ts'
import { openLine, type LineNeeds } from './line.ts'
import { shortTurns } from './short-turns.ts'
import { isoTime, toHistory, toOrder } from './wire.ts'

/** Serves outside channels from the chats of the engine. */
export function openChannels(database: Database, outside: OutsideChats, clock: Clock): ChatChannels {
  const chats = channelChats(database, outside)
  /** Lines to chats that nobody has begun yet, by the chat's name. */
  const waiting = new Map<string, Set<() => void>>()
  const nameOf = ({ businessId, channel }: ChannelAccess, chatId: string): string => `${businessId} ${channel} ${chatId}`

  const needs: LineNeeds = {
    chats,
    clock,
    begun(access, chatId, callback) {
      const name = nameOf(access, chatId)
      const all = waiting.get(name) ?? new Set()
      waiting.set(name, all.add(callback))
      return () => {
        all.delete(callback)
        if (all.size === 0 && waiting.get(name) === all) waiting.delete(name)
      }
    },
    inTurn: shortTurns(clock),
    tellBegun(access, chatId) {
      for (const callback of waiting.get(nameOf(access, chatId)) ?? []) callback()
    },
  }

  return {
    admit(claim) {
      if (claim.kind === 'owner') return chats.hasBusiness(claim.businessId) ? { businessId: claim.businessId, channel: 'channel' } : null
      const businessId = claim.kind === 'key' ? chats.businessOfKey(claim.key) : chats.businessWithoutKey()
      return businessId === null ? null : { businessId, channel: claim.kind === 'key' ? 'channel' : 'local' }
    },
    open: (access, chatId, options) => openLine(needs, { access, chatId, patience: socketPatience, ...options }),
    ask: (access, ask) => askChat(needs, access, ask),
    history(access, chatId, { limite, antes }) {
      const chat = chats.find(access, chatId)
      if (chat === null) return null
      try {
        const { messages, more } = chats.history(chat, { limit: limite, ...(antes === undefined ? {} : { before: antes }) })
        return { chat_id: chatId, mensajes: toHistory(messages), mas: more, ...toOrder(chats.detail(chat)), timestamp: isoTime(clock.now()) }
      } catch (error) {
        if (error instanceof ChatProblem && error.kind === 'NOT_FOUND') return null
        throw error
      }
    },
  }
}
