import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { attachFile } from '../composer/attach-file.ts'
import { Composer } from '../composer/composer.tsx'
import { ChatDetails } from '../details/chat-details.tsx'
import { ControlBar } from './control-bar.tsx'
import { HandoffBanner } from './handoff-banner.tsx'
import { MessageList } from './message-list.tsx'
import { textOfSystem } from './system-text.ts'
import { shownMessages } from './thread-state.ts'
import { useDetailsShown } from './use-details-shown.ts'
import { useThread } from './use-thread.ts'

/** One chat: what is said, who answers it, and what lies behind the answers. Use it under a key of the chat's id. */
export function OpenChat({ id }: { id: string }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const spoken = (message: ChatMessage) => isWhole(message) ? `${t(`chatLab.author.${message.author}`)}: ${message.author === 'system' ? textOfSystem(t, message.text) : message.text}` : null
  const thread = useThread(id, spoken)
  const { state, problem, change } = thread
  // An object of its own for every choice: choosing the same answer again shows its trace again.
  const [chosen, setChosen] = useState<{ id: string } | null>(null)
  const details = useDetailsShown()
  const { chat } = state
  if (problem !== null) return <div className="min-w-0 flex-1"><Problem error={problem} /></div>
  if (chat === null) return <div className="min-w-0 flex-1 p-6"><SkeletonLines lines={8} /></div>
  const answers = shownMessages(state).filter(message => message.author === 'agent' && message.trace !== null)
  const explained = answers.find(message => message.id === chosen?.id) ?? answers.at(-1) ?? null
  return (
    <div className="flex min-w-0 flex-1">
      <section
        aria-label={chat.title || t('chatLab.untitled')} className="flex min-w-0 flex-1 flex-col bg-surface"
        onDragOver={event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() }}
        onDrop={event => {
          const file = event.dataTransfer.files[0]
          if (!file) return
          event.preventDefault()
          attachFile(chat, file)
        }}
      >
        <ControlBar chat={chat} change={change} detailsShown={details.shown} onDetails={details.toggle} />
        <HandoffBanner chat={chat} change={change} />
        <MessageList
          thread={thread} chat={chat} explainedId={explained?.id ?? null}
          onExplain={messageId => {
            setChosen({ id: messageId })
            details.show()
          }}
        />
        <Composer key={chat.control} businessId={businessId} chat={chat} change={change} />
      </section>
      {details.shown && <ChatDetails chat={chat} answer={explained} chosen={chosen} />}
    </div>
  )
}

/** A message whose words are final: worth saying aloud. */
function isWhole(message: ChatMessage): boolean {
  return message.author !== 'agent' || message.state !== 'answering'
}
