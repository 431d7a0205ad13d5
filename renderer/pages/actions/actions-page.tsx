import { Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Action } from '../../../engine/contract/actions.ts'
import { navigate, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { ActionEditor } from './action-editor.tsx'
import { ActionList } from './action-list.tsx'
import { ActionPanel } from './action-panel.tsx'
import { DeliveryList } from './delivery-list.tsx'
import { DeliveryPanel } from './delivery-panel.tsx'

/** What other systems are told, and the log of each telling. */
export function ActionsPage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const [editing, setEditing] = useState<Action | 'new' | null>(null)
  const view = query.view === 'log' ? 'log' : 'list'
  const items = [{ value: 'list', label: t('actions.viewList') }, { value: 'log', label: t('actions.viewLog') }] as const
  return (
    <>
      <PageHeader title={t('frame.actions')}>
        <Button variant="primary" icon={Plus} onClick={() => setEditing('new')}>{t('actions.create')}</Button>
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        {/* What is open on one view is nothing on the other. */}
        <Tabs value={view} onChange={chosen => navigate({ page: 'actions', query: chosen === 'log' ? { view: 'log' } : {} })} items={items} label={t('actions.views')} className="flex min-h-0 min-w-0 flex-1 flex-col [&>[role=tablist]]:px-4">
          <TabContent value="list" className="@container min-h-0 flex-1 overflow-y-auto"><ActionList openId={item} onCreate={() => setEditing('new')} /></TabContent>
          <TabContent value="log" className="flex min-h-0 flex-1 flex-col"><DeliveryList /></TabContent>
        </Tabs>
        {item !== null && (view === 'log' ? <DeliveryPanel key={item} id={item} /> : <ActionPanel key={item} id={item} onEdit={setEditing} />)}
      </div>
      {editing !== null && <ActionEditor action={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </>
  )
}
