import { useMutation } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import type { Batch } from '../../../engine/contract/batches.ts'
import { confirm } from '../../components/confirm.tsx'
import { notify } from '../../components/toast.tsx'
import { api, client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { shownLanguage } from '../../i18n/index.ts'
import { useFormat } from '../../i18n/format.ts'
import { downloadFile } from './download-file.ts'

function onSuccess(changed: Batch): void {
  queryClient.setQueriesData<Batch[]>({ queryKey: api.batches.list.key() }, batches => batches?.map(batch => batch.id === changed.id ? changed : batch))
}

/** Everything that can be done with a batch. What cannot be undone asks first, with the number of rows it touches. */
export function useBatchActions() {
  const { t } = useTranslation()
  const format = useFormat()
  const pause = useMutation(api.batches.pause.mutationOptions({ onSuccess }))
  const resume = useMutation(api.batches.resume.mutationOptions({ onSuccess }))
  const cancel = useMutation(api.batches.cancel.mutationOptions({ onSuccess }))
  const retryFailed = useMutation(api.batches.retryFailed.mutationOptions({ onSuccess }))
  const remove = useMutation(api.batches.remove.mutationOptions({ onSuccess }))

  const askCancel = async (batch: Batch) => {
    const left = Math.max(0, batch.progress.total - batch.progress.classified - batch.progress.failed)
    const yes = await confirm({ title: t('batches.cancelTitle', { name: batch.name }), body: t('batches.cancelBody', { count: left, number: format.number(left) }), confirmLabel: t('batches.cancel'), dismissLabel: t('batches.keepImporting'), danger: true })
    if (yes) cancel.mutate({ batchId: batch.id })
  }
  const askRemove = async (batch: Batch) => {
    const yes = await confirm({ title: t('batches.removeTitle', { name: batch.name }), body: t('batches.removeBody', { count: batch.created, number: format.number(batch.created) }), confirmLabel: t('common.remove'), danger: true })
    if (yes) remove.mutate({ batchId: batch.id })
  }
  const downloadFailedRows = async (batch: Batch) => {
    try {
      const parts: string[] = []
      for await (const part of await client.batches.failedRows({ batchId: batch.id, language: shownLanguage() })) parts.push(part)
      downloadFile(new Blob(parts, { type: 'text/csv;charset=utf-8' }), t('batches.failedFileName', { name: batch.name.replaceAll(/[\\/:*?"<>|]/g, ' ') }))
    } catch (error) {
      const { title, body } = problemText(error)
      notify.error(title, { description: body })
    }
  }
  return {
    pause: (batch: Batch) => pause.mutate({ batchId: batch.id }),
    resume: (batch: Batch) => resume.mutate({ batchId: batch.id }),
    retryFailed: (batch: Batch) => retryFailed.mutate({ batchId: batch.id }),
    askCancel, askRemove, downloadFailedRows,
    busy: pause.isPending || resume.isPending || cancel.isPending || retryFailed.isPending || remove.isPending,
  }
}
