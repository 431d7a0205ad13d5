import { newId } from '../../../db/id.ts'
import type { Language } from '../../../db/values.ts'
import { channelErrors } from '../../contract/chat-channel-words.ts'
import type { ChannelAccess, ChannelEvent, ChannelFile, ChannelLine, ChannelServerMessage, ChannelText } from '../../contract/chat-channel.ts'
import type { ChatMessage } from '../../contract/chat.ts'
import type { Clock } from '../../observe/clock.ts'
import type { ChatKey } from '../outside.ts'
import type { ChannelChats } from './channel-chats.ts'
import { historyOnConnecting, Teller } from './teller.ts'
import { isoTime } from './wire.ts'

export interface LineNeeds {
  readonly chats: ChannelChats
  readonly clock: Clock
  /** Calls back when a chat that nobody has begun yet is begun, by whichever client; the answer takes that back. */
  readonly begun: (access: ChannelAccess, channelChatId: string, callback: () => void) => () => void
  readonly tellBegun: (access: ChannelAccess, channelChatId: string) => void
  /** Does writes in their order, in short turns of the event loop. */
  readonly inTurn: (write: () => void) => Promise<void>
}

export interface LineOptions {
  readonly access: ChannelAccess
  /** As the channel names the chat. */
  readonly chatId: string
  readonly language: Language
  /** Milliseconds after which a message without an answer is told as an error. */
  readonly patience: number
  readonly send: (message: ChannelServerMessage) => void | Promise<void>
  readonly onBroken: (error: unknown) => void
}

export interface OpenLine extends ChannelLine {
  sayFile(said: { readonly file: ChannelFile; readonly id: string; readonly text: string; readonly tono?: ChannelText['tono'] }): Promise<void>
}

/**
 * Follows one chat for one client, from the greeting on. A chat begins with its first message: until then the line waits for one,
 * so that whoever only looks leaves nothing behind.
 */
export function openLine({ chats, clock, begun, tellBegun, inTurn }: LineNeeds, options: LineOptions): OpenLine {
  const { access, chatId: channelChatId, language, patience } = options
  const stop = new AbortController()
  /** Alarms of messages without an answer, by the engine's id. */
  const unanswered = new Map<string, () => void>()
  let sent: Promise<void> = Promise.resolve()
  let chat = chats.find(access, channelChatId)
  let isFollowing = false
  let endWaiting = (): void => undefined

  const teller = new Teller({
    chat: () => (chat === null ? null : chats.detail(chat)),
    newest: () => (chat === null ? { messages: [], more: false } : chats.history(chat, { limit: historyOnConnecting })),
  }, language)

  function tell(events: readonly ChannelEvent[]): void {
    for (const event of events) {
      if ('responde_a' in event && event.responde_a !== null && settles(event)) calm(event.responde_a)
      const message = { ...event, chat_id: channelChatId, timestamp: isoTime(clock.now()) }
      sent = sent.then(() => (stop.signal.aborted ? undefined : options.send(message))).catch(broken)
    }
  }

  function broken(error: unknown): void {
    if (!stop.signal.aborted) options.onBroken(error)
  }

  async function follow(followed: ChatKey): Promise<void> {
    if (isFollowing) return
    isFollowing = true
    endWaiting()
    for await (const event of chats.watch(followed, stop.signal)) {
      tell(teller.tell(event))
      await sent
    }
    isFollowing = false
    if (stop.signal.aborted) return
    // The chat was taken away at the console: the next message begins it anew, or has done so while a slow client was still being told.
    const anew = chats.find(access, channelChatId)
    chat = anew?.chatId === followed.chatId ? null : anew
    if (chat === null) awaitBeginning()
    else await follow(chat)
  }

  function awaitBeginning(): void {
    if (stop.signal.aborted) return
    endWaiting = begun(access, channelChatId, () => {
      chat = chats.find(access, channelChatId)
      if (chat !== null) follow(chat).catch(broken)
    })
  }

  function calm(messageId: string): void {
    unanswered.get(messageId)?.()
    unanswered.delete(messageId)
  }

  function stored(place: ChatKey, message: ChatMessage, name: string): void {
    const isOpen = message.state === 'waiting' || message.state === 'answering'
    // A client that left while its file was being kept waits for nothing any more.
    if (isOpen && !stop.signal.aborted && !unanswered.has(message.id)) {
      unanswered.set(message.id, clock.after(patience, () => {
        unanswered.delete(message.id)
        tell([{ type: 'error', code: 'timeout', mensaje: channelErrors.timeout[language], responde_a: message.id, id: name }])
      }))
    }
    tell(teller.asked(message, name, message.state === 'answered' ? chats.answerTo(place, message.id) : null))
  }

  /** The chat to say something in, begun when there is none. */
  function begin(): ChatKey {
    const found = chats.find(access, channelChatId)
    const place = found ?? chats.ensure(access, channelChatId)
    chat = place
    follow(place).catch(broken)
    if (found === null) tellBegun(access, channelChatId)
    return place
  }

  tell(teller.greet())
  if (chat === null) awaitBeginning()
  else follow(chat).catch(broken)

  return {
    say: ({ id = newId(), mensaje, tono }) => inTurn(() => {
      if (stop.signal.aborted) return
      const place = begin()
      stored(place, chats.say({ ...place, clientId: id, text: mensaje, ...(tono === undefined ? {} : { tone: tono }) }), id)
    }),
    async sayFile({ file, id, text, tono }) {
      const place = begin()
      const { data: bytes, name: fileName } = file
      stored(place, await chats.sayFile({ ...place, clientId: id, fileName, bytes, text, ...(tono === undefined ? {} : { tone: tono }) }), id)
    },
    close() {
      stop.abort()
      endWaiting()
      for (const messageId of unanswered.keys()) calm(messageId)
    },
  }
}

/** Whether a client need not wait any more for an answer to the message spoken of. */
function settles(event: ChannelEvent): boolean {
  return event.type === 'response_end' || event.type === 'error' || (event.type === 'processing' && event.estado === 'retenido')
}
