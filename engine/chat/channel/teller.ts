import type { Language } from '../../../db/values.ts'
import { channelErrors, channelNotices } from '../../contract/chat-channel-words.ts'
import type { ChannelEvent } from '../../contract/chat-channel.ts'
import type { ChatDetail, ChatEvent, ChatMessage } from '../../contract/chat.ts'
import { isSaid, toAnswer, toHistory, toOrder, type SaidMessage } from './wire.ts'

/** As many messages as a client is told of when it comes; older ones are asked for over HTTP. */
export const historyOnConnecting = 50
/** Answers are remembered as told this far back, so that no gap or repetition of the stream reaches a client twice. */
const rememberedAnswers = 500

const controls = { agent: 'agente', paused: 'pausado', person: 'persona' } as const

/** What the teller looks up while it tells: the chat and its newest messages, as they are now. */
export interface TellerView {
  /** Null: nothing was said in this chat yet. */
  chat(): ChatDetail | null
  newest(): { readonly messages: readonly ChatMessage[]; readonly more: boolean }
}

/**
 * Puts what happens in a chat into the words of the channel, for one client. Knows what this client was told, so that a gap in the
 * stream, a message said twice and an answer that was begun before the client came all end the same: each answer whole, once.
 */
export class Teller {
  readonly #view: TellerView
  readonly #language: Language
  readonly #told = new Set<string>()
  /** How the client names its messages, by the engine's id. */
  readonly #names = new Map<string, string>()
  /** What was last told of a customer's message that is not answered yet. */
  readonly #states = new Map<string, ChatMessage['state']>()
  #writing: { readonly messageId: string; readonly answers: string | null; text: string } | null = null

  constructor(view: TellerView, language: Language) {
    this.#view = view
    this.#language = language
  }

