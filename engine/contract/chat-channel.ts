import { z } from 'zod'
import { chatTones } from '../../db/values.ts'
import type { ChatIntent, ChatTone, Language, OrderState } from '../../db/values.ts'
import { longestChatMessage } from './chat.ts'

/**
 * What programs outside say to the sales agent and hear from it, over WebSocket and HTTP (docs/chat-channel.md). The words on
 * the wire are those of existing deployments, so that their clients go on working.
 */

/** How a channel names a chat: its own number or word for it; letters, digits and the marks of phone numbers and addresses. */
export const channelChatIdSchema = z.string().regex(/^[A-Za-z0-9._:@+=~-]{1,128}$/)

/** Milliseconds after which a message without an answer is told as an error. The answer still comes when it is there later. */
export const socketPatience = 45_000
export const httpPatience = 20_000

/** Most bytes of a file. */
export const largestChannelFile = { image: 10 * 1024 * 1024, audio: 25 * 1024 * 1024 } as const
export type ChannelFileKind = keyof typeof largestChannelFile

const clientId = z.string().min(1).max(64)
const tone = z.enum(chatTones)

export const channelTextSchema = z.object({
  /** The client's own name for the message: said again under it, nothing is said twice. */
  id: clientId.optional(),
  mensaje: z.string().trim().min(1).max(longestChatMessage),
  tono: tone.optional(),
})
export type ChannelText = z.infer<typeof channelTextSchema>

export const channelClientMessageSchema = z.discriminatedUnion('type', [
  channelTextSchema.extend({ type: z.literal('message') }),
  z.object({ type: z.literal('ping') }),
])

export const channelRequestSchema = channelTextSchema.extend({ chat_id: channelChatIdSchema })

/** What goes along with a file: fields of the form, or of the query where the file is the body. */
export const channelFileRequestSchema = z.object({ chat_id: channelChatIdSchema, id: clientId.optional(), mensaje: z.string().trim().max(longestChatMessage).default(''), tono: tone.optional() })

export const channelHistoryQuerySchema = z.object({ limite: z.coerce.number().int().min(1).max(200).default(50), antes: z.string().min(1).max(64).optional() })

/** What went wrong, for programs; the sentence beside it is for people. */
export const channelErrorCodes = [
  'invalid_json', 'unknown_type', 'invalid_message', 'empty_message', 'message_too_long',
  'rate_limited', 'timeout', 'answer_failed',
  'unauthorized', 'forbidden_origin', 'not_found', 'business_required', 'chat_id_guessable',
  'file_missing', 'file_too_large', 'unsupported_file', 'busy', 'method_not_allowed', 'internal',
] as const
export type ChannelErrorCode = (typeof channelErrorCodes)[number]

/** An amount: whole smallest units, how many decimals they stand for, and the words a person reads. */
export interface ChannelMoney { readonly minor: number; readonly moneda: string; readonly decimales: number; readonly texto: string }
export interface ChannelCartLine { readonly producto_id: string; readonly nombre: string; readonly cantidad: number; readonly precio: ChannelMoney; readonly subtotal: ChannelMoney }
export interface ChannelSource { readonly tipo: 'producto' | 'pedido' | 'cliente' | 'documento'; readonly id: string; readonly campo: string; readonly valor: string; readonly nombre: string }
export type ChannelAuthor = 'cliente' | 'agente' | 'persona'

/** Where the order of a chat stands. */
export interface ChannelOrder { readonly estado_venta: OrderState | null; readonly carrito: readonly ChannelCartLine[]; readonly total: ChannelMoney | null }

/** One message of the history. `estado` of a customer's: `pendiente`, `respondido`, `retenido` for a person, `fallido`; of all others `dicho`. */
export interface ChannelHistoryMessage {
  readonly message_id: string
  readonly autor: ChannelAuthor
  readonly tipo: 'texto' | 'imagen' | 'audio'
  readonly mensaje: string
  readonly estado: 'pendiente' | 'respondido' | 'retenido' | 'fallido' | 'dicho'
  readonly responde_a: string | null
  readonly tipo_mensaje: ChatIntent | null
  readonly fuentes: readonly ChannelSource[]
  readonly timestamp: string
}
export interface ChannelHistory extends ChannelOrder { readonly chat_id: string; readonly mensajes: readonly ChannelHistoryMessage[]; /** There are older ones. */ readonly mas: boolean; readonly timestamp: string }

