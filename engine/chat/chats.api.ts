import { implement } from '@orpc/server'
import { changeMessageTx, messagesBefore } from '../../db/queries/chat-messages.ts'
import { changeChatTx, type ChatRow } from '../../db/queries/chats.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { chatContract, type ChatDetail, type ChatMessage } from '../contract/chat.ts'
import { normalise } from '../ingest/index.ts'
import { ChatProblem } from './chat-problem.ts'
import { closeChatTx, removeWholeChatTx, reopenChatTx, requireChat, requireMessage, startChatTx } from './chats.ts'
import { handBackTx, pauseTx, resumeTx, takeOverTx } from './control.ts'
import { tellChatTx, tellMessageTx, type ChatCore } from './core.ts'
import { sayAsCustomerTx, sayAsPersonTx } from './say.ts'
import { chatDetail, chatOf, messageOf } from './view.ts'

/** Errors of a route, as oRPC gives them to its handler. */
export interface Errors {
  NOT_FOUND(options: { data: { reason: string } }): Error
  CONFLICT(options: { data: { reason: string } }): Error
  INVALID(options: { data: { reason: string; detail?: string } }): Error
}

/** Does something, and answers what cannot be done as the contract says it. */
export function answering<Result>(errors: Errors, body: () => Result): Result {
  try {
    return body()
  } catch (error) {
    throw error instanceof ChatProblem ? errors[error.kind]({ data: { reason: error.reason } }) : error
  }
}

