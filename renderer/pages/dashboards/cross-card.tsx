import { useTranslation } from 'react-i18next'
import type { Dashboard } from '../../../engine/contract/transcripts.ts'
import { ChartCard } from '../../components/charts/chart-card.tsx'
import { HeatTable } from '../../components/charts/heat-table.tsx'
import { Select } from '../../components/select.tsx'
import { useFormat } from '../../i18n/format.ts'
import type { Filter } from '../transcripts/filter-address.ts'
import type { TaxonomyWords } from '../transcripts/use-taxonomy.ts'
import { showTranscripts } from '../transcripts/use-transcript-filter.ts'

interface CrossCardProps {
  cells: Dashboard['cross']
  words: TaxonomyWords
  filter: Filter
  row: string
  column: string
  onRowChange: (enumName: string) => void
  onColumnChange: (enumName: string) => void
}

/** Two enums against each other, such as what hurts against what is sold. */
export function CrossCard({ cells, words, filter, row, column, onRowChange, onColumnChange }: CrossCardProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const counts = new Map(cells.map(cell => [`${cell.row}/${cell.column}`, cell.count]))
  const valuesOf = (enumName: string, side: 'row' | 'column') => {
    const present = new Set(cells.map(cell => cell[side]))
    return [...present].map(value => ({ key: value, label: words.valueLabel(enumName, value) })).sort((a, b) => a.label.localeCompare(b.label))
  }
  const rows = valuesOf(row, 'row')
  const columns = valuesOf(column, 'column')
  const countOf = (rowValue: string, columnValue: string) => counts.get(`${rowValue}/${columnValue}`) ?? 0
  const enums = words.enums.map(one => ({ value: one.name, label: words.enumLabel(one.name) }))
  const table = {
    columns: [{ name: words.enumLabel(row) }, { name: words.enumLabel(column) }, { name: t('dashboards.count'), align: 'end' as const }],
    rows: cells.toSorted((a, b) => b.count - a.count).map(cell => ({ key: `${cell.row}/${cell.column}`, cells: [words.valueLabel(row, cell.row), words.valueLabel(column, cell.column), format.number(cell.count)] })),
  }
  return (
    <ChartCard
      title={t('dashboards.cross')}
      table={table}
      className="col-span-full"
      actions={(
        <>
          <Select size="sm" label={t('dashboards.crossRow')} value={row} onChange={onRowChange} options={enums.filter(one => one.value !== column)} />
          <span aria-hidden className="text-ink-faint">×</span>
          <Select size="sm" label={t('dashboards.crossColumn')} value={column} onChange={onColumnChange} options={enums.filter(one => one.value !== row)} />
        </>
      )}
    >
      <HeatTable
        caption={t('dashboards.cross')} rows={rows} columns={columns} valueOf={countOf} format={format.number}
        describe={(rowValue, columnValue) => t('dashboards.cell', { row: words.valueLabel(row, rowValue), column: words.valueLabel(column, columnValue), count: format.number(countOf(rowValue, columnValue)) })}
        onOpen={(rowValue, columnValue) => showTranscripts({ ...filter, labels: { ...filter.labels, [row]: [rowValue], [column]: [columnValue] } })}
      />
    </ChartCard>
  )
}