/** A whole answer. */
export interface ChannelAnswer extends ChannelOrder {
  readonly message_id: string
  /** The customer's message it answers: the engine's name for it, and the client's where this client gave one. */
  readonly responde_a: string | null
  readonly id: string | null
  readonly autor: 'agente' | 'persona'
  readonly tipo_mensaje: ChatIntent | null
  readonly fuentes: readonly ChannelSource[]
}

/** The customer's message that is spoken of. */
interface About { readonly responde_a: string | null; readonly id: string | null }
/** What the engine tells a client; each goes out with `chat_id` and `timestamp` (ISO 8601, UTC). */
export type ChannelEvent =
  | ({ readonly type: 'connection_status'; readonly status: 'connected'; readonly control: 'agente' | 'pausado' | 'persona'; readonly historial: readonly ChannelHistoryMessage[]; readonly mas: boolean } & ChannelOrder)
  /** `recibido`: an answer is being made. `retenido`: a person will answer. `retirado`: what was streamed of the answer does not hold; it may come anew. */
  | ({ readonly type: 'processing'; readonly estado: 'recibido' | 'retenido' | 'retirado'; readonly mensaje: string } & About)
  | ({ readonly type: 'typing' } & About)
  | { readonly type: 'response_start'; readonly message_id: string; readonly responde_a: string | null; readonly id: string | null; readonly autor: 'agente' | 'persona' }
  | { readonly type: 'response_chunk'; readonly message_id: string; readonly content: string }
  | ({ readonly type: 'response_end'; readonly content: string } & ChannelAnswer)
  | { readonly type: 'error'; readonly code: ChannelErrorCode; readonly mensaje: string; readonly responde_a: string | null; readonly id: string | null }
  | { readonly type: 'pong' }
export type ChannelServerMessage = ChannelEvent & { readonly chat_id: string; readonly timestamp: string }

/** What somebody shows to be let in. `local`: nothing, from this machine itself; `owner`: the token of the console. */
export type ChannelClaim = { readonly kind: 'key'; readonly key: string } | { readonly kind: 'owner'; readonly businessId: string } | { readonly kind: 'local' }

/** Whose chats somebody may reach. Those begun with a key and those begun without are never the same ones. */
export interface ChannelAccess { readonly businessId: string; readonly channel: 'channel' | 'local' }

/** What it is is told from its content. */
export interface ChannelFile { readonly data: Uint8Array; readonly name: string }

/** One client's line to one chat. */
export interface ChannelLine {
  /** Resolves once it is stored. */
  say(message: ChannelText): Promise<void>
  close(): void
}

export interface ChannelLineOptions {
  readonly language: Language
  /** Sends one message; what is told next waits for it, so that a slow client holds back nobody but itself. */
  send(message: ChannelServerMessage): void | Promise<void>
  /** The line can no longer be served. */
  onBroken(error: unknown): void
}

/** What became of something said. `held`: a person will answer. */
export type ChannelReply =
  | { readonly outcome: 'answered'; readonly answer: Extract<ChannelServerMessage, { type: 'response_end' }> }
  | { readonly outcome: 'held'; readonly notice: Extract<ChannelServerMessage, { type: 'processing' }>; readonly order: ChannelOrder }
  | { readonly outcome: 'refused'; readonly code: ChannelErrorCode }

export interface ChannelAsk {
  readonly chatId: string
  readonly language: Language
  readonly said: { readonly text: ChannelText } | { readonly file: ChannelFile; readonly id?: string | undefined; readonly mensaje: string; readonly tono?: ChatTone | undefined }
  /** Told all that a socket would be told; for answers that are streamed. */
  readonly send?: (message: ChannelServerMessage) => void | Promise<void>
  /** The client is gone: nobody waits for the answer any more, which is made all the same. */
  readonly signal: AbortSignal
}

/** What hosts need of the chat engine to serve outside channels. */
export interface ChatChannels {
  /** @returns null when nobody is let in so. Ask again for each message: a key may have been replaced. */
  admit(claim: ChannelClaim): ChannelAccess | null
  /** Opens a line: `connection_status` with the history first, then all that is said, answers under way included. */
  open(access: ChannelAccess, chatId: string, options: ChannelLineOptions): ChannelLine
  /** Says something and waits for its answer, as long as `httpPatience`. */
  ask(access: ChannelAccess, ask: ChannelAsk): Promise<ChannelReply>
  /** Newest last. @returns null when there is no such chat, or no such message to go back from. */
  history(access: ChannelAccess, chatId: string, page: { readonly limite: number; readonly antes?: string | undefined }): ChannelHistory | null
}
