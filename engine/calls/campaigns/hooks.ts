import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Clock } from '../../observe/clock.ts'
import type { Log } from '../../observe/log.ts'
import { makeRateLimit } from '../../observe/rate-limit.ts'

export interface HookAnswer { readonly status: number; readonly body: Readonly<Record<string, unknown>> }

export interface Hooks {
  readonly clock: Clock
  readonly log: Log
  /** An event of the provider. @returns false when its signature does not fit. */
  hear(rawBody: string, signature: string): Promise<boolean>
  /** A word that this program sent to its own public address. @returns false when it sent none such. */
  ping(word: string): boolean
  /** A payment told by another program; null where none are taken. */
  readonly pay: ((rawBody: string, headers: IncomingMessage['headers']) => Promise<HookAnswer>) | null
}

export interface ListeningHooks {
  readonly port: number
  close(): Promise<void>
}

/** A call's body with its transcript twice, word by word, of ten minutes. */
const largestEvent = 4 * 1024 * 1024
const largestPayment = 64 * 1024
const largestPing = 256
/** Requests without a good signature one address may send at once, and how many come back each second. */
const wrongOnes = { burst: 60, perSecond: 1 }

/**
 * Listens for what others tell: `POST /hooks/retell` the provider's events, `POST /hooks/payments` payments, `POST /hooks/ping`
 * our own trial of the public address. Others reach it through the tunnel or proxy that a person has set up for that address,
 * or directly, where a person lets it listen on more than this machine.
 * @param port 0 takes a free one. @throws the system's error when port or address cannot be had.
 */
export async function listenForHooks(hooks: Hooks, port: number, listenOn = '127.0.0.1'): Promise<ListeningHooks> {
  const wrong = makeRateLimit(hooks.clock, wrongOnes.burst, wrongOnes.perSecond)
  const server = createServer((request, response) => {
    handle(request).then((answer) => send(response, answer), (error: unknown) => {
      hooks.log.error({ error: error instanceof Error ? error.message : String(error) }, 'a hook could not be answered')
      send(response, { status: 500, body: { error: 'failed' } })
    })
  })
  // Whoever opens connections and says nothing must not keep them.
  server.headersTimeout = 10_000
  server.requestTimeout = 20_000
  server.maxConnections = 500

  async function handle(request: IncomingMessage): Promise<HookAnswer> {
    const path = (request.url ?? '/').split('?', 1)[0]
    const taken = path === '/hooks/retell' ? largestEvent : path === '/hooks/ping' ? largestPing : path === '/hooks/payments' && hooks.pay !== null ? largestPayment : null
    if (taken === null) return { status: 404, body: { error: 'not found' } }
    if (request.method !== 'POST') return { status: 405, body: { error: 'only POST is answered here' } }
    const address = request.socket.remoteAddress ?? ''
    if (wrong.isEmpty(address)) return { status: 429, body: { error: 'too many requests' } }
    const rawBody = await bodyOf(request, taken)
    if (rawBody === null) return { status: 413, body: { error: 'too large' } }
    const answer = path === '/hooks/retell' ? await heard(rawBody, request) : path === '/hooks/ping' ? pinged(rawBody) : await hooks.pay?.(rawBody, request.headers)
    if (answer === undefined) return { status: 404, body: { error: 'not found' } }
    if (answer.status === 401) wrong.take(address)
    return answer
  }

  async function heard(rawBody: string, request: IncomingMessage): Promise<HookAnswer> {
    const signature = request.headers['x-retell-signature']
    const fits = typeof signature === 'string' && (await hooks.hear(rawBody, signature))
    return fits ? { status: 200, body: { ok: true } } : { status: 401, body: { error: 'the signature does not fit' } }
  }

  function pinged(word: string): HookAnswer {
    return hooks.ping(word) ? { status: 200, body: { ok: true } } : { status: 401, body: { error: 'nobody waits for this' } }
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, listenOn, resolve)
  })
  // An engine lives by its hosts.
  server.unref()
  return {
    port: (server.address() as AddressInfo).port,
    close: () => new Promise((resolve) => {
      server.close(() => resolve())
      server.closeAllConnections()
    }),
  }
}

/** The body as it came, since the signature is over its bytes; null when it is larger than taken. */
async function bodyOf(request: IncomingMessage, largest: number): Promise<string | null> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length
    if (size > largest) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks).toString('utf8')
}

function send(response: ServerResponse, { status, body }: HookAnswer): void {
  if (response.destroyed || response.headersSent) return
  // What was not read of a body is not waited for.
  const close = status === 413 ? { connection: 'close' } : {}
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store', ...close }).end(JSON.stringify(body))
}
