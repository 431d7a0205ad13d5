import type { ChatDetail, ChatEvent, ChatMessage } from '../contract/chat.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'

/** Events that a slow watcher may be behind; beyond it they are dropped and it is told anew where the chat stands. */
const mostQueued = 500
/** A changed chat is told to lists at most once in so many milliseconds. */
const tellEveryMs = 400

export interface HubNeeds {
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  /** A chat as it is now; null when it is gone. */
  detail(businessId: string, chatId: string): ChatDetail | null
}

interface Writing { readonly messageId: string; readonly answers: string; text: string }
interface Watcher { queue: ChatEvent[]; stale: boolean; wake: () => void }

/** What happens in chats, live, to everyone who watches one. Nothing is kept: whoever comes gets a snapshot first. */
export interface Hub {
  /** Ends when `signal` aborts, the chat is removed or the hub closes. */
  watch(businessId: string, chatId: string, signal?: AbortSignal): AsyncGenerator<ChatEvent>
  message(chatId: string, message: ChatMessage): void
  /** Something about the chat itself changed. */
  changed(businessId: string, chatId: string): void
  /** The agent begins to answer. */
  begin(chatId: string, messageId: string, answers: string): void
  /** @returns false when that answer is not being written any more: whoever writes it must stop. */
  chunk(chatId: string, messageId: string, text: string): boolean
  /** What is being written is not going to be said. */
  withdraw(chatId: string): void
  /** What was being written has become a message. */
  finished(chatId: string, messageId: string): void
  removed(businessId: string, chatId: string): void
  close(): void
}

export function openHub({ clock, events, detail }: HubNeeds): Hub {
  const watchers = new Map<string, Set<Watcher>>()
  const writing = new Map<string, Writing>()
  const told = new Map<string, { waiting: boolean }>()
  const gone = new Set<Watcher>()
  let closed = false

  const push = (chatId: string, event: ChatEvent) => {
    for (const watcher of watchers.get(chatId) ?? []) {
      if (watcher.stale) continue
      watcher.queue.push(event)
      if (watcher.queue.length > mostQueued) {
        watcher.queue = []
        watcher.stale = true
      }
      watcher.wake()
    }
  }

  const tell = (businessId: string, chatId: string) => {
    const recent = told.get(chatId)
    if (recent !== undefined) {
      recent.waiting = true
      return
    }
    const entry = { waiting: false }
    told.set(chatId, entry)
    events.publish({ type: 'chat.updated', businessId, chatId })
    clock.after(tellEveryMs, () => {
      told.delete(chatId)
      if (entry.waiting && !closed) tell(businessId, chatId)
    })
  }

  const withdraw = (chatId: string) => {
    const current = writing.get(chatId)
    if (current === undefined) return
    writing.delete(chatId)
    push(chatId, { type: 'withdrawn', messageId: current.messageId })
  }

  return {
    async *watch(businessId, chatId, signal) {
      const watcher: Watcher = { queue: [], stale: true, wake: () => {} }
      const wake = () => watcher.wake()
      const all = watchers.get(chatId) ?? new Set()
      watchers.set(chatId, all.add(watcher))
      signal?.addEventListener('abort', wake)
      try {
        while (!closed && signal?.aborted !== true && !gone.has(watcher)) {
          if (watcher.stale) {
            watcher.stale = false
            const chat = detail(businessId, chatId)
            if (chat === null) return
            const current = writing.get(chatId)
            yield { type: 'snapshot', chat, writing: current === undefined ? null : { messageId: current.messageId, text: current.text } }
            continue
          }
          const event = watcher.queue.shift()
          if (event !== undefined) yield event
          else await new Promise<void>((resolve) => { watcher.wake = resolve })
        }
      } finally {
        signal?.removeEventListener('abort', wake)
        gone.delete(watcher)
        all.delete(watcher)
        if (all.size === 0 && watchers.get(chatId) === all) watchers.delete(chatId)
      }
    },
    message: (chatId, message) => push(chatId, { type: 'message', message }),
    changed(businessId, chatId) {
      if (watchers.has(chatId)) {
        const chat = detail(businessId, chatId)
        if (chat !== null) push(chatId, { type: 'chat', chat })
      }
      tell(businessId, chatId)
    },
    begin(chatId, messageId, answers) {
      withdraw(chatId)
      writing.set(chatId, { messageId, answers, text: '' })
      push(chatId, { type: 'writing', messageId, answers })
    },
    chunk(chatId, messageId, text) {
      const current = writing.get(chatId)
      if (current?.messageId !== messageId) return false
      current.text += text
      push(chatId, { type: 'chunk', messageId, text })
      return true
    },
    withdraw,
    finished(chatId, messageId) {
      if (writing.get(chatId)?.messageId === messageId) writing.delete(chatId)
    },
    removed(businessId, chatId) {
      writing.delete(chatId)
      for (const watcher of watchers.get(chatId) ?? []) {
        gone.add(watcher)
        watcher.wake()
      }
      tell(businessId, chatId)
    },
    close() {
      closed = true
      for (const all of watchers.values()) for (const watcher of all) watcher.wake()
    },
  }
}
