import { columnOrderingFeature, columnResizingFeature, columnSizingFeature, columnVisibilityFeature, tableFeatures, useTable } from '@tanstack/react-table'
import { useLayoutEffect, useMemo, useRef, type MouseEvent, type TouchEvent } from 'react'
import type { ColumnDefinition } from './column-definition.ts'

const features = tableFeatures({ columnOrderingFeature, columnVisibilityFeature, columnSizingFeature, columnResizingFeature })
// The rows are rendered from the engine's pages; the table model looks after the columns only.
const noRows: never[] = []

/** Room at the end of the header for the column menu. */
const menuWidth = 32
const selectionWidth = 32
const narrowest = 48

interface ColumnsInput<Row> {
  columns: readonly ColumnDefinition<Row>[]
  visibleIds: readonly string[]
  withSelection: boolean
  /** Pixels, of the columns that do not have the width they began with. */
  widths: Readonly<Record<string, number>>
  onWidthsChange: (widths: Record<string, number>) => void
}

/**
 * Which columns are shown, in which order and how wide.
 * Gives the visible columns, the CSS grid they make, and what changes a width: dragging an edge, or at once.
 */
export function useColumns<Row>({ columns, visibleIds, withSelection, widths, onWidthsChange }: ColumnsInput<Row>) {
  const tableColumns = useMemo(() => columns.map(column => ({ id: column.id, header: column.header, size: column.width, minSize: column.minWidth ?? narrowest })), [columns])
  const columnVisibility = useMemo(() => Object.fromEntries(columns.map(column => [column.id, visibleIds.includes(column.id)])), [columns, visibleIds])
  const columnOrder = useMemo(() => [...visibleIds], [visibleIds])
  const table = useTable({ features, columns: tableColumns, data: noRows, state: { columnVisibility, columnOrder }, initialState: { columnSizing: { ...widths } }, columnResizeMode: 'onChange' })
  const latestTable = useRef(table)
  useLayoutEffect(() => { latestTable.current = table })
  // Widths changed in another window, or read from the engine only now. The table is another object at every render.
  useLayoutEffect(() => latestTable.current.setColumnSizing({ ...widths }), [widths])

  const headers = table.getHeaderGroups()[0]?.headers ?? []
  const definitions = useMemo(() => new Map(columns.map(column => [column.id, column])), [columns])
  const visible = useMemo(() => visibleIds.flatMap(id => definitions.get(id) ?? []), [visibleIds, definitions])

  const sizing = table.state.columnSizing
  // A column with a width of its own no longer takes what the others leave over.
  const growing = (id: string) => definitions.get(id)?.grow === true && sizing[id] === undefined
  const tracks = headers.map(header => growing(header.column.id) ? `minmax(${header.getSize()}px, 1fr)` : `${header.getSize()}px`)
  const grows = headers.some(header => growing(header.column.id))
  const minimumWidth = headers.reduce((sum, header) => sum + header.getSize(), menuWidth + (withSelection ? selectionWidth : 0))
  const template = [withSelection ? `${selectionWidth}px` : '', ...tracks, grows ? `${menuWidth}px` : `minmax(${menuWidth}px, 1fr)`].join(' ')

  const keep = () => {
    const clamped = Object.entries(table.atoms.columnSizing.get()).map(([id, width]) => [id, Math.round(Math.max(width, definitions.get(id)?.minWidth ?? narrowest))] as const)
    onWidthsChange(Object.fromEntries(clamped))
  }
  return {
    visible,
    template,
    minimumWidth,
    /** Follows the pointer from here on. `shownWidth` is what the column takes on screen, which may be more than its own width. */
    startResize: (id: string, shownWidth: number, event: MouseEvent | TouchEvent) => {
      table.setColumnSizing(before => ({ ...before, [id]: Math.round(shownWidth) }))
      headers.find(header => header.column.id === id)?.getResizeHandler()(event)
      // After the table's own listener for the end, which was added just before.
      const ends = ['mouseup', 'touchend', 'touchcancel'] as const
      const onEnd = () => {
        for (const end of ends) document.removeEventListener(end, onEnd)
        keep()
      }
      for (const end of ends) document.addEventListener(end, onEnd)
    },
    resize: (id: string, width: number) => {
      table.setColumnSizing(before => ({ ...before, [id]: width }))
      keep()
    },
  }
}

export type ColumnsLayout<Row> = ReturnType<typeof useColumns<Row>>
