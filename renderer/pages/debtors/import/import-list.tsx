import { useQuery } from '@tanstack/react-query'
import { FileInput } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { DebtorImport } from '../../../../engine/contract/debtors.ts'
import { openItem, setQuery } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { useSimulated } from '../../../app/practice-mode.tsx'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { keyBelongsElsewhere, movedIndex } from '../../../components/data-table/keyboard.ts'
import { EmptyState } from '../../../components/empty-state.tsx'
import { Problem } from '../../../components/problem.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { api } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { ImportProgressLine, ImportState } from './import-state.tsx'

/** The imports of the business, practice or real, newest first, live while they run. */
export function useDebtorImports() {
  const businessId = useBusinessId()
  const simulated = useSimulated()
  const { data, error, refetch } = useQuery(api.debtors.imports.queryOptions({ input: { businessId } }))
  return { imports: data?.filter(imported => imported.simulated === simulated), error, refetch }
}

export function ImportList({ openId }: { openId: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { imports, error, refetch } = useDebtorImports()
  useListKeys(imports ?? [], openId)
  if (!imports) return error ? <Problem error={error} onRetry={() => void refetch()} /> : <div className="p-4"><SkeletonLines lines={6} /></div>
  if (imports.length === 0) {
    return (
      <EmptyState icon={FileInput} title={t('debtors.import.empty')} body={t('debtors.import.emptyBody')}>
        <Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'new' }, { replace: false })}>{t('debtors.import.action')}</Button>
      </EmptyState>
    )
  }
  const head = 'sticky top-0 z-10 h-8 whitespace-nowrap border-b border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft'
  const wide = openId === null ? undefined : 'hidden'
  return (
    <table className="w-full border-collapse">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('debtors.import.file')}</th>
          <th scope="col" className={head}>{t('debtors.import.stateTitle')}</th>
          <th scope="col" className={classNames(head, wide)}>{t('debtors.import.what')}</th>
          <th scope="col" className={head}>{t('debtors.import.result')}</th>
          <th scope="col" className={classNames(head, wide)}>{t('batches.fact.createdAt')}</th>
        </tr>
      </thead>
      <tbody>
        {imports.map(imported => (
          <tr key={imported.id} onClick={() => openItem(imported.id, { replace: openId !== null })} className={classNames('h-8 border-b border-line', imported.id === openId ? 'bg-accent-soft' : 'hover:bg-hover')}>
            <td className="max-w-80 py-1.5 pr-3 pl-4"><button type="button" aria-current={imported.id === openId || undefined} className="block max-w-full truncate rounded text-left font-medium">{imported.fileName}</button></td>
            <td className="px-3 whitespace-nowrap"><ImportState state={imported.state} /></td>
            <td className={classNames('px-3 whitespace-nowrap text-ink-soft', wide)}>{t(`debtors.import.kind.${imported.kind}`)}</td>
            <td className="px-3"><ImportProgressLine imported={imported} /></td>
            <td className={classNames('px-3 whitespace-nowrap text-ink-soft', wide)}>{format.dateTime(imported.createdAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** j and k open the next and the previous import. */
function useListKeys(imports: readonly DebtorImport[], openId: string | null): void {
  const latest = useRef({ imports, openId })
  useEffect(() => { latest.current = { imports, openId } })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || keyBelongsElsewhere(event)) return
      const { imports, openId } = latest.current
      const target = movedIndex(event.key, imports.findIndex(imported => imported.id === openId), imports.length, 1)
      const imported = target === null ? undefined : imports[target]
      if (imported) openItem(imported.id, { replace: openId !== null })
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
