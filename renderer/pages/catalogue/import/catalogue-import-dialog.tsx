import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { catalogueImportKinds, type CatalogueImportKind } from '../../../../db/values.ts'
import { navigate } from '../../../app/address.ts'
import { Button } from '../../../components/button.tsx'
import { Dialog } from '../../../components/dialog.tsx'
import { FileDrop } from '../../../components/file-drop.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { notify } from '../../../components/toast.tsx'
import { client } from '../../../connection/client.ts'
import { useFormat } from '../../../i18n/format.ts'
import { upload } from '../../batches/upload.ts'
import { ReadingProblem } from '../../debtors/import/reading-problem.tsx'
import { ReviewCatalogue } from './review-catalogue.tsx'

type Step =
  | { name: 'choose', error: unknown }
  | { name: 'upload', file: File, sent: number }
  | { name: 'review', file: File, uploadId: string }

interface CatalogueImportDialogProps { firstKind: CatalogueImportKind, initialFile: File | null, onClose: () => void }

/** From a file to a running import: choose what it is, copy it to the engine, see how its rows will be understood, start. */
export function CatalogueImportDialog({ firstKind, initialFile, onClose }: CatalogueImportDialogProps) {
  const { t } = useTranslation()
  const format = useFormat()
  const [kind, setKind] = useState<CatalogueImportKind>(firstKind)
  const [step, setStep] = useState<Step>({ name: 'choose', error: null })
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
  useEffect(() => () => {
    uploading.current?.abort()
    discard(unused.current)
  }, [])
  const backToFile = () => {
    uploading.current?.abort()
    discard(unused.current)
    unused.current = null
    setStep({ name: 'choose', error: null })
  }

  return (
    <Dialog open size={step.name === 'review' ? 'xl' : 'lg'} title={t('catalogue.import.title')} description={t('catalogue.import.body')} onOpenChange={open => { if (!open) onClose() }}>
      {step.name !== 'upload' && <KindChoice value={kind} onChange={setKind} />}
      {step.name === 'choose' && (
        <div className="flex flex-col gap-4 pt-4 pb-2">
          {step.error !== null && <ReadingProblem error={step.error} />}
          <FileDrop accept=".csv,.tsv,.txt,.xlsx,.json" hint={t('catalogue.import.formats')} onFile={file => void take(file)} />
        </div>
      )}
      {step.name === 'upload' && (
        <div className="flex flex-col items-center gap-3 py-8">
          <p className="font-medium">{step.file.name}</p>
          <ProgressBar value={step.file.size === 0 ? null : step.sent / step.file.size} label={t('batches.uploading')} className="w-80" />
          <p role="status" className="text-ink-soft">{t('batches.sentOf', { sent: format.bytes(step.sent), total: format.bytes(step.file.size) })}</p>
          <Button onClick={backToFile}>{t('common.cancel')}</Button>
        </div>
      )}
      {step.name === 'review' && (
        <ReviewCatalogue
          key={kind} uploadId={step.uploadId} fileName={step.file.name} kind={kind} onBack={backToFile}
          onStarted={() => {
            unused.current = null
            notify.info(t('catalogue.import.started'))
            navigate({ page: 'catalogue', query: { view: 'imports' } }, { replace: true })
          }}
        />
      )}
    </Dialog>
  )
}

function discard(uploadId: string | null): void {
  // The engine sweeps up what stays behind should this not reach it.
  if (uploadId !== null) void client.ingest.discard({ uploadId }).catch(() => undefined)
}

function KindChoice({ value, onChange }: { value: CatalogueImportKind, onChange: (kind: CatalogueImportKind) => void }) {
  const { t } = useTranslation()
  return (
    <fieldset>
      <legend className="mb-1.5 text-sm font-medium text-ink-soft">{t('catalogue.import.kindTitle')}</legend>
      <div className="grid gap-2 sm:grid-cols-3">
        {catalogueImportKinds.map(kind => (
          <label key={kind} className="flex cursor-default items-start gap-2 rounded-md border border-line-control p-2.5 hover:border-ink-faint has-checked:border-accent has-checked:bg-accent-soft has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent">
            <input type="radio" name="catalogue-kind" value={kind} checked={value === kind} onChange={() => onChange(kind)} className="mt-0.5 accent-(--accent-fill)" />
            <span className="min-w-0"><span className="block font-medium">{t(`catalogue.import.kind.${kind}`)}</span><span className="block text-sm text-ink-soft">{t(`catalogue.import.kindHint.${kind}`)}</span></span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}
