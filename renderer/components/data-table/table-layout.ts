import type { QueryKey } from '@tanstack/react-query'
import { useCallback } from 'react'
import type { TableLayout } from '../../../engine/contract/system.ts'
import { setPreferences, usePreferences } from '../../app/preferences.ts'

const untouched: TableLayout = { columns: null, widths: {} }

/** What a table's layout is remembered under: the engine's list that it shows, such as "transcripts.list". */
export function tableNameOf(queryKey: QueryKey): string {
  const [path] = queryKey
  return Array.isArray(path) ? path.join('.') : String(path)
}

/** How the person arranged this table, kept with their preferences in the engine: another window has it too. */
export function useTableLayout(name: string): { layout: TableLayout, change: (changes: Partial<TableLayout>) => void } {
  const layout = usePreferences(preferences => preferences.tables[name]) ?? untouched
  const change = useCallback((changes: Partial<TableLayout>) => {
    const { tables } = usePreferences.getState()
    void setPreferences({ tables: { ...tables, [name]: { ...(tables[name] ?? untouched), ...changes } } })
  }, [name])
  return { layout, change }
}
