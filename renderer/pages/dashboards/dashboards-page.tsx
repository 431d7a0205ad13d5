import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { ChartNoAxesColumn, CircleAlert } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../engine/contract/transcripts.ts'
import { setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { classNames } from '../../components/class-names.ts'
import { EmptyState } from '../../components/empty-state.tsx'
import { PageHeader } from '../../components/panel.tsx'
import { Skeleton } from '../../components/skeleton.tsx'
import { api } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { useFormat } from '../../i18n/format.ts'
import { SampleOffer } from '../batches/sample-offer.tsx'
import { FilterBar } from '../transcripts/filter-bar.tsx'
import { useTaxonomy, type TaxonomyWords } from '../transcripts/use-taxonomy.ts'
import { showTranscripts, useTranscriptFilter } from '../transcripts/use-transcript-filter.ts'
import { CrossCard } from './cross-card.tsx'
import { closingRate, valueFilter } from './dashboard-figures.ts'
import { DistributionCard } from './distribution-card.tsx'
import { ClosingByMonth, SentimentByMonth } from './month-cards.tsx'

/** What a sales floor asks first; a taxonomy without these enums begins with its first two. */
const usualCross = { row: 'primary_pain_point', column: 'vambe_product' }

export function DashboardsPage() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const words = useTaxonomy()
  const { query } = useAddress()
  const { filter, setFilter } = useTranscriptFilter()
  const row = enumOr(words, query.row ?? usualCross.row, 0)
  const column = enumOr(words, query.column ?? usualCross.column, 1)
  const { data, error, refetch, isPlaceholderData } = useQuery(api.transcripts.dashboard.queryOptions({
    input: { filter: { businessId, ...filter }, crossRow: row, crossColumn: column },
    enabled: row !== '' && column !== '',
    placeholderData: keepPreviousData,
  }))
  return (
    <div className="flex h-full min-h-0 flex-col">
      <PageHeader title={t('frame.dashboards')} />
      <FilterBar filter={filter} onChange={setFilter} />
      <div className="min-h-0 flex-1 overflow-y-auto p-4">
        {!data && !error && <LoadingCards />}
        {!data && error && <EmptyState icon={CircleAlert} {...problemText(error)}><Button onClick={() => void refetch()}>{t('common.retry')}</Button></EmptyState>}
        {data?.total === 0 && (Object.keys(filter).length === 0
          ? <SampleOffer />
          : <EmptyState icon={ChartNoAxesColumn} title={t('dashboards.empty')} body={t('dashboards.emptyBody')}><Button onClick={() => setFilter({})}>{t('common.clearFilters')}</Button></EmptyState>)}
        {data && data.total > 0 && (
          <div aria-busy={isPlaceholderData} className={classNames('mx-auto grid max-w-[1600px] grid-cols-1 gap-4 transition-opacity duration-100 lg:grid-cols-2 2xl:grid-cols-3', isPlaceholderData && 'opacity-60 delay-150')}>
            <Headline dashboard={data} />
            <div className="col-span-full grid gap-4 lg:grid-cols-2">
              <ClosingByMonth months={data.byMonth} filter={filter} />
              <SentimentByMonth months={data.sentimentByMonth} filter={filter} />
            </div>
            <CrossCard
              cells={data.cross} words={words} filter={filter} row={row} column={column}
              onRowChange={name => setQuery({ row: name })} onColumnChange={name => setQuery({ column: name })}
            />
            <DistributionCard title={t('dashboards.bySeller')} bars={data.bySeller} labelOf={seller => seller} measure="closingRate" empty={t('dashboards.noSellers')} onOpen={seller => showTranscripts({ ...filter, sellers: [seller] })} />
            {words.enums.map(one => (
              <DistributionCard
                key={one.name} title={words.enumLabel(one.name)} bars={data.byEnum[one.name] ?? []} measure="count" empty={t('transcripts.notClassified')}
                labelOf={value => words.valueLabel(one.name, value)}
                onOpen={value => showTranscripts(valueFilter(filter, one.name, value))}
              />
            ))}
          </div>
        )}
      </div>
    </div>
  )
}

function enumOr(words: TaxonomyWords, wanted: string, position: number): string {
  return words.enums.find(one => one.name === wanted)?.name ?? words.enums[position]?.name ?? ''
}

function Headline({ dashboard }: { dashboard: Dashboard }) {
  const { t } = useTranslation()
  const format = useFormat()
  const rate = closingRate(dashboard)
  const figures = [
    { name: t('dashboards.total'), value: format.number(dashboard.total), hint: null },
    { name: t('dashboards.classified'), value: format.number(dashboard.classified), hint: format.percent(dashboard.classified / dashboard.total) },
    { name: t('dashboards.corrected'), value: format.number(dashboard.corrected), hint: format.percent(dashboard.corrected / dashboard.total, 1) },
    { name: t('dashboards.closingRate'), value: rate === null ? '—' : format.percent(rate), hint: t('dashboards.closingRateOf', { won: format.number(dashboard.won), known: format.number(dashboard.known) }) },
  ]
  return (
    <dl className="col-span-full grid grid-cols-2 divide-line rounded-lg border border-line bg-surface md:grid-cols-4 md:divide-x">
      {figures.map(figure => (
        <div key={figure.name} className="px-4 py-3">
          <dt className="text-sm text-ink-soft">{figure.name}</dt>
          <dd className="text-2xl font-semibold">{figure.value}</dd>
          {figure.hint !== null && <dd className="text-sm text-ink-faint">{figure.hint}</dd>}
        </div>
      ))}
    </dl>
  )
}

function LoadingCards() {
  return (
    <div aria-busy="true" className="mx-auto grid max-w-[1600px] grid-cols-1 gap-4 lg:grid-cols-2 2xl:grid-cols-3">
      <Skeleton className="col-span-full h-20" />
      {Array.from({ length: 6 }, (_, position) => <Skeleton key={position} className="h-64" />)}
    </div>
  )
}
