import { useMutation, useQuery } from '@tanstack/react-query'
import { Ban, CircleAlert, ListTodo, Rocket } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { LabelDiff } from '../../../engine/contract/opinions.ts'
import { navigate, openItem } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { confirm } from '../../components/confirm.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { DetailPanel } from '../../components/panel.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { notify } from '../../components/toast.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { errorText, problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { useCandidateWords } from './candidates.ts'
import { LabelDiffRows } from './label-diff-rows.tsx'
import { changedOf, LabelDiffState } from './label-diff-state.tsx'
import { LabelDiffTable } from './label-diff-table.tsx'

/** What a candidate would change, and putting it live. */
export function LabelDiffPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const candidateText = useCandidateWords()
  const { data: diff, error, refetch } = useQuery(api.opinions.diff.queryOptions({ input: { id } }))
  return (
    <DetailPanel
      label={t('classifier.diff.panel')} width="w-[min(760px,58vw)]" onClose={() => openItem(null)}
      title={diff ? candidateText(diff.candidate) : t('classifier.diff.panel')} subtitle={diff && <LabelDiffState diff={diff} />}
      actions={diff && <DiffActions diff={diff} />}
    >
      {!diff && !error && <div className="p-4"><SkeletonLines lines={8} /></div>}
      {!diff && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
      {diff && <DiffResult diff={diff} />}
    </DetailPanel>
  )
}

function DiffActions({ diff }: { diff: LabelDiff }) {
  const { t } = useTranslation()
  const format = useFormat()
  const candidateText = useCandidateWords()
  const onSuccess = (changed: LabelDiff) => {
    queryClient.setQueryData(api.opinions.diff.queryKey({ input: { id: changed.id } }), changed)
    return queryClient.invalidateQueries({ queryKey: api.opinions.diffs.key() })
  }
  const cancel = useMutation(api.opinions.cancelDiff.mutationOptions({ onSuccess }))
  const apply = useMutation(api.opinions.applyDiff.mutationOptions({
    onSuccess: applied => {
      notify.success(t('classifier.diff.nowLive', { what: candidateText(applied.candidate) }))
      return onSuccess(applied)
    },
  }))
  const askApply = async () => {
    const { changed, compared } = changedOf(diff)
    const yes = await confirm({
      title: t('classifier.diff.applyTitle', { what: candidateText(diff.candidate) }),
      body: <><p>{t('classifier.diff.applyFigures', { changed: format.number(changed), compared: format.number(compared) })}</p><p className="mt-2">{t(`classifier.diff.applyBody.${diff.candidate.kind}`)}</p></>,
      confirmLabel: t('classifier.diff.apply'),
    })
    if (yes) apply.mutate({ id: diff.id })
  }
  if (diff.state === 'running') return <Button icon={Ban} busy={cancel.isPending} onClick={() => cancel.mutate({ id: diff.id })}>{t('common.cancel')}</Button>
  if (diff.state !== 'done' || diff.appliedAt !== null) return null
  return <Button variant="primary" icon={Rocket} busy={apply.isPending} onClick={() => void askApply()}>{t('classifier.diff.apply')}…</Button>
}

function DiffResult({ diff }: { diff: LabelDiff }) {
  const { t } = useTranslation()
  const format = useFormat()
  const [enumName, setEnumName] = useState<string | null>(null)
  const { changed, compared } = changedOf(diff)
  const { jobId } = diff
  return (
    <div className="flex flex-col gap-4 py-4">
      <dl className="flex flex-wrap gap-x-8 gap-y-2 px-4">
        <Figure name={t('classifier.diff.changed')}>{compared === 0 ? '–' : t('classifier.diff.changedOf', { changed: format.number(changed), compared: format.number(compared) })}</Figure>
        <Figure name={t('classifier.diff.transcripts')}>{t('classifier.diff.changedOf', { changed: format.number(diff.transcripts), compared: format.number(diff.total) })}</Figure>
        <Figure name={t('classifier.diff.cost')}>{usdText(format, diff.costUsd)}</Figure>
        <Figure name={t('batches.fact.createdAt')}>{format.moment(diff.createdAt)}</Figure>
        {diff.appliedAt !== null && <Figure name={t('classifier.diff.live')}>{format.moment(diff.appliedAt)}</Figure>}
      </dl>
      {diff.state === 'running' && <div className="px-4"><ProgressBar value={diff.total === 0 ? null : diff.transcripts / diff.total} label={t('classifier.diff.progress')} /></div>}
      {diff.error !== null && <p role="alert" className="mx-4 rounded-md bg-danger-soft px-3 py-2 text-danger">{errorText(diff.error)}</p>}
      {diff.byEnum.length > 0 && <LabelDiffTable diff={diff} selected={enumName} onSelect={setEnumName} />}
      {diff.byEnum.length > 0 && <LabelDiffRows key={`${diff.id} ${enumName} ${diff.state}`} id={diff.id} enumName={enumName} onShowAll={() => setEnumName(null)} />}
      {jobId !== null && <div className="px-4"><Button variant="ghost" icon={ListTodo} onClick={() => navigate({ page: 'jobs', item: jobId })}>{t('batches.showJob')}</Button></div>}
    </div>
  )
}

function Figure({ name, children }: { name: string, children: ReactNode }) {
  return <div><dt className="text-sm text-ink-soft">{name}</dt><dd className="text-lg font-semibold whitespace-nowrap">{children}</dd></div>
}
