import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { debtorImportKinds, type DebtorImportKind } from '../../../../db/values.ts'
import type { DebtorImport as StartedImport } from '../../../../engine/contract/debtors.ts'
import { Button } from '../../../components/button.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { client } from '../../../connection/client.ts'
import { useConnection } from '../../../connection/connection-state.ts'
import { useFormat } from '../../../i18n/format.ts'
import { upload } from '../../batches/upload.ts'
import { ChooseDebtorsFile } from './choose-debtors-file.tsx'
import { ReadingProblem } from './reading-problem.tsx'
import { ReviewImport } from './review-import.tsx'

type Step =
  | { name: 'choose', error: unknown }
  | { name: 'upload', file: File, sent: number }
  | { name: 'review', file: File, uploadId: string }

interface DebtorImportProps {
  simulated: boolean
  /** The campaign that the file's debtors join; such a file is one of debtors. */
  campaignId?: string
  initialFile?: File | null
  onStarted: (started: StartedImport) => void
  onCancel?: () => void
  /** Whether there is a table to show, for whoever gives it room. */
  onWide?: (wide: boolean) => void
}

/**
 * From a file to a running import: choose what it is, copy it to the engine, see how its rows will be understood, start.
 * Used by the page of debtors and by the setup of a campaign.
 */
export function DebtorImport({ simulated, campaignId, initialFile = null, onStarted, onCancel, onWide }: DebtorImportProps) {
  const { t } = useTranslation()
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })
  const [kind, setKind] = useState<DebtorImportKind>('debtors')
  const uploading = useRef<AbortController | null>(null)
  // What was copied and is not used: given back when the person leaves without starting.
  const unused = useRef<string | null>(null)

  const take = async (file: File) => {
    const abort = new AbortController()
    uploading.current = abort
    setStep({ name: 'upload', file, sent: 0 })
    try {
      const uploadId = await upload(file, sent => setStep({ name: 'upload', file, sent }), abort.signal)
      unused.current = uploadId
      setStep({ name: 'review', file, uploadId })
    } catch (error) {
      if (!abort.signal.aborted) setStep({ name: 'choose', error })
    }
  }
  const latestTake = useRef(take)
  useEffect(() => { latestTake.current = take })
  useEffect(() => { if (initialFile) void latestTake.current(initialFile) }, [initialFile])
  useEffect(() => { onWide?.(step.name === 'review') }, [step.name, onWide])
  useEffect(() => () => {
    uploading.current?.abort()
    discard(unused.current)
  }, [])

  const backToFile = (error: unknown = null) => {
    uploading.current?.abort()
    discard(unused.current)
    unused.current = null
    setStep({ name: 'choose', error })
  }

  if (step.name === 'upload') return <Uploading file={step.file} sent={step.sent} onCancel={() => backToFile()} />
  if (step.name === 'review') {
    return (
      <ReviewImport
        uploadId={step.uploadId} fileName={step.file.name} kind={kind} simulated={simulated} {...(campaignId !== undefined && { campaignId })}
        onBack={backToFile}
        onStarted={started => {
          unused.current = null
          onStarted(started)
        }}
      />
    )
  }
  return (
    <div className="flex flex-col gap-4 pb-2">
      {step.error !== null && <ReadingProblem error={step.error} />}
      {campaignId === undefined && <KindChoice value={kind} onChange={setKind} />}
      <ChooseDebtorsFile kind={kind} onFile={file => void take(file)} />
      {onCancel && <div className="flex justify-end"><Button onClick={onCancel}>{t('common.cancel')}</Button></div>}
    </div>
  )
}

function discard(uploadId: string | null): void {
  // The engine sweeps up what stays behind should this not reach it.
  if (uploadId !== null) void client.ingest.discard({ uploadId }).catch(() => undefined)
}

function KindChoice({ value, onChange }: { value: DebtorImportKind, onChange: (kind: DebtorImportKind) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t('debtors.import.kindTitle')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {debtorImportKinds.map(kind => (
          <label key={kind} className="flex cursor-default items-start gap-2 rounded-md border border-line-control p-2.5 hover:border-ink-faint has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent">
            <input type="radio" name="kind" value={kind} checked={value === kind} onChange={() => onChange(kind)} className="mt-0.5 accent-(--accent-fill)" />
            <span className="min-w-0">
              <span className="block font-medium">{t(`debtors.import.kind.${kind}`)}</span>
              <span className="block text-sm text-ink-soft">{t(`debtors.import.kindHint.${kind}`)}</span>
            </span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

function Uploading({ file, sent, onCancel }: { file: File, sent: number, onCancel: () => void }) {
  const { t } = useTranslation()
  const format = useFormat()
  const lost = useConnection(state => state.status !== 'connected')
  return (
    <div className="flex flex-col gap-3 py-8">
      <p className="text-center font-medium">{file.name}</p>
      <ProgressBar value={file.size === 0 ? null : sent / file.size} label={t('batches.uploading')} className="mx-auto w-80" />
      <p role="status" className="text-center text-ink-soft">
        {lost ? t('batches.waitingForEngine') : sent < file.size ? t('batches.sentOf', { sent: format.bytes(sent), total: format.bytes(file.size) }) : t('batches.reading')}
      </p>
      <div className="flex justify-center"><Button onClick={onCancel}>{t('common.cancel')}</Button></div>
    </div>
  )
}
