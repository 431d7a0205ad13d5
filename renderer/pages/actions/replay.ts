import type { TFunction } from 'i18next'
import type { DeliveryFilter } from '../../../engine/contract/actions.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { tellProblem } from '../../connection/tell-problem.ts'
import { refreshActions } from './use-actions.ts'

type Choice = { businessId: string, ids: string[] } | { businessId: string, filter: DeliveryFilter }

/** Sends deliveries again; all that a filter lets through only after asking. Resolves to true when something is sent. */
export async function replayDeliveries(choice: Choice, t: TFunction): Promise<boolean> {
  if ('filter' in choice && !await confirm({ title: t('actions.replayTitle'), body: t('actions.replayBody'), confirmLabel: t('actions.replay') })) return false
  try {
    const { replayed } = await client.actions.replay(choice)
    if (replayed === 0) notify.info(t('actions.nothingToReplay'))
    else notify.success(t('actions.replayed', { count: replayed }))
    await refreshActions()
    return replayed > 0
  } catch (error) {
    tellProblem(error)
    return false
  }
}
