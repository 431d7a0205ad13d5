import type { ServerResponse as Response } from 'node:http'
import type { Language } from '../../../db/values.ts'
import { channelErrors } from '../../contract/chat-channel-words.ts'
import type { ChannelErrorCode, ChannelServerMessage } from '../../contract/chat-channel.ts'
import type { Clock } from '../../observe/clock.ts'

export const statusOf: Readonly<Record<ChannelErrorCode, number>> = {
  invalid_json: 400, unknown_type: 400, invalid_message: 422, empty_message: 422, message_too_long: 413,
  rate_limited: 429, timeout: 504, answer_failed: 502,
  unauthorized: 401, forbidden_origin: 403, not_found: 404, business_required: 400, chat_id_guessable: 422,
  file_missing: 422, file_too_large: 413, unsupported_file: 415, busy: 503, method_not_allowed: 405, internal: 500,
}

export function sendJson(response: Response, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json; charset=utf-8', 'Cache-Control': 'no-store' }).end(`${JSON.stringify(body)}\n`)
}

/** @param field which one of the request is wrong. */
export function sendError(response: Response, code: ChannelErrorCode, language: Language, field: string | null = null): void {
  if (code === 'unauthorized') response.setHeader('WWW-Authenticate', 'Bearer')
  // The rest of a body that was not read to its end would be taken for the next request.
  if (statusOf[code] === 413) response.setHeader('Connection', 'close')
  if (code === 'rate_limited' || code === 'busy') response.setHeader('Retry-After', '2')
  sendJson(response, statusOf[code], { error: { code, mensaje: channelErrors[code][language], ...(field === null ? {} : { campo: field }) } })
}

/** Proxies and clients give up on a stream that says nothing. */
const streamBeat = 15_000

export interface EventStream { send(message: ChannelServerMessage): Promise<void> }

/** Begins to answer with server-sent events: the messages of the socket, named by their type. */
export function openEventStream(response: Response, clock: Clock): EventStream {
  response.writeHead(200, { 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no' })
  let cancelBeat = clock.after(streamBeat, beat)
  function beat(): void {
    response.write(':\n\n')
    cancelBeat = clock.after(streamBeat, beat)
  }
  response.on('finish', () => cancelBeat())
  response.on('close', () => cancelBeat())
  return {
    send: (message) => new Promise((resolve) => {
      // Resolves too when the client is gone.
      response.write(`event: ${message.type}\ndata: ${JSON.stringify(message)}\n\n`, () => resolve())
    }),
  }
}
