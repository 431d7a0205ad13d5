import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { bodyOf } from './request-body.ts'
import type { Asked, Fails, Plan, Reply, Said } from './reply.ts'

/** One vendor's protocol: how its requests are read and its answers are written. */
export interface Vendor {
  /** What is asked; null for a path that the vendor has not. */
  read(request: { method: string; path: string; headers: IncomingMessage['headers']; body: unknown }): Omit<Asked, 'method' | 'path' | 'headers' | 'body' | 'abandoned'> | null
  /** The key as this vendor's clients send it. */
  keyOf(headers: IncomingMessage['headers']): string | undefined
  /** What the vendor itself would refuse in this request, before any plan. */
  refuses(asked: Asked): Fails | null
  failure(fails: Fails, asked: Asked | null): { status: number; body: unknown }
  whole(said: Said, asked: Asked): unknown
  /** The frames of a stream, each as it stands on the wire, the closing one last. */
  frames(said: Said, asked: Asked): readonly string[]
  /** A frame that carries a failure in the middle of a stream. */
  errorFrame(): string
}

export interface FakeOptions {
  /** Requests with another key are refused; absent, every key is good. */
  readonly apiKey?: string
  /** 0, a free one, by default. */
  readonly port?: number
  /** Names of the models it has; a request for another is refused. Absent, it has every model. */
  readonly models?: readonly string[]
}

export interface FakeVendor {
  /** What a client takes as the base address. */
  readonly address: string
  /** Every request so far, in the order they came. */
  readonly requests: readonly Asked[]
  /** The next requests are answered so, one each; after them `otherwise` again. */
  plan(...replies: (Reply | Plan)[]): void
  /** How requests are answered that no plan is left for; a plain sentence by default. */
  otherwise(plan: Plan): void
  /** Resolves when so many requests have come, with the last of them. */
  arrived(count: number): Promise<Asked>
  close(): Promise<void>
}

/** Serves a vendor on the loopback. @param path what its base address ends with. */
export async function serveVendor(vendor: Vendor, path: string, options: FakeOptions): Promise<FakeVendor> {
  const requests: Asked[] = []
  const planned: (Reply | Plan)[] = []
  let usual: Plan = () => ({})
  const waiting = new Set<() => void>()

  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const method = request.method ?? 'GET'
    // Writing to a client that has gone is what these tests are about.
    response.on('error', () => undefined)
    const abandoned = new Promise<void>((resolve) => {
      response.once('close', () => {
        if (!response.writableFinished) resolve()
      })
    })
    const body = await bodyOf(request)
    const seen = { method, path: request.url ?? '/', headers: request.headers, body }
    const meaning = vendor.read(seen)
    if (meaning === null) return fail(response, { fails: 'no_route' }, null)
    const asked: Asked = { ...meaning, ...seen, abandoned }
    requests.push(asked)
    for (const tell of waiting) tell()
    if (options.apiKey !== undefined && vendor.keyOf(request.headers) !== options.apiKey) return fail(response, { fails: 'unauthorised' }, asked)
    if (options.models !== undefined && asked.what !== 'models' && !options.models.includes(asked.model)) return fail(response, { fails: 'unknown_model' }, asked)
    const refused = vendor.refuses(asked)
    if (refused !== null) return fail(response, refused, asked)
    const next = planned.shift() ?? usual
    await give(response, typeof next === 'function' ? await next(asked) : next, asked)
  }

  function fail(response: ServerResponse, fails: Fails, asked: Asked | null): void {
    const { status, body } = vendor.failure(fails, asked)
    response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8', ...fails.headers }).end(JSON.stringify(body))
  }

  async function give(response: ServerResponse, reply: Reply, asked: Asked): Promise<void> {
    if ('fails' in reply) return fail(response, reply, asked)
    if ('raw' in reply) return void response.writeHead(reply.raw.status, { 'content-type': 'application/json', ...reply.raw.headers }).end(reply.raw.body)
    if ('silence' in reply) return reply.silence === 'drops' ? void response.destroy() : undefined
    await reply.after
    await (asked.streamed ? giveFrames(response, reply, asked) : giveWhole(response, reply, asked))
  }

  async function giveWhole(response: ServerResponse, said: Said, asked: Asked): Promise<void> {
    const text = JSON.stringify(vendor.whole(said, asked))
    response.writeHead(200, { 'content-type': 'application/json; charset=UTF-8' })
    const part = Math.ceil(text.length / 4)
    for (let at = 0; at < text.length; at += part) {
      await said.pace?.step()
      if (response.destroyed) return
      if (said.cutAfter !== undefined && at >= part * 2) return cut(response)
      await send(response, text.slice(at, at + part), said)
    }
    response.end()
  }

  async function giveFrames(response: ServerResponse, said: Said, asked: Asked): Promise<void> {
    response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
    response.flushHeaders()
    for (const [index, frame] of vendor.frames(said, asked).entries()) {
      await said.pace?.step()
      if (response.destroyed) return
      if (said.cutAfter === index) return cut(response)
      if (said.stopsAfter === index) break
      if (said.errorAfter === index) return void response.end(vendor.errorFrame())
      await send(response, said.garbledAfter === index ? 'data: {"id": "chatcm\n\n' : frame, said)
    }
    response.end()
  }

  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(options.port ?? 0, '127.0.0.1', resolve)
  })
  return {
    address: `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`,
    requests,
    plan: (...replies) => void planned.push(...replies),
    otherwise: (plan) => { usual = plan },
    arrived: (count) => new Promise((resolve) => {
      const look = () => {
        const last = requests[count - 1]
        if (last === undefined) return
        waiting.delete(look)
        resolve(last)
      }
      waiting.add(look)
      look()
    }),
    close: async () => {
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

async function send(response: ServerResponse, text: string, said: Said): Promise<void> {
  if (said.bytewise !== true) return void response.write(text)
  response.socket?.setNoDelay(true)
  for (const byte of Buffer.from(text)) await new Promise((resolve) => response.write(Buffer.of(byte), resolve))
}

/** Breaks the connection once what was written has left, so that the other side gets the half before the break. */
function cut(response: ServerResponse): void {
  response.write('', () => setImmediate(() => response.destroy()))
}
