import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CatalogueImport, KeptByUndo as Kept } from '../../../../engine/contract/catalogue.ts'
import { navigate } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'

const mostNamed = 100
const viewOf = { product: 'products', customer: 'customers', sale: 'sales' } as const

/** What undoing an import left as it is, by name, and why. */
export function KeptByUndo({ imported }: { imported: CatalogueImport }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>{t('catalogue.import.showKept')}</Button>
      {open && <Dialog open title={t('catalogue.import.keptTitle')} description={t('catalogue.import.keptBody')} onOpenChange={setOpen}><KeptList imported={imported} /></Dialog>}
    </>
  )
}

function KeptList({ imported }: { imported: CatalogueImport }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const { data: kept, error, refetch } = useQuery(api.catalogue.imports.keptByUndo.queryOptions({ input: { businessId, importId: imported.id, limit: mostNamed } }))
  if (!kept) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <SkeletonLines lines={4} />
  const nameOf = ({ entity, name }: Kept) => entity === 'sale' ? t('catalogue.sale.title', { number: format.number(Number(name)) }) : name || t('catalogue.erased')
  return (
    <>
      <ul className="pb-2">
        {kept.map(one => (
          <li key={`${one.entity} ${one.id}`} className="flex items-baseline gap-3 border-b border-line py-1 last:border-0">
            <button type="button" className="min-w-0 flex-1 truncate rounded text-left text-accent hover:underline" onClick={() => navigate({ page: 'catalogue', item: one.id, query: { view: viewOf[one.entity] } })}>{nameOf(one)}</button>
            <span className="text-ink-soft">{t(`catalogue.import.keptWhy.${one.why}`)}</span>
          </li>
        ))}
      </ul>
      {imported.kept > kept.length && <p className="text-ink-soft">{t('catalogue.import.keptMore', { count: imported.kept - kept.length })}</p>}
    </>
  )
}
