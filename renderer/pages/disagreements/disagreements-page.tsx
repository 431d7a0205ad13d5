import { CircleAlert, CircleCheckBig, Undo2 } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { navigate, openItem, setQuery, useAddress } from '../../app/address.ts'
import { Button } from '../../components/button.tsx'
import { keyBelongsElsewhere } from '../../components/data-table/keyboard.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Select } from '../../components/select.tsx'
import { SkeletonLines } from '../../components/skeleton.tsx'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { useTaxonomy } from '../transcripts/use-taxonomy.ts'
import { DisagreementDetail } from './disagreement-detail.tsx'
import { DisagreementList } from './disagreement-list.tsx'
import { keyOf, shownPosition, useQueue, useSettle } from './queue.ts'

const every = ':every'

/** Labels on which the classifiers, or one of them and a person, differ: one is open, the others wait beside it. */
export function DisagreementsPage() {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useTaxonomy()
  const { item, query } = useAddress()
  const settled = query.settled === 'yes'
  const { data, error, refetch, queryKey } = useQueue({ enumName: query.enum, settled })
  const { settle, undo, canUndo } = useSettle(queryKey)
  const rows = data?.rows ?? []
  const position = shownPosition(rows, item)
  const open = rows[position]
  const move = (step: -1 | 1) => {
    const target = rows[position + step]
    if (target) openItem(keyOf(target), { replace: true })
  }
  useQueueKeys({ move, undo })
  const counts = Object.entries(data?.byEnum ?? {}).filter(([, count]) => count > 0)
  const enumOptions = [
    { value: every, label: t('disagreements.everyLabel') },
    // The one filtered by stays in the list when its last one is settled.
    ...words.enums.filter(one => one.name === query.enum || counts.some(([name]) => name === one.name)).map(one => ({ value: one.name, label: `${words.enumLabel(one.name)} · ${format.number(data?.byEnum[one.name] ?? 0)}` })),
  ]
  return (
    <>
      <PageHeader title={t('frame.disagreements')} subtitle={data && t(settled ? 'disagreements.settledCount' : 'disagreements.count', { count: data.total, number: format.number(data.total) })}>
        {canUndo && <Button variant="ghost" icon={Undo2} onClick={undo}>{t('disagreements.undo')}</Button>}
        <Select label={t('disagreements.filter')} className="w-56" value={query.enum ?? every} onChange={value => setQuery({ enum: value === every ? null : value })} options={enumOptions} />
        <Select label={t('disagreements.which')} className="w-36" value={settled ? 'yes' : 'no'} onChange={value => setQuery({ settled: value === 'yes' ? value : null })} options={[{ value: 'no', label: t('disagreements.waiting') }, { value: 'yes', label: t('disagreements.settled') }]} />
      </PageHeader>
      {!data && !error && <div className="p-4"><SkeletonLines lines={8} /></div>}
      {!data && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
      {data && !open && <NothingWaits settled={settled} filtered={query.enum !== undefined} />}
      {data && open && (
        <div className="@container flex min-h-0 flex-1">
          <DisagreementList rows={rows} total={data.total} openKey={keyOf(open)} />
          <DisagreementDetail key={keyOf(open)} row={open} position={position} total={data.total} onMove={move} lastPosition={rows.length - 1} onSettle={value => settle(rows, open, value)} />
        </div>
      )}
    </>
  )
}

function NothingWaits({ settled, filtered }: { settled: boolean, filtered: boolean }) {
  const { t } = useTranslation()
  if (filtered) return <EmptyState icon={CircleCheckBig} title={t('disagreements.noneOfLabel')}><Button onClick={() => setQuery({ enum: null })}>{t('common.clearFilters')}</Button></EmptyState>
  if (settled) return <EmptyState icon={CircleCheckBig} title={t('disagreements.noneSettled')} body={t('disagreements.noneSettledBody')}><Button onClick={() => setQuery({ settled: null })}>{t('disagreements.toWaiting')}</Button></EmptyState>
  return (
    <EmptyState icon={CircleCheckBig} title={t('disagreements.empty')} body={t('disagreements.emptyBody')}>
      <Button onClick={() => navigate({ page: 'models' })}>{t('disagreements.toClassifier')}</Button>
      <Button onClick={() => navigate({ page: 'transcripts', query: { sort: 'confidence' } })}>{t('models.openTranscripts')}</Button>
    </EmptyState>
  )
}

/** j and k move through the queue, z takes the last one back. The keys that settle are the open one's own. */
function useQueueKeys(actions: { move: (step: -1 | 1) => void, undo: () => void }): void {
  const latest = useRef(actions)
  useEffect(() => { latest.current = actions })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (keyBelongsElsewhere(event) || event.shiftKey) return
      if (event.key === 'j') latest.current.move(1)
      else if (event.key === 'k') latest.current.move(-1)
      else if (event.key === 'z') latest.current.undo()
      else return
      event.preventDefault()
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
}
