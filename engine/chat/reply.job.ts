import { z } from 'zod'
import { changeMessageTx, messageById } from '../../db/queries/chat-messages.ts'
import { changeChatTx, chatById } from '../../db/queries/chats.ts'
import type { Tx } from '../../db/tx.ts'
import { chatTraceSchema, type ChatTrace } from '../contract/chat.ts'
import { defineJob, done, type JobDefinition } from '../jobs/index.ts'
import { callPersonTx, headOf, tellChatTx, tellMessageTx, type ChatCore } from './core.ts'
import { decideTurnTx } from './decide-turn.ts'
import { decidedAnswer, takeBackTx } from './decision.ts'
import { saidAnswer, type Speaker } from './speak/speak.ts'
import { spokenSchema, type Spoken } from './speak/spoken.ts'
import { noteTx } from './say.ts'
import type { openPreparation } from './understand/prepare.ts'

const payloadSchema = z.object({ businessId: z.string(), chatId: z.string(), messageId: z.string() })
type Payload = z.infer<typeof payloadSchema>

/** `over`: somebody else has the chat, or the message is answered already. What was said is in the chat alone: jobs are kept and shown elsewhere. */
const resultSchema = z.object({ end: z.enum(['said', 'over']) })

const preparedSchema = z.object({
  part: z.literal('prepared'), businessId: z.string(), chatId: z.string(), messageId: z.string(), text: z.string(), said: z.string(), cause: z.string().nullable(), isUnreadable: z.boolean(),
  passages: z.array(z.object({ documentId: z.string(), title: z.string(), heading: z.string(), text: z.string(), wordScore: z.number().nullable(), meaningScore: z.number().nullable() })),
  timings: z.object({ waited: z.number(), understood: z.number(), retrieved: z.number() }),
})

/** What is stored while a message is being answered: what is known of it, which decides about it; then the answer as it was told. */
const partSchema = z.discriminatedUnion('part', [preparedSchema, spokenSchema])

interface Work extends Payload { readonly at: number; readonly isDecided: boolean }

export type ReplyJob = JobDefinition<Payload, Work, z.infer<typeof resultSchema>>

export interface ReplyNeeds {
  readonly core: ChatCore
  readonly prepare: ReturnType<typeof openPreparation>
  readonly speaker: Speaker
}

/** A message is answered within so many milliseconds of its turn; after it a model is no longer waited for. */
const answerMs = 15_000
/** More than any answer takes with all its own limits. */
const timeoutMs = 30_000

/** While it runs, or waits for another try, the messages behind it wait too. */
export const replyKey = (chatId: string) => `chat.reply:${chatId}`

/**
 * Answers one message of a customer: looks things up, decides once, says it. A try after a cut-off finds the decision and goes on from there,
 * so that nothing is added or sold twice.
 */
export function replyJob({ core, prepare: prepareAnswer, speaker }: ReplyNeeds): ReplyJob {
  const { clock } = core

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
      return { work: { ...payload, at: message.at, isDecided: decidedAnswer(tx.database, payload.businessId, message.seq) !== null } }
    },

    async execute(work, context) {
      const until = clock.now() + answerMs
      if (!work.isDecided) {
        const prepared = await prepareAnswer(work, context.signal)
        if (prepared === null) return done({ end: 'over' })
        await context.emit({ part: 'prepared', ...prepared })
      }
      const spoken = await speaker.speak(work, until, context.signal)
      if (spoken === null) return done({ end: 'over' })
      await context.emit(spoken)
      return done({ end: 'said' })
    },

    receive(tx, { payload, now }, given) {
      const part = partSchema.parse(given)
      if (part.part === 'prepared') decideTurnTx(core, tx, part, now)
      else finishTx(tx, payload, part, now)
    },

    ended(tx, { payload, now, attempt, recovered }, state) {
      const chat = chatById(tx.database, payload.businessId, payload.chatId)
      if (chat === null) return
      const message = messageById(tx.database, payload.businessId, chat.seq, payload.messageId)
      // Taken over and handed back before this job had ended: its message waits for the next one.
      const isHandedBack = message?.state === 'waiting' && (attempt > 0 || recovered)
      if (state !== 'done' && message !== null && !isHandedBack && (message.state === 'waiting' || message.state === 'answering')) {
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
