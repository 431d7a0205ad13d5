import { FileInput, Plus } from 'lucide-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueImportKinds, type CatalogueImportKind } from '../../../db/values.ts'
import { navigate, setQuery, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { TabContent, Tabs } from '../../components/tabs.tsx'
import { CustomerDialog } from './customer-dialog.tsx'
import { CustomerList } from './customer-list.tsx'
import { CustomerPanel } from './customer-panel.tsx'
import { AddDocumentsDialog } from './documents/add-documents-dialog.tsx'
import { DocumentPanel } from './documents/document-panel.tsx'
import { DocumentsView } from './documents/documents-view.tsx'
import { ExportMenu } from './export-menu.tsx'
import { CatalogueImportDialog } from './import/catalogue-import-dialog.tsx'
import { CatalogueImportList } from './import/import-list.tsx'
import { OrderDialog } from './order-dialog.tsx'
import { OrderList } from './order-list.tsx'
import { OrderPanel } from './order-panel.tsx'
import { ProductDialog } from './product-dialog.tsx'
import { ProductList } from './product-list.tsx'
import { ProductPanel } from './product-panel.tsx'
import { SaleList } from './sale-list.tsx'
import { SalePanel } from './sale-panel.tsx'

const views = ['products', 'customers', 'orders', 'sales', 'documents', 'imports'] as const
type View = typeof views[number]

/** What is sold, to whom, what was ordered and sold, what the business has written, and the files it came from. A file dropped anywhere begins an import; on the documents it becomes one of them. */
export function CataloguePage() {
  const { t } = useTranslation()
  const { item, query } = useAddress()
  const view: View = views.find(candidate => candidate === query.view) ?? 'products'
  const [dropped, setDropped] = useState<readonly File[]>([])
  const [adding, setAdding] = useState(false)
  const kind: CatalogueImportKind = view === 'customers' || view === 'sales' ? view : 'products'
  const list = 'flex min-h-0 flex-1 flex-col'
  const [total, setTotal] = useState<number | null>(null)
  return (
    <div
      className="flex h-full min-h-0 flex-col"
      onDragOver={event => { if (event.dataTransfer.types.includes('Files')) event.preventDefault() }}
      onDrop={event => {
        const files = [...event.dataTransfer.files]
        if (files.length === 0 || event.defaultPrevented) return
        event.preventDefault()
        setDropped(files)
        setQuery(view === 'documents' ? { add: 'file' } : { import: kind }, { replace: false })
      }}
    >
      <PageHeader title={t('frame.catalogue')} subtitle={view !== 'imports' && total !== null && t(`catalogue.count.${view}`, { count: total })}>
        <ExportMenu />
        {view !== 'documents' && <Button icon={FileInput} onClick={() => setQuery({ import: kind }, { replace: false })}>{t('catalogue.import.action')}</Button>}
        {view === 'documents' && <Button icon={Plus} variant="primary" onClick={() => setQuery({ add: 'file' }, { replace: false })}>{t('documents.add')}</Button>}
        {view === 'products' && <Button icon={Plus} variant="primary" onClick={() => setAdding(true)}>{t('catalogue.newProduct')}</Button>}
        {view === 'orders' && <Button icon={Plus} variant="primary" onClick={() => setAdding(true)}>{t('catalogue.order.new')}</Button>}
        {view === 'customers' && <Button icon={Plus} variant="primary" onClick={() => setAdding(true)}>{t('catalogue.newCustomer')}</Button>}
      </PageHeader>
      <div className="flex min-h-0 flex-1">
        {/* What is open in one view is nothing in another. */}
        <Tabs
          value={view} label={t('catalogue.views')} items={views.map(value => ({ value, label: t(`catalogue.view.${value}`) }))} className="flex min-h-0 min-w-0 flex-1 flex-col [&>[role=tablist]]:bg-surface [&>[role=tablist]]:px-4"
          onChange={chosen => {
            setTotal(null)
            navigate({ page: 'catalogue', query: chosen === 'products' ? {} : { view: chosen } })
          }}
        >
          <TabContent value="products" className={list}><ProductList openId={item} onTotalChange={setTotal} /></TabContent>
          <TabContent value="customers" className={list}><CustomerList openId={item} onTotalChange={setTotal} /></TabContent>
          <TabContent value="orders" className={list}><OrderList openId={item} onTotalChange={setTotal} /></TabContent>
          <TabContent value="sales" className={list}><SaleList openId={item} onTotalChange={setTotal} /></TabContent>
          <TabContent value="documents" className={list}><DocumentsView openId={item} onTotalChange={setTotal} /></TabContent>
          <TabContent value="imports" className="min-h-0 flex-1 overflow-y-auto bg-surface"><CatalogueImportList /></TabContent>
        </Tabs>
        {item !== null && <OpenPanel view={view} id={item} />}
      </div>
      {query.import !== undefined && (
        <CatalogueImportDialog
          firstKind={catalogueImportKinds.find(candidate => candidate === query.import) ?? 'products'} initialFile={dropped[0] ?? null}
          onClose={() => {
            setDropped([])
            setQuery({ import: null })
          }}
        />
      )}
      {query.add !== undefined && (
        <AddDocumentsDialog
          firstFiles={dropped}
          onClose={() => {
            setDropped([])
            setQuery({ add: null })
          }}
        />
      )}
      {adding && view === 'products' && <ProductDialog product={null} onClose={() => setAdding(false)} />}
      {adding && view === 'orders' && <OrderDialog order={null} onClose={() => setAdding(false)} />}
      {adding && view === 'customers' && <CustomerDialog customer={null} onClose={() => setAdding(false)} />}
    </div>
  )
}

function OpenPanel({ view, id }: { view: View, id: string }) {
  switch (view) {
    case 'products': return <ProductPanel id={id} />
    case 'customers': return <CustomerPanel id={id} />
    case 'orders': return <OrderPanel id={id} />
    case 'sales': return <SalePanel id={id} />
    case 'documents': return <DocumentPanel id={id} />
    case 'imports': return null
  }
}
