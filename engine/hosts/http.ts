import { randomBytes } from 'node:crypto'
import { pipeline } from 'node:stream/promises'
import type { Readable } from 'node:stream'
import { createServer } from 'node:http'
import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import type { AnyRouter } from '@orpc/server'
import { BodyLimitPlugin, RPCHandler } from '@orpc/server/node'
import { WebSocketServer } from 'ws'
import { systemClock } from '../observe/clock.ts'
import type { Clock } from '../observe/clock.ts'
import { readConsoleFile } from './console-files.ts'
import { isLoopback, makeHostGuard, sameToken } from './http-guard.ts'
import { serveLinks } from './link.ts'
import { listenProblem } from './listen-problem.ts'
import { makeRateLimit } from '../observe/rate-limit.ts'
import { securityHeaders } from './security-headers.ts'
import { serveSocket } from './web-socket.ts'

export interface HttpOptions {
  /** 0 takes a free one. */
  readonly port: number
  readonly host: string
  /** Whoever has it may do everything. */
  readonly token: string
  /** Where the built console is. */
  readonly rendererFolder: string
  /** Further names under which this host is reached, behind a proxy or in a network. */
  readonly allowedHosts?: readonly string[]
  readonly clock?: Clock
  /** Told of links closed because of what was sent on them, and of failures while answering; for the log. */
  readonly onError?: (error: unknown) => void
}

export interface HttpHost {
  /** Address of the console, token included. */
  readonly url: string
  readonly port: number
  /** An address that opens the console once, within a minute: what a command line shows to every user of the machine is then worth nothing. */
  openOnceUrl(): string
  /** Ends every connection within a second. */
  close(): Promise<void>
}

/** How a signed address of a kept file is answered. */
export type FileAnswer =
  | { readonly status: 200; readonly headers: Readonly<Record<string, string | number>>; readonly body: Readable }
  | { readonly status: number; readonly text: string }

/** What is served: the contract, the figures, and files at addresses that carry their own proof. */
export interface ServedEngine {
  readonly router: AnyRouter
  metrics(): Promise<string>
  answerLink(id: string, query: URLSearchParams): Promise<FileAnswer>
}

/** An upload part of 256 KiB with its envelope, and any other input many times over. */
const largestMessage = 1024 * 1024
const openOnceLifetime = 60_000

/**
 * Serves the console and the engine's contract: `GET /` the console, `/rpc` the contract over a WebSocket (`?token=`),
 * `POST /api/<area>/<call>` the same over HTTP in oRPC's RPC format (`Authorization: Bearer`), `GET /health` for probes,
 * `GET /metrics` (`Authorization: Bearer`) for Prometheus, `GET /files/<id>?expires=&signature=` a kept file to whoever has its
 * address.
 * @throws EngineProblem when the port or the address cannot be had.
 */
