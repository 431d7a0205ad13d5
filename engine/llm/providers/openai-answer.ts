import { z } from 'zod'
import { ModelFailure, type JsonSchema, type ProviderAnswer, type TokenUsage, type ToolCall } from '../ports.ts'
import { withoutAddedNulls } from './strict-schema.ts'
import { isVector } from './vectors.ts'

/** Usage as OpenAI and its kin tell it. Local servers leave parts out. */
const usageSchema = z.object({
  prompt_tokens: z.number(),
  completion_tokens: z.number().nullish(),
  prompt_tokens_details: z.object({ cached_tokens: z.number().nullish() }).nullish(),
}).transform((usage): TokenUsage => ({ in: usage.prompt_tokens, out: usage.completion_tokens ?? 0, cachedIn: usage.prompt_tokens_details?.cached_tokens ?? 0 }))

const callSchema = z.object({ id: z.string().nullish(), function: z.object({ name: z.string(), arguments: z.string().nullish() }) })

export const completionSchema = z.object({
  choices: z.array(z.object({
    message: z.object({ content: z.string().nullish(), refusal: z.string().nullish(), tool_calls: z.array(callSchema).nullish() }),
    finish_reason: z.string().nullish(),
  })).min(1),
  usage: usageSchema.nullish().catch(null),
})

export const chunkSchema = z.object({
  choices: z.array(z.object({
    delta: z.object({
      content: z.string().nullish(),
      refusal: z.string().nullish(),
      tool_calls: z.array(z.object({ index: z.number().nullish(), id: z.string().nullish(), function: z.object({ name: z.string().nullish(), arguments: z.string().nullish() }).nullish() })).nullish(),
    }).nullish(),
    finish_reason: z.string().nullish(),
  })).nullish(),
  usage: usageSchema.nullish().catch(null),
})

export const embeddingsSchema = z.object({
  data: z.array(z.object({ index: z.number().int().min(0), embedding: z.custom<readonly number[]>(isVector, 'no vector') })),
  usage: usageSchema.nullish().catch(null),
})

/** Whisper counts seconds instead of tokens: then nothing is known of tokens. */
export const transcriptionSchema = z.object({
  text: z.string(),
  usage: z.object({ input_tokens: z.number(), output_tokens: z.number() }).transform((usage): TokenUsage => ({ in: usage.input_tokens, out: usage.output_tokens, cachedIn: 0 })).nullish().catch(null),
})

export const modelSchema = z.object({ id: z.string() })

/** An answer while it grows. */
export interface Draft {
  text: string
  refusal: string
  finish: string | null
  usage: TokenUsage | null
  readonly calls: { id: string; name: string; argumentsJson: string }[]
}

export function emptyDraft(): Draft {
  return { text: '', refusal: '', finish: null, usage: null, calls: [] }
}

/** Adds a chunk of a stream. @returns the text that came with it. */
export function addChunk(draft: Draft, chunk: z.infer<typeof chunkSchema>): string {
  draft.usage = chunk.usage ?? draft.usage
  const choice = chunk.choices?.[0]
  if (choice === undefined) return ''
  draft.finish = choice.finish_reason ?? draft.finish
  draft.refusal += choice.delta?.refusal ?? ''
  for (const part of choice.delta?.tool_calls ?? []) {
    // Some servers send each call whole and leave its place out.
    const index = part.index ?? (typeof part.id === 'string' ? draft.calls.length : draft.calls.length - 1)
    const call = draft.calls[index] ??= { id: '', name: '', argumentsJson: '' }
    call.id ||= part.id ?? ''
    call.name += part.function?.name ?? ''
    call.argumentsJson += part.function?.arguments ?? ''
  }
  const text = choice.delta?.content ?? ''
  draft.text += text
  return text
}

export function draftOf(completion: z.infer<typeof completionSchema>): Draft {
  const [choice] = completion.choices
  return {
    text: choice?.message.content ?? '',
    refusal: choice?.message.refusal ?? '',
    finish: choice?.finish_reason ?? 'stop',
    usage: completion.usage ?? null,
    calls: (choice?.message.tool_calls ?? []).map((call) => ({ id: call.id ?? '', name: call.function.name, argumentsJson: call.function.arguments ?? '' })),
  }
}

/**
 * The whole answer. @param strictFor the schema that was sent in the strict dialect, if one was.
 * @throws ModelFailure `filtered` when the model declined or its answer was held back.
 */
export function answerOf(draft: Draft, strictFor: JsonSchema | null): ProviderAnswer {
  if (draft.refusal !== '') throw new ModelFailure('filtered', draft.refusal.slice(0, 500))
  if (draft.finish === 'content_filter') throw new ModelFailure('filtered', 'The provider held the answer back (content_filter).')
  // A hole in the list is a call whose place the server never filled.
  const toolCalls = draft.calls.filter((call) => call !== undefined).map((call, index): ToolCall => ({
    id: call.id === '' ? `call_${index + 1}` : call.id, name: call.name, argumentsJson: call.argumentsJson === '' ? '{}' : call.argumentsJson,
  }))
  return {
    text: strictFor === null ? draft.text : cleanedJson(draft.text, strictFor),
    toolCalls,
    // Several servers say `stop` when they call a tool.
    finish: draft.finish === 'length' ? 'length' : toolCalls.length > 0 ? 'tool_calls' : 'stop',
    usage: draft.usage,
  }
}

/** JSON without the nulls that the strict dialect makes of left-out properties. What is no JSON stays as it is: whoever asked checks it. */
function cleanedJson(text: string, schema: JsonSchema): string {
  try {
    return JSON.stringify(withoutAddedNulls(schema, JSON.parse(text)))
  } catch {
    return text
  }
}
