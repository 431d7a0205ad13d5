import { useMutation } from '@tanstack/react-query'
import type { ChatTone } from '../../../../db/values.ts'
import type { Chat } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { client } from '../../../connection/client.ts'
import { wishFocus } from '../composer/focus-wish.ts'
import type { Thread } from './use-thread.ts'

export type ControlAct = 'takeOver' | 'handBack' | 'pause' | 'resume' | 'close' | 'reopen'

/** What a person does with a chat as a whole. The answer is shown at once; the stream tells it too. */
export function useChatActions(chat: Pick<Chat, 'id'>, change: Thread['change']) {
  const key = { businessId: useBusinessId(), chatId: chat.id }
  const act = useMutation({
    mutationFn: (what: ControlAct) => client.chat[what](key),
    onSuccess: changed => {
      wishFocus(chat.id)
      change({ type: 'chat', chat: changed })
    },
  })
  const setTone = useMutation({
    mutationFn: (tone: ChatTone) => client.chat.setTone({ ...key, tone }),
    onSuccess: changed => change({ type: 'chat', chat: changed }),
  })
  return { act, setTone }
}
