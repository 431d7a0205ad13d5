import { useCallback, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { client } from '../../connection/client.ts'
import { tellProblem } from '../../connection/tell-problem.ts'
import { downloadFile } from '../../pages/batches/download-file.ts'
import { notify } from '../toast.tsx'

type Parts = (given: typeof client, signal: AbortSignal) => Promise<AsyncIterable<string>>

const types = { csv: 'text/csv;charset=utf-8', json: 'application/json', zip: 'application/zip' } as const
export type FileKind = Exclude<keyof typeof types, 'zip'>

/**
 * Saves as a file what the engine sends in parts of text; those of an archive are base64. `received` counts the characters that came so far, null while
 * nothing is under way; `stop` gives up and saves nothing.
 */
export function useDownload() {
  const { t } = useTranslation()
  const [received, setReceived] = useState<number | null>(null)
  const running = useRef<AbortController | null>(null)

  const start = useCallback(async (name: string, kind: keyof typeof types, ask: Parts) => {
    running.current?.abort()
    const abort = new AbortController()
    running.current = abort
    setReceived(0)
    try {
      const parts: BlobPart[] = []
      let characters = 0
      for await (const part of await ask(client, abort.signal)) {
        parts.push(kind === 'zip' ? Uint8Array.from(atob(part), character => character.charCodeAt(0)) : part)
        characters += part.length
        setReceived(characters)
      }
      if (abort.signal.aborted) return
      downloadFile(new Blob(parts, { type: types[kind] }), `${name}-${new Date().toISOString().slice(0, 10)}.${kind}`)
      notify.success(t('transcripts.export.done'))
    } catch (error) {
      if (!abort.signal.aborted) tellProblem(error)
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
