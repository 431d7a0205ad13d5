import { chatById } from '../../../db/queries/chats.ts'
import { messageById } from '../../../db/queries/chat-messages.ts'
import { chatTraceSchema, type ChatTrace } from '../../contract/chat.ts'
import type { ModelLayer, Prompts } from '../../llm/index.ts'
import type { ConversationState } from '../agent/index.ts'
import type { ChatCore } from '../core.ts'
import { decidedAnswer } from '../decision.ts'
import { TimeIsUp, within } from '../limit.ts'
import { readSettings } from '../settings.ts'
import { messageOf } from '../view.ts'
import type { Spoken } from './spoken.ts'
import { wordByModel, wordedRoads, type Worded } from './word-by-model.ts'

/** The message whose decided answer is to be said. */
export interface Asked {
  readonly businessId: string
  readonly chatId: string
  readonly messageId: string
  /** When it was sent, milliseconds UTC. */
  readonly at: number
}

export interface Speaker {
  /**
   * Tells the decided answer to whoever watches, piece by piece: in a model's words where the business wants it and they are ready by `until`
   * (milliseconds UTC), else the template. @returns null when there is none, because the agent was locked out
   */
  speak(asked: Asked, until: number, signal: AbortSignal): Promise<Spoken | null>
}

/** A model's words are waited for no longer, milliseconds. */
const wordingMs = 10_000

export interface SpeakerNeeds {
  readonly core: ChatCore
  readonly models: Pick<ModelLayer, 'stream' | 'available'>
  readonly prompts: Pick<Prompts, 'choose'>
}

export function openSpeaker({ core, models, prompts }: SpeakerNeeds): Speaker {
  const { database, clock, hub, shops } = core

  const decidedFor = ({ businessId, chatId, messageId }: Asked) => {
    const chat = chatById(database, businessId, chatId)
    const message = chat === null ? null : messageById(database, businessId, chat.seq, messageId)
    const decided = message === null ? null : decidedAnswer(database, businessId, message.seq)
    return chat === null || message === null || decided === null ? null : { chat, message, ...decided }
  }

  /** What a model makes of the answer; null where templates speak. */
  const word = async (asked: Asked, until: number, release: (sentence: string) => void, signal: AbortSignal): Promise<Worded | null> => {
    const found = decidedFor(asked)
    const settings = readSettings(database, asked.businessId)
    if (found === null || settings.wording === 'offline') return null
    const { chat, message, row, decision } = found
    const trace = chatTraceSchema.parse(JSON.parse(row.trace ?? '{}'))
    if (!wordedRoads.has(trace.road)) return null
    if (!models.available()) return { fellBack: { code: 'no_provider', detail: '' } }
    const decided = {
      businessId: asked.businessId, chatId: asked.chatId, language: decision.state.language, tone: chat.tone, template: row.text, sources: messageOf(row).sources, customerText: message.text,
      catalogue: shops.shopOf(asked.businessId).view,
    }
    try {
      return await within(clock, Math.min(wordingMs, Math.max(0, until - clock.now())), signal, (inner) => wordByModel({ models, prompts }, settings, decided, release, inner))
    } catch (error) {
      if (error instanceof TimeIsUp) return { fellBack: { code: 'timeout', detail: '' } }
      throw error
    }
  }

  return {
    async speak(asked, until, signal) {
      const found = decidedFor(asked)
      if (found === null) return null
      const { chatId, messageId, at } = asked
      const { row, decision } = found
      let firstChunkMs: number | null = null
      let isOver = false
      const tell = (text: string) => {
        if (isOver || !hub.chunk(chatId, row.id, text)) return
        firstChunkMs ??= clock.now() - at
      }
      const spoken = (text: string, model: ChatTrace['model'], fellBack: ChatTrace['fellBack']): Spoken => ({ end: 'said', text, firstChunkMs: firstChunkMs ?? clock.now() - at, wholeMs: clock.now() - at, model, fellBack })

      hub.begin(chatId, row.id, messageId)
      const worded = await word(asked, until, tell, signal)
      if (worded !== null && 'text' in worded) return spoken(worded.text, worded.model, null)
      // A person may have taken over while the model was writing: nothing of the agent is told any more then.
      if (decidedFor(asked) === null) return null
      // What was told of a wording that is not going to be said is withdrawn.
      if (firstChunkMs !== null) hub.begin(chatId, row.id, messageId)
      decision.pieces.forEach((piece, index) => tell(index === 0 ? piece : `\n${piece}`))
      isOver = true
      return spoken(row.text, null, worded?.fellBack ?? null)
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
