import type { AnswerOrigin, ModelFailureCode, ModelProviderKind } from '../../db/values.ts'

/** One piece of what is said to a model. Bytes are sent as they are, base64 where the protocol wants it. */
export type ContentPart =
  | { readonly type: 'text'; readonly text: string }
  | { readonly type: 'image'; readonly mimeType: string; readonly data: Uint8Array }
  | { readonly type: 'audio'; readonly mimeType: string; readonly data: Uint8Array }

export type ModelMessage =
  | { readonly role: 'user'; readonly content: string | readonly ContentPart[] }
  | { readonly role: 'assistant'; readonly content: string; readonly toolCalls?: readonly ToolCall[] }
  /** What a tool answered to the call with this id. */
  | { readonly role: 'tool'; readonly toolCallId: string; readonly name: string; readonly content: string }

/** A function the model may ask for. `parameters` is a JSON schema of an object. */
export interface ModelTool { readonly name: string; readonly description: string; readonly parameters: JsonSchema }
export interface ToolCall {
  readonly id: string
  readonly name: string
  readonly argumentsJson: string
  /** The provider's own mark, handed back with the call as it came: Gemini refuses a conversation whose calls have lost it. */
  readonly signature?: string
}

/** A JSON schema, draft 2020-12 as zod writes it; each provider brings it to the dialect it takes. */
export type JsonSchema = Readonly<Record<string, unknown>>

/** What is asked of one model of one provider. */
export interface ProviderRequest {
  readonly model: string
  readonly system: string
  readonly messages: readonly ModelMessage[]
  readonly temperature: number
  /** Tokens of the answer. */
  readonly maxTokens: number
  /** The answer must be JSON of this shape. */
  readonly output?: { readonly name: string; readonly schema: JsonSchema }
  readonly tools?: readonly ModelTool[]
}

/** Tokens as the provider counted them; `cachedIn` is the part of `in` it had kept. Null where it told nothing. */
export interface TokenUsage { readonly in: number; readonly out: number; readonly cachedIn: number }

export interface ProviderAnswer {
  readonly text: string
  readonly toolCalls: readonly ToolCall[]
  /** `length`: cut at `maxTokens`; the text is not whole. */
  readonly finish: 'stop' | 'length' | 'tool_calls'
  readonly usage: TokenUsage | null
}

/** Pieces of text as they come, then once the whole. A stream that ends without `end` throws `cut_off`. */
export type ProviderChunk = { readonly type: 'text'; readonly text: string } | { readonly type: 'end'; readonly answer: ProviderAnswer }

export interface EmbeddingAnswer { readonly vectors: readonly Float32Array[]; readonly usage: TokenUsage | null }

/**
 * One provider with its key and address. No retries of its own, so that whoever asks counts them; it only asks anew, in
 * another way, where the provider has refused how it was asked (which costs nothing), and remembers that: keep it open.
 * Everything throws ModelFailure and nothing else; `signal` really ends the request on the wire.
 */
