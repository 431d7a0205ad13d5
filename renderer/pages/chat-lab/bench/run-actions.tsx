import { useMutation } from '@tanstack/react-query'
import { Ban, Ellipsis, Flag, FlagOff, ListTodo, Trash2 } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { BenchRun } from '../../../../engine/contract/chat-bench.ts'
import { navigate } from '../../../app/address.ts'
import { useBusinessId } from '../../../app/business.ts'
import { Button, IconButton } from '../../../components/button.tsx'
import { confirm } from '../../../components/confirm.tsx'
import { Menu, MenuItem } from '../../../components/menu.tsx'
import { api } from '../../../connection/client.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { openOverview } from './bench-address.ts'

/** What can be done with a run. */
export function RunActions({ run }: { run: BenchRun }) {
  const { t } = useTranslation()
  const businessId = useBusinessId()
  const onSuccess = () => queryClient.invalidateQueries({ queryKey: api.chatBench.key() })
  const cancel = useMutation(api.chatBench.cancel.mutationOptions({ onSuccess }))
  const mark = useMutation(api.chatBench.setReference.mutationOptions({ onSuccess }))
  const remove = useMutation(api.chatBench.removeRun.mutationOptions({
    onSuccess: () => {
      openOverview()
      return onSuccess()
    },
  }))
  const askRemove = async () => {
    if (await confirm({ title: t('chatBench.removeRunTitle'), body: t('chatBench.removeRunBody'), confirmLabel: t('chatBench.remove'), danger: true })) remove.mutate({ businessId, runId: run.id })
  }
  const { jobId } = run
  return (
    <>
      {run.state === 'running' && <Button icon={Ban} busy={cancel.isPending} onClick={() => cancel.mutate({ businessId, runId: run.id })}>{t('chatBench.cancel')}</Button>}
      {run.state === 'done' && <Button icon={run.reference ? FlagOff : Flag} busy={mark.isPending} onClick={() => mark.mutate({ businessId, runId: run.reference ? null : run.id })}>{t(run.reference ? 'chatBench.noReference' : 'chatBench.asReference')}</Button>}
      <Menu align="end" label={t('chatBench.moreOf')} trigger={<IconButton icon={Ellipsis} label={t('chatBench.moreOf')} />}>
        {jobId !== null && <MenuItem icon={ListTodo} onSelect={() => navigate({ page: 'jobs', item: jobId })}>{t('chatBench.showJob')}</MenuItem>}
        <MenuItem icon={Trash2} danger disabled={run.state === 'running'} onSelect={() => void askRemove()}>{t('chatBench.removeRun')}…</MenuItem>
      </Menu>
    </>
  )
}
