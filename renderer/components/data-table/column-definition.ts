import type { ReactNode } from 'react'

export interface ColumnDefinition<Row> {
  id: string
  /** Name in the header and in the column menu. */
  header: string
  cell: (row: Row) => ReactNode
  /** Width to begin with, in pixels. */
  width: number
  minWidth?: number
  /** Takes the width the other columns leave over. */
  grow?: boolean
  align?: 'start' | 'end'
  sortable?: boolean
  /** Left out until somebody chooses it in the column menu. */
  hiddenAtFirst?: boolean
}

export interface TableSort { column: string; descending: boolean }

/** The columns shown before anybody chose, in their order. */
export function initialColumns<Row>(columns: readonly ColumnDefinition<Row>[]): string[] {
  return columns.filter(column => !column.hiddenAtFirst).map(column => column.id)
}

/** The columns that a person chose, less those there are no more; the initial ones where nothing is left or was chosen. */
export function chosenColumns<Row>(columns: readonly ColumnDefinition<Row>[], chosen: readonly string[] | null): string[] {
  const known = chosen?.filter(id => columns.some(column => column.id === id)) ?? []
  return known.length > 0 ? known : initialColumns(columns)
}

/** A click on a header sorts upwards, the next downwards, the third goes back to the list's own order. */
export function nextSort(sort: TableSort | null, column: string): TableSort | null {
  if (sort?.column !== column) return { column, descending: false }
  return sort.descending ? null : { column, descending: true }
}
