import { chatById } from '../../../db/queries/chats.ts'
import { messageById } from '../../../db/queries/chat-messages.ts'
import type { ConversationState } from '../agent/index.ts'
import type { ChatCore } from '../core.ts'
import { decidedAnswer } from '../decision.ts'
import type { Spoken } from './spoken.ts'

/** The message whose decided answer is to be said. */
export interface Asked { readonly businessId: string; readonly chatId: string; readonly messageId: string; /** When it was sent, milliseconds UTC. */ readonly at: number }

export interface Speaker {
  /** Tells the decided answer to whoever watches, piece by piece. @returns null when there is none, because the agent was locked out */
  speak(asked: Asked, signal: AbortSignal): Promise<Spoken | null>
}

export function openSpeaker({ core }: { readonly core: ChatCore }): Speaker {
  const { database, clock, hub } = core
  return {
    speak({ businessId, chatId, messageId, at }) {
      const chat = chatById(database, businessId, chatId)
      const message = chat === null ? null : messageById(database, businessId, chat.seq, messageId)
      const decided = message === null ? null : decidedAnswer(database, businessId, message.seq)
      if (decided === null) return Promise.resolve(null)
      const { row, decision } = decided
      hub.begin(chatId, row.id, messageId)
      let firstChunkMs = 0
      decision.pieces.forEach((piece, index) => {
        hub.chunk(chatId, row.id, index === 0 ? piece : `\n${piece}`)
        if (index === 0) firstChunkMs = clock.now() - at
      })
      return Promise.resolve({ end: 'said', text: row.text, firstChunkMs, wholeMs: clock.now() - at, model: null, fellBack: null })
    },
  }
}

/** What the agent has in mind once an answer was said in these words. */
export function saidAnswer(state: Omit<ConversationState, 'order'>, text: string): Omit<ConversationState, 'order'> {
  const turns = [...state.memory.turns]
  const at = turns.findLastIndex(({ from }) => from === 'agent')
  if (at >= 0) turns[at] = { from: 'agent', text }
  return { ...state, memory: { ...state.memory, turns } }
}
