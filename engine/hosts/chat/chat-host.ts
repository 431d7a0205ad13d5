import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocketServer } from 'ws'
import type { ChannelErrorCode } from '../../contract/chat-channel.ts'
import type { Clock } from '../../observe/clock.ts'
import { makeRateLimit } from '../../observe/rate-limit.ts'
import { chatHttp } from './chat-http.ts'
import { serveChatSocket } from './chat-socket.ts'
import { readChatId } from './read-message.ts'
import { sendError, sendJson, statusOf } from './respond.ts'
import { admitVisitor, languageOf, originOf } from './visitors.ts'
import type { Visitor, VisitorNeeds } from './visitors.ts'

/** Sockets open at once: in all, of one address (a bridge brings every chat of its channel), of one chat. */
const mostSockets = { all: 2_000, address: 1_000, chat: 10 } as const
/** The key of a page lies open in it. A name that cannot be guessed is then all that keeps one customer's chat from another. */
const shortestPageChatId = 16
const corsHeaders = { 'Access-Control-Allow-Methods': 'GET, POST, OPTIONS', 'Access-Control-Allow-Headers': 'Authorization, Content-Type, Accept-Language', 'Access-Control-Max-Age': '600' }

export interface ChatHostNeeds extends VisitorNeeds {
  readonly clock: Clock
  readonly sockets: WebSocketServer
  readonly onError: (error: unknown) => void
}

/** Serves outside channels beside the console: `/ws/chat/{chat_id}` and `/chat/...` (docs/chat-channel.md). */
export function chatHost(needs: ChatHostNeeds) {
  const { channels, clock, sockets, guard, onError } = needs
  // A bridge sends all messages of its channel from one address; single chats are slowed by their own limit.
  const requests = makeRateLimit(clock, 1_000, 200)
  const messages = makeRateLimit(clock, 30, 1)
  const open = new Map<string, number>()

  const mayWrite = ({ access }: Visitor, chatId: string): boolean => messages.take(`${access.businessId} ${access.channel} ${chatId}`)
  const refuseName = ({ isPage }: Visitor, chatId: string): ChannelErrorCode | null => (isPage && chatId.length < shortestPageChatId ? 'chat_id_guessable' : null)
  const http = chatHttp({ channels, clock, mayWrite, refuseName })

  function refuse(request: Request): ChannelErrorCode | null {
    if (!requests.take(addressOf(request))) return 'rate_limited'
    return guard.acceptsHost(request.headers.host) && originOf(request, needs) !== null ? null : 'forbidden_origin'
  }

  async function answer(request: Request, response: Response, url: URL): Promise<void> {
    const language = languageOf(request)
    const refusal = refuse(request)
    if (refusal !== null) return sendError(response, refusal, language)
    response.setHeader('Vary', 'Origin, Accept-Language')
    const origin = originOf(request, needs)
    if (origin !== null && origin !== 'own') response.setHeader('Access-Control-Allow-Origin', origin.page)
    if (request.method === 'OPTIONS') return void response.writeHead(204, origin === 'own' ? {} : corsHeaders).end()
    if (url.pathname === '/chat/health' && request.method === 'GET') return sendJson(response, 200, { status: 'ok', timestamp: new Date(clock.now()).toISOString() })
    const visitor = admitVisitor(request, bearerOf(request), url.searchParams.get('business'), needs)
    if (typeof visitor === 'string') return sendError(response, visitor, language)
    try {
      await http.answer(request, response, url, visitor, language)
    } catch (error) {
      onError(error)
      if (response.headersSent) response.destroy()
      else sendError(response, 'internal', language)
    }
  }

  function upgrade(request: Request, socket: Duplex, head: Buffer, url: URL): void {
    try {
      shakeHands(request, socket, head, url)
    } catch (error) {
      // Nobody else hears of it: unheard, it would end the engine.
      onError(error)
      socket.destroy()
    }
  }

  function shakeHands(request: Request, socket: Duplex, head: Buffer, url: URL): void {
    const query = url.searchParams
    const chatId = readChatId(url.pathname.slice('/ws/chat/'.length))
    const credential = bearerOf(request) || (query.get('key') ?? query.get('token') ?? '')
    const visitor = refuse(request) ?? admitVisitor(request, credential, query.get('business'), needs)
    if (typeof visitor === 'string') return turnAway(socket, visitor)
    if (chatId === null) return turnAway(socket, 'invalid_message')
    const places = placesOf(request, visitor, chatId)
    const code = refuseName(visitor, chatId) ?? (places.every(([name, most]) => (open.get(name) ?? 0) < most) ? null : 'busy')
    if (code !== null) return turnAway(socket, code)
    sockets.handleUpgrade(request, socket, head, (webSocket) => {
      count(places, 1)
      webSocket.on('close', () => count(places, -1))
      serveChatSocket(webSocket, { raw: socket, channels, clock, visitor, chatId, language: languageOf(request), mayWrite: () => mayWrite(visitor, chatId), onError })
    })
  }

  function count(places: readonly (readonly [string, number])[], by: number): void {
    for (const [name] of places) {
      const left = (open.get(name) ?? 0) + by
      if (left === 0) open.delete(name)
      else open.set(name, left)
    }
  }

  return {
    serves: (pathname: string): boolean => pathname.startsWith('/chat/'),
    servesSocket: (pathname: string): boolean => pathname.startsWith('/ws/chat/'),
    answer,
    upgrade,
  }
}

/** What a socket takes a place of, and how many there are. */
function placesOf(request: Request, { access }: Visitor, chatId: string): readonly (readonly [string, number])[] {
  return [['all', mostSockets.all], [`address ${addressOf(request)}`, mostSockets.address], [`chat ${access.businessId} ${access.channel} ${chatId}`, mostSockets.chat]]
}

function turnAway(socket: Duplex, code: ChannelErrorCode): void {
  socket.end(`HTTP/1.1 ${statusOf[code]} Refused\r\nConnection: close\r\nX-Error-Code: ${code}\r\nContent-Length: 0\r\n\r\n`)
}

function bearerOf(request: Request): string {
  return /^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? ''
}

function addressOf(request: Request): string {
  return request.socket.remoteAddress ?? ''
}
