import { Ban, FileInput, UserRoundPlus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, setQuery, useAddress } from '../../app/address.ts'
import { useSimulated } from '../../app/practice-mode.tsx'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { DebtorExport, DebtorList } from './debtor-list.tsx'
import { AddDoNotCallDialog } from './do-not-call/add-dialog.tsx'
import { DoNotCallList } from './do-not-call/do-not-call-list.tsx'
import { DebtorImportDialog } from './import/debtor-import-dialog.tsx'
import { ImportList } from './import/import-list.tsx'
import { ImportPanel } from './import/import-panel.tsx'
import { DebtorFullPage, DebtorPanel } from './person/debtor-panel.tsx'

const views = ['people', 'imports', 'do-not-call'] as const
type View = typeof views[number]

/** Who owes: people, the files they came from, and who must not be called. A file dropped anywhere begins an import. */
export function DebtorsPage() {
  const { item, query } = useAddress()
  const view = views.find(candidate => candidate === query.view) ?? 'people'
  if (view === 'people' && item !== null && query.full === 'yes') return <DebtorFullPage id={item} />
  return <DebtorsViews view={view} item={item} importing={query.import !== undefined} />
}

function DebtorsViews({ view, item, importing }: { view: View, item: string | null, importing: boolean }) {
  const { t } = useTranslation()
  const simulated = useSimulated()
  const [dropped, setDropped] = useState<File | null>(null)
  const [adding, setAdding] = useState(false)
  const [total, setTotal] = useState<number | null>(null)
  const items = [{ value: 'people', label: t('debtors.view.people') }, { value: 'imports', label: t('debtors.view.imports') }, { value: 'do-not-call', label: t('debtors.view.doNotCall') }] as const
  return (
    <div
      className="flex h-full min-h-0 flex-col"
      onDragOver={event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() }}
      onDrop={event => {
        const file = event.dataTransfer.files[0]
        if (!file || event.defaultPrevented || view === 'do-not-call') return
        event.preventDefault()
        setDropped(file)
        setQuery({ import: 'new' }, { replace: false })
      }}
    >
      <PageHeader title={t('frame.debtors')} subtitle={view === 'people' && total !== null && t('debtors.count', { count: total })}>
        {view === 'people' && <DebtorExport total={total} />}
        {view === 'do-not-call'
          ? <Button icon={Ban} variant="primary" onClick={() => setAdding(true)}>{t('debtors.doNotCall.add')}</Button>
          : <Button icon={view === 'people' ? UserRoundPlus : FileInput} variant="primary" onClick={() => setQuery({ import: 'new' }, { replace: false })}>{t('debtors.import.action')}</Button>}
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        {/* What is open in one view is nothing in another. */}
        <Tabs value={view} onChange={chosen => navigate({ page: 'debtors', query: chosen === 'people' ? {} : { view: chosen } })} items={items} label={t('debtors.views')} className="flex min-h-0 min-w-0 flex-1 flex-col [&>[role=tablist]]:px-4">
          <TabContent value="people" className="flex min-h-0 flex-1 flex-col"><DebtorList openId={view === 'people' ? item : null} onTotalChange={setTotal} /></TabContent>
          <TabContent value="imports" className="min-h-0 flex-1 overflow-y-auto bg-surface"><ImportList openId={item} /></TabContent>
          <TabContent value="do-not-call" className="flex min-h-0 flex-1 flex-col"><DoNotCallList onAdd={() => setAdding(true)} /></TabContent>
        </Tabs>
        {item !== null && view === 'people' && <DebtorPanel id={item} />}
        {item !== null && view === 'imports' && <ImportPanel key={item} id={item} />}
      </div>
      {importing && (
        <DebtorImportDialog
          simulated={simulated} initialFile={dropped}
          onClose={() => {
            setDropped(null)
            setQuery({ import: null })
          }}
        />
      )}
      {adding && <AddDoNotCallDialog onClose={() => setAdding(false)} />}
    </div>
  )
}
