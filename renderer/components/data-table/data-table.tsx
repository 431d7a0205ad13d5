import type { QueryKey } from '@tanstack/react-query'
import { useVirtualizer } from '@tanstack/react-virtual'
import { CircleAlert } from 'lucide-react'
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState, type KeyboardEvent, type MouseEvent, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Button } from '../button.tsx'
import { classNames } from '../class-names.ts'
import { EmptyState } from '../empty-state.tsx'
import { Skeleton } from '../skeleton.tsx'
import { chosenColumns, initialColumns, type ColumnDefinition, type TableSort } from './column-definition.ts'
import { keyBelongsElsewhere, movedIndex } from './keyboard.ts'
import { TableHeader } from './table-header.tsx'
import { TableRow } from './table-row.tsx'
import { useColumns } from './use-columns.ts'
import { tableNameOf, useTableLayout } from './table-layout.ts'
import { usePagedRows, type FetchPage } from './use-paged-rows.ts'

export type { ColumnDefinition, TableSort } from './column-definition.ts'

const rowHeight = 32

export interface DataTableProps<Row> {
  /** Name of the table for screen readers. */
  label: string
  /** Key of the list in the query cache: everything that changes the rows or their order belongs into it. */
  queryKey: QueryKey
  /** Keep it between renders (useMemo), or every row is rendered every time. */
  columns: readonly ColumnDefinition<Row>[]
  fetchPage: FetchPage<Row>
  rowKey: (row: Row) => string
  onOpen?: (row: Row, index: number) => void
  /** Key of the row whose detail is open; moving through the table then opens the next one. */
  selectedKey?: string | null
  selection?: { keys: ReadonlySet<string>, onChange: (keys: Set<string>) => void }
  sort?: TableSort | null
  onSortChange?: (sort: TableSort | null) => void
  /** The columns shown, in order. Left out, they are those the person chose for this list, remembered with their widths. */
  visibleColumns?: readonly string[]
  onVisibleColumnsChange?: (visibleIds: string[]) => void
  onTotalChange?: (total: number) => void
  emptyState?: ReactNode
  /** Pixels or any CSS length; the whole of its parent when left out. */
  height?: number | string
}

