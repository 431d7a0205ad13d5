import { CircleCheck, CircleX, Info } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useBusinessId } from '../../../app/business.ts'
import { Button } from '../../../components/button.tsx'
import { IconState } from '../../../components/icon-state.tsx'
import { ProgressBar } from '../../../components/progress.tsx'
import { api, client } from '../../../connection/client.ts'
import { problemText } from '../../../connection/problem.ts'
import { queryClient } from '../../../connection/query-client.ts'
import { upload } from '../../batches/upload.ts'

/** A file on its way, and what became of it. */
interface SentFile { readonly key: number, readonly file: File, readonly share: number, readonly end: { outcome: 'added' | 'known', id: string } | { outcome: 'failed', why: string } | null }

/** Sends files one after another and adds each as a document. What is on its way when the dialog closes is given up. */
export function useSentFiles(firstFiles: readonly File[]): { sent: readonly SentFile[], send: (files: readonly File[]) => void } {
  const businessId = useBusinessId()
  const [sent, setSent] = useState<readonly SentFile[]>([])
  const line = useRef(Promise.resolve())
  const abort = useRef<AbortController | null>(null)
  const keys = useRef(0)
  const change = (key: number, given: Partial<SentFile>) => setSent(files => files.map(file => file.key === key ? { ...file, ...given } : file))

  const sendOne = async (key: number, file: File, signal: AbortSignal) => {
    if (signal.aborted) return
    try {
      const uploadId = await upload(file, bytes => change(key, { share: file.size === 0 ? 1 : bytes / file.size }), signal)
      const { document, known } = await client.knowledge.documents.add({ businessId, uploadId })
      change(key, { share: 1, end: { outcome: known ? 'known' : 'added', id: document.id } })
      void queryClient.invalidateQueries({ queryKey: api.knowledge.key() })
    } catch (error) {
      if (!signal.aborted) change(key, { end: { outcome: 'failed', why: problemText(error).title } })
    }
  }
  const send = (files: readonly File[]) => {
    abort.current ??= new AbortController()
    const { signal } = abort.current
    for (const file of files) {
      const key = keys.current += 1
      setSent(current => [...current, { key, file, share: 0, end: null }])
      line.current = line.current.then(() => sendOne(key, file, signal))
    }
  }
  const latestSend = useRef(send)
  useEffect(() => { latestSend.current = send })
  useEffect(() => {
    if (firstFiles.length > 0) latestSend.current(firstFiles)
  }, [firstFiles])
  useEffect(() => () => {
    abort.current?.abort()
    abort.current = null
    setSent([])
  }, [])
  return { sent, send }
}

/** The files that were sent, the last one first. */
export function SentFiles({ sent, onOpen }: { sent: readonly SentFile[], onOpen: (documentId: string) => void }) {
  const { t } = useTranslation()
  if (sent.length === 0) return null
  return (
    <ul aria-live="polite" className="divide-y divide-line rounded-md border border-line">
      {sent.toReversed().map(({ key, file, share, end }) => (
        <li key={key} className="flex flex-wrap items-center gap-x-3 gap-y-1 px-3 py-2">
          <span className="min-w-0 flex-1 truncate font-medium">{file.name}</span>
          {end === null && <ProgressBar value={share} label={t('documents.outcome.sending')} className="w-32" />}
          {end?.outcome === 'added' && <IconState icon={CircleCheck} tone="positive" label={t('documents.outcome.added')} />}
          {end?.outcome === 'known' && <IconState icon={Info} tone="accent" label={t('documents.outcome.known')} />}
          {end !== null && end.outcome !== 'failed' && <Button size="sm" onClick={() => onOpen(end.id)}>{t('documents.open')}</Button>}
          {end?.outcome === 'failed' && <IconState icon={CircleX} tone="danger" label={t('documents.outcome.failed')} />}
          {end?.outcome === 'failed' && <p className="w-full text-danger">{end.why}.</p>}
        </li>
      ))}
    </ul>
  )
}