export interface ModelProvider {
  complete(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer>
  stream(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderChunk>
  /** @param dimensions asks for shorter vectors where the model can. */
  embed(request: { readonly model: string; readonly texts: readonly string[]; readonly dimensions?: number }, signal: AbortSignal): Promise<EmbeddingAnswer>
  /** Text of speech. @throws ModelFailure `unsupported` where the provider hears nothing. */
  transcribe(request: { readonly model: string; readonly audio: Uint8Array; readonly mimeType: string; readonly language?: string }, signal: AbortSignal): Promise<{ readonly text: string; readonly usage: TokenUsage | null }>
  /** Names of the models that the key may use. The cheapest call that only a good key is answered. */
  models(signal: AbortSignal): Promise<readonly string[]>
}

/** Failures after which the same request may succeed. */
const passing: ReadonlySet<ModelFailureCode> = new Set(['unreachable', 'timeout', 'rate_limited', 'server_error', 'cut_off', 'unreadable'])

/** Why a model gave no answer; the message is the provider's own sentence, without keys, at most 500 characters. */
export class ModelFailure extends Error {
  override name = 'ModelFailure'
  readonly code: ModelFailureCode
  /** HTTP status; null when there was none. */
  readonly status: number | null
  /** How long the provider asks to be left alone, milliseconds; null when it did not say. */
  readonly retryAfterMs: number | null
  constructor(code: ModelFailureCode, message: string, { status = null, retryAfterMs = null, cause }: { status?: number | null; retryAfterMs?: number | null; cause?: unknown } = {}) {
    super(message, cause === undefined ? undefined : { cause })
    this.code = code
    this.status = status
    this.retryAfterMs = retryAfterMs
  }
  get passing(): boolean { return passing.has(this.code) }
}

/** What part of the program asks, for whom: every row of the audit carries it, and limits go by it. */
export interface Asker {
  /** `area.verb`, such as `classification.classify`; stable, because figures are kept by it. */
  readonly endpoint: string
  readonly businessId: string | null
  /** `operator` at the console, `job` for work without a person, `cli`, or a name. Jobs are not held by the limit of a person. */
  readonly userId: string
}

/** Within these, and never across them, a kept answer may serve another question. */
export interface CacheScope {
  /** The kind of question, as its settings are kept: `sentiment_analysis`, `chat.context`... */
  readonly task: string
  /** Whatever the answer was made from: a new version of it makes every kept answer old. */
  readonly dataVersion: string
  /** What was asked, as a person would say it: the text that near questions are compared by. */
  readonly question: string
  /** Names of products and the like that must agree word by word, beyond what guards find by themselves. */
  readonly names?: readonly string[]
}

/** A question to whichever model serves it: the chosen one, else the first of the chain that can. */
export interface ModelRequest<Value = null> {
  readonly asker: Asker
  readonly system: string
  readonly messages: readonly ModelMessage[]
  /** Which prompt of resources/prompts this is, when it is one. */
  readonly prompt?: { readonly name: string; readonly version: string }
  /** A provider and model to use instead of the chain's first. The chain still follows when it fails, unless `only`. */
  readonly choice?: { readonly providerId: string; readonly model?: string; readonly only?: boolean }
  /** 0 to 2; 0.7 unless told. */
  readonly temperature?: number
  /** 1 to 2000; 1000 unless told. */
  readonly maxTokens?: number
  /** The answer is JSON of this shape, checked by `parse`, repaired once when it is not. */
  readonly output?: { readonly name: string; readonly schema: JsonSchema; parse(json: unknown): Value }
  readonly tools?: readonly ModelTool[]
  /** Absent: nothing is looked up or kept. */
  readonly cache?: CacheScope
  readonly signal?: AbortSignal
}

export interface ModelAnswer<Value = null> {
  readonly text: string
  /** The checked value when `output` was asked for, else null. */
  readonly value: Value | null
  readonly toolCalls: readonly ToolCall[]
  readonly finish: ProviderAnswer['finish']
  readonly usage: TokenUsage
  /** Billionths of a US dollar: one short answer costs less than any usual unit. */
  readonly costNanoUsd: number
  readonly responseTimeMs: number
  readonly providerId: string
  readonly model: string
  readonly origin: AnswerOrigin
  /** Who was asked before and failed, in order; empty when the first one answered. */
  readonly fellBackFrom: readonly { readonly providerId: string; readonly model: string; readonly code: ModelFailureCode; readonly message: string }[]
  /** The row of the audit. */
  readonly auditId: string
}

export type ModelChunk<Value = null> = { readonly type: 'text'; readonly text: string } | { readonly type: 'end'; readonly answer: ModelAnswer<Value> }

/**
 * The one way to language models: limits, budget, retries, breaker, fallback, cache and audit lie behind it.
 * All of it throws ModelFailure when nobody answered; the audit holds every failure.
 */
export interface ModelLayer {
  /** Whether any provider is set up and allowed now; without one, callers use their offline road and say so. */
  available(): boolean
  /** Who can be asked, in the order of the chain. */
  providers(): readonly { readonly providerId: string; readonly kind: ModelProviderKind; readonly name: string }[]
  /** Who would be asked first, and what a million tokens cost there in US dollars: null where nobody can be asked, `price` null where it is not known. */
  firstAsked(choice?: ModelRequest['choice']): { readonly providerId: string; readonly model: string; readonly price: { readonly inPerMillion: number; readonly outPerMillion: number } | null } | null
  ask<Value = null>(request: ModelRequest<Value>): Promise<ModelAnswer<Value>>
  /** The same, in pieces. After the first piece nobody else is asked: a listener has heard it. */
  stream<Value = null>(request: ModelRequest<Value>): AsyncIterable<ModelChunk<Value>>
  embed(request: { readonly asker: Asker; readonly texts: readonly string[]; readonly choice?: ModelRequest['choice']; readonly dimensions?: number; readonly signal?: AbortSignal }): Promise<{ readonly vectors: readonly Float32Array[]; readonly providerId: string; readonly model: string }>
  transcribe(request: { readonly asker: Asker; readonly audio: Uint8Array; readonly mimeType: string; readonly language?: string; readonly signal?: AbortSignal }): Promise<{ readonly text: string; readonly auditId: string }>
}

/** What is kept of an answer. Only whole answers without tool calls are. */
export interface KeptAnswer { readonly text: string; readonly usage: TokenUsage; readonly costNanoUsd: number; readonly responseTimeMs: number }

/** What a kept answer belongs to beside its scope; all of it must be the same. */
export interface CacheOwner { readonly businessId: string; readonly model: string; readonly promptVersion: string; readonly system: string }

export type CacheFind =
  | { readonly found: 'exact' | 'near'; readonly answer: KeptAnswer; readonly hitId: string }
  /** `keep` stores what the model then answers, with the embedding the look-up has made. */
  | { readonly found: null; keep(answer: KeptAnswer): void }

/** Answers kept from before. A failure of the cache is no failure of the question: it is told to the log and counts as not found. */
export interface AnswerCache {
  find(scope: CacheScope, owner: CacheOwner, signal: AbortSignal): Promise<CacheFind>
}
