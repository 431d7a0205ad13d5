import type { Readable } from 'node:stream'
import { writeTx } from '../../db/tx.ts'
import { messageByClientId } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById } from '../../db/queries/chats.ts'
import type { ChatTone } from '../../db/values.ts'
import type { ChatMessage } from '../contract/chat.ts'
import { ChatProblem } from './chat-problem.ts'
import { requireChat, requireMessage } from './chats.ts'
import type { ChatCore } from './core.ts'
import type { MediaStore } from './ports.ts'
import { sayAsCustomerTx } from './say.ts'
import { messageOf } from './view.ts'

export interface SaidFile {
  readonly businessId: string
  readonly chatId: string
  readonly clientId: string
  readonly fileName: string
  readonly body: Readable
  /** What was written beside it. */
  readonly text: string
  /** From now on the agent speaks so. */
  readonly tone?: ChatTone
}

/**
 * Keeps an image or a recording and stores it as a customer's message. The same `clientId` again keeps nothing twice.
 * @throws ChatProblem for a type or size that is not taken
 */
export async function sayFile(core: ChatCore, media: MediaStore, { businessId, chatId, clientId, fileName, body, text, tone }: SaidFile): Promise<ChatMessage> {
  const { database, clock } = core
  const chat = requireChat(database, businessId, chatId)
  const known = messageByClientId(database, businessId, chat.seq, clientId)
  if (known !== null) {
    body.destroy()
    return messageOf(known)
  }
  const kept = await media.keep({ businessId, name: fileName, body })
  const id = writeTx(database, (tx) => {
    const now = chatById(database, businessId, chatId)
    if (now === null) {
      media.removeTx(tx, businessId, kept.id)
      return null
    }
    if (tone !== undefined && tone !== now.tone) changeChatTx(tx, businessId, now.seq, { tone })
    const stored = sayAsCustomerTx(core, tx, now, { clientId, text, kind: kept.kind, fileId: kept.id }, clock.now())
    // The same came twice at once: one file is enough.
    if (requireMessage(database, now, stored).file_id === kept.id) media.holdTx(tx, businessId, kept.id)
    else media.removeTx(tx, businessId, kept.id)
    return stored
  })
  // The chat was taken away while the file came in, and the file with it.
  if (id === null) throw new ChatProblem('NOT_FOUND', 'chat.not_found')
  return messageOf(requireMessage(database, requireChat(database, businessId, chatId), id))
}
