import { useMutation, useQuery } from '@tanstack/react-query'
import { Clock, FolderSync, TriangleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { StorageUsage } from '../../../engine/contract/files.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { IconState } from '../../components/icon-state.tsx'
import { Problem } from '../../components/problem.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { api } from '../../connection/client.ts'
import { useFormat } from '../../i18n/format.ts'
import { SettingsSection } from '../settings/settings-section.tsx'

/** How much the business's files take, and what waits for a store that does not work. */
export function SpaceUsed() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data, error, refetch } = useQuery(api.files.usage.queryOptions({ input: { businessId } }))
  return (
    <SettingsSection title={t('files.used')} body={t('files.usedBody')}>
      {!data && (error ? <Problem error={error} onRetry={() => { void refetch() }} /> : <SkeletonLines lines={3} />)}
      {data && <Waiting usage={data} />}
      {data && (data.used.length === 0 ? <p className="py-2 text-ink-soft">{t('files.nothingUsed')}</p> : <UsedTable used={data.used} />)}
    </SettingsSection>
  )
}

function Waiting({ usage: { toMove, toRemove, trouble, nextTryAt } }: { usage: StorageUsage }) {
  const { t } = useTranslation()
  const format = useFormat()
  const now = useMutation(api.files.cleanUp.mutationOptions({ onSuccess: () => notify.info(t('files.moveStarted')) }))
  const waits = toMove.files > 0 || toRemove > 0
  if (!waits && trouble.length === 0) return null
  return (
    <div role="status" className="mb-3 flex flex-wrap items-start gap-3 rounded-md border border-line bg-canvas px-3 py-2">
      <div className="flex min-w-0 flex-1 basis-80 flex-col gap-1">
        {trouble.map(({ store, failure, since }) => (
          <p key={store} className="flex items-start gap-2">
            <TriangleAlert aria-hidden size={14} className="mt-0.5 shrink-0 text-caution" />
            <span><span className="font-medium">{t('files.trouble', { store: t(`files.store.${store}`), since: format.dateTime(since) })}.</span> {t(`files.failure.${failure}`)}.</span>
          </p>
        ))}
        {toMove.files > 0 && <IconState icon={FolderSync} label={t('files.toMove', { count: toMove.files, size: format.bytes(toMove.bytes) })} />}
        {toRemove > 0 && <IconState icon={FolderSync} label={t('files.toRemove', { count: toRemove })} />}
        {waits && nextTryAt !== null && <IconState icon={Clock} label={t('files.nextTry', { time: format.moment(nextTryAt) })} />}
      </div>
      {waits && <Button icon={FolderSync} busy={now.isPending} onClick={() => now.mutate({})}>{t('files.moveNow')}</Button>}
    </div>
  )
}

function UsedTable({ used }: { used: StorageUsage['used'] }) {
  const { t } = useTranslation()
  const format = useFormat()
  const total = used.reduce((sum, row) => ({ files: sum.files + row.files, bytes: sum.bytes + row.bytes }), { files: 0, bytes: 0 })
  const numbers = 'h-8 pl-4 text-right tabular-nums'
  return (
    <table className="w-full max-w-xl" aria-label={t('files.used')}>
      <thead className="text-left text-sm text-ink-soft">
        <tr className="h-8">
          <th scope="col" className="font-medium">{t('files.place')}</th><th scope="col" className="font-medium">{t('files.whichKind')}</th>
          <th scope="col" className="pl-4 text-right font-medium">{t('files.amount')}</th><th scope="col" className="pl-4 text-right font-medium">{t('files.size')}</th>
        </tr>
      </thead>
      <tbody>
        {used.map(({ store, kind, files, bytes }) => (
          <tr key={`${store} ${kind}`} className="border-t border-line">
            <td>{t(`files.store.${store}`)}</td><td>{t(`files.kind.${kind}`)}</td><td className={numbers}>{format.number(files)}</td><td className={numbers}>{format.bytes(bytes)}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr className="border-t border-line font-medium"><th scope="row" colSpan={2} className="text-left font-medium">{t('files.total')}</th><td className={numbers}>{format.number(total.files)}</td><td className={numbers}>{format.bytes(total.bytes)}</td></tr>
      </tfoot>
    </table>
  )
}
