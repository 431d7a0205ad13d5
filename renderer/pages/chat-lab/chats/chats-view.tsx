import { useMutation, useQuery } from '@tanstack/react-query'
import { CirclePause, MessagesSquare, Package, Plus, type LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { EmptyState } from '../../../components/empty-state.tsx'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { OpenChat } from '../thread/open-chat.tsx'
import { useDetailsShown } from '../thread/use-details-shown.ts'
import { ChatList } from './chat-list.tsx'

/** All chats at the left, the open one beside them. */
export function ChatsView({ openId }: { openId: string | null }) {
  const { t } = useTranslation()
  const { insteadOfList } = useDetailsShown()
  return (
    <>
      <PausedForAll />
      <EmptyCatalogue />
      <div className="flex min-h-0 flex-1">
        <ChatList openId={openId} hidden={openId !== null && insteadOfList} />
        {openId !== null && <OpenChat key={openId} id={openId} />}
        {openId === null && (
          <div className="min-w-0 flex-1 overflow-y-auto">
            <EmptyState icon={MessagesSquare} title={t('chatLab.nothingOpen')} body={t('chatLab.nothingOpenBody')}>
              <Button variant="primary" icon={Plus} onClick={() => setQuery({ start: 'new' }, { replace: false })}>{t('chatLab.newChat')}</Button>
              <Button icon={Package} onClick={() => navigate({ page: 'catalogue' })}>{t('chatLab.seeCatalogue')}</Button>
            </EmptyState>
          </div>
        )}
      </div>
    </>
  )
}

/** Says that the agent has nothing to sell, for as long as that is so. */
function EmptyCatalogue() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data } = useQuery(api.catalogue.products.list.queryOptions({ input: { filter: { businessId }, limit: 1 } }))
  if (data?.total !== 0) return null
  return <Banner icon={Package} title={t('chatLab.emptyCatalogue')} body={t('chatLab.emptyCatalogueBody')}><Button size="sm" onClick={() => navigate({ page: 'catalogue' })}>{t('chatLab.seeCatalogue')}</Button></Banner>
}

/** Says that no chat is being answered, for as long as that is so. */
function PausedForAll() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data: settings } = useQuery(api.chat.settings.get.queryOptions({ input: { businessId } }))
  const save = useMutation(api.chat.settings.save.mutationOptions({
    onSuccess: saved => queryClient.setQueryData(api.chat.settings.get.queryKey({ input: { businessId } }), saved),
  }))
  if (!settings?.paused) return null
  const { channelKey: _told, ...kept } = settings
  return (
    <Banner icon={CirclePause} title={t('chatLab.pausedForAll')} body={t('chatLab.pausedForAllBody')}>
      <Button size="sm" busy={save.isPending} onClick={() => save.mutate({ businessId, settings: { ...kept, paused: false } })}>{t('chatLab.resumeForAll')}</Button>
    </Banner>
  )
}

/** Something that holds for all chats, and a button that does something about it. */
function Banner({ icon: Icon, title, body, children }: { icon: LucideIcon, title: string, body: string, children: ReactNode }) {
  return (
    <div role="status" className="flex min-h-9 shrink-0 flex-wrap items-center gap-x-3 gap-y-1 border-b border-line bg-caution-soft px-4 py-1">
      <Icon aria-hidden size={14} className="text-caution" />
      <strong className="font-semibold">{title}</strong>
      <span className="min-w-0 flex-1 text-ink-soft">{body}</span>
      {children}
    </div>
  )
}
