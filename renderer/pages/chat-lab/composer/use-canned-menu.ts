import { keepPreviousData, skipToken, useQuery } from '@tanstack/react-query'
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react'
import type { CannedReply } from '../../../../engine/contract/chat.ts'
import { api } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { typedShortcut } from './canned-places.ts'

interface CannedMenuOptions {
  businessId: string
  chatId: string
  draft: string
  enabled: boolean
  /** Takes the reply with its places filled. */
  onTake: (text: string) => void
  onProblem: (problem: string) => void
}

export type CannedMenuState = ReturnType<typeof useCannedMenu>

/** The canned replies that a slash at the beginning offers; arrows choose, Enter or Tab takes one, Escape leaves the slash as it is. */
export function useCannedMenu({ businessId, chatId, draft, enabled, onTake, onProblem }: CannedMenuOptions) {
  const listId = useId()
  const typed = enabled ? typedShortcut(draft) : null
  const [chosen, setChosen] = useState(0)
  const [left, setLeft] = useState<string | null>(null)
  const { data: replies } = useQuery(api.chat.canned.list.queryOptions({ input: enabled ? { businessId } : skipToken }))
  const shown = typed !== null && left !== draft && replies !== undefined
  const matching = shown ? replies.filter(reply => matches(reply, typed)) : []
  const current = matching[Math.min(chosen, matching.length - 1)] ?? null
  // What it would say now: the order may have changed since the last time.
  const { data: preview } = useQuery(api.chat.canned.fill.queryOptions({ input: current ? { businessId, chatId, id: current.id } : skipToken, staleTime: 0, placeholderData: keepPreviousData }))

  const latestDraft = useRef(draft)
  useEffect(() => { latestDraft.current = draft })
  const take = async (reply: CannedReply) => {
    setChosen(0)
    try {
      const filled = await queryClient.fetchQuery(api.chat.canned.fill.queryOptions({ input: { businessId, chatId, id: reply.id }, staleTime: 0 }))
      // Whoever wrote on meanwhile keeps what they wrote.
      if (latestDraft.current === draft) onTake(filled.text)
    } catch (error) {
      onProblem(problemText(error).title)
    }
  }
  const onKeyDown = (event: KeyboardEvent): boolean => {
    if (!shown) return false
    const count = matching.length
    if (event.key === 'ArrowDown' && count > 0) setChosen((Math.min(chosen, count - 1) + 1) % count)
    else if (event.key === 'ArrowUp' && count > 0) setChosen((Math.min(chosen, count - 1) + count - 1) % count)
    else if ((event.key === 'Enter' || event.key === 'Tab') && current) void take(current)
    else if (event.key === 'Escape') setLeft(draft)
    else return false
    event.preventDefault()
    event.stopPropagation()
    return true
  }
  const optionId = (reply: CannedReply) => `${listId}-${reply.id}`
  const fieldProps = enabled
    ? { 'aria-autocomplete': 'list' as const, 'aria-haspopup': 'listbox' as const, 'aria-controls': shown ? listId : undefined, 'aria-activedescendant': current ? optionId(current) : undefined }
    : {}
  return { shown, matching, current, preview, listId, optionId, take: (reply: CannedReply) => void take(reply), point: setChosen, onKeyDown, fieldProps }
}

function matches({ shortcut, text }: CannedReply, typed: string): boolean {
  return shortcut.toLocaleLowerCase().startsWith(typed) || (typed.length > 2 && text.toLocaleLowerCase().includes(typed))
}
