import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { ModelFailure, type ProviderAnswer, type TokenUsage, type ToolCall } from '../ports.ts'
import { isVector } from './vectors.ts'

const count = z.number().nullish().transform((value) => value ?? 0)

const usageSchema = z.object({ promptTokenCount: z.number(), toolUsePromptTokenCount: count, candidatesTokenCount: count, thoughtsTokenCount: count, cachedContentTokenCount: count })
  .transform((usage): TokenUsage => ({
    in: usage.promptTokenCount + usage.toolUsePromptTokenCount,
    // Thoughts are paid as part of the answer.
    out: usage.candidatesTokenCount + usage.thoughtsTokenCount,
    cachedIn: usage.cachedContentTokenCount,
  }))

const partSchema = z.object({
  text: z.string().nullish(),
  thought: z.boolean().nullish(),
  thoughtSignature: z.string().nullish(),
  functionCall: z.object({ id: z.string().nullish(), name: z.string(), args: z.record(z.string(), z.unknown()).nullish() }).nullish(),
})

/** A whole answer and a piece of one have the same shape. */
export const contentSchema = z.object({
  candidates: z.array(z.object({ content: z.object({ parts: z.array(partSchema).nullish() }).nullish(), finishReason: z.string().nullish(), finishMessage: z.string().nullish() })).nullish(),
  promptFeedback: z.object({ blockReason: z.string().nullish(), blockReasonMessage: z.string().nullish() }).nullish(),
  usageMetadata: usageSchema.nullish().catch(null),
})

export const embeddingsSchema = z.object({ embeddings: z.array(z.object({ values: z.custom<readonly number[]>(isVector, 'no vector') })) })

export const modelSchema = z.object({ name: z.string() })

/** Reasons for which Gemini holds an answer back. */
const heldBack = new Set(['SAFETY', 'RECITATION', 'BLOCKLIST', 'PROHIBITED_CONTENT', 'SPII', 'IMAGE_SAFETY', 'LANGUAGE', 'ESCALATION'])

/** Reasons for which an answer is not whole: its limit, or a pause after which it could be asked for the rest. */
const notWhole = new Set(['MAX_TOKENS', 'CONTINUATION'])

/** An answer while it grows. */
export interface Draft {
  text: string
  finish: string | null
  finishMessage: string
  usage: TokenUsage | null
  readonly calls: ToolCall[]
}

export function emptyDraft(): Draft {
  return { text: '', finish: null, finishMessage: '', usage: null, calls: [] }
}

/** Adds a piece of the answer, or all of it. @returns the text that came with it. @throws ModelFailure `filtered` when the question was blocked. */
export function addContent(draft: Draft, content: z.infer<typeof contentSchema>): string {
  const blocked = content.promptFeedback?.blockReason
  if (typeof blocked === 'string') throw new ModelFailure('filtered', (content.promptFeedback?.blockReasonMessage ?? `Gemini blocked the question (${blocked}).`).slice(0, 500))
  draft.usage = content.usageMetadata ?? draft.usage
  const candidate = content.candidates?.[0]
  draft.finish = candidate?.finishReason ?? draft.finish
  draft.finishMessage = candidate?.finishMessage ?? draft.finishMessage
  let text = ''
  for (const part of candidate?.content?.parts ?? []) {
    if (part.thought === true) continue
    text += part.text ?? ''
    const call = part.functionCall
    if (call === null || call === undefined) continue
    draft.calls.push({
      // The Gemini API mostly gives none, and a conversation needs each call's own.
      id: call.id ?? `call_${randomUUID()}`, name: call.name, argumentsJson: JSON.stringify(call.args ?? {}),
      ...(typeof part.thoughtSignature === 'string' ? { signature: part.thoughtSignature } : {}),
    })
  }
  draft.text += text
  return text
}

/** The whole answer. @throws ModelFailure `filtered`, `unreadable` or `server_error` when Gemini ended it for a reason of its own. */
export function answerOf(draft: Draft): ProviderAnswer {
  const { finish } = draft
  const cut = finish !== null && notWhole.has(finish)
  if (finish !== 'STOP' && !cut) {
    const message = `Gemini ended the answer (${finish ?? 'no reason'}). ${draft.finishMessage}`.trim().slice(0, 500)
    if (finish !== null && heldBack.has(finish)) throw new ModelFailure('filtered', message)
    // MALFORMED_FUNCTION_CALL and its like: the model slipped, and may not the next time.
    throw new ModelFailure(finish === 'OTHER' ? 'server_error' : 'unreadable', message)
  }
  return { text: draft.text, toolCalls: draft.calls, finish: cut ? 'length' : draft.calls.length > 0 ? 'tool_calls' : 'stop', usage: draft.usage }
}
