import { timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { z } from 'zod'
import { momentsOf, type CallRecord } from './call-body.ts'
import { Faults, orderedFault, type Endpoint, type Fault } from './faults.ts'
import { lineSettings } from './line-catalogue.ts'
import { PracticeLine, refused, type Answer, type LineOptions } from './line.ts'
import { recordingOf } from './recording.ts'
import { scriptOf } from './scripted-numbers.ts'

/** Real milliseconds by which a slow answer is late. */
export const slowAnswerMs = 1_500
/** Longest request body read; Retell's own limit for metadata is 50 kB. */
const longestBody = 1_000_000

const practiceTime = z.strictObject({ baseSim: z.number(), baseReal: z.number(), speed: z.number().min(0) })

export interface ListeningLine {
  readonly address: string
  close(): Promise<void>
}

/** Serves a practice line on the loopback. @param port 0 takes a free one. */
export async function serveLine(options: LineOptions, port: number): Promise<ListeningLine> {
  const line = new PracticeLine(options)
  const faults = new Faults()
  const server = createServer((request, response) => {
    void handle(request, response).catch(() => response.destroy())
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  const { port: taken } = server.address() as AddressInfo
  line.address = `http://127.0.0.1:${taken}`

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const [path = '/', query = ''] = (request.url ?? '/').split('?', 2)
    const text = await bodyOf(request)
    if (path.startsWith('/practice/')) return handleOwn(request.method ?? 'GET', path, query, text, request, response)
    if (!hasKey(request, options.apiKey)) return send(response, refused(401, 'the API key is missing or wrong'))
    const body = parsed(text)
    if (body === undefined) return send(response, refused(400, 'the body is no JSON'))
    const route = routeOf(line, request.method ?? 'GET', path, body)
    if (route === null) return send(response, refused(404, `no ${request.method ?? 'GET'} ${path}`))
    const fault = faults.take(route.endpoint) ?? (route.endpoint === 'create' ? scriptedFault(body) : null)
    return strike(fault, route, response)
  }

  function handleOwn(method: string, path: string, query: string, text: string, request: IncomingMessage, response: ServerResponse): void {
    const [, , what = '', callId = ''] = path.split('/')
    if (method === 'GET' && ['recording', 'recording-channels', 'log'].includes(what)) {
      const params = new URLSearchParams(query)
      const record = line.linked(callId, what, params.get('expires') ?? '', params.get('signature') ?? '')
      return record === null ? send(response, refused(403, 'the link has expired')) : sendFile(response, record, what)
    }
    if (!hasKey(request, options.controlKey)) return send(response, refused(401, 'the control key is missing or wrong'))
    send(response, control(line, faults, method, what, callId, parsed(text)))
  }

  return {
    address: line.address,
    close: async () => {
      line.close()
      server.closeAllConnections()
      await new Promise<void>((resolve) => void server.close(() => resolve()))
    },
  }
}

interface Route {
  readonly endpoint: Endpoint
  answer(fault: Fault | null): Answer
}

/** Retell's paths, as its SDK calls them. */
function routeOf(line: PracticeLine, method: string, path: string, body: unknown): Route | null {
  const [, version = '', name = '', callId = ''] = path.split('/')
  if (path === '/get-concurrency') return { endpoint: 'concurrency', answer: () => line.concurrency() }
  if (version === 'v3' && name === 'list-calls') return { endpoint: 'list', answer: () => line.list(body) }
  if (version !== 'v2') return null
  switch (`${method} ${name}`) {
    case 'POST create-phone-call': return { endpoint: 'create', answer: (fault) => line.create(body, fault) }
    case 'GET get-call': return { endpoint: 'get', answer: () => line.get(callId) }
    case 'POST stop-call': return { endpoint: 'stop', answer: () => line.stop(callId) }
    case 'PATCH update-live-call': return { endpoint: 'live', answer: () => line.updateLive(callId, body) }
    case 'POST listen-live-call': return { endpoint: 'live', answer: () => line.listen(callId) }
    case 'POST take-over-live-call': return { endpoint: 'live', answer: () => line.takeOver(callId, body) }
    case 'POST list-agents': return { endpoint: 'agents', answer: () => line.agents() }
    case 'GET list-phone-numbers': return { endpoint: 'numbers', answer: () => line.numbers() }
    default: return null
  }
}

/** Answers, unless a fault is in the way: before the line acted, or after, when only the answer is lost. */
function strike(fault: Fault | null, route: Route, response: ServerResponse): void {
  switch (fault) {
    case 'drop_before_placed': return void response.destroy()
    case 'hang_before_placed': return
    case 'rate_limited': return send(response, { ...refused(429, 'too many requests'), headers: { 'retry-after': '2' } })
    case 'server_error': return send(response, refused(500, 'an unexpected error'))
    case 'unavailable': return send(response, refused(503, 'unavailable'))
    case 'payment_required': return send(response, refused(402, 'no valid payment method'))
    case 'unauthorised': return send(response, refused(401, 'the API key is missing or wrong'))
    default: break
  }
  const answer = route.answer(fault)
  switch (fault) {
    case 'drop_after_placed': return void response.destroy()
    case 'hang_after_placed': return
    case 'server_error_after_placed': return send(response, refused(500, 'an unexpected error'))
    case 'garbled_answer': return send(response, { status: answer.status, body: '{"call_id": "call_' })
    case 'slow': return void setTimeout(() => send(response, answer), slowAnswerMs)
    default: return send(response, answer)
  }
}

function scriptedFault(body: unknown): Fault | null {
  const number = typeof body === 'object' && body !== null ? Reflect.get(body, 'to_number') : undefined
  const script = typeof number === 'string' ? scriptOf(number) : null
  return script?.kind === 'fault' ? script.fault : null
}

/** What the console orders from its line: its time, its settings, faults, and the plan of a call. */
function control(line: PracticeLine, faults: Faults, method: string, what: string, callId: string, body: unknown): Answer {
  const done: Answer = { status: 204, body: null }
  if (method === 'PUT' && what === 'clock') {
    const time = practiceTime.safeParse(body)
    if (!time.success) return refused(400, 'baseSim, baseReal and speed were expected')
    line.setTime(time.data)
    return done
  }
  if (method === 'PUT' && what === 'settings') {
    const settings = lineSettings.partial().safeParse(body)
    if (!settings.success) return refused(400, z.prettifyError(settings.error))
    line.setSettings(settings.data)
    return done
  }
  if (method === 'PUT' && what === 'faults') {
    const ordered = z.array(orderedFault).safeParse(body)
    if (!ordered.success) return refused(400, z.prettifyError(ordered.error))
    faults.clear()
    faults.order(ordered.data)
    return done
  }
  if (method === 'GET' && what === 'calls') {
    const plan = line.planOf(callId)
    return plan === null ? refused(404, 'no such call') : { status: 200, body: { ...plan } }
  }
  return refused(404, `no ${method} ${what}`)
}

function send(response: ServerResponse, { status, body, headers }: Answer): void {
  if (response.destroyed) return
  const text = body === null ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  response.writeHead(status, { ...(body === null ? {} : { 'content-type': 'application/json', 'content-length': Buffer.byteLength(text) }), ...headers })
  response.end(text)
}

function sendFile(response: ServerResponse, record: CallRecord, what: string): void {
  const { startedAt, endedAt, reason } = momentsOf(record)
  const durationMs = startedAt === null ? 0 : endedAt - startedAt
  const file = what === 'log'
    ? Buffer.from([`${record.plan.callId} ${record.plan.to}`, ...record.plan.turns.map((turn) => `${turn.start.toFixed(3)} ${turn.role}: ${turn.text}`), `${(durationMs / 1000).toFixed(3)} ${reason}`, ''].join('\n'))
    : recordingOf(record.plan.turns, durationMs, what === 'recording' ? 1 : 2)
  response.writeHead(200, { 'content-type': what === 'log' ? 'text/plain; charset=utf-8' : 'audio/wav', 'content-length': file.length })
  response.end(file)
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of request) {
    const bytes = Buffer.isBuffer(chunk) ? chunk : Buffer.from(String(chunk))
    size += bytes.length
    if (size > longestBody) throw new RangeError('The body is too long')
    chunks.push(bytes)
  }
  return chunks.length === 1 ? (chunks[0]?.toString('utf8') ?? '') : Buffer.concat(chunks).toString('utf8')
}

/** undefined for what is no JSON; null for no body at all. */
function parsed(text: string): unknown {
  if (text === '') return null
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function hasKey(request: IncomingMessage, key: string): boolean {
  const given = Buffer.from(request.headers.authorization ?? '')
  const wanted = Buffer.from(`Bearer ${key}`)
  return given.length === wanted.length && timingSafeEqual(given, wanted)
}
