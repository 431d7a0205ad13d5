import type OpenAI from 'openai'
import type { EmbeddingAnswer, ModelProvider, ProviderChunk, ProviderRequest, TokenUsage } from '../ports.ts'
import { ModelFailure } from '../ports.ts'
import { addChunk, answerOf, chunkSchema, completionSchema, draftOf, embeddingsSchema, emptyDraft, modelSchema, transcriptionSchema } from './openai-answer.ts'
import { chatBody, soundFileName } from './openai-request.ts'
import { askKnowingly, quirkMemory, type Quirks } from './quirks.ts'
import { strictSchema } from './strict-schema.ts'
import { batchesOf, sumOf } from './vectors.ts'
import { cutOff, failureOf, vendorFetch } from './wire.ts'

export interface OpenAiOptions {
  /** `compatible`: another server that speaks the same protocol, such as Ollama, LM Studio or vLLM. */
  readonly kind: 'openai' | 'compatible'
  readonly baseUrl: string | null
  /** Null: none is sent, as local servers want it. */
  readonly apiKey: string | null
}

const vendorAddress = 'https://api.openai.com/v1'
/** Texts and characters of one request for embeddings: OpenAI takes 2,048 texts of 300,000 tokens together. */
const embeddingBatch = { texts: 2_048, characters: 500_000 }
/** Names of models read; a gateway may offer thousands. */
const mostModels = 1_000

/** OpenAI and whoever speaks its chat completions protocol, over OpenAI's SDK. */
export function openAiProvider({ kind, baseUrl, apiKey }: OpenAiOptions): ModelProvider {
  const memory = quirkMemory(kind)
  // The SDK is large and most starts of the program never need it.
  let opened: Promise<OpenAI> | undefined
  const sdk = () => opened ??= import('openai').then(({ OpenAI }) => new OpenAI({
    // The SDK insists on a key; the true one is put on by vendorFetch.
    apiKey: 'kept-elsewhere',
    baseURL: baseUrl ?? vendorAddress,
    // All of these would be taken from the environment otherwise.
    adminAPIKey: null, organization: null, project: null, webhookSecret: null, logLevel: 'off',
    maxRetries: 0,
    fetch: vendorFetch(apiKey, apiKey === null || apiKey === '' ? {} : { authorization: `Bearer ${apiKey}` }),
  }))

  /** Runs a call and brings every failure to a ModelFailure. */
  async function called<Answer>(signal: AbortSignal, call: (client: OpenAI) => Promise<Answer>): Promise<Answer> {
    try {
      signal.throwIfAborted()
      return await call(await sdk())
    } catch (error) {
      throw failureOf(error, signal, apiKey)
    }
  }

  /** Asks in the way the model takes; learning from a refusal needs it as a ModelFailure. */
  const asked = <Answer>(request: ProviderRequest, signal: AbortSignal, ask: (client: OpenAI, quirks: Quirks) => Promise<Answer>) =>
    askKnowingly(memory, request, (quirks) => called(signal, (client) => ask(client, quirks)))

  return {
    complete: (request, signal) => asked(request, signal, async (client, quirks) => {
      const body = await client.chat.completions.create(chatBody(request, quirks), { signal })
      return answerOf(draftOf(completionSchema.parse(body)), strictFor(request, quirks))
    }),

    async *stream(request, signal): AsyncGenerator<ProviderChunk> {
      const { chunks, quirks } = await asked(request, signal, async (client, quirks) => ({
        quirks,
        chunks: await client.chat.completions.create({ ...chatBody(request, quirks), stream: true, ...(quirks.streamUsage ? { stream_options: { include_usage: true } } : {}) }, { signal }),
      }))
      const draft = emptyDraft()
      try {
        for await (const chunk of chunks) {
          const text = addChunk(draft, chunkSchema.parse(chunk))
          if (text !== '') yield { type: 'text', text }
        }
        // The SDK ends a cancelled stream as if it were whole.
        signal.throwIfAborted()
        if (draft.finish === null) throw cutOff()
        yield { type: 'end', answer: answerOf(draft, strictFor(request, quirks)) }
      } catch (error) {
        throw failureOf(error, signal, apiKey)
      }
    },

    embed: ({ model, texts, dimensions }, signal) => called(signal, async (client): Promise<EmbeddingAnswer> => {
      const vectors: Float32Array[] = []
      const usages: (TokenUsage | null)[] = []
      for (const input of batchesOf(texts, embeddingBatch)) {
        // Local servers do not all know the shorter form that the SDK asks for by itself.
        const body = embeddingsSchema.parse(await client.embeddings.create({ model, input: [...input], ...(dimensions === undefined ? {} : { dimensions }), ...(kind === 'compatible' ? { encoding_format: 'float' } : {}) }, { signal }))
        const inOrder = body.data.toSorted((one, other) => one.index - other.index)
        if (inOrder.length !== input.length) throw new ModelFailure('unreadable', `${input.length} texts were sent and ${inOrder.length} vectors came back.`)
        vectors.push(...inOrder.map(({ embedding }) => Float32Array.from(embedding)))
        usages.push(body.usage ?? null)
      }
      return { vectors, usage: sumOf(usages) }
    }),

    transcribe: ({ model, audio, mimeType, language }, signal) => called(signal, async (client) => {
      const file = new File([Uint8Array.from(audio)], soundFileName(mimeType), { type: mimeType })
      const body = transcriptionSchema.parse(await client.audio.transcriptions.create({ model, file, response_format: 'json', ...(language === undefined ? {} : { language }) }, { signal }))
      return { text: body.text, usage: body.usage ?? null }
    }),

    models: (signal) => called(signal, async (client) => {
      const names: string[] = []
      for await (const model of client.models.list({ signal })) {
        names.push(modelSchema.parse(model).id)
        if (names.length >= mostModels) break
      }
      return names
    }),
  }
}

/** The schema that the answer was made to in the strict dialect, whose added nulls are taken out again. */
function strictFor(request: ProviderRequest, quirks: Quirks) {
  return request.output !== undefined && quirks.json === 'schema' && strictSchema(request.output.schema) !== null ? request.output.schema : null
}
