import { useQuery, useQueryClient, type QueryKey } from '@tanstack/react-query'
import { useEffect, useRef, useState } from 'react'
import { openItem } from '../../app/address.ts'
import { keyBelongsElsewhere } from './keyboard.ts'
import { positionIn, stepped } from './list-position.ts'
import { pageQuery, rowsPerPage, type FetchPage, type RowPage } from './use-paged-rows.ts'

/**
 * Moves from the open item to its neighbours in the list it came from, with j and k or `move`.
 * `position` is null where the list is not known: an address opened anew that is not on the list's first page.
 */
export function useListWalk<Row extends { id: string }>(id: string, { queryKey, fetchPage }: { queryKey: QueryKey, fetchPage: FetchPage<Row> }): { position: number | null, total: number, move: (step: -1 | 1) => void } {
  const queryClient = useQueryClient()
  const [walked, setWalked] = useState<{ id: string, position: number } | null>(null)
  // The page where the item is stays fresh while it is watched here; without the list's own table nobody else would.
  const watched = Math.floor((walked?.position ?? 0) / rowsPerPage)
  const { data: page } = useQuery(pageQuery(queryKey, fetchPage, watched))

  const inMemory = queryClient.getQueriesData<RowPage<Row>>({ queryKey }).flatMap(([key, data]) => {
    const last = key.at(-1)
    return data && typeof last === 'object' && last !== null && 'page' in last ? [[Number(last.page), data.rows.map(row => row.id)] as const] : []
  })
  const position = positionIn(inMemory, id, rowsPerPage) ?? (walked?.id === id ? walked.position : null)
  if (position !== null && (walked?.id !== id || walked.position !== position)) setWalked({ id, position })

  const total = page?.total ?? 0
  const move = async (step: -1 | 1) => {
    const next = position === null ? null : stepped(position, step, total)
    if (next === null) return
    const { rows } = await queryClient.fetchQuery(pageQuery(queryKey, fetchPage, Math.floor(next / rowsPerPage)))
    const row = rows[next % rowsPerPage]
    if (!row) return
    setWalked({ id: row.id, position: next })
    openItem(row.id, { replace: true })
  }
  const latestMove = useRef(move)
  useEffect(() => { latestMove.current = move })
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if ((event.key !== 'j' && event.key !== 'k') || keyBelongsElsewhere(event)) return
      event.preventDefault()
      void latestMove.current(event.key === 'j' ? 1 : -1)
    }
    window.addEventListener('keydown', onKey)
    return () => window.removeEventListener('keydown', onKey)
  }, [])
  return { position, total, move: step => void move(step) }
}
