import type { ChatDetail, ChatEvent, ChatMessage } from '../../../../engine/contract/chat.ts'

/** The answer that is being written right now, as far as it has been said. */
export interface Writing { messageId: string, answers: string | null, text: string }

/** What is known of the open chat. */
export interface ThreadState {
  /** Null until the engine has told where the chat stands. */
  chat: ChatDetail | null
  /** Oldest first, without holes: what lies before `messages[0]` is loaded on demand. */
  messages: readonly ChatMessage[]
  /** False until the newest messages have been read once. */
  loaded: boolean
  /** Whether there are older messages than the first one here. */
  more: boolean
  writing: Writing | null
}

export const emptyThread: ThreadState = { chat: null, messages: [], loaded: false, more: false, writing: null }

export type ThreadAction =
  | { type: 'event', event: ChatEvent }
  /** The newest messages. `told` are those that the stream told of while they were read: it knows better. */
  | { type: 'newest', messages: readonly ChatMessage[], more: boolean, told: ReadonlySet<string> }
  | { type: 'older', messages: readonly ChatMessage[], more: boolean }
  /** What a call answered with. */
  | { type: 'message', message: ChatMessage }
  | { type: 'chat', chat: ChatDetail }

export function changeThread(state: ThreadState, action: ThreadAction): ThreadState {
  switch (action.type) {
    case 'event': return hear(state, action.event)
    case 'newest': return withNewest(state, action)
    case 'older': return { ...state, messages: merged(action.messages, state.messages), more: action.more }
    case 'message': return withMessage(state, action.message)
    case 'chat': return { ...state, chat: action.chat }
  }
}

function hear(state: ThreadState, event: ChatEvent): ThreadState {
  switch (event.type) {
    case 'snapshot': return { ...state, chat: event.chat, writing: event.writing && { ...event.writing, answers: null } }
    case 'chat': return { ...state, chat: event.chat }
    case 'message': return withMessage(state, event.message)
    case 'writing': return { ...state, writing: { messageId: event.messageId, answers: event.answers, text: '' } }
    case 'chunk': {
      if (state.writing !== null && state.writing.messageId !== event.messageId) return state
      return { ...state, writing: { messageId: event.messageId, answers: state.writing?.answers ?? null, text: (state.writing?.text ?? '') + event.text } }
    }
    case 'withdrawn': return state.writing?.messageId === event.messageId ? { ...state, writing: null } : state
  }
}

function withMessage(state: ThreadState, message: ChatMessage): ThreadState {
  const whole = state.writing?.messageId === message.id && message.state !== 'answering'
  return { ...state, messages: merged(state.messages, [message]), writing: whole ? null : state.writing }
}

/** After a time without the engine the newest messages may lie beyond what is here: then what is here would have a hole, and goes. */
function withNewest(state: ThreadState, { messages, more, told }: Extract<ThreadAction, { type: 'newest' }>): ThreadState {
  const first = messages[0]
  const connects = !more || first === undefined || state.messages.some(message => message.id >= first.id && !told.has(message.id))
  const kept = connects ? state.messages : state.messages.filter(message => first !== undefined && message.id >= first.id)
  const news = messages.filter(message => !told.has(message.id) || !kept.some(known => known.id === message.id))
  const older = kept[0] !== undefined && first !== undefined && kept[0].id < first.id
  return { ...state, messages: merged(kept, news), loaded: true, more: older ? state.more : more }
}

/** Both lists as one in order of time, each message once; where both have it the second's stands. */
function merged(messages: readonly ChatMessage[], news: readonly ChatMessage[]): ChatMessage[] {
  const byId = new Map([...messages, ...news].map(message => [message.id, message]))
  return [...byId.values()].sort((a, b) => a.id < b.id ? -1 : 1)
}

/** What a person sees: an answer that has been decided but not said yet is still being written, and is shown as such. */
export function shownMessages({ messages, writing }: ThreadState): ChatMessage[] {
  return messages.filter(message => message.id !== writing?.messageId && !(message.author === 'agent' && message.state === 'answering'))
}

/** True while an answer is on its way of which nothing has been said. */
export function isThinking({ messages, writing }: ThreadState): boolean {
  if (writing !== null) return writing.text === ''
  return messages.some(message => message.author === 'customer' && (message.state === 'answering' || message.state === 'waiting'))
}
