import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { create } from 'zustand'
import type { Disagreement } from '../../../engine/contract/opinions.ts'
import { currentAddress, openItem } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'

/** Disagreements at hand at once, the least certain first; as they are settled the next ones come. */
const atHand = 200

/** What names a disagreement in the address. */
export function keyOf(one: Pick<Disagreement, 'transcriptId' | 'enumName'>): string {
  return `${one.transcriptId}/${one.enumName}`
}

/** Which one is open: the one asked for, else the first. */
export function shownPosition(rows: readonly Disagreement[], item: string | null): number {
  return Math.max(0, rows.findIndex(row => keyOf(row) === item))
}

/** What is open after the one at `position` has left the queue: the one that takes its place, at the end the one before. */
export function neighbourAfter(rows: readonly Disagreement[], position: number): Disagreement | null {
  return rows[position + 1] ?? rows[position - 1] ?? null
}

export interface QueueFilter { enumName: string | undefined, settled: boolean }

export function useQueue({ enumName, settled }: QueueFilter) {
  const businessId = useBusinessId()
  const input = useMemo(() => ({ businessId, ...(enumName !== undefined && { enumName }), settled, limit: atHand }), [businessId, enumName, settled])
  const query = useQuery(api.opinions.disagreements.queryOptions({ input, placeholderData: keepPreviousData }))
  return { ...query, queryKey: api.opinions.disagreements.queryKey({ input }) }
}

interface Settled { row: Disagreement, value: string }

/** What was settled in this session, latest last. */
const useSettledSteps = create<{ steps: Settled[] }>(() => ({ steps: [] }))

/** Settles one and goes on to the next; `undo` takes the last one back and opens it again. */
export function useSettle(queryKey: ReturnType<typeof useQueue>['queryKey']) {
  const { t } = useTranslation()
  const steps = useSettledSteps(state => state.steps)
  const refetch = () => Promise.all([queryClient.invalidateQueries({ queryKey: api.opinions.key() }), queryClient.invalidateQueries({ queryKey: api.transcripts.key() })])
  const settling = useMutation({
    mutationFn: ({ row, value }: Settled) => client.opinions.settle({ transcriptId: row.transcriptId, enumName: row.enumName, value }),
    // Taken out at once; what the engine has in its stead comes with its event.
    onMutate: async ({ row }) => {
      await queryClient.cancelQueries({ queryKey })
      queryClient.setQueryData(queryKey, list => list && {
        ...list, total: list.total - 1,
        rows: list.rows.filter(other => keyOf(other) !== keyOf(row)),
        byEnum: { ...list.byEnum, [row.enumName]: Math.max(0, (list.byEnum[row.enumName] ?? 1) - 1) },
      })
    },
    onError: (_error, step) => useSettledSteps.setState(state => ({ steps: state.steps.filter(other => other !== step) })),
    onSettled: refetch,
  })
  const takingBack = useMutation({
    // What a person had said before stands again; else the classifiers' word does.
    mutationFn: ({ row }: Settled) => client.transcripts.correct({ transcriptId: row.transcriptId, enumName: row.enumName, value: row.person }),
    onSuccess: async (_transcript, { row }) => {
      await refetch()
      if (currentAddress().page === 'disagreements') openItem(keyOf(row), { replace: true })
      notify.info(t('disagreements.undone'))
    },
  })
  const { mutate: settleStep } = settling
  const settle = useCallback((rows: readonly Disagreement[], row: Disagreement, value: string) => {
    const next = neighbourAfter(rows, rows.indexOf(row))
    const step = { row, value }
    useSettledSteps.setState(state => ({ steps: [...state.steps, step] }))
    settleStep(step)
    openItem(next && keyOf(next), { replace: true })
  }, [settleStep])
  const undo = () => {
    const step = steps.at(-1)
    if (!step || takingBack.isPending) return
    useSettledSteps.setState({ steps: steps.slice(0, -1) })
    takingBack.mutate(step)
  }
  return { settle, undo, canUndo: steps.length > 0 }
}
