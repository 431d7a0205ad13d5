import { z } from 'zod'
import { changeMessageTx, messageById } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById } from '../../db/queries/chats.ts'
import type { Tx } from '../../db/tx.ts'
import { chatTraceSchema, type ChatTrace } from '../contract/chat.ts'
import { defineJob, done, type ExecutionContext, type JobDefinition } from '../jobs/index.ts'
import { callPersonTx, headOf, tellChatTx, tellMessageTx, type ChatCore } from './core.ts'
import { decideTurnTx, type Prepared } from './decide-turn.ts'
import { decidedAnswer, takeBackTx } from './decision.ts'
import { within } from './limit.ts'
import type { DocumentSearch, FoundPassage } from './ports.ts'
import { saidAnswer, type Speaker } from './speak/speak.ts'
import { spokenSchema, type Spoken } from './speak/spoken.ts'
import { noteTx } from './say.ts'

const payloadSchema = z.object({ businessId: z.string(), chatId: z.string(), messageId: z.string() })
type Payload = z.infer<typeof payloadSchema>

const resultSchema = z.discriminatedUnion('end', [
  spokenSchema,
  /** Somebody else has the chat, or the message is answered already. */
  z.object({ end: z.literal('over') }),
])

const preparedSchema = z.object({
  businessId: z.string(), chatId: z.string(), messageId: z.string(), text: z.string(), cause: z.string().nullable(),
  passages: z.array(z.object({ documentId: z.string(), title: z.string(), heading: z.string(), text: z.string(), wordScore: z.number().nullable(), meaningScore: z.number().nullable() })),
  timings: z.object({ waited: z.number(), understood: z.number(), retrieved: z.number() }),
})

interface Work extends Payload { readonly text: string; readonly at: number; readonly isDecided: boolean }

export type ReplyJob = JobDefinition<Payload, Work, z.infer<typeof resultSchema>>

export interface ReplyNeeds {
  readonly core: ChatCore
  readonly documents: DocumentSearch
  readonly speaker: Speaker
}

/** Searching the company's documents takes no longer, milliseconds. */
const searchMs = 5_000
/** More than any answer takes with all its own limits. */
const timeoutMs = 30_000
const passagesPerAnswer = 8

/** While it runs, or waits for another try, the messages behind it wait too. */
export const replyKey = (chatId: string) => `chat.reply:${chatId}`

/**
 * Answers one message of a customer: looks things up, decides once, says it. A try after a cut-off finds the decision and goes on from there,
 * so that nothing is added or sold twice.
 */
