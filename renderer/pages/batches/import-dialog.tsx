import { useMutation } from '@tanstack/react-query'
import { CircleAlert } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Mapping, Preview } from '../../../engine/contract/ingest.ts'
import { navigate } from '../../app/address.ts'
import { useBusinessId } from '../../app/business.ts'
import { Button } from '../../components/button.tsx'
import { Dialog } from '../../components/dialog.tsx'
import { ProgressBar } from '../../components/progress.tsx'
import { api, client } from '../../connection/client.ts'
import { useConnection } from '../../connection/connection-state.ts'
import { problemText } from '../../connection/problem.ts'
import { queryClient } from '../../connection/query-client.ts'
import { useFormat } from '../../i18n/format.ts'
import { ChooseFile } from './choose-file.tsx'
import { MappingStep } from './mapping-step.tsx'
import { upload } from './upload.ts'

type Step =
  | { name: 'choose', error: unknown }
  | { name: 'upload', file: File, sent: number }
  | { name: 'map', preview: Preview }

/** From a file to a running batch: choose, upload, say what each column is, start. */
export function ImportDialog({ initialFile, onClose }: { initialFile: File | null, onClose: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const businessId = useBusinessId()
  const lost = useConnection(state => state.status !== 'connected')
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })
  const [mapping, setMapping] = useState<Mapping>({})
  const [name, setName] = useState('')
  const uploading = useRef<AbortController | null>(null)

  const take = async (file: File) => {
    const abort = new AbortController()
    uploading.current = abort
    setStep({ name: 'upload', file, sent: 0 })
    try {
      const uploadId = await upload(file, sent => setStep({ name: 'upload', file, sent }), abort.signal)
      const preview = await client.ingest.preview({ uploadId })
      if (abort.signal.aborted) return
      setMapping(preview.mapping)
      setName(file.name.replace(/\.[^.]+$/, ''))
      setStep({ name: 'map', preview })
    } catch (error) {
      if (!abort.signal.aborted) setStep({ name: 'choose', error })
    }
  }
  const latestTake = useRef(take)
  useEffect(() => { latestTake.current = take })
  useEffect(() => { if (initialFile) void latestTake.current(initialFile) }, [initialFile])
  useEffect(() => () => uploading.current?.abort(), [])

  const start = useMutation(api.batches.start.mutationOptions({
    onSuccess: async batch => {
      await queryClient.invalidateQueries({ queryKey: api.batches.list.key() })
      navigate({ page: 'batches', item: batch.id }, { replace: true })
    },
  }))
  const leave = () => {
    uploading.current?.abort()
    // The engine sweeps up what stays behind should this not reach it.
    if (step.name === 'map') void client.ingest.discard({ uploadId: step.preview.uploadId }).catch(() => undefined)
    onClose()
  }

  const footer = step.name === 'map' ? (
    <>
      <Button onClick={leave}>{t('common.cancel')}</Button>
      <Button variant="primary" busy={start.isPending} disabled={mapping.transcript === undefined || name.trim() === ''} onClick={() => start.mutate({ businessId, uploadId: step.preview.uploadId, name: name.trim(), mapping })}>
        {t('batches.start')}
      </Button>
    </>
  ) : step.name === 'upload' ? <Button onClick={leave}>{t('common.cancel')}</Button> : undefined

  return (
    <Dialog open size={step.name === 'map' ? 'xl' : 'lg'} title={t('batches.importTitle')} description={t(`batches.step.${step.name}`)} onOpenChange={open => { if (!open) leave() }} footer={footer}>
      {step.name === 'choose' && (
        <div className="flex flex-col gap-3 pb-2">
          {step.error !== null && <ReadingProblem error={step.error} />}
          <ChooseFile onFile={file => void take(file)} />
        </div>
      )}
      {step.name === 'upload' && (
        <div className="flex flex-col gap-3 py-10">
          <p className="text-center font-medium">{step.file.name}</p>
          <ProgressBar value={step.file.size === 0 ? null : step.sent / step.file.size} label={t('batches.uploading')} className="mx-auto w-80" />
          <p role="status" className="text-center text-ink-soft">
            {lost ? t('batches.waitingForEngine') : step.sent < step.file.size ? t('batches.sentOf', { sent: format.bytes(step.sent), total: format.bytes(step.file.size) }) : t('batches.reading')}
          </p>
        </div>
      )}
      {step.name === 'map' && <MappingStep preview={step.preview} mapping={mapping} onMappingChange={setMapping} name={name} onNameChange={setName} />}
    </Dialog>
  )
}

function ReadingProblem({ error }: { error: unknown }) {
  const { title, body } = problemText(error)
  return (
    <div role="alert" className="flex gap-2 rounded-md bg-danger-soft px-3 py-2">
      <CircleAlert aria-hidden size={16} className="mt-0.5 shrink-0 text-danger" />
      <div><p className="font-medium text-danger">{title}</p>{body && <p className="text-ink-soft">{body}</p>}</div>
    </div>
  )
}