export async function serveHttp(engine: ServedEngine, options: HttpOptions): Promise<HttpHost> {
  const clock = options.clock ?? systemClock
  const onError = options.onError ?? (() => undefined)
  const api = new RPCHandler(engine.router, { plugins: [new BodyLimitPlugin({ maxBodySize: largestMessage })] })
  const sockets = new WebSocketServer({ noServer: true, maxPayload: largestMessage, perMessageDeflate: false })
  const serveLink = serveLinks(engine.router, onError)
  // A console opening takes some tens of requests; a person reloading never meets this, a flood does.
  const requests = makeRateLimit(clock, 300, 50)
  const wrongTokens = makeRateLimit(clock, 20, 1)
  const tickets = new Map<string, number>()

  const server = createServer((request, response) => {
    answer(request, response).catch((error: unknown) => {
      onError(error)
      if (response.headersSent) response.destroy()
      else plain(response, 500, 'The engine failed to answer. Its log says why.')
    })
  })
  server.on('upgrade', (request: Request, socket: Duplex, head: Buffer) => {
    // A peer that resets the connection now would otherwise end the engine with an unheard error.
    socket.on('error', () => undefined)
    const refusal = refuse(request) ?? (pathOf(request).pathname === '/rpc' ? refuseToken(request, pathOf(request).searchParams.get('token') ?? '') : 404)
    if (refusal !== null) return void socket.end(`HTTP/1.1 ${refusal} Refused\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
    sockets.handleUpgrade(request, socket, head, (webSocket) => serveSocket(webSocket, serveLink, clock))
  })

  await new Promise<void>((resolve, reject) => {
    server.once('error', (error) => reject(listenProblem(error, options.host, options.port)))
    server.listen({ port: options.port, host: options.host }, resolve)
  })
  const { port } = server.address() as AddressInfo
  const guard = makeHostGuard(port, options.host, options.allowedHosts ?? [])
  const origin = `http://${shownHost(options.host)}:${port}`

  function refuse(request: Request): number | null {
    if (!requests.take(addressOf(request))) return 429
    return guard.acceptsHost(request.headers.host) && guard.acceptsOrigin(request.headers.origin) ? null : 403
  }

  function refuseToken(request: Request, token: string): number | null {
    const address = addressOf(request)
    // All of this machine's programs share its address, so one of them guessing must not lock the owner out.
    if (wrongTokens.isEmpty(address) && !isLoopback(address)) return 429
    if (sameToken(token, options.token)) return null
    return wrongTokens.take(address) ? 401 : 429
  }

  async function answer(request: Request, response: Response): Promise<void> {
    const host = request.headers.host ?? ''
    const refusal = refuse(request)
    const page = securityHeaders(refusal === null ? [`ws://${host}`, `wss://${host}`] : [])
    for (const [name, value] of Object.entries(page)) response.setHeader(name, value)
    if (refusal !== null) return plain(response, refusal, refusal === 429 ? 'Too many requests.' : 'This address is not served here.')

    const { pathname, searchParams } = pathOf(request)
    if (pathname.startsWith('/api/')) return answerCall(request, response)
    if (request.method !== 'GET' && request.method !== 'HEAD') return plain(response, 405, 'Only GET is answered here.')
    if (pathname === '/health') return plain(response, 200, 'ok')
    if (pathname === '/metrics') return answerMetrics(request, response)
    const fileId = /^\/files\/([A-Za-z0-9-]+)$/.exec(pathname)?.[1]
    if (fileId !== undefined) return sendKeptFile(request, response, await engine.answerLink(fileId, searchParams))
    if (pathname === '/' && searchParams.has('open')) return openOnce(response, searchParams.get('open') ?? '')
    return sendFile(request, response, pathname)
  }

  /** Whoever collects figures is a program of its own: it brings the token as calls do. */
  async function answerMetrics(request: Request, response: Response): Promise<void> {
    const refusal = refuseToken(request, bearerOf(request))
    if (refusal !== null) return plain(response, refusal, 'A valid token is needed.')
    const text = await engine.metrics()
    response.writeHead(200, { 'Content-Type': 'text/plain; version=0.0.4; charset=utf-8', 'Cache-Control': 'no-store' }).end(request.method === 'HEAD' ? undefined : text)
  }

  async function answerCall(request: Request, response: Response): Promise<void> {
    const refusal = refuseToken(request, bearerOf(request))
    if (refusal !== null) return plain(response, refusal, 'A valid token is needed.')
    response.setHeader('Cache-Control', 'no-store')
    const { matched } = await api.handle(request, response, { prefix: '/api' })
    if (!matched) plain(response, 404, 'There is no such call.')
  }

  function openOnce(response: Response, ticket: string): void {
    const expires = tickets.get(ticket)
    tickets.delete(ticket)
    const valid = expires !== undefined && clock.now() < expires
    response.writeHead(302, { 'Location': valid ? `/?token=${encodeURIComponent(options.token)}` : '/', 'Cache-Control': 'no-store' }).end()
  }

  async function sendFile(request: Request, response: Response, pathname: string): Promise<void> {
    const file = await readConsoleFile(options.rendererFolder, pathname)
    if (file === null && pathname === '/') return plain(response, 503, 'The console has not been built. Run "npm run build" and reload.')
    // A deep address typed by hand; the console keeps its own places behind the #.
    if (file === null && (request.headers.accept ?? '').includes('text/html')) return void response.writeHead(302, { Location: '/' }).end()
    if (file === null) return plain(response, 404, 'There is no such file.')
    response.writeHead(200, { 'Content-Type': file.contentType, 'Content-Length': file.body.byteLength, 'Cache-Control': file.cacheControl })
    response.end(request.method === 'HEAD' ? undefined : file.body)
  }

  async function sendKeptFile(request: Request, response: Response, answer: FileAnswer): Promise<void> {
    if (!('body' in answer)) return plain(response, answer.status, answer.text)
    // It came from outside: should a browser show it in spite of its disposition, nothing in it may run.
    response.setHeader('Content-Security-Policy', "default-src 'none'; sandbox")
    response.writeHead(answer.status, answer.headers)
    if (request.method === 'HEAD') {
      answer.body.destroy()
      return void response.end()
    }
    // What ends too early breaks the answer, so that half is never taken for the whole; a reader that goes away is no failure.
    await pipeline(answer.body, response).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'ERR_STREAM_PREMATURE_CLOSE') throw error
    })
  }

  return {
    url: `${origin}/?token=${encodeURIComponent(options.token)}`,
    port,
    openOnceUrl() {
      const ticket = randomBytes(24).toString('base64url')
      tickets.set(ticket, clock.now() + openOnceLifetime)
      return `${origin}/?open=${ticket}`
    },
    async close() {
      const closed = new Promise<void>((resolve) => { server.close(() => resolve()) })
      for (const client of sockets.clients) client.close(1001, 'the engine is closing')
      // Consoles that do not answer the goodbye are cut off, so that closing never waits for them.
      const cutOff = clock.after(500, () => {
        for (const client of sockets.clients) client.terminate()
        server.closeAllConnections()
      })
      server.closeIdleConnections()
      await closed
      cutOff()
    },
  }
}

function plain(response: Response, status: number, text: string): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' }).end(`${text}\n`)
}

function bearerOf(request: Request): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

/** The path asked for, with its query. Never read as relative: `//name/` would then be another host. */
function pathOf(request: Request): URL {
  const path = request.url ?? ''
  return (path.startsWith('/') ? URL.parse(`http://console${path}`) : null) ?? new URL('http://console/')
}

function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? ''
}

/** An address that listens on everything is no address to visit. */
function shownHost(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
