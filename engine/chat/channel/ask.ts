import { newId } from '../../../db/id.ts'
import { httpPatience } from '../../contract/chat-channel.ts'
import type { ChannelAccess, ChannelAsk, ChannelErrorCode, ChannelReply, ChannelServerMessage } from '../../contract/chat-channel.ts'
import { ChatProblem, type ChatReason } from '../chat-problem.ts'
import { openLine, type LineNeeds } from './line.ts'
import { toOrder } from './wire.ts'

/** What of the chat's problems a client can mend. */
const codes: Partial<Record<ChatReason, ChannelErrorCode>> = { 'chat.file_type': 'unsupported_file', 'chat.file_too_large': 'file_too_large', 'chat.not_found': 'not_found' }

/** Says one thing in a chat and waits for what becomes of it: an answer, a person who will answer, or an error. */
export async function askChat(needs: LineNeeds, access: ChannelAccess, { chatId, language, said, send, signal }: ChannelAsk): Promise<ChannelReply> {
  // A line knows its own message again by its name, which therefore must be one.
  const id = ('text' in said ? said.text.id : said.id) ?? newId()
  const { promise, resolve, reject } = Promise.withResolvers<ChannelReply>()
  // It is awaited below, once the message is stored; a line that breaks before then must not leave a rejection without a reader.
  promise.catch(() => undefined)

  const replyIn = (message: ChannelServerMessage): ChannelReply | null => {
    if (!('id' in message) || message.id !== id) return null
    if (message.type === 'error') return { outcome: 'refused', code: message.code }
    if (message.type === 'response_end') return { outcome: 'answered', answer: message }
    if (message.type !== 'processing' || message.estado !== 'retenido') return null
    const chat = needs.chats.find(access, chatId)
    return { outcome: 'held', notice: message, order: toOrder(chat === null ? null : needs.chats.detail(chat)) }
  }

  const line = openLine(needs, {
    access,
    chatId,
    language,
    patience: httpPatience,
    async send(message) {
      // Who asks one thing did not ask for the history.
      if (message.type === 'connection_status') return
      await send?.(message)
      const reply = replyIn(message)
      if (reply !== null) resolve(reply)
    },
    onBroken: reject,
  })
  const giveUp = (): void => resolve({ outcome: 'refused', code: 'timeout' })
  signal.addEventListener('abort', giveUp, { once: true })
  try {
    if ('text' in said) await line.say({ ...said.text, id })
    else await line.sayFile({ file: said.file, id, text: said.mensaje, tono: said.tono })
    return await promise
  } catch (error) {
    const code = error instanceof ChatProblem ? codes[error.reason] : undefined
    if (code === undefined) throw error
    return { outcome: 'refused', code }
  } finally {
    signal.removeEventListener('abort', giveUp)
    line.close()
  }
}
