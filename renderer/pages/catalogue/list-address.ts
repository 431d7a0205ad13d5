import { setQuery } from '../../app/address.ts'
import type { TableSort } from '../../components/data-table/data-table.tsx'

/** Reads `price:desc`; null for what is no column of the list. */
export function readSort<Column extends string>(text: string | undefined, columns: readonly Column[]): { column: Column, descending: boolean } | null {
  const [name, direction] = (text ?? '').split(':')
  const column = columns.find(candidate => candidate === name)
  return column === undefined ? null : { column, descending: direction === 'desc' }
}

/** Keeps the order of a list in the address. */
export function writeSort(sort: TableSort | null): void {
  setQuery({ sort: sort && `${sort.column}:${sort.descending ? 'desc' : 'asc'}` })
}

/** The one value ticked of `yes` and `no`, as the address holds it. */
export function readYesNo(text: string | undefined): boolean | undefined {
  return text === 'yes' ? true : text === 'no' ? false : undefined
}
