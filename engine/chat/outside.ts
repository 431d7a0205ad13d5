import type { ChatChannel, ChatTone, Language } from '../../db/values.ts'
import type { ChatEvent, ChatMessage } from '../contract/chat.ts'

/** A chat as whoever speaks for an outside channel names it. */
export interface ChatKey { readonly businessId: string; readonly chatId: string }

export interface OutsideMessage extends ChatKey {
  /** The sender's own name of the message: the same again is answered with what is stored and changes nothing. */
  readonly clientId: string
  /** At most `longestChatMessage` characters of the contract. */
  readonly text: string
  /** From now on the agent speaks so. */
  readonly tone?: ChatTone
}

/** What outside channels (sockets, HTTP) may do with chats. Everything throws ChatProblem, whose reason is a translation key. */
export interface OutsideChats {
  /** The business whose channel key this is; null where it is nobody's. */
  businessOfKey(key: string): string | null
  /** The business with which programs of this machine may chat without a key: the first, unless its settings forbid it. */
  businessWithoutKey(): string | null
  /** The chat known by this name on the channel; it is begun where there is none. A name of `channel` is not the same name of `local`. */
  ensureChannelChat(chat: { readonly businessId: string; readonly channel: Exclude<ChatChannel, 'lab'>; readonly channelChatId: string; readonly language?: Language; readonly tone?: ChatTone }): ChatKey
  /** The chat known by this name; null where there is none. */
  findChannelChat(chat: { readonly businessId: string; readonly channel: Exclude<ChatChannel, 'lab'>; readonly channelChatId: string }): ChatKey | null
  /** Says something as the customer. It is stored when this returns; its `state` tells whether the agent will answer (`held`: a person will). Answers come on `watch`. */
  say(message: OutsideMessage): ChatMessage
  /** The same with an image or a recording. @throws ChatProblem for a type or size that is not taken */
  sayFile(message: OutsideMessage & { readonly fileName: string; readonly bytes: Uint8Array }): Promise<ChatMessage>
  /** Live, from a snapshot on, until `signal` aborts, the chat is removed or the engine closes. A listener that is too slow gets a fresh snapshot. */
  watch(chat: ChatKey, signal: AbortSignal): AsyncIterable<ChatEvent>
  /** The last messages before one, or of all, oldest first. */
  history(chat: ChatKey, page: { readonly before?: string; readonly limit: number }): { readonly messages: readonly ChatMessage[]; readonly more: boolean }
}
