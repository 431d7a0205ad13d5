import { useQuery } from '@tanstack/react-query'
import { useEffect, type RefObject } from 'react'
import { client } from '../../connection/client.ts'

/** A recording stays in memory this long after its call was closed: going back to it is immediate. */
const keptMs = 60_000

export interface Recording {
  blob: Blob
  /** Decoded, for the waveform; null when the browser cannot decode what it can perhaps still play. */
  samples: { channels: Float32Array[], seconds: number } | null
}

/** The recording of a call, fetched in parts from the engine and put into the audio element when it is here. */
export function useRecording(attemptId: string, contentType: string | null, audioRef: RefObject<HTMLAudioElement | null>) {
  const { data, error, refetch } = useQuery({
    // Not under the key of the calls: their events must not fetch megabytes anew.
    queryKey: ['recording', attemptId],
    queryFn: ({ signal }) => fetchRecording(attemptId, contentType, signal),
    staleTime: Infinity,
    gcTime: keptMs,
  })
  useEffect(() => {
    const element = audioRef.current
    if (!data || !element) return
    const url = URL.createObjectURL(data.blob)
    element.src = url
    return () => {
      element.removeAttribute('src')
      URL.revokeObjectURL(url)
    }
  }, [data, audioRef])
  return { recording: data ?? null, error, retry: () => void refetch() }
}

async function fetchRecording(attemptId: string, contentType: string | null, signal: AbortSignal): Promise<Recording> {
  const parts: Uint8Array<ArrayBuffer>[] = []
  for await (const part of await client.calls.recording({ attemptId }, { signal })) {
    parts.push(Uint8Array.from(atob(part), character => character.charCodeAt(0)))
  }
  const blob = new Blob(parts, { type: contentType ?? 'audio/wav' })
  return { blob, samples: await decode(blob) }
}

async function decode(blob: Blob): Promise<Recording['samples']> {
  try {
    // The rate of telephone audio: the waveform needs no more, and memory stays small.
    const audio = await new OfflineAudioContext(1, 1, 8_000).decodeAudioData(await blob.arrayBuffer())
    return { channels: Array.from({ length: audio.numberOfChannels }, (_, channel) => audio.getChannelData(channel)), seconds: audio.duration }
  } catch {
    return null
  }
}
