import type { TFunction } from 'i18next'
import type { jobActions, JobTarget } from '../../../engine/contract/jobs.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { queryClient } from '../../connection/query-client.ts'
import { tellProblem } from '../../connection/tell-problem.ts'

export type JobAction = (typeof jobActions)[number]

/**
 * Counts what the action would touch, asks, and acts. Resolves to true when something was changed.
 * One named job is retried without asking: it takes nothing away.
 */
export async function actOnJobs(action: JobAction, target: JobTarget, t: TFunction): Promise<boolean> {
  try {
    const { count } = await client.jobs.countAction({ action, target })
    if (count === 0) {
      notify.info(t(`jobs.nothingTo.${action}`), { description: t(`jobs.nothingToHint.${action}`) })
      return false
    }
    const oneRetry = action === 'retry' && 'ids' in target && target.ids.length === 1
    const agreed = oneRetry || await confirm({
      title: t(`jobs.confirm.${action}`), body: t(`jobs.confirm.${action}Body`, { count }),
      confirmLabel: t(`jobs.confirm.${action}Yes`, { count }), danger: action === 'cancel',
    })
    if (!agreed) return false
    const done = await client.jobs.act({ action, target })
    notify.success(t(`jobs.acted.${action}`, { count: done.count }))
    await queryClient.invalidateQueries({ queryKey: api.jobs.key() })
    return true
  } catch (error) {
    tellProblem(error)
    return false
  }
}
