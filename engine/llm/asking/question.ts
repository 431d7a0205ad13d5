import { newId } from '../../../db/id.ts'
import type { AnswerOrigin } from '../../../db/values.ts'
import { ModelFailure, type Asker, type ModelAnswer, type ModelMessage, type ModelRequest, type TokenUsage } from '../ports.ts'

/** Everything that is known of one question while it is on its way: in the end it is one row of the audit. */
export interface Question {
  readonly id: string
  readonly asker: Asker
  readonly startedAt: number
  readonly prompt: { readonly name: string; readonly version: string } | null
  /** Ends when whoever asked takes it back. */
  readonly signal: AbortSignal
  /** Somebody waits for it: goes before work that nobody waits for. */
  readonly person: boolean
  /** What was asked, as far as so many characters. */
  promptText(most: number): string
  /** Who is asked now, or answered. */
  providerId: string | null
  model: string
  origin: AnswerOrigin
  /** Times that something was sent. */
  attempts: number
  /** Of all attempts together. */
  tokens: TokenUsage
  tokensEstimated: boolean
  costNanoUsd: number
  saved: { nanoUsd: number; ms: number }
  firstChunkMs: number | null
  /** What was answered so far. */
  heard: string
  readonly fellBackFrom: ModelAnswer['fellBackFrom'][number][]
}

const never = new AbortController().signal

export function newQuestion(request: Pick<ModelRequest<unknown>, 'asker' | 'prompt' | 'signal'>, promptText: Question['promptText'], now: number): Question {
  return {
    id: newId(), asker: request.asker, startedAt: now, prompt: request.prompt ?? null, signal: request.signal ?? never,
    person: !isWork(request.asker), promptText,
    providerId: null, model: '', origin: 'provider', attempts: 0, tokens: { in: 0, out: 0, cachedIn: 0 }, tokensEstimated: false, costNanoUsd: 0,
    saved: { nanoUsd: 0, ms: 0 }, firstChunkMs: null, heard: '', fellBackFrom: [],
  }
}

/** Work that no person waits for. */
export function isWork(asker: Asker): boolean {
  return asker.userId === 'job'
}

/** The words of a request for the audit; pictures and sound are named, not kept. */
export function textOfRequest(request: { readonly system: string; readonly messages: readonly ModelMessage[] }, most: number): string {
  let text = request.system === '' ? '' : `[system] ${request.system.slice(0, most)}`
  for (const message of request.messages) {
    if (text.length >= most) break
    text += `${text === '' ? '' : '\n'}[${message.role}] ${textOfMessage(message).slice(0, most)}`
  }
  return text
}

function textOfMessage(message: ModelMessage): string {
  if (message.role === 'assistant') return [message.content, ...(message.toolCalls ?? []).map((call) => `${call.name}(${call.argumentsJson})`)].filter((part) => part !== '').join(' ')
  if (message.role === 'tool') return `${message.name}: ${message.content}`
  if (typeof message.content === 'string') return message.content
  return message.content.map((part) => (part.type === 'text' ? part.text : `[${part.type} ${part.mimeType}, ${part.data.byteLength} bytes]`)).join(' ')
}

/** Whatever was thrown, as the failure that callers are promised. */
export function asFailure(error: unknown): ModelFailure {
  if (error instanceof ModelFailure) return error
  return new ModelFailure('unreadable', error instanceof Error ? error.message : String(error), { cause: error })
}
