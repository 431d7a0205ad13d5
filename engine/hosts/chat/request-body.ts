import type { IncomingMessage as Request } from 'node:http'
import type { ChannelErrorCode } from '../../contract/chat-channel.ts'

/** A body as long as it may be; null when it is longer, which is known before it was read where the client says so. */
export function readBody(request: Request, most: number): Promise<Buffer<ArrayBuffer> | null> {
  if (Number(request.headers['content-length'] ?? 0) > most) return Promise.resolve(null)
  return new Promise((resolve, reject) => {
    const parts: Buffer[] = []
    let bytes = 0
    request.on('data', (part: Buffer) => {
      bytes += part.byteLength
      // What comes after is let pass unkept: cutting the client off now would keep the refusal from it.
      if (bytes > most) resolve(null)
      else parts.push(part)
    })
    request.on('end', () => resolve(Buffer.concat(parts)))
    request.on('error', reject)
  })
}

export interface SentFile { readonly data: Uint8Array; readonly name: string; readonly fields: Readonly<Record<string, string>> }

/** What a form takes beside its file: names, texts and boundaries. */
const formOverhead = 64 * 1024

/**
 * Reads a file out of a form (`archivo`, with its fields) or as the whole body (with the fields in the query).
 * @param most bytes of the file.
 */
export async function readFile(request: Request, query: URLSearchParams, most: number): Promise<SentFile | ChannelErrorCode> {
  const body = await readBody(request, most + formOverhead)
  if (body === null) return 'file_too_large'
  const contentType = request.headers['content-type'] ?? ''
  const fields = Object.fromEntries(query)
  if (!/^multipart\/form-data\b/i.test(contentType)) {
    if (body.byteLength > most) return 'file_too_large'
    return body.byteLength === 0 ? 'file_missing' : { data: body, name: query.get('nombre') ?? '', fields }
  }
  const form = await new Response(body, { headers: { 'Content-Type': contentType } }).formData().catch(() => null)
  if (form === null) return 'invalid_message'
  const file = form.get('archivo')
  if (!(file instanceof File) || file.size === 0) return 'file_missing'
  if (file.size > most) return 'file_too_large'
  for (const [name, value] of form) if (typeof value === 'string') fields[name] = value
  return { data: new Uint8Array(await file.arrayBuffer()), name: file.name, fields }
}
