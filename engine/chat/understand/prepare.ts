import { chatById } from '../../../db/queries/chats.ts'
import { messageById, type ShownMessage } from '../../../db/queries/chat-messages.ts'
import { ModelFailure, type ModelLayer, type Prompts } from '../../llm/index.ts'
import { reply } from '../agent/index.ts'
import { conversationOf } from '../conversation.ts'
import type { ChatCore } from '../core.ts'
import type { Prepared } from '../decide-turn.ts'
import { TimeIsUp, within } from '../limit.ts'
import { readMedia } from '../media/read-media.ts'
import type { DocumentSearch, FoundPassage, MediaStore } from '../ports.ts'
import { readSettings } from '../settings.ts'
import { viewsOf } from '../views.ts'
import { isUnsure, mayStandFor, restate } from './understand.ts'

/** Limits of what is looked up for an answer, milliseconds. */
const searchMs = 5_000
const restateMs = 4_000
const readMs = 10_000
const passagesPerAnswer = 8

export interface PrepareNeeds {
  readonly core: ChatCore
  readonly documents: DocumentSearch
  readonly media: MediaStore
  readonly models: ModelLayer
  readonly prompts: Pick<Prompts, 'choose'>
}

/** A message that waits to be answered. */
export interface Waiting { readonly businessId: string; readonly chatId: string; readonly messageId: string; /** When it was sent, milliseconds UTC. */ readonly at: number }

/** Finds out what there is to know of a message before it is decided about: what its file says, what it means, what the company's documents say. */
export function openPreparation({ core, documents, media, models, prompts }: PrepareNeeds): (waiting: Waiting, signal: AbortSignal) => Promise<Prepared | null> {
  const { database, clock, log } = core

  /** What is not found in time is answered without; the answer then says that it does not know. */
  const search = async (businessId: string, question: string, signal: AbortSignal): Promise<readonly FoundPassage[]> => {
    if (question === '') return []
    try {
      return await within(clock, searchMs, signal, (inner) => documents.search({ businessId, question, limit: passagesPerAnswer, signal: inner }))
    } catch (error) {
      signal.throwIfAborted()
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'documents could not be searched for a chat')
      return []
    }
  }

  const wordsOfFile = async (waiting: Waiting, message: ShownMessage, signal: AbortSignal): Promise<string | null> => {
    const settings = readSettings(database, waiting.businessId)
    const { kind, file_id: fileId } = message
    // Nothing a customer has sent leaves this machine before somebody chose that it does.
    if (kind === 'text' || fileId === null || settings.mediaReader === 'person') return null
    try {
      return await within(clock, readMs, signal, (inner) => readMedia({ media, models, prompts, log }, settings, { ...waiting, kind, fileId, language: languageOf(waiting) }, inner))
    } catch (error) {
      if (error instanceof TimeIsUp) return null
      throw error
    }
  }

  const languageOf = ({ businessId, chatId }: Waiting) => chatById(database, businessId, chatId)?.language ?? 'es'

  /** Where the agent alone is not sure, a language model says in plain words what was meant, if the business wants one. */
  const meaningOf = async ({ businessId, chatId }: Waiting, message: string, passages: readonly FoundPassage[], signal: AbortSignal): Promise<{ text: string; cause: string | null }> => {
    const asSaid = { text: message, cause: null }
    const settings = readSettings(database, businessId)
    const chat = chatById(database, businessId, chatId)
    if (chat === null || settings.wording === 'offline' || !models.available()) return asSaid
    const shop = core.shops.shopOf(businessId)
    const state = conversationOf(database, chat, shop.currency)
    const views = viewsOf(database, chat, shop, settings, passages)
    const alone = reply(state, message, views)
    if (alone.trace.road === 'data' || alone.trace.road === 'checkout' || alone.trace.road === 'refused' || !isUnsure(alone, settings)) return asSaid
    try {
      const found = await within(clock, restateMs, signal, (inner) => restate({ models, prompts }, settings, { businessId, chatId, message, language: chat.language }, inner))
      return found !== null && mayStandFor(message, found.restated, state, views) ? { text: found.restated, cause: 'model' } : asSaid
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof ModelFailure || error instanceof TimeIsUp) return asSaid
      throw error
    }
  }

  return async (waiting, signal) => {
    const { businessId, chatId, messageId } = waiting
    const chat = chatById(database, businessId, chatId)
    const message = chat === null ? null : messageById(database, businessId, chat.seq, messageId)
    if (message === null) return null
    const began = clock.now()
    const read = await wordsOfFile(waiting, message, signal)
    const said = read === null ? message.text : message.text === '' ? read : `${message.text}\n${read}`
    const heard = clock.now()
    const passages = await search(businessId, said, signal)
    const retrieved = clock.now()
    // What a model has read of a file is plain already, and took its time.
    const { text, cause } = message.kind === 'text' ? await meaningOf(waiting, said, passages, signal) : { text: said, cause: null }
    return {
      businessId, chatId, messageId, said, text, cause, isUnreadable: message.kind !== 'text' && read === null, passages: [...passages],
      timings: { waited: began - waiting.at, understood: heard - began + clock.now() - retrieved, retrieved: retrieved - heard },
    }
  }
}
