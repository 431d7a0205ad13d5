import { useMutation, useQuery } from '@tanstack/react-query'
import { CircleCheck, FileInput, History, ListChecks, UsersRound, type LucideIcon } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Campaign } from '../../../../engine/contract/campaigns.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { classNames } from '../../../components/class-names.ts'
import { focusWhenLost } from '../../../components/focus-when-lost.ts'
import { ProgressBar } from '../../../components/progress.tsx'
import { SkeletonLines } from '../../../components/skeleton.tsx'
import { notify } from '../../../components/toast.tsx'
import { api } from '../../../connection/client.ts'
import { errorText } from '../../../connection/problem.ts'
import { useFormat } from '../../../i18n/format.ts'
import { DebtorImport } from '../../debtors/import/debtor-import.tsx'
import { refreshCampaigns } from '../use-campaigns.ts'
import { PickDebtors } from './pick-debtors.tsx'

const sources = ['file', 'import', 'floor', 'some'] as const
type Source = (typeof sources)[number]
const icons: Record<Source, LucideIcon> = { file: FileInput, import: History, floor: UsersRound, some: ListChecks }

/** Who is to be called: a new file, an earlier import, everybody on the floor, or some chosen by hand. Each adds to those there already. */
export function DebtorsStep({ campaign }: { campaign: Campaign }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [source, setSource] = useState<Source>('file')
  const [importId, setImportId] = useState<string | null>(null)
  const add = useMutation(api.campaigns.addDebtors.mutationOptions({
    onSuccess: async ({ added, already }) => {
      notify.success(t('campaigns.added', { count: added }), already > 0 ? { description: t('campaigns.already', { count: already }) } : undefined)
      await refreshCampaigns()
    },
  }))
  return (
    <div className="flex flex-col gap-5">
      <p role="status" className={classNames('flex items-center gap-2 rounded-md px-3 py-2', campaign.debtors > 0 ? 'bg-positive-soft text-positive' : 'bg-sunken text-ink-soft')}>
        {campaign.debtors > 0 && <CircleCheck aria-hidden size={15} />}
        <span className="font-medium">{campaign.debtors > 0 ? t('campaigns.inCampaign', { count: campaign.debtors, number: format.number(campaign.debtors) }) : t('campaigns.nobodyYet')}</span>
      </p>
      <div role="group" aria-label={t('campaigns.source.title')} className="flex flex-wrap gap-2">
        {sources.map(name => {
          const Icon = icons[name]
          return (
            <button
              key={name} type="button" aria-pressed={name === source} onClick={() => setSource(name)}
              className={classNames('flex h-9 items-center gap-2 rounded-md border px-3', name === source ? 'border-accent bg-accent-soft font-medium' : 'border-line bg-surface text-ink-soft hover:border-ink-faint hover:text-ink')}
            >
              <Icon aria-hidden size={15} />{t(`campaigns.source.${name}`)}
            </button>
          )
        })}
      </div>
      {source === 'file' && (importId === null
        ? <DebtorImport simulated={campaign.simulated} campaignId={campaign.id} onStarted={started => setImportId(started.id)} />
        : <ImportProgress importId={importId} onAgain={() => setImportId(null)} />)}
      {source === 'import' && <EarlierImports campaign={campaign} busy={add.isPending} onAdd={id => add.mutate({ campaignId: campaign.id, importId: id })} />}
      {source === 'floor' && <WholeFloor campaign={campaign} busy={add.isPending} onAdd={() => add.mutate({ campaignId: campaign.id })} />}
      {source === 'some' && <PickDebtors campaign={campaign} busy={add.isPending} onAdd={debtorIds => add.mutate({ campaignId: campaign.id, debtorIds })} />}
    </div>
  )
}

/** How far the file is; its debtors are in the campaign once it was read as a whole. */
function ImportProgress({ importId, onAgain }: { importId: string, onAgain: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(api.debtors.importById.queryOptions({ input: { importId } }))
  const state = data?.state
  // Its debtors have joined the campaign with the end of the import.
  useEffect(() => { if (state === 'done') void refreshCampaigns() }, [state])
  if (!data) return <SkeletonLines lines={2} />
  const under = data.state === 'reading' || data.state === 'applying'
  const done = data.state === 'applying' ? data.rowsApplied : data.rowsRead
  return (
    <section ref={focusWhenLost} tabIndex={-1} aria-live="polite" className="flex flex-col gap-3 rounded-md border border-line bg-surface p-4">
      <h3 className="font-semibold">{data.fileName}</h3>
      {under && <ProgressBar value={data.total > 0 ? done / data.total : null} label={t(`debtors.import.state.${data.state}`, { defaultValue: t('common.loading') })} />}
      {under && <p className="text-ink-soft">{t('campaigns.rowsOf', { done: format.number(done), total: format.number(data.total) })}</p>}
      {data.state === 'done' && <p>{t('campaigns.importCounts', { created: format.number(data.created), updated: format.number(data.updated), skipped: format.number(data.skipped), failed: format.number(data.failedRows) })}</p>}
      {data.error !== null && <p role="alert" className="text-danger">{errorText(data.error)}</p>}
      <div className="flex gap-2">
        {!under && <Button icon={FileInput} onClick={onAgain}>{t('campaigns.anotherFile')}</Button>}
        <Button variant="ghost" onClick={() => navigate({ page: 'debtors', item: importId, query: { view: 'imports' } })}>{t('campaigns.openImport')}</Button>
      </div>
    </section>
  )
}

function EarlierImports({ campaign, busy, onAdd }: { campaign: Campaign, busy: boolean, onAdd: (importId: string) => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const { data } = useQuery(api.debtors.imports.queryOptions({ input: { businessId: campaign.businessId } }))
  if (!data) return <SkeletonLines lines={3} />
  const usable = data.filter(one => one.kind === 'debtors' && one.state === 'done' && one.simulated === campaign.simulated)
  if (usable.length === 0) return <p className="text-ink-soft">{t('campaigns.noImports')}</p>
  return (
    <ul className="flex flex-col overflow-hidden rounded-md border border-line">
      {usable.map(one => (
        <li key={one.id} className="flex items-center gap-4 border-b border-line bg-surface px-3 py-2 last:border-0">
          <div className="min-w-0 flex-1"><span className="block truncate font-medium">{one.fileName}</span><span className="text-sm text-ink-soft">{format.dateTime(one.createdAt)} · {t('campaigns.people', { count: one.created + one.updated + one.skipped })}</span></div>
          <Button disabled={busy} onClick={() => onAdd(one.id)}>{t('campaigns.add')}</Button>
        </li>
      ))}
    </ul>
  )
}

function WholeFloor({ campaign, busy, onAdd }: { campaign: Campaign, busy: boolean, onAdd: () => void }) {
  const { t } = useTranslation()
  const { data } = useQuery(api.debtors.list.queryOptions({ input: { filter: { businessId: campaign.businessId, simulated: campaign.simulated }, offset: 0, limit: 1 } }))
  if (!data) return <SkeletonLines lines={2} />
  return (
    <div className="flex items-center gap-4">
      <p className="text-ink-soft">{t('campaigns.floorBody', { count: data.total })}</p>
      <Button icon={UsersRound} busy={busy} disabled={data.total === 0} onClick={onAdd}>{t('campaigns.addAll')}</Button>
    </div>
  )
}
