import { useMutation } from '@tanstack/react-query'
import type { CacheTask } from '../../../../engine/contract/answer-cache.ts'
import { useBusinessId } from '../../../app/business.ts'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'

type Setting = Pick<CacheTask, 'mode' | 'threshold' | 'ttlSeconds'>

/** Changes how the answers of one kind of question are kept and used. */
export function useSetTask({ shownInPlace = false, onDone }: { shownInPlace?: boolean, onDone?: () => void } = {}) {
  const businessId = useBusinessId()
  const set = useMutation(api.answerCache.setTask.mutationOptions({
    meta: { shownInPlace },
    onSuccess: tasks => {
      queryClient.setQueryData(api.answerCache.tasks.queryKey({ input: { businessId } }), tasks)
      onDone?.()
    },
  }))
  return {
    isPending: set.isPending,
    error: set.error,
    mutate: ({ task, mode, threshold, ttlSeconds }: CacheTask, changes: Partial<Setting>) => set.mutate({ businessId, task, mode, threshold, ttlSeconds, ...changes }),
  }
}
