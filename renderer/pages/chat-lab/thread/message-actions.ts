import { useEffect, useMemo, useRef } from 'react'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { client } from '../../../connection/client.ts'
import { tellProblem } from '../../../connection/tell-problem.ts'
import type { Thread } from './use-thread.ts'

/** What a person does with a single message. */
export interface MessageActions {
  explain: (messageId: string) => void
  rate: (messageId: string, rating: ChatMessage['rating']) => void
  answerAgain: (messageId: string) => void
}

/** The same functions at every render, so that a message is rendered anew only when it changes. */
export function useMessageActions(chatId: string, change: Thread['change'], onExplain: (messageId: string) => void): MessageActions {
  const businessId = useBusinessId()
  const explain = useRef(onExplain)
  useEffect(() => { explain.current = onExplain })
  return useMemo(() => {
    const receive = (message: ChatMessage) => change({ type: 'message', message })
    return {
      explain: messageId => explain.current(messageId),
      rate: (messageId, rating) => { client.chat.rate({ businessId, chatId, messageId, rating }).then(receive, tellProblem) },
      answerAgain: messageId => { client.chat.answerAgain({ businessId, chatId, messageId }).then(receive, tellProblem) },
    }
  }, [businessId, chatId, change])
}
