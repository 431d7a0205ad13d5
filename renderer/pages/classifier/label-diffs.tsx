import { useQuery } from '@tanstack/react-query'
import { CircleAlert, GitCompareArrows, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { LabelDiff } from '../../../engine/contract/opinions.ts'
import { openItem, setQuery } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { useListKeys } from '../../components/data-table/use-list-keys.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { usdText } from '../../components/usd.ts'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useCandidateWords } from './candidates.ts'
import { changedOf, LabelDiffState } from './label-diff-state.tsx'
import { StartDiffDialog } from './start-diff-dialog.tsx'

/** Every comparison made or under way. `start` in the address opens the dialog of a new one: `new`, or a kind with what is compared. */
export function LabelDiffs({ openId, start }: { openId: string | null, start: string | undefined }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { data: diffs, error, refetch } = useQuery(api.opinions.diffs.queryOptions({ input: { businessId } }))
  useListKeys(diffs ?? [], openId)
  const begin = () => setQuery({ start: 'new' }, { replace: false })
  return (
    <>
      {!diffs && !error && <div className="p-4"><SkeletonLines lines={6} /></div>}
      {!diffs && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
      {diffs?.length === 0 && <EmptyState icon={GitCompareArrows} title={t('classifier.diff.empty')} body={t('classifier.diff.intro')}><Button variant="primary" icon={Plus} onClick={begin}>{t('classifier.diff.begin')}</Button></EmptyState>}
      {diffs && diffs.length > 0 && (
        <>
          <div className="flex items-center gap-4 px-4 py-3">
            <p className="hidden min-w-0 flex-1 text-ink-soft @2xl:block">{t('classifier.diff.intro')}</p>
            <Button variant="primary" icon={Plus} onClick={begin}>{t('classifier.diff.begin')}</Button>
          </div>
          <DiffTable diffs={diffs} openId={openId} />
        </>
      )}
      {start !== undefined && <StartDiffDialog start={start} onClose={() => setQuery({ start: null })} />}
    </>
  )
}

const wideOnly = 'hidden @4xl:table-cell'
/** Beside the open panel, which tells it, there is no room for it. */
const roomy = 'hidden @2xl:table-cell'

function DiffTable({ diffs, openId }: { diffs: readonly LabelDiff[], openId: string | null }) {
  const { t } = useTranslation()
  const format = useFormat()
  const candidateText = useCandidateWords()
  const head = 'h-8 whitespace-nowrap border-y border-line bg-surface px-3 text-left text-sm font-medium text-ink-soft'
  return (
    <table className="w-full border-collapse bg-surface">
      <thead>
        <tr>
          <th scope="col" className={classNames(head, 'pl-4')}>{t('classifier.diff.candidate')}</th>
          <th scope="col" className={head}>{t('batches.stateTitle')}</th>
          <th scope="col" className={classNames(head, roomy, 'text-right')}>{t('classifier.diff.changed')}</th>
          <th scope="col" className={classNames(head, wideOnly, 'text-right')}>{t('classifier.diff.cost')}</th>
          <th scope="col" className={classNames(head, wideOnly)}>{t('batches.fact.createdAt')}</th>
        </tr>
      </thead>
      <tbody>
        {diffs.map(diff => {
          const { changed, compared } = changedOf(diff)
          return (
            <tr key={diff.id} onClick={() => openItem(diff.id, { replace: openId !== null })} className={classNames('h-10 border-b border-line', diff.id === openId ? 'bg-accent-soft' : 'hover:bg-hover')}>
              <td className="max-w-80 pr-3 pl-4"><button type="button" aria-current={diff.id === openId || undefined} className="block max-w-full truncate rounded text-left font-medium">{candidateText(diff.candidate)}</button></td>
              <td className="px-3">
                <span className="flex items-center gap-3">
                  <LabelDiffState diff={diff} />
                  {diff.state === 'running' && <ProgressBar value={diff.total === 0 ? null : diff.transcripts / diff.total} label={t('classifier.diff.progress')} className="w-20" />}
                </span>
              </td>
              <td className={classNames(roomy, 'px-3 text-right')}>{compared === 0 ? <span className="text-ink-faint">–</span> : t('classifier.diff.changedOf', { changed: format.number(changed), compared: format.number(compared) })}</td>
              <td className={classNames(wideOnly, 'px-3 text-right')}>{usdText(format, diff.costUsd)}</td>
              <td className={classNames(wideOnly, 'px-3 whitespace-nowrap text-ink-soft')}>{format.dateTime(diff.createdAt)}</td>
            </tr>
          )
        })}
      </tbody>
    </table>
  )
}
