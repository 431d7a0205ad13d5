import type { TFunction } from 'i18next'
import { useQuery } from '@tanstack/react-query'
import { FileInput, Package, Search, Sparkles } from 'lucide-react'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { productSortColumns, type ProductRow } from '../../../engine/contract/catalogue.ts'
import { openItem, setQuery, useAddress } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Badge } from '../../components/badge.tsx'
import { Button } from '../../components/button.tsx'
import { DataTable, type ColumnDefinition } from '../../components/data-table/data-table.tsx'
import { EmptyState } from '../../components/empty-state.tsx'
import { MultiSelect } from '../../components/multi-select.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { tellProblem } from '../../connection/tell-problem.ts'
import { useFormat, type Format } from '../../i18n/format.ts'
import { SettledSearch } from '../debtors/debtor-filter-bar.tsx'
import { readSort, readYesNo, writeSort } from './list-address.ts'
import { LowStockSetting } from './low-stock-setting.tsx'
import { ownTimeZone } from './own-time-zone.ts'
import { Price } from './price.tsx'

const rowKey = (row: ProductRow) => row.id

/** Every product of the business. */
export function ProductList({ openId, onTotalChange }: { openId: string | null, onTotalChange: (total: number) => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { query: { text, category, active, stock, low, sort: sorted } } = useAddress()
  const sort = useMemo(() => readSort(sorted, productSortColumns), [sorted])
  const input = useMemo(() => {
    const [sold, inStock] = [readYesNo(active), readYesNo(stock)]
    return { filter: { businessId, ...(text && { text }), ...(category !== undefined && { category: category === '-' ? '' : category }), ...(sold !== undefined && { active: sold }), ...(inStock !== undefined && { inStock }), ...(low === 'yes' && { lowStock: true }) }, ...(sort && { sort }) }
  }, [businessId, text, category, active, stock, low, sort])
  const fetchPage = useCallback((offset: number, limit: number, signal: AbortSignal) => client.catalogue.products.list({ ...input, offset, limit }, { signal }), [input])
  const queryKey = useMemo(() => api.catalogue.products.list.queryKey({ input }), [input])
  const format = useFormat()
  const columns = useMemo(() => productColumns(t, format), [t, format])
  const filtered = Object.keys(input.filter).length > 1
  const clear = () => setQuery({ text: null, category: null, active: null, stock: null, low: null })
  return (
    <>
      <ProductFilters filtered={filtered} onClear={clear} />
      <div className="min-h-0 flex-1">
        <DataTable
          label={t('catalogue.view.products')} queryKey={queryKey} columns={columns} fetchPage={fetchPage} rowKey={rowKey} selectedKey={openId}
          onOpen={row => openItem(row.id, { replace: openId !== null })} sort={sort} onSortChange={writeSort} onTotalChange={onTotalChange}
          emptyState={filtered
            ? <EmptyState icon={Search} title={t('catalogue.noMatch')} body={t('catalogue.noMatchBody')}><Button onClick={clear}>{t('common.clearFilters')}</Button></EmptyState>
            : <NoProducts />}
        />
      </div>
    </>
  )
}

/** Everything a product can show in a table. */
function productColumns(t: TFunction, format: Format): ColumnDefinition<ProductRow>[] {
  const absent = <span className="text-ink-faint">–</span>
  return [
    { id: 'externalId', header: t('catalogue.field.externalId'), width: 88, cell: row => row.externalId ?? absent },
    { id: 'name', header: t('catalogue.field.name'), width: 240, grow: true, sortable: true, cell: row => <span className="font-medium">{row.name}</span> },
    { id: 'category', header: t('catalogue.field.category'), width: 160, sortable: true, cell: row => row.category || absent },
    { id: 'price', header: t('catalogue.field.price'), width: 112, align: 'end', sortable: true, cell: row => <Price value={row.price} /> },
    { id: 'stock', header: t('catalogue.field.stock'), width: 152, align: 'end', sortable: true, cell: row => <StockCell row={row} /> },
    { id: 'sold', header: t('catalogue.field.sold'), width: 120, align: 'end', cell: row => row.sold === 0 ? absent : format.number(row.sold) },
    { id: 'revenue', header: t('catalogue.field.revenue'), width: 128, align: 'end', cell: row => row.revenue.minor === 0 ? absent : <Price value={row.revenue} /> },
    { id: 'daysLeft', header: t('catalogue.field.daysLeft'), width: 120, align: 'end', cell: row => row.daysLeft === null ? absent : t('catalogue.days', { count: row.daysLeft }) },
    { id: 'active', header: t('catalogue.field.active'), width: 136, cell: row => row.active ? t('common.yes') : <Badge>{t('catalogue.inactive')}</Badge> },
    { id: 'updatedAt', header: t('catalogue.field.updatedAt'), width: 168, sortable: true, cell: row => format.dateTime(row.updatedAt) },
    { id: 'synonyms', header: t('catalogue.field.synonyms'), width: 180, hiddenAtFirst: true, cell: row => row.synonyms.join(', ') || absent },
    { id: 'description', header: t('catalogue.field.description'), width: 260, hiddenAtFirst: true, cell: row => row.description || absent },
  ]
}

/** The pieces left, and by a word too when they are few. */
function StockCell({ row }: { row: ProductRow }) {
  const { t } = useTranslation()
  const format = useFormat()
  if (row.stock === 0) return <Badge tone="caution">{t('catalogue.soldOut')}</Badge>
  if (!row.lowStock) return format.number(row.stock)
  return <span className="inline-flex items-center gap-2"><Badge tone="caution">{t('catalogue.low')}</Badge>{format.number(row.stock)}</span>
}

function ProductFilters({ filtered, onClear }: { filtered: boolean, onClear: () => void }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const { query } = useAddress()
  const { data: categories } = useQuery(api.catalogue.products.categories.queryOptions({ input: { businessId } }))
  const search = useCallback((text: string) => setQuery({ text: text || null }), [])
  // A category without a name cannot stand in the address as an empty text.
  const options = (categories ?? []).map(({ category }) => ({ value: category || '-', label: category || t('catalogue.withoutCategory') }))
  const yesNo = (name: 'active' | 'stock', label: string, yes: string, no: string) => (
    <MultiSelect label={label} values={query[name] ? [query[name]] : []} onChange={chosen => setQuery({ [name]: chosen.at(-1) ?? null })} options={[{ value: 'yes', label: yes }, { value: 'no', label: no }]} />
  )
  return (
    <div role="search" aria-label={t('catalogue.filters')} className="flex shrink-0 flex-wrap items-center gap-1.5 border-b border-line bg-surface px-4 py-2">
      <SettledSearch label={t('catalogue.search.products')} value={query.text ?? ''} onChange={search} />
      <MultiSelect label={t('catalogue.field.category')} values={query.category ? [query.category] : []} onChange={chosen => setQuery({ category: chosen.at(-1) ?? null })} options={options} />
      {yesNo('stock', t('catalogue.filter.inStock'), t('catalogue.filter.inStockYes'), t('catalogue.filter.inStockNo'))}
      {yesNo('active', t('catalogue.field.active'), t('catalogue.filter.activeYes'), t('catalogue.filter.activeNo'))}
      <Button aria-pressed={query.low === 'yes'} className={query.low === 'yes' ? 'border-accent text-accent' : undefined} onClick={() => setQuery({ low: query.low === 'yes' ? null : 'yes' })}>{t('catalogue.filter.low')}</Button>
      {filtered && <Button variant="ghost" onClick={onClear}>{t('common.clearFilters')}</Button>}
      <div className="ml-auto"><LowStockSetting /></div>
    </div>
  )
}

/** Nothing to sell yet: bring a file, or look at the sample. */
function NoProducts() {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const loadSample = () => void client.catalogue.loadSample({ businessId, timeZone: ownTimeZone() }).then(() => notify.info(t('catalogue.import.started')), tellProblem)
  return (
    <EmptyState icon={Package} title={t('catalogue.empty.products')} body={t('catalogue.empty.productsBody')}>
      <Button variant="primary" icon={FileInput} onClick={() => setQuery({ import: 'products' }, { replace: false })}>{t('catalogue.import.action')}</Button>
      <Button icon={Sparkles} onClick={loadSample}>{t('catalogue.empty.sample')}</Button>
    </EmptyState>
  )
}