/**
 * A table of a list that lives in the engine, however long: only what is on screen is fetched and rendered.
 * Arrows or j/k move, Home/End go to the ends, Enter opens, space ticks; j/k also work while nothing else has the focus.
 */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { label, queryKey, columns, fetchPage, rowKey, onOpen, selectedKey = null, selection, sort = null, onSortChange, onTotalChange, emptyState, height = '100%' } = props
  const { t } = useTranslation()
  const gridId = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const { layout: remembered, change: remember } = useTableLayout(tableNameOf(queryKey))
  const ownVisibleColumns = useMemo(() => chosenColumns(columns, remembered.columns), [columns, remembered.columns])
  const visibleIds = props.visibleColumns ?? ownVisibleColumns
  const onVisibleIdsChange = props.onVisibleColumnsChange ?? (ids => remember({ columns: ids }))
  const layout = useColumns({ columns, visibleIds, withSelection: selection !== undefined, widths: remembered.widths, onWidthsChange: widths => remember({ widths }) })

  const [screen, setScreen] = useState({ first: 0, last: 0 })
  const rows = usePagedRows<Row>({ queryKey, fetchPage, firstIndex: screen.first, lastIndex: screen.last })
  const total = rows.total ?? 0
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 8,
    // The header lies over the first row's height of what is scrolled.
    scrollPaddingEnd: rowHeight,
  })
  const items = virtualizer.getVirtualItems()
  const first = items[0]?.index ?? 0
  const last = items.at(-1)?.index ?? 0
  useEffect(() => setScreen({ first, last }), [first, last])
  useEffect(() => { if (rows.total !== null && !rows.outdated) onTotalChange?.(rows.total) }, [rows.total, rows.outdated, onTotalChange])

  const [activeIndex, setActiveIndex] = useState(0)
  // Another list begins at its top; the same list, refreshed, stays where it is.
  useLayoutEffect(() => {
    scroller.current?.scrollTo({ top: 0 })
    setActiveIndex(0)
  }, [rows.listKey])
  const openIndex = selectedKey === null ? -1 : rows.loadedRows().length === 0 ? -1 : positionOfKey(rows.rowAt, first, last, rowKey, selectedKey)
  useEffect(() => { if (openIndex >= 0) setActiveIndex(openIndex) }, [openIndex])

  const tickFrom = useRef<number | null>(null)
  const tick = useCallback((index: number, extend: boolean) => {
    if (!selection) return
    const keys = new Set(selection.keys)
    const row = rows.rowAt(index)
    if (row === undefined) return
    const ticking = !keys.has(rowKey(row))
    const from = extend ? tickFrom.current ?? index : index
    for (let position = Math.min(from, index); position <= Math.max(from, index); position++) {
      const between = rows.rowAt(position)
      if (between === undefined) continue
      if (ticking) keys.add(rowKey(between))
      else keys.delete(rowKey(between))
    }
    tickFrom.current = index
    selection.onChange(keys)
  }, [selection, rows, rowKey])

  const moveTo = (index: number) => {
    setActiveIndex(index)
    virtualizer.scrollToIndex(index, { align: 'auto' })
    const row = rows.rowAt(index)
    if (selectedKey !== null && row !== undefined) onOpen?.(row, index)
  }
  const act = (key: string): boolean => {
    const target = movedIndex(key, activeIndex, total, Math.max(1, Math.floor((scroller.current?.clientHeight ?? rowHeight) / rowHeight) - 2))
    const row = rows.rowAt(activeIndex)
    if (target !== null) moveTo(target)
    else if (key === 'Enter' && row !== undefined) onOpen?.(row, activeIndex)
    else if (key === ' ' && selection) tick(activeIndex, false)
    else return false
    return true
  }
  const onKeyDown = (event: KeyboardEvent) => {
    // Enter and space on a header's button are that button's own.
    if (event.target !== scroller.current || event.ctrlKey || event.metaKey || event.altKey) return
    if (act(event.key)) event.preventDefault()
  }
  const latestAct = useRef(act)
  useEffect(() => { latestAct.current = act })
  useEffect(() => {
    const onPageKey = (event: globalThis.KeyboardEvent) => {
      if ((event.key === 'j' || event.key === 'k') && !keyBelongsElsewhere(event) && latestAct.current(event.key)) event.preventDefault()
    }
    window.addEventListener('keydown', onPageKey)
    return () => window.removeEventListener('keydown', onPageKey)
  }, [])

  const onRowClick = (index: number, event: MouseEvent) => {
    const row = rows.rowAt(index)
    if (row === undefined) return
    setActiveIndex(index)
    if (selection && (event.ctrlKey || event.metaKey || event.shiftKey)) tick(index, event.shiftKey)
    else onOpen?.(row, index)
  }
  const stableClick = useStableFunction(onRowClick)
  const stableTick = useStableFunction(tick)

  return (
    <div className="relative min-h-0" style={{ height }}>
      <div
        ref={scroller}
        role="grid"
        tabIndex={0}
        aria-label={label}
        aria-rowcount={rows.total === null ? -1 : total + 1}
        aria-colcount={layout.visible.length + (selection ? 1 : 0)}
        aria-multiselectable={selection ? true : undefined}
        aria-busy={rows.outdated || rows.total === null}
        aria-activedescendant={activeIndex >= first && activeIndex <= last && total > 0 ? `${gridId}-${activeIndex}` : undefined}
        onKeyDown={onKeyDown}
        className="group/grid h-full overflow-auto bg-surface focus-visible:outline-none"
      >
        <TableHeader
          columns={columns} layout={layout} visibleIds={visibleIds} sort={sort} onSortChange={onSortChange}
          onVisibleIdsChange={onVisibleIdsChange}
          onReset={() => {
            remember({ columns: null, widths: {} })
            props.onVisibleColumnsChange?.(initialColumns(columns))
          }}
          selection={selection && loadedSelection(rows.loadedRows(), rowKey, selection)}
        />
        <div role="rowgroup" className={classNames('relative transition-opacity duration-100', rows.outdated && 'opacity-60 delay-150')} style={{ height: virtualizer.getTotalSize(), minWidth: layout.minimumWidth }}>
          {items.map(item => {
            const row = rows.rowAt(item.index)
            const key = row === undefined ? null : rowKey(row)
            return (
              <TableRow
                key={item.index} id={`${gridId}-${item.index}`} row={row} index={item.index} top={item.start}
                columns={layout.visible} template={layout.template}
                active={item.index === activeIndex} open={key !== null && key === selectedKey}
                ticked={selection ? key !== null && selection.keys.has(key) : undefined}
                onClick={stableClick} onTick={stableTick}
              />
            )
          })}
        </div>
      </div>
      {rows.total === null && !rows.error && <LoadingRows />}
      {rows.total === null && rows.error && (
        <div className="absolute inset-x-0 top-8">
          <EmptyState icon={CircleAlert} title={t('table.failed')} body={t('table.failedBody')}><Button onClick={rows.retry}>{t('table.retry')}</Button></EmptyState>
        </div>
      )}
      {rows.total === 0 && !rows.outdated && <div className="absolute inset-x-0 top-8 bottom-0 overflow-y-auto">{emptyState}</div>}
    </div>
  )
}

function LoadingRows() {
  return (
    <div aria-hidden className="absolute inset-x-0 top-8">
      {Array.from({ length: 12 }, (_, row) => (
        <div key={row} className="flex h-8 items-center gap-6 border-b border-line px-2"><Skeleton className="h-2.5 w-32" /><Skeleton className="h-2.5 w-24" /><Skeleton className="h-2.5 w-64" /></div>
      ))}
    </div>
  )
}

function positionOfKey<Row>(rowAt: (index: number) => Row | undefined, first: number, last: number, rowKey: (row: Row) => string, key: string): number {
  for (let index = first; index <= last; index++) {
    const row = rowAt(index)
    if (row !== undefined && rowKey(row) === key) return index
  }
  return -1
}

function loadedSelection<Row>(loaded: Row[], rowKey: (row: Row) => string, selection: NonNullable<DataTableProps<Row>['selection']>) {
  const ticked = loaded.filter(row => selection.keys.has(rowKey(row))).length
  return {
    checked: ticked === 0 ? false : ticked === loaded.length ? true : 'indeterminate' as const,
    onChange: (checked: boolean) => selection.onChange(new Set(checked ? [...selection.keys, ...loaded.map(rowKey)] : [])),
  }
}

/** The same function object at every render, calling the newest one: for memoised rows. */
function useStableFunction<Parameters extends unknown[]>(current: (...parameters: Parameters) => void): (...parameters: Parameters) => void {
  const latest = useRef(current)
  useLayoutEffect(() => { latest.current = current })
  return useCallback((...parameters: Parameters) => latest.current(...parameters), [])
}
