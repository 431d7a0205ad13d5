import type { IncomingMessage } from 'node:http'

/** The body of a request: JSON parsed, a form as its fields; undefined when there is none, its text when it is neither. */
export async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  const bytes = Buffer.concat(parts)
  if (bytes.length === 0) return undefined
  const type = request.headers['content-type'] ?? ''
  if (type.startsWith('multipart/form-data')) return fieldsOf(bytes, type)
  try {
    return JSON.parse(bytes.toString('utf8'))
  } catch {
    return bytes.toString('utf8')
  }
}

async function fieldsOf(bytes: Buffer<ArrayBuffer>, type: string): Promise<Record<string, unknown>> {
  const form = await new Response(bytes, { headers: { 'content-type': type } }).formData()
  const fields: Record<string, unknown> = {}
  for (const [name, value] of form) {
    fields[name] = typeof value === 'string' ? value : { name: value.name, type: value.type, bytes: value.size }
  }
  return fields
}
