import { ORPCError } from '@orpc/client'
import type { ChatEvent } from '../../../../engine/contract/chat.ts'
import { client } from '../../../connection/client.ts'
import { whenConnected } from '../../../connection/connection-state.ts'
import type { ThreadAction } from './thread-state.ts'

/** Messages read at a time. */
export const messagesAtOnce = 50
const pauseMs = 500

interface ChatKey { businessId: string, chatId: string }

/**
 * Follows a chat for as long as `signal` lets it, over lost connections and restarts of the engine: wherever the stream
 * begins anew the newest messages are read again, so that nothing said in between is missed.
 * @param onProblem the chat cannot be read at all; nothing more comes then
 */
export async function followChat(key: ChatKey, signal: AbortSignal, change: (action: ThreadAction) => void, onProblem: (error: unknown) => void): Promise<void> {
  let told = new Set<string>()
  const readNewest = async () => {
    const toldMeanwhile = new Set<string>()
    told = toldMeanwhile
    const { messages, more } = await client.chat.messages({ ...key, limit: messagesAtOnce }, { signal })
    if (told === toldMeanwhile) change({ type: 'newest', messages, more, told: toldMeanwhile })
  }
  const hear = (event: ChatEvent) => {
    if (event.type === 'message') told.add(event.message.id)
    change({ type: 'event', event })
    // A connection lost while they are read ends the stream too, and it begins anew.
    if (event.type === 'snapshot') readNewest().catch(() => undefined)
  }
  while (!signal.aborted) {
    try {
      await whenConnected(signal)
      for await (const event of await client.chat.watch(key, { signal })) hear(event)
    } catch (error) {
      if (signal.aborted) return
      // An address that can be no chat's (BAD_REQUEST) is as final as one that is no chat's any more.
      if (error instanceof ORPCError && (error.code === 'NOT_FOUND' || error.code === 'BAD_REQUEST')) return onProblem(error)
    }
    await new Promise(resolve => { setTimeout(resolve, pauseMs) })
  }
}
