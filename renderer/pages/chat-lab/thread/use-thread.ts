import { useCallback, useEffect, useReducer, useRef, useState } from 'react'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { announce } from '../../../app/announce.tsx'
import { useBusinessId } from '../../../app/business.ts'
import { client } from '../../../connection/client.ts'
import { tellProblem } from '../../../connection/tell-problem.ts'
import { followChat, messagesAtOnce } from './follow-chat.ts'
import { noticeArrived } from './outbox.ts'
import { changeThread, emptyThread, type ThreadAction, type ThreadState } from './thread-state.ts'

export interface Thread {
  state: ThreadState
  /** Why the chat cannot be shown; null while it can. */
  problem: unknown
  change: (action: ThreadAction) => void
  loadOlder: () => void
  loadingOlder: boolean
}

/**
 * The open chat, live. Use it under a key of the chat's id: another chat is another thread.
 * @param spoken what a screen reader says of a message that came; null where it has not been said yet
 */
export function useThread(chatId: string, spoken: (message: ChatMessage) => string | null): Thread {
  const businessId = useBusinessId()
  const [state, change] = useReducer(changeThread, emptyThread)
  const [problem, setProblem] = useState<unknown>(null)
  const [loadingOlder, setLoadingOlder] = useState(false)
  const latest = useRef({ state, spoken })
  useEffect(() => { latest.current = { state, spoken } })

  useEffect(() => {
    const abort = new AbortController()
    const hear = (action: ThreadAction) => {
      if (action.type === 'event' && action.event.type === 'message') {
        const { message } = action.event
        const known = latest.current.state.messages.find(one => one.id === message.id)
        const own = !known && noticeArrived(chatId, message)
        // Said once, when it is whole: a screen reader that hears every piece hears nothing. An answer is stored before it is said.
        const isNews = !known || (known.author === 'agent' && known.state === 'answering')
        const text = isNews && !own ? latest.current.spoken(message) : null
        if (text !== null) announce(text)
      }
      change(action)
    }
    void followChat({ businessId, chatId }, abort.signal, hear, setProblem)
    return () => abort.abort()
  }, [businessId, chatId])
  useSeen(businessId, chatId, state.chat?.unread ?? 0)

  const first = state.messages[0]?.id
  const loadOlder = useCallback(() => {
    if (first === undefined) return
    setLoadingOlder(true)
    client.chat.messages({ businessId, chatId, before: first, limit: messagesAtOnce })
      .then(({ messages, more }) => change({ type: 'older', messages, more }), tellProblem)
      .finally(() => setLoadingOlder(false))
  }, [businessId, chatId, first])
  return { state, problem, change, loadOlder, loadingOlder }
}

/** Tells the engine that a person has seen what the customer said, while the page is really on screen. */
function useSeen(businessId: string, chatId: string, unread: number): void {
  useEffect(() => {
    if (unread === 0) return
    const tell = () => {
      // Told again with the next message should it fail.
      if (document.visibilityState === 'visible') client.chat.see({ businessId, chatId }).catch(() => undefined)
    }
    tell()
    document.addEventListener('visibilitychange', tell)
    return () => document.removeEventListener('visibilitychange', tell)
  }, [businessId, chatId, unread])
}
