import type { ChatTone } from '../../../db/values.ts'
import type { ChannelAccess, ChannelFile } from '../../contract/chat-channel.ts'
import type { ChatDetail, ChatEvent, ChatMessage } from '../../contract/chat.ts'

/** A chat of one business, as the engine knows it. */
export interface ChatPlace { readonly businessId: string; readonly chatId: string }

/** What outside channels need of the chat engine. All but `sayFile` and `watch` answer at once. */
export interface ChannelChats {
  /** The engine's id of a channel's chat; null when nothing was said in it yet. */
  find(access: ChannelAccess, channelChatId: string): string | null
  /** The same, beginning the chat when there is none. */
  ensure(access: ChannelAccess, channelChatId: string): string
  get(place: ChatPlace): ChatDetail
  /** The messages before `before` (the newest when left out), oldest first. */
  messages(place: ChatPlace, page: { readonly limit: number; readonly before?: string | undefined }): { readonly messages: readonly ChatMessage[]; readonly more: boolean }
  /** What was answered to a customer's message, when it was. */
  answerTo(place: ChatPlace, messageId: string): ChatMessage | null
  /** Stores what a customer says; under a client id that is known already, gives what was stored then. */
  say(place: ChatPlace, said: { readonly clientId: string; readonly text: string; readonly tone?: ChatTone | undefined }): ChatMessage
  /** @throws FileRefused when it is no file that may be said. */
  sayFile(place: ChatPlace, said: { readonly clientId: string; readonly file: ChannelFile; readonly text: string; readonly tone?: ChatTone | undefined }): Promise<ChatMessage>
  /** A snapshot first, then all that happens; another snapshot whenever something was missed. */
  watch(place: ChatPlace, signal: AbortSignal): AsyncIterable<ChatEvent>
  /** Whose key it is. */
  businessOfKey(key: string): string | null
  hasBusiness(businessId: string): boolean
  /** The business that programs of this machine reach without a key; null while its setting forbids it. */
  localBusiness(): string | null
}
