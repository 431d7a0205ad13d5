import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { sha256, verifySignature, type Keys } from './sigv4.ts'

export interface FakeS3Options {
  readonly keys?: Keys
  readonly bucket?: string
  readonly region?: string
  /** Keys of one page of a list, at most. */
  readonly pageSize?: number
  readonly port?: number
  /** Milliseconds UTC, for the end of presigned addresses. */
  readonly now?: () => number
}

export type S3Fault =
  | { readonly fails: number; readonly code: string }
  /** Never answers. */
  | 'hangs'
  /** Closes the connection without a word. */
  | 'drops'
  /** Answers in full length, then ends in the middle of the body. */
  | 'cuts'

interface StoredObject { readonly body: Buffer; readonly type: string }

export interface FakeS3 {
  /** `http://127.0.0.1:<port>`; buckets are part of the path. */
  readonly address: string
  readonly keys: Keys
  readonly bucket: string
  readonly region: string
  /** What it keeps, by key. */
  readonly objects: Map<string, StoredObject>
  /** Method and key of every request that was signed rightly, in the order they came. */
  readonly requests: readonly string[]
  /** The next requests meet these, one each; then all is well again. */
  plan(...faults: S3Fault[]): void
  /** Every request meets this, until null is given. */
  always(fault: S3Fault | null): void
  /** Resolves when the next request has come, whatever becomes of it. */
  nextArrives(): Promise<void>
  close(): Promise<void>
}

/**
 * A server on the loopback that speaks as much of the protocol of S3 as files need (PUT, GET, HEAD, DELETE of objects, list,
 * presigned GET), and believes no signature that it has not verified itself.
 */
export async function serveS3(options: FakeS3Options = {}): Promise<FakeS3> {
  const { keys = { accessKey: 'AKFAKE0000', secretKey: 'fake/secret+key' }, bucket = 'ventas', region = 'us-east-1', pageSize = 1_000, now = Date.now } = options
  const objects = new Map<string, StoredObject>()
  const requests: string[] = []
  const planned: S3Fault[] = []
  const waiting: (() => void)[] = []
  let usual: S3Fault | null = null

  const server = createServer((request, response) => {
    response.on('error', () => undefined)
    void answer(request, response).catch(() => response.destroy())
  })

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    for (const tell of waiting.splice(0)) tell()
    const fault = planned.shift() ?? usual
    if (fault === 'drops') return void request.socket.destroy()
    const body = await read(request)
    if (body === null || fault === 'hangs') return
    if (fault !== null && fault !== 'cuts') return refuse(response, fault.fails, fault.code, 'Planned')
    const { method = '', url = '', headers } = request
    const verdict = verifySignature({ method, url, headers }, keys, region, now())
    if (!verdict.ok) return refuse(response, verdict.code === 'AuthorizationHeaderMalformed' ? 400 : 403, verdict.code, verdict.message)
    if (verdict.bodySha256 !== null && verdict.bodySha256 !== sha256(body)) return refuse(response, 400, 'XAmzContentSHA256Mismatch', 'The provided x-amz-content-sha256 header does not match what was computed.')
    const { pathname, searchParams } = new URL(url, 'http://s3')
    const [, named = '', ...rest] = pathname.split('/').map(decodeURIComponent)
    const key = rest.join('/')
    requests.push(`${method} ${key}`)
    if (named !== bucket) return refuse(response, 404, 'NoSuchBucket', 'The specified bucket does not exist')
    if (key === '') return list(response, searchParams)
    if (method === 'PUT') return put(response, key, body, headers['content-type'] ?? '')
    if (method === 'DELETE') {
      objects.delete(key)
      return void response.writeHead(204).end()
    }
    give(response, key, searchParams, fault === 'cuts')
  }

  function put(response: ServerResponse, key: string, body: Buffer, type: string): void {
    objects.set(key, { body, type })
    response.writeHead(200, { ETag: `"${sha256(body).slice(0, 32)}"` }).end()
  }

  function give(response: ServerResponse, key: string, query: URLSearchParams, cut: boolean): void {
    const object = objects.get(key)
    if (object === undefined) return refuse(response, 404, 'NoSuchKey', 'The specified key does not exist.')
    const disposition = query.get('response-content-disposition')
    response.writeHead(200, { 'Content-Type': query.get('response-content-type') ?? object.type, 'Content-Length': object.body.length, ...(disposition === null ? {} : { 'Content-Disposition': disposition }) })
    if (!cut) return void response.end(object.body)
    response.write(object.body.subarray(0, Math.floor(object.body.length / 2)), () => response.destroy())
  }

  function list(response: ServerResponse, query: URLSearchParams): void {
    const prefix = query.get('prefix') ?? ''
    const after = query.get('continuation-token') ?? ''
    const keys = [...objects.keys()].filter((key) => key.startsWith(prefix) && key > after).sort()
    const page = keys.slice(0, Math.min(pageSize, Number(query.get('max-keys') ?? pageSize)))
    const truncated = page.length < keys.length
    const contents = page.map((key) => `<Contents><Key>${xml(key)}</Key><Size>${objects.get(key)?.body.length ?? 0}</Size></Contents>`).join('')
    const next = truncated ? `<NextContinuationToken>${xml(page.at(-1) ?? '')}</NextContinuationToken>` : ''
    answerXml(response, 200, `<ListBucketResult><Name>${bucket}</Name><Prefix>${xml(prefix)}</Prefix><KeyCount>${page.length}</KeyCount><IsTruncated>${truncated}</IsTruncated>${next}${contents}</ListBucketResult>`)
  }

  function refuse(response: ServerResponse, status: number, code: string, message: string): void {
    // The real one quotes what was signed; so does this, so that whoever repeats it is found out.
    answerXml(response, status, `<Error><Code>${code}</Code><Message>${xml(message)} ${keys.accessKey} ${xml(keys.secretKey)}</Message><AWSAccessKeyId>${keys.accessKey}</AWSAccessKeyId></Error>`)
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })

  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    keys, bucket, region, objects, requests,
    plan: (...faults) => void planned.push(...faults),
    always: (fault) => { usual = fault },
    nextArrives: () => new Promise((resolve) => void waiting.push(resolve)),
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

/** Null when the client went away before all of it had come. */
async function read(request: IncomingMessage): Promise<Buffer | null> {
  const parts: Buffer[] = []
  try {
    for await (const part of request) parts.push(part as Buffer)
  } catch {
    return null
  }
  return request.complete ? Buffer.concat(parts) : null
}

function answerXml(response: ServerResponse, status: number, content: string): void {
  response.writeHead(status, { 'Content-Type': 'application/xml' }).end(`<?xml version="1.0" encoding="UTF-8"?>\n${content}`)
}

function xml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}
