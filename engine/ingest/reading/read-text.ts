import { open } from 'node:fs/promises'
import { FileProblem } from './file-problem.ts'
import { createDecoder, EncodingDetector } from './encoding.ts'
import type { Encoding } from './encoding.ts'

const pieceBytes = 256 * 1024

/**
 * The bytes of a file, in pieces that are each valid only until the next is asked for.
 * @param limit bytes to stop after
 * @throws FileProblem `ingest.file_missing`; the signal's reason when aborted
 */
export async function* readBytes(path: string, limit: number, signal?: AbortSignal): AsyncGenerator<Buffer> {
  const file = await open(path).catch((cause: NodeJS.ErrnoException) => {
    throw cause.code === 'ENOENT' ? new FileProblem('ingest.file_missing', undefined, { cause }) : cause
  })
  try {
    const buffer = Buffer.allocUnsafeSlow(Math.min(pieceBytes, limit))
    let position = 0
    while (position < limit) {
      signal?.throwIfAborted()
      const { bytesRead } = await file.read(buffer, 0, Math.min(buffer.length, limit - position), position)
      if (bytesRead === 0) return
      position += bytesRead
      yield buffer.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

/** The first `limit` bytes of a file, or all of it. */
export async function readHead(path: string, limit: number): Promise<Buffer> {
  const pieces: Buffer[] = []
  for await (const piece of readBytes(path, limit)) pieces.push(Buffer.from(piece))
  return Buffer.concat(pieces)
}

/** Tells the encoding from the first `limit` bytes. @returns also how many broken characters they hold */
export async function detectEncoding(path: string, limit: number, signal?: AbortSignal): Promise<{ encoding: Encoding; broken: number }> {
  const detector = new EncodingDetector()
  for await (const piece of readBytes(path, limit, signal)) detector.push(piece)
  return detector.end()
}

/** The text of a file, in pieces, without its byte order mark. */
export async function* readText(path: string, encoding: Encoding, limit: number, signal?: AbortSignal): AsyncGenerator<string> {
  const decoder = createDecoder(encoding)
  let first = true
  for await (const piece of readBytes(path, limit, signal)) {
    const text = decoder.write(piece)
    if (text === '') continue
    yield first ? withoutMark(text) : text
    first = false
  }
  const rest = decoder.end()
  if (rest !== '') yield rest
}

/** Decodes bytes that are all there is, or the head of more: a character cut at the end is left out. */
export function decodeHead(bytes: Buffer, encoding: Encoding): string {
  return withoutMark(createDecoder(encoding).write(bytes))
}

function withoutMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text
}

/** The whole text of a file in whatever encoding it is. @param limit bytes to stop after @throws FileProblem `ingest.binary_file` when it is no text */
export async function readWholeText(path: string, limit: number, signal?: AbortSignal): Promise<string> {
  const { encoding } = await detectEncoding(path, limit, signal)
  let text = ''
  for await (const piece of readText(path, encoding, limit, signal)) text += piece
  return text
}
