import { columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useMemo } from 'react'
import type { ColumnDefinition } from './column-definition.ts'

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, columnSizingFeature, columnResizingFeature })
// The rows are rendered from the engine's pages; the table model looks after the columns only.
const noRows: never[] = []

/** Room at the end of the header for the column menu. */
const menuWidth = 32
const selectionWidth = 32

/**
 * Which columns are shown, in which order and how wide.
 * Gives the visible columns, the CSS grid they make and the headers with their resize handlers.
 */
export function useColumns<Row>(columns: readonly ColumnDefinition<Row>[], visibleIds: readonly string[], withSelection: boolean) {
  const tableColumns = useMemo(() => columns.map(column => ({ id: column.id, header: column.header, size: column.width, minSize: column.minWidth ?? 48 })), [columns])
  const columnVisibility = useMemo(() => Object.fromEntries(columns.map(column => [column.id, visibleIds.includes(column.id)])), [columns, visibleIds])
  const columnOrder = useMemo(() => [...visibleIds], [visibleIds])
  const table = useTable({ features, columns: tableColumns, data: noRows, state: { columnVisibility, columnOrder }, columnResizeMode: 'onChange' })

  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const definitions = useMemo(() => new Map(columns.map(column => [column.id, column])), [columns])
  const visible = useMemo(() => visibleIds.flatMap(id => definitions.get(id) ?? []), [visibleIds, definitions])

  const tracks = headers.map(header => definitions.get(header.column.id)?.grow ? `minmax(${header.getSize()}px, 1fr)` : `${header.getSize()}px`)
  const grows = visible.some(column => column.grow)
  const minimumWidth = headers.reduce((sum, header) => sum + header.getSize(), menuWidth + (withSelection ? selectionWidth : 0))
  const template = [withSelection ? `${selectionWidth}px` : '', ...tracks, grows ? `${menuWidth}px` : `minmax(${menuWidth}px, 1fr)`].join(' ')

  return {
    visible,
    template,
    minimumWidth,
    startResize: (id: string) => headers.find(header => header.column.id === id)?.getResizeHandler(),
    resetWidth: (id: string) => table.getColumn(id)?.resetSize(),
  }
}