  tell(event: ChatEvent): ChannelEvent[] {
    switch (event.type) {
      case 'snapshot': return this.#catchUp(event.writing)
      case 'message': return event.message.author === 'customer' ? this.#customer(event.message) : this.#answer(event.message)
      case 'writing':
        this.#writing = { messageId: event.messageId, answers: event.answers, text: '' }
        return [{ type: 'typing', responde_a: event.answers, id: this.#nameOf(event.answers) }]
      case 'chunk': return this.#chunk(event.messageId, event.text)
      case 'withdrawn': return this.#withdraw(event.messageId)
      case 'chat': return []
    }
  }

  /** The first word to a client. */
  greet(): ChannelEvent[] {
    const chat = this.#view.chat()
    const { messages, more } = this.#view.newest()
    for (const message of messages) {
      if (isSaid(message)) this.#remember(message.id)
      if (message.author === 'customer') this.#states.set(message.id, message.state)
    }
    return [{ type: 'connection_status', status: 'connected', control: controls[chat?.control ?? 'agent'], historial: toHistory(messages), mas: more, ...toOrder(chat) }]
  }

  /** The client said something, which is stored. @param answer what was answered to it before, where it says the same again. */
  asked(message: ChatMessage, name: string, answer: ChatMessage | null): ChannelEvent[] {
    this.#names.set(message.id, name)
    this.#states.delete(message.id)
    const told = this.#customer(message)
    // What a person said answers no single message, but this one too.
    return answer !== null && isSaid(answer) ? [...told, ...this.#whole({ ...answer, answers: message.id })] : told
  }

  #customer(message: ChatMessage): ChannelEvent[] {
    if (this.#states.get(message.id) === message.state) return []
    this.#states.set(message.id, message.state)
    const about = { responde_a: message.id, id: this.#nameOf(message.id) }
    if (message.state === 'waiting') return [this.#processing('recibido', about)]
    if (message.state === 'held') return [this.#processing('retenido', about)]
    if (message.state === 'failed') return [{ type: 'error', code: 'answer_failed', mensaje: channelErrors.answer_failed[this.#language], ...about }]
    return []
  }

  #answer(message: ChatMessage): ChannelEvent[] {
    if (!isSaid(message) || this.#told.has(message.id)) return []
    const begun = this.#writing?.messageId === message.id ? this.#writing : null
    if (begun === null || begun.text === '') return this.#whole(message)
    this.#writing = null
    return [this.#end(message)]
  }

  #whole(message: SaidMessage): ChannelEvent[] {
    if (this.#writing?.messageId === message.id) this.#writing = null
    return [
      { type: 'response_start', message_id: message.id, responde_a: message.answers, id: this.#nameOf(message.answers), autor: message.author === 'person' ? 'persona' : 'agente' },
      { type: 'response_chunk', message_id: message.id, content: message.text },
      this.#end(message),
    ]
  }

  #end(message: SaidMessage): ChannelEvent {
    this.#remember(message.id)
    const name = this.#nameOf(message.answers)
    if (message.answers !== null) this.#names.delete(message.answers)
    return { type: 'response_end', content: message.text, ...toAnswer(message, name, this.#view.chat()) }
  }

  #chunk(messageId: string, text: string): ChannelEvent[] {
    const writing = this.#writing
    if (writing?.messageId !== messageId || text === '') return []
    const first = writing.text === ''
    writing.text += text
    const chunk: ChannelEvent = { type: 'response_chunk', message_id: messageId, content: text }
    return first ? [{ type: 'response_start', message_id: messageId, responde_a: writing.answers, id: this.#nameOf(writing.answers), autor: 'agente' }, chunk] : [chunk]
  }

  #withdraw(messageId: string): ChannelEvent[] {
    const writing = this.#writing
    if (writing?.messageId !== messageId) return []
    this.#writing = null
    // Where nothing of it was heard, there is nothing to take back.
    return writing.text === '' ? [] : [this.#processing('retirado', { responde_a: writing.answers, id: this.#nameOf(writing.answers) })]
  }

  /** The stream begins, or something of it was missed: what was said meanwhile is told now. */
  #catchUp(writing: { readonly messageId: string; readonly text: string } | null): ChannelEvent[] {
    const missed = this.#view.newest().messages.flatMap((message) => (message.author === 'customer' ? this.#customer(message) : this.#answer(message)))
    const withdrawn = this.#writing !== null && this.#writing.messageId !== writing?.messageId ? this.#withdraw(this.#writing.messageId) : []
    return [...missed, ...withdrawn, ...this.#writeOn(writing)]
  }

  /** Goes on with an answer under way: what was said of it and this client has not heard yet. */
  #writeOn(writing: { readonly messageId: string; readonly text: string } | null): ChannelEvent[] {
    if (writing === null || this.#told.has(writing.messageId)) return []
    const heard = this.#writing?.messageId === writing.messageId ? this.#writing.text : ''
    if (heard !== '' && writing.text.startsWith(heard)) return this.#chunk(writing.messageId, writing.text.slice(heard.length))
    const withdrawn = heard === '' ? [] : this.#withdraw(writing.messageId)
    const asked = this.#view.newest().messages.find(({ author, state }) => author === 'customer' && state === 'answering')
    this.#writing = { messageId: writing.messageId, answers: asked?.id ?? null, text: '' }
    return [...withdrawn, ...this.#chunk(writing.messageId, writing.text)]
  }

  #processing(estado: keyof typeof channelNotices, about: { readonly responde_a: string | null; readonly id: string | null }): ChannelEvent {
    return { type: 'processing', estado, mensaje: channelNotices[estado][this.#language], ...about }
  }

  #nameOf(messageId: string | null): string | null {
    return messageId === null ? null : this.#names.get(messageId) ?? null
  }

  #remember(messageId: string): void {
    this.#told.add(messageId)
    for (const oldest of this.#told) {
      if (this.#told.size <= rememberedAnswers) break
      this.#told.delete(oldest)
    }
  }
}
