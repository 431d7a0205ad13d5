import { useVirtualizer } from '@tanstack/react-virtual'
import { MessagesSquare, Search } from 'lucide-react'
import { useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Chat } from '../../../../engine/contract/chat.ts'
import { openItem } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { keyBelongsElsewhere } from '../../../components/data-table/keyboard.ts'
import { usePagedRows } from '../../../components/data-table/use-paged-rows.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { Skeleton } from '../../../components/skeleton.tsx'
import { api, client } from '../../../connection/client.ts'
import { ChatFilterBar } from './chat-filter-bar.tsx'
import { ChatRow, chatRowHeight } from './chat-row.tsx'
import { changeFilter, useChatFilter } from './use-chat-filter.ts'

/** The chats of the business, live, those in which a person is wanted first. j and k open the next and the previous one, also while it is hidden. */
export function ChatList({ openId, hidden }: { openId: string | null, hidden: boolean }) {
  const { t } = useTranslation()
  const { filter, filtered } = useChatFilter()
  const scroller = useRef<HTMLDivElement>(null)
  const [screen, setScreen] = useState({ first: 0, last: 0 })
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.chat.list({ filter, offset, limit }, { signal }), [filter])
  const queryKey = useMemo(() => api.chat.list.queryKey({ input: { filter } }), [filter])
  const rows = usePagedRows<Chat>({ queryKey, fetchPage, firstIndex: screen.first, lastIndex: screen.last })
  const virtualizer = useVirtualizer({ count: rows.total ?? 0, getScrollElement: () => scroller.current, estimateSize: () => chatRowHeight, overscan: 6 })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => setScreen({ first, last }), [first, last])

  const step = (direction: -1 | 1): boolean => {
    const openAt = rows.loadedRows().findIndex(row => row.id === openId)
    // Nothing open, or something that the filter leaves out: the walk begins at the top.
    const next = openAt < 0 ? 0 : openAt + direction
    const row = rows.rowAt(next)
    if (!row) return false
    virtualizer.scrollToIndex(next, { align: 'auto' })
    openItem(row.id, { replace: openId !== null })
    return true
  }
  const latestStep = useRef(step)
  useEffect(() => { latestStep.current = step })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key === 'j' || event.key === 'k') && !keyBelongsElsewhere(event) && latestStep.current(event.key === 'j' ? 1 : -1)) event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])

  return (
    <section aria-label={t('chatLab.view.chats')} className={classNames('w-[297px] shrink-0 flex-col border-r border-line bg-surface', hidden ? 'hidden' : 'flex')}>
      <ChatFilterBar />
      <div ref={scroller} className="min-h-0 flex-1 overflow-y-auto" aria-busy={rows.outdated || rows.total === null}>
        <ol className="relative" style={{ height: virtualizer.getTotalSize() }}>
          {items.map(item => {
            const chat = rows.rowAt(item.index)
            return (
              <li key={chat?.id ?? item.index} aria-setsize={rows.total ?? -1} aria-posinset={item.index + 1} className="absolute inset-x-0" style={{ top: item.start, height: chatRowHeight }}>
                {chat && <ChatRow chat={chat} open={chat.id === openId} walking={openId !== null} />}
              </li>
            )
          })}
        </ol>
        {rows.total === null && !rows.error && <LoadingRows />}
        {rows.total === null && rows.error && <Problem error={rows.error} onRetry={rows.retry} />}
        {rows.total === 0 && !rows.outdated && (filtered
          ? <EmptyState icon={Search} title={t('chatLab.noMatch')} body={t('chatLab.noMatchBody')}><Button onClick={() => changeFilter({ text: '', controls: [], channels: [] })}>{t('common.clearFilters')}</Button></EmptyState>
          : <EmptyState icon={MessagesSquare} title={t('chatLab.noChats')} body={t('chatLab.noChatsBody')} />)}
      </div>
    </section>
  )
}

function LoadingRows() {
  return (
    <div aria-hidden>
      {Array.from({ length: 6 }, (_, row) => <div key={row} className="flex flex-col gap-2 border-b border-line px-3 py-3" style={{ height: chatRowHeight }}><Skeleton className="h-3 w-32" /><Skeleton className="h-2.5 w-56" /></div>)}
    </div>
  )
}
