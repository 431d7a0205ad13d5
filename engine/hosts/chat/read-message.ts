import type { z } from 'zod'
import { channelChatIdSchema, channelClientMessageSchema, type ChannelErrorCode } from '../../contract/chat-channel.ts'

/** What a client sent, or why it cannot be taken. `field` names the one that is wrong, `id` the message, where it can be told. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly code: ChannelErrorCode; readonly field: string | null; readonly id: string | null }

export type ClientMessage = z.infer<typeof channelClientMessageSchema>

/** Reads one message of a socket. */
export function readClientMessage(text: string): Read<ClientMessage> {
  const json = parseJson(text)
  if (!json.ok) return json
  const { type } = fieldsOf(json.value)
  if (type !== 'message' && type !== 'ping') return { ok: false, code: 'unknown_type', field: 'type', id: nameOf(json.value) }
  return check(channelClientMessageSchema, json.value)
}

export function readJson<T>(schema: z.ZodType<T>, text: string): Read<T> {
  const json = parseJson(text)
  return json.ok ? check(schema, json.value) : json
}

/** Checks fields that came by another way than JSON. */
export function check<T>(schema: z.ZodType<T>, value: unknown): Read<T> {
  const parsed = schema.safeParse(value)
  if (parsed.success) return { ok: true, value: parsed.data }
  const issue = parsed.error.issues[0]
  const field = String(issue?.path[0] ?? '')
  const code: ChannelErrorCode = field === 'mensaje' && issue?.code === 'too_small' ? 'empty_message' : field === 'mensaje' && issue?.code === 'too_big' ? 'message_too_long' : 'invalid_message'
  return { ok: false, code, field: field === '' ? null : field, id: nameOf(value) }
}

/** The name of a chat out of an address; null when it is none. */
export function readChatId(segment: string): string | null {
  try {
    return channelChatIdSchema.safeParse(decodeURIComponent(segment)).data ?? null
  } catch {
    // A percent sign that encodes nothing.
    return null
  }
}

function parseJson(text: string): Read<unknown> {
  try {
    return { ok: true, value: JSON.parse(text) }
  } catch {
    return { ok: false, code: 'invalid_json', field: null, id: null }
  }
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {}
}

/** The client's own name of a message that could not be taken, so that it can tell which one that was. */
function nameOf(value: unknown): string | null {
  const { id } = fieldsOf(value)
  return typeof id === 'string' && id.length <= 64 ? id : null
}
