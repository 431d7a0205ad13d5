import type OpenAI from 'openai'
import { ModelFailure, type ContentPart, type JsonSchema, type ModelMessage, type ProviderRequest } from '../ports.ts'
import type { Quirks } from './quirks.ts'
import { strictSchema } from './strict-schema.ts'

type Body = Omit<OpenAI.ChatCompletionCreateParamsNonStreaming, 'stream'>

/** A request as chat completions takes it, asked in the way that this model is known to take. */
export function chatBody(request: ProviderRequest, quirks: Quirks): Body {
  const { output, tools } = request
  const system = output === undefined || quirks.json === 'schema' ? request.system : `${request.system}\n\n${schemaInWords(output.schema)}`.trimStart()
  return {
    model: request.model,
    messages: [...(system === '' ? [] : [{ role: 'system' as const, content: system }]), ...request.messages.map(messageOf)],
    [quirks.limit]: request.maxTokens,
    ...(quirks.temperature ? { temperature: request.temperature } : {}),
    ...(quirks.effort ? { reasoning_effort: 'low' as const } : {}),
    ...(output === undefined ? {} : formatOf(output, quirks)),
    ...(tools === undefined || tools.length === 0 ? {} : {
      tools: tools.map(({ name, description, parameters }) => ({ type: 'function' as const, function: { name, description, parameters: { ...parameters } } })),
    }),
  }
}

function formatOf({ name, schema }: { name: string; schema: JsonSchema }, quirks: Quirks): Pick<Body, 'response_format'> {
  if (quirks.json === 'words') return {}
  if (quirks.json === 'object') return { response_format: { type: 'json_object' } }
  const strict = strictSchema(schema)
  return { response_format: { type: 'json_schema', json_schema: { name, schema: { ...(strict ?? schema) }, strict: strict !== null } } }
}

function schemaInWords(schema: JsonSchema): string {
  return `Answer with one JSON value that fits this JSON schema, and with nothing before or after it:\n${JSON.stringify(schema)}`
}

function messageOf(message: ModelMessage): OpenAI.ChatCompletionMessageParam {
  switch (message.role) {
    case 'user': return { role: 'user', content: typeof message.content === 'string' ? message.content : message.content.map(partOf) }
    case 'tool': return { role: 'tool', tool_call_id: message.toolCallId, content: message.content }
    case 'assistant': return {
      role: 'assistant',
      // Servers that follow the letter refuse an empty text beside calls.
      content: message.content === '' && message.toolCalls !== undefined ? null : message.content,
      ...(message.toolCalls === undefined || message.toolCalls.length === 0 ? {} : {
        tool_calls: message.toolCalls.map(({ id, name, argumentsJson }) => ({ id, type: 'function' as const, function: { name, arguments: argumentsJson } })),
      }),
    }
  }
}

function partOf(part: ContentPart): OpenAI.ChatCompletionContentPart {
  switch (part.type) {
    case 'text': return { type: 'text', text: part.text }
    case 'image': return { type: 'image_url', image_url: { url: `data:${part.mimeType};base64,${base64(part.data)}` } }
    case 'audio': return { type: 'input_audio', input_audio: { data: base64(part.data), format: soundFormat(part.mimeType) } }
  }
}

function soundFormat(mimeType: string): 'wav' | 'mp3' {
  if (/^audio\/(?:x-|vnd\.)?wave?\b/.test(mimeType)) return 'wav'
  if (/^audio\/(?:mpeg|mp3)\b/.test(mimeType)) return 'mp3'
  throw new ModelFailure('unsupported', `Sound in a message must be WAV or MP3, not ${mimeType}.`)
}

/** The name of a sound file, by whose ending the transcription tells what it holds. */
export function soundFileName(mimeType: string): string {
  const [kind = ''] = mimeType.replace(/^(?:audio|video)\/(?:x-|vnd\.)?/, '').split(';')
  const endings: Record<string, string> = { mpeg: 'mp3', wave: 'wav', mp4: 'm4a' }
  return `audio.${endings[kind] ?? kind}`
}

function base64(data: Uint8Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('base64')
}