/** The routes about chats and what is said in them. */
export function chatsApi(core: ChatCore, reader: Reader) {
  const { database, clock, hub } = core
  const api = implement(chatContract)
  const detail = ({ businessId, chatId }: { businessId: string; chatId: string }): ChatDetail => {
    const chat = chatDetail(database, businessId, chatId)
    if (chat === null) throw new ChatProblem('NOT_FOUND', 'chat.not_found')
    return chat
  }
  /** Changes a chat in one transaction. */
  const change = <Result>(errors: Errors, { businessId, chatId }: { businessId: string; chatId: string }, body: (tx: Tx, chat: ChatRow, now: number) => Result): Result =>
    answering(errors, () => writeTx(database, (tx) => body(tx, requireChat(database, businessId, chatId), clock.now())))
  const changed = (errors: Errors, input: { businessId: string; chatId: string }, body: (tx: Tx, chat: ChatRow, now: number) => void): ChatDetail => {
    change(errors, input, body)
    return answering(errors, () => detail(input))
  }
  const message = (errors: Errors, input: { businessId: string; chatId: string }, id: string): ChatMessage => answering(errors, () => messageOf(requireMessage(database, requireChat(database, input.businessId, input.chatId), id)))
  /** Only there may the console play the customer. */
  const requireLab = (chat: ChatRow) => {
    if (chat.channel !== 'lab') throw new ChatProblem('CONFLICT', 'chat.not_of_the_lab')
  }

  return {
    list: api.list.handler(async ({ input: { filter: { text, ...filter }, offset, limit } }) => {
      const where = { ...filter, ...(text === undefined || text.trim() === '' ? {} : { text: { typed: text, folded: normalise(text) } }) }
      const { rows, total, wanted } = await reader.run('chats.page', { where, offset, limit })
      return { rows: rows.map(chatOf), total, wanted }
    }),
    get: api.get.handler(({ input, errors }) => answering(errors, () => detail(input))),
    messages: api.messages.handler(({ input: { businessId, chatId, before, limit }, errors }) => answering(errors, () => history(core, { businessId, chatId }, { ...(before === undefined ? {} : { before }), limit }))),
    start: api.start.handler(({ input: { businessId, title, language, tone }, errors }) => {
      const chatId = answering(errors, () => writeTx(database, (tx) => startChatTx(core, tx, { businessId, channel: 'lab', channelChatId: null, title, language, tone }, clock.now())))
      return answering(errors, () => detail({ businessId, chatId }))
    }),
    send: api.send.handler(({ input, errors }) => {
      const id = change(errors, input, (tx, chat, now) => {
        requireLab(chat)
        return sayAsCustomerTx(core, tx, chat, input, now)
      })
      return message(errors, input, id)
    }),
    watch: api.watch.handler(({ input: { businessId, chatId }, errors, signal }) => {
      answering(errors, () => requireChat(database, businessId, chatId))
      return hub.watch(businessId, chatId, signal)
    }),
    see: api.see.handler(({ input, errors }) => {
      change(errors, input, (tx, chat) => {
        if (chat.unread === 0) return
        changeChatTx(tx, chat.business_id, chat.seq, { unread: 0 })
        tellChatTx(core, tx, chat)
      })
      return {}
    }),
    answerAgain: api.answerAgain.handler(({ input, errors }) => {
      change(errors, input, (tx, chat) => {
        const asked = requireMessage(database, chat, input.messageId)
        if (asked.author !== 'customer' || (asked.state !== 'held' && asked.state !== 'failed')) throw new ChatProblem('CONFLICT', 'chat.not_unanswered')
        if (chat.control !== 'agent') throw new ChatProblem('CONFLICT', chat.control === 'person' ? 'chat.taken_over' : 'chat.paused')
        changeMessageTx(tx, chat.business_id, asked.seq, { state: 'waiting' })
        tellMessageTx(core, tx, chat, asked.id)
        core.answerNextTx(tx, chat)
      })
      return message(errors, input, input.messageId)
    }),
    takeOver: api.takeOver.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => takeOverTx(core, tx, chat, now))),
    handBack: api.handBack.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => handBackTx(core, tx, chat, now))),
    pause: api.pause.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => pauseTx(core, tx, chat, now))),
    resume: api.resume.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => resumeTx(core, tx, chat, now))),
    sendAsPerson: api.sendAsPerson.handler(({ input, errors }) => {
      const id = change(errors, input, (tx, chat, now) => {
        if (chat.control !== 'person') throw new ChatProblem('CONFLICT', 'chat.not_taken_over')
        return sayAsPersonTx(core, tx, chat, input, now)
      })
      return message(errors, input, id)
    }),
    setTone: api.setTone.handler(({ input, errors }) => changed(errors, input, (tx, chat) => {
      changeChatTx(tx, chat.business_id, chat.seq, { tone: input.tone })
      tellChatTx(core, tx, chat)
    })),
    close: api.close.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => closeChatTx(core, tx, chat, 'person', now))),
    reopen: api.reopen.handler(({ input, errors }) => changed(errors, input, (tx, chat, now) => reopenChatTx(core, tx, chat, now))),
    remove: api.remove.handler(({ input, errors }) => {
      change(errors, input, (tx, chat) => removeWholeChatTx(core, tx, chat))
      return {}
    }),
    rate: api.rate.handler(({ input, errors }) => {
      change(errors, input, (tx, chat) => {
        const answer = requireMessage(database, chat, input.messageId)
        if (answer.author !== 'agent') throw new ChatProblem('CONFLICT', 'chat.not_an_answer')
        changeMessageTx(tx, chat.business_id, answer.seq, { rating: input.rating })
        tellMessageTx(core, tx, chat, answer.id)
      })
      return message(errors, input, input.messageId)
    }),
  }
}

/** The last messages of a chat before one, or of all, oldest first. @throws ChatProblem */
export function history({ database }: ChatCore, { businessId, chatId }: { readonly businessId: string; readonly chatId: string }, { before, limit }: { readonly before?: string; readonly limit: number }): { messages: ChatMessage[]; more: boolean } {
  const chat = requireChat(database, businessId, chatId)
  const rows = messagesBefore(database, businessId, chat.seq, before === undefined ? null : requireMessage(database, chat, before).seq, limit + 1)
  return { messages: rows.slice(-limit).map(messageOf), more: rows.length > limit }
}

/** As `answering`, of what takes its time. */
export async function answeringLater<Result>(errors: Errors, body: () => Promise<Result>): Promise<Result> {
  try {
    return await body()
  } catch (error) {
    throw error instanceof ChatProblem ? errors[error.kind]({ data: { reason: error.reason } }) : error
  }
}
