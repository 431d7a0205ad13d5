import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TranscriptFilter } from '../../../engine/contract/transcripts.ts'
import { notify } from '../../components/toast.tsx'
import { client } from '../../connection/client.ts'
import { problemText } from '../../connection/problem.ts'
import { shownLanguage } from '../../i18n/index.ts'
import { downloadFile } from '../batches/download-file.ts'
import type { Sort } from './filter-address.ts'

export type ExportFormat = 'csv' | 'json'

const types: Record<ExportFormat, string> = { csv: 'text/csv;charset=utf-8', json: 'application/json' }

/**
 * Saves what the table shows as a file. `received` counts the characters that came so far, null while nothing is
 * being exported; `stop` gives up and saves nothing.
 */
export function useExport() {
  const { t } = useTranslation()
  const [received, setReceived] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)

  const start = useCallback(async (format: ExportFormat, filter: TranscriptFilter, sort: Sort | null) => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setReceived(0)
    try {
      const parts: string[] = []
      let characters = 0
      for await (const part of await client.transcripts.export({ filter, format, language: shownLanguage(), ...(sort && { sort }) }, { signal: abort.signal })) {
        parts.push(part)
        characters += part.length
        setReceived(characters)
      }
      if (abort.signal.aborted) return
      downloadFile(new Blob(parts, { type: types[format] }), `${t('transcripts.export.fileName')}-${new Date().toISOString().slice(0, 10)}.${format}`)
      notify.success(t('transcripts.export.done'))
    } catch (error) {
      if (abort.signal.aborted) return
      const { title, body } = problemText(error)
      notify.error(title, { description: body })
    } finally {
      if (running.current === abort) {
        running.current = null
        setReceived(null)
      }
    }
  }, [t])

  const stop = useCallback(() => running.current?.abort(), [])
  return { received, start, stop }
}
