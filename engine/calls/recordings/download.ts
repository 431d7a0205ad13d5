import { createHash } from 'node:crypto'
import { mkdir, open, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { recordingsFolder } from './recording-files.ts'

/** Ten minutes of two channels at 48 kHz and 16 bits are 115 MB; more than this is no recording of a call. */
export const largestRecording = 256 * 1024 * 1024

const types: Readonly<Record<string, { extension: 'wav' | 'mp3'; contentType: string }>> = {
  wav: { extension: 'wav', contentType: 'audio/wav' },
  mp3: { extension: 'mp3', contentType: 'audio/mpeg' },
}

export type Download =
  | { readonly kind: 'kept'; readonly file: string; readonly contentType: string; readonly bytes: number; readonly sha256: string }
  /** The address leads nowhere any more: signed ones live a day. */
  | { readonly kind: 'expired' }
  /** Trying again cannot help. */
  | { readonly kind: 'refused'; readonly error: string }
  | { readonly kind: 'failed'; readonly error: string }

export interface DownloadRequest {
  readonly url: string
  /** Where a line without encryption may be asked: the practice line's own address. */
  readonly plainOrigin: string | null
  readonly dataFolder: string
  readonly attemptId: string
  readonly signal: AbortSignal
  readonly largest?: number
}

/**
 * Fetches a recording into the data folder. It is written under another name and gets its own once it is whole and on the
 * disk, so that a file of that name is never half a recording. Never throws but for the signal's abort.
 */
export async function downloadRecording(request: DownloadRequest): Promise<Download> {
  const url = URL.parse(request.url)
  if (url === null || (url.protocol !== 'https:' && url.origin !== request.plainOrigin)) return { kind: 'refused', error: 'address_not_allowed' }
  try {
    const response = await fetch(url, { redirect: 'error', signal: request.signal })
    if ([401, 403, 404, 410].includes(response.status)) {
      await response.body?.cancel()
      return { kind: 'expired' }
    }
    if (!response.ok || response.body === null) {
      await response.body?.cancel()
      return { kind: response.status >= 400 && response.status < 500 && response.status !== 429 ? 'refused' : 'failed', error: `http_${response.status}` }
    }
    return await keep(response.body, response.headers.get('content-type') ?? '', url, request)
  } catch (error) {
    request.signal.throwIfAborted()
    return { kind: 'failed', error: error instanceof Error ? error.message : String(error) }
  }
}

async function keep(body: ReadableStream<Uint8Array>, header: string, url: URL, { dataFolder, attemptId, signal, largest = largestRecording }: DownloadRequest): Promise<Download> {
  const folder = recordingsFolder(dataFolder)
  await mkdir(folder, { recursive: true })
  const partial = join(folder, `${attemptId}.part`)
  const file = await open(partial, 'w')
  const hash = createHash('sha256')
  let bytes = 0
  let first: Uint8Array = new Uint8Array()
  try {
    for await (const chunk of body) {
      signal.throwIfAborted()
      if (bytes === 0) first = chunk
      bytes += chunk.length
      if (bytes > largest) return { kind: 'refused', error: 'too_large' }
      hash.update(chunk)
      await file.writeFile(chunk)
    }
    const type = typeOf(header, url, first)
    if (type === undefined || bytes === 0) return { kind: 'refused', error: 'not_audio' }
    await file.sync()
    await file.close()
    const name = `${attemptId}.${type.extension}`
    await rename(partial, join(folder, name))
    return { kind: 'kept', file: name, contentType: type.contentType, bytes, sha256: hash.digest('hex') }
  } finally {
    await file.close().catch(() => {})
    await rm(partial, { force: true })
  }
}

/** What kind of sound it is: by its first bytes, which cannot be mislabelled, else as the answer and the address call it. */
function typeOf(header: string, url: URL, first: Uint8Array) {
  const start = Buffer.from(first.subarray(0, 12)).toString('latin1')
  if (start.startsWith('RIFF') && start.slice(8) === 'WAVE') return types['wav']
  if (start.startsWith('ID3') || (first[0] === 0xff && ((first[1] ?? 0) & 0xe0) === 0xe0)) return types['mp3']
  if (/^\s*[<{]/.test(start)) return undefined
  if (/wav/i.test(header) || url.pathname.endsWith('.wav')) return types['wav']
  return /mpeg|mp3/i.test(header) || url.pathname.endsWith('.mp3') ? types['mp3'] : undefined
}
