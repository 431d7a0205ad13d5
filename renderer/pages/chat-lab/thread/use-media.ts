import { useQuery } from '@tanstack/react-query'
import { useEffect, type RefObject } from 'react'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { useBusinessId } from '../../../app/business.ts'
import { client } from '../../../connection/client.ts'

/** A file stays in memory this long after its message was last on screen. */
const keptMs = 60_000

/**
 * The image or recording of a message, put into the element that shows it. It comes over the connection and not from an
 * address: the window of the desktop has no local host, and a page may load nothing from a remote store.
 */
export function useMedia(message: ChatMessage, elementRef: RefObject<HTMLImageElement | HTMLAudioElement | null>) {
  const businessId = useBusinessId()
  const { fileId } = message
  const { data, error } = useQuery({
    // Not under the key of the files: their events must not fetch megabytes anew.
    queryKey: ['chat media', fileId],
    queryFn: ({ signal }) => fetchFile(businessId, fileId ?? '', signal),
    enabled: fileId !== null,
    staleTime: Infinity,
    gcTime: keptMs,
  })
  useEffect(() => {
    if (!data || !elementRef.current) return
    const shown = elementRef.current
    const address = URL.createObjectURL(data)
    shown.src = address
    return () => {
      shown.removeAttribute('src')
      URL.revokeObjectURL(address)
    }
  }, [data, elementRef])
  return { file: data ?? null, error }
}

async function fetchFile(businessId: string, fileId: string, signal: AbortSignal): Promise<Blob> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of await client.files.content({ businessId, fileId }, { signal })) {
    parts.push(Uint8Array.from(atob(part), character => character.charCodeAt(0)))
  }
  // What it is the element tells from the bytes.
  return new Blob(parts)
}
