import type { TFunction } from 'i18next'
import type { CallJobFilter } from '../../../engine/contract/campaigns.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { tellProblem } from '../../connection/tell-problem.ts'
import { refreshCampaigns } from './use-campaigns.ts'

export type JobSelection = { jobIds: string[] } | { filter: CallJobFilter }
export type JobAction = 'reset' | 'cancel' | 'suspend'

/** How many debtors a selection means. */
export async function countSelection(selection: JobSelection): Promise<number> {
  return 'jobIds' in selection ? selection.jobIds.length : (await client.campaigns.countJobs({ filter: selection.filter })).count
}

/** Counts whom it would touch, asks, and acts. Resolves to true when something was changed. Suspending needs a reason: see SuspendDialog. */
export async function actOnJobs(action: 'reset' | 'cancel', selection: JobSelection, t: TFunction): Promise<boolean> {
  try {
    const count = await countSelection(selection)
    if (count === 0) {
      notify.info(t('campaigns.nobody'))
      return false
    }
    const agreed = await confirm({ title: t(`campaigns.confirm.${action}`, { count }), body: t(`campaigns.confirm.${action}Body`), confirmLabel: t(`campaigns.confirm.${action}Yes`), danger: action === 'cancel' })
    if (!agreed) return false
    const done = await (action === 'reset' ? client.campaigns.resetJobs({ selection }) : client.campaigns.cancelJobs({ selection }))
    tellDone(action, done.count, t)
    return true
  } catch (error) {
    tellProblem(error)
    return false
  }
}

export async function suspendJobs(selection: JobSelection, reason: string, t: TFunction): Promise<boolean> {
  try {
    const done = await client.campaigns.suspendJobs({ selection, reason })
    tellDone('suspend', done.count, t)
    return true
  } catch (error) {
    tellProblem(error)
    return false
  }
}

function tellDone(action: JobAction, count: number, t: TFunction): void {
  notify.success(t(`campaigns.acted.${action}`, { count }))
  void refreshCampaigns()
}
