import type { IncomingMessage as Request, ServerResponse as Response } from 'node:http'
import type { Language } from '../../../db/values.ts'
import { channelFileRequestSchema, channelHistoryQuerySchema, channelRequestSchema, largestChannelFile } from '../../contract/chat-channel.ts'
import type { ChannelAsk, ChannelErrorCode, ChannelFileKind, ChannelReply, ChannelServerMessage, ChatChannels } from '../../contract/chat-channel.ts'
import type { Clock } from '../../observe/clock.ts'
import { check, readChatId, readJson } from './read-message.ts'
import { readBody, readFile } from './request-body.ts'
import { openEventStream, sendError, sendJson } from './respond.ts'
import type { EventStream } from './respond.ts'
import type { Visitor } from './visitors.ts'

/** A message of the longest kind, written with escapes. */
const largestText = 64 * 1024
/** Files are read whole and held until they are answered: so many at once. */
const mostFilesAtOnce = 16

export interface ChatHttpNeeds {
  readonly channels: ChatChannels
  readonly clock: Clock
  mayWrite(visitor: Visitor, chatId: string): boolean
  /** Whether this visitor may use a chat of that name. */
  refuseName(visitor: Visitor, chatId: string): ChannelErrorCode | null
}

/** What came of a request that was let in: its own answer, or why it is refused. */
type Outcome = { readonly code: ChannelErrorCode; readonly field?: string | null } | null

/** Answers `/chat/...` to visitors who were let in. */
export function chatHttp({ channels, clock, mayWrite, refuseName }: ChatHttpNeeds) {
  let filesAtOnce = 0

  async function answer(request: Request, response: Response, url: URL, visitor: Visitor, language: Language): Promise<void> {
    const refusal = await route(request, response, url, visitor, language)
    if (refusal !== null) sendError(response, refusal.code, language, refusal.field ?? null)
  }

  function route(request: Request, response: Response, url: URL, visitor: Visitor, language: Language): Promise<Outcome> | Outcome {
    const { pathname, searchParams } = url
    if (pathname.startsWith('/chat/historial/')) {
      return request.method === 'GET' ? history(response, pathname.slice('/chat/historial/'.length), searchParams, visitor) : { code: 'method_not_allowed' }
    }
    if (!['/chat/texto', '/chat/imagen', '/chat/audio'].includes(pathname)) return { code: 'not_found' }
    if (request.method !== 'POST') return { code: 'method_not_allowed' }
    if (pathname === '/chat/texto') return text(request, response, visitor, language)
    return file(request, response, searchParams, pathname === '/chat/imagen' ? 'image' : 'audio', visitor, language)
  }

  function history(response: Response, name: string, query: URLSearchParams, visitor: Visitor): Outcome {
    const chatId = readChatId(name)
    const page = check(channelHistoryQuerySchema, Object.fromEntries(query))
    if (chatId === null) return { code: 'invalid_message', field: 'chat_id' }
    if (!page.ok) return page
    const refused = refuseName(visitor, chatId)
    if (refused !== null) return { code: refused, field: 'chat_id' }
    const found = channels.history(visitor.access, chatId, page.value)
    if (found === null) return { code: 'not_found' }
    sendJson(response, 200, found)
    return null
  }

  async function text(request: Request, response: Response, visitor: Visitor, language: Language): Promise<Outcome> {
    const body = await readBody(request, largestText)
    if (body === null) return { code: 'message_too_long' }
    const read = readJson(channelRequestSchema, body.toString())
    if (!read.ok) return read
    const { chat_id: chatId, ...said } = read.value
    return converse(request, response, visitor, { chatId, language, said: { text: said } })
  }

  async function file(request: Request, response: Response, query: URLSearchParams, kind: ChannelFileKind, visitor: Visitor, language: Language): Promise<Outcome> {
    if (filesAtOnce >= mostFilesAtOnce) return { code: 'busy' }
    filesAtOnce += 1
    try {
      const sent = await readFile(request, query, largestChannelFile[kind])
      if (typeof sent === 'string') return { code: sent, field: 'archivo' }
      const read = check(channelFileRequestSchema, sent.fields)
      if (!read.ok) return read
      const { chat_id: chatId, id, mensaje, tono } = read.value
      return await converse(request, response, visitor, { chatId, language, said: { file: { data: sent.data, name: sent.name }, id, mensaje, tono } })
    } finally {
      filesAtOnce -= 1
    }
  }

  async function converse(request: Request, response: Response, visitor: Visitor, asked: Omit<ChannelAsk, 'signal' | 'send'>): Promise<Outcome> {
    const refused = refuseName(visitor, asked.chatId)
    if (refused !== null) return { code: refused, field: 'chat_id' }
    if (!mayWrite(visitor, asked.chatId)) return { code: 'rate_limited' }
    const gone = new AbortController()
    response.on('close', () => gone.abort())

    const isStreamed = (request.headers.accept ?? '').includes('text/event-stream')
    let stream: EventStream | null = null
    const send = (message: ChannelServerMessage): Promise<void> => (stream ??= openEventStream(response, clock)).send(message)
    const reply = await channels.ask(visitor.access, { ...asked, signal: gone.signal, ...(isStreamed ? { send } : {}) })
    if (response.headersSent) response.end()
    else if (reply.outcome === 'refused') return { code: reply.code }
    else sendJson(response, reply.outcome === 'held' ? 202 : 200, toBody(reply))
    return null
  }

  return { answer }
}

/** The answer of HTTP. What a person will answer has no words yet: an empty text, so that a client that shows it shows nothing wrong. */
function toBody(reply: Exclude<ChannelReply, { outcome: 'refused' }>): object {
  if (reply.outcome === 'held') {
    const { chat_id, timestamp, mensaje, id, responde_a } = reply.notice
    return { respuesta: '', chat_id, estado: 'retenido', aviso: mensaje, id, responde_a, tipo_mensaje: null, ...reply.order, fuentes: [], timestamp }
  }
  const { type: _, content, ...rest } = reply.answer
  return { respuesta: content, estado: 'respondido', ...rest }
}