export function replyJob({ core, documents, speaker }: ReplyNeeds): ReplyJob {
  const { clock, log } = core

  /** What is not found in time is answered without; the answer then says that it does not know. */
  const search = async (work: Work, signal: AbortSignal): Promise<readonly FoundPassage[]> => {
    try {
      return await within(clock, searchMs, signal, (inner) => documents.search({ businessId: work.businessId, question: work.text, limit: passagesPerAnswer, signal: inner }))
    } catch (error) {
      if (signal.aborted) throw error
      log.warn({ error: error instanceof Error ? error.message : String(error) }, 'documents could not be searched for a chat')
      return []
    }
  }

  const prepareAnswer = async (work: Work, context: ExecutionContext): Promise<Prepared> => {
    const began = clock.now()
    const passages = await search(work, context.signal)
    const retrieved = clock.now()
    const { businessId, chatId, messageId } = work
    return { businessId, chatId, messageId, text: work.text, cause: null, passages, timings: { waited: began - work.at, understood: 0, retrieved: retrieved - began } }
  }

  const finishTx = (tx: Tx, { businessId, chatId, messageId }: Payload, spoken: Spoken, now: number): void => {
    const chat = chatById(tx.database, businessId, chatId)
    const message = chat === null ? null : messageById(tx.database, businessId, chat.seq, messageId)
    const decided = message === null ? null : decidedAnswer(tx.database, businessId, message.seq)
    // Whoever took over meanwhile has taken the answer back.
    if (chat === null || message === null || decided === null) return
    const { row, decision } = decided
    const trace = chatTraceSchema.parse(JSON.parse(row.trace ?? '{}'))
    const whole: ChatTrace = { ...trace, timings: { ...trace.timings, firstChunk: spoken.firstChunkMs, whole: spoken.wholeMs }, model: spoken.model, fellBack: spoken.fellBack }
    changeMessageTx(tx, businessId, row.seq, {
      text: spoken.text, state: 'said', decision: null, trace: JSON.stringify(whole), at: now, response_ms: spoken.wholeMs, first_chunk_ms: spoken.firstChunkMs,
      cost_nano_usd: Math.round((spoken.model?.costUsd ?? 0) * 1e9),
    })
    changeMessageTx(tx, businessId, message.seq, { state: 'answered' })
    changeChatTx(tx, businessId, chat.seq, { agent_state: JSON.stringify(saidAnswer(decision.state, spoken.text)), language: decision.state.language, last_text: headOf(spoken.text), last_author: 'agent', last_at: now })
    if (row.handoff !== null) callPersonTx(core, tx, chat, row.handoff, now)
    tellMessageTx(core, tx, chat, message.id)
    tellMessageTx(core, tx, chat, row.id)
    tx.afterCommit(() => core.hub.finished(chat.id, row.id))
    tellChatTx(core, tx, chat)
  }

  return defineJob<Payload, Work, z.infer<typeof resultSchema>>({
    kind: 'chat.reply',
    payload: payloadSchema,
    result: resultSchema,
    queue: 'interactive',
    timeoutMs,
    retry: { maxAttempts: 3, firstDelayMs: 500, maxDelayMs: 4_000 },
    onLostLease: 'retry',

    prepare(tx, { payload }): { work: Work } | { done: { end: 'over' } } {
      const chat = chatById(tx.database, payload.businessId, payload.chatId)
      const message = chat === null ? null : messageById(tx.database, payload.businessId, chat.seq, payload.messageId)
      if (chat === null || message === null || (message.state !== 'waiting' && message.state !== 'answering')) return { done: { end: 'over' } }
      if (message.state === 'waiting') {
        changeMessageTx(tx, payload.businessId, message.seq, { state: 'answering' })
        tellMessageTx(core, tx, chat, message.id)
      }
      return { work: { ...payload, text: message.text, at: message.at, isDecided: decidedAnswer(tx.database, payload.businessId, message.seq) !== null } }
    },

    async execute(work, context) {
      if (!work.isDecided) await context.emit(await prepareAnswer(work, context))
      const spoken = await speaker.speak(work, context.signal)
      return done(spoken ?? { end: 'over' })
    },

    receive(tx, { now }, part) {
      decideTurnTx(core, tx, preparedSchema.parse(part), now)
    },

    apply(tx, { payload, now }, result) {
      if (result.end === 'said') finishTx(tx, payload, result, now)
    },

    ended(tx, { payload, now }, state) {
      const chat = chatById(tx.database, payload.businessId, payload.chatId)
      if (chat === null) return
      const message = messageById(tx.database, payload.businessId, chat.seq, payload.messageId)
      if (state !== 'done' && message !== null && (message.state === 'waiting' || message.state === 'answering')) {
        // Nothing is lost: the message stays, its order is as it was, and a person is called.
        if (takeBackTx(tx, chat, message.seq, now) !== null) noteTx(core, tx, chat, 'chat.note_sold_untold', now)
        changeMessageTx(tx, payload.businessId, message.seq, { state: 'failed' })
        callPersonTx(core, tx, chat, 'failed', now)
        tellMessageTx(core, tx, chat, message.id)
        tx.afterCommit(() => core.hub.withdraw(chat.id))
        tellChatTx(core, tx, chat)
      }
      core.answerNextTx(tx, chat)
    },
  })
}
