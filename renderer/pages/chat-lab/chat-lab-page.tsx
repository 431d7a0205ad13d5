import { Plus } from 'lucide-react'
import { lazy, Suspense } from 'react'
import { useTranslation } from 'react-i18next'
import { setQuery, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { ChatsView } from './chats/chats-view.tsx'
import { NewChatDialog } from './chats/new-chat-dialog.tsx'
import { DesktopNotices } from './desktop-notices.tsx'
import { ExportChats } from './export-chats.tsx'
import { labViews, openView, readItem } from './lab-address.ts'
import { useLabKeys } from './use-lab-keys.ts'

const BenchView = lazy(async () => ({ default: (await import('./bench/bench-view.tsx')).BenchView }))
const FiguresView = lazy(async () => ({ default: (await import('./figures/figures-view.tsx')).FiguresView }))
const SettingsView = lazy(async () => ({ default: (await import('./settings/settings-view.tsx')).SettingsView }))

/** Where sales staff try the agent out, watch it and take over from it. */
export function ChatLabPage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const { view, chatId } = readItem(item)
  useLabKeys()
  const content = 'min-h-0 flex-1 overflow-y-auto p-4'
  return (
    <>
      <PageHeader title={t('frame.chat-lab')}>
        <DesktopNotices />
        <ExportChats />
        <Button icon={Plus} variant="primary" onClick={() => setQuery({ start: 'new' }, { replace: false })}>{t('chatLab.newChat')}</Button>
      </PageHeader>
      <Tabs value={view} onChange={openView} items={labViews.map(value => ({ value, label: t(`chatLab.view.${value}`) }))} label={t('chatLab.views')} className="flex min-h-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4">
        <TabContent value="chats" className="flex min-h-0 flex-1 flex-col"><ChatsView openId={chatId} /></TabContent>
        <TabContent value="bench" className="flex min-h-0 flex-1 flex-col"><Suspense fallback={<SkeletonLines lines={6} />}><BenchView /></Suspense></TabContent>
        <TabContent value="figures" className={content}><Suspense fallback={<SkeletonLines lines={6} />}><FiguresView /></Suspense></TabContent>
        <TabContent value="settings" className={content}><Suspense fallback={<SkeletonLines lines={6} />}><SettingsView /></Suspense></TabContent>
      </Tabs>
      {query.start === 'new' && <NewChatDialog onClose={() => setQuery({ start: null })} />}
    </>
  )
}
