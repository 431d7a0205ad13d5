import type { GoogleGenAI, ThinkingConfig } from '@google/genai'
import { ModelFailure, type EmbeddingAnswer, type ModelProvider, type ProviderChunk, type ProviderRequest } from '../ports.ts'
import { VendorRefusal } from './failures.ts'
import { addContent, answerOf, contentSchema, embeddingsSchema, emptyDraft, modelSchema } from './gemini-answer.ts'
import { configOf, contentsOf, littleThought } from './gemini-request.ts'
import { batchesOf } from './vectors.ts'
import { cutOff, failureOf, vendorFetch } from './wire.ts'

export interface GeminiOptions {
  readonly baseUrl: string | null
  readonly apiKey: string | null
}

const vendorAddress = 'https://generativelanguage.googleapis.com'
/** Texts of one request for embeddings; the Gemini API takes no more. */
const embeddingBatch = { texts: 100, characters: 500_000 }
/** Names of models read. */
const mostModels = 1_000
/** Tokens of a transcription: an hour of speech is about ten thousand words. */
const transcriptionTokens = 32_000

/** The Gemini API of Google, over Google's SDK. */
export function geminiProvider({ baseUrl, apiKey }: GeminiOptions): ModelProvider {
  /** Models that refused to be told how much to think. */
  const thinkFreely = new Set<string>()
  // The SDK is large and most starts of the program never need it.
  let opened: Promise<GoogleGenAI> | undefined
  const sdk = () => opened ??= import('@google/genai').then(({ GoogleGenAI }) => new GoogleGenAI({
    // Without a key the SDK would take one from the environment; the true one is put on by vendorFetch.
    apiKey: 'kept-elsewhere',
    vertexai: false,
    // v1 has not all that is asked here; named, since it would be taken from the environment otherwise.
    apiVersion: 'v1beta',
    // Without retryOptions the SDK asks once.
    httpOptions: { baseUrl: baseUrl ?? vendorAddress, fetch: vendorFetch(apiKey, apiKey === null || apiKey === '' ? {} : { 'x-goog-api-key': apiKey }) },
  }))

  /** Runs a call and brings every failure to a ModelFailure. */
  async function called<Answer>(signal: AbortSignal, call: (client: GoogleGenAI) => Promise<Answer>): Promise<Answer> {
    try {
      signal.throwIfAborted()
      return await call(await sdk())
    } catch (error) {
      throw failureOf(error, signal, apiKey)
    }
  }

  /** Tells a model to think little, and lets it think as it likes when it refuses to be told. */
  async function asked<Answer>(request: ProviderRequest, signal: AbortSignal, ask: (client: GoogleGenAI, thinking: ThinkingConfig | null) => Promise<Answer>): Promise<Answer> {
    const thinking = thinkFreely.has(request.model) ? null : littleThought(request.model)
    try {
      return await called(signal, (client) => ask(client, thinking))
    } catch (error) {
      if (thinking === null || !(error instanceof VendorRefusal) || error.code !== 'bad_request' || !/thinking|budget/i.test(error.message)) throw error
      thinkFreely.add(request.model)
      return called(signal, (client) => ask(client, null))
    }
  }

  const complete: ModelProvider['complete'] = (request, signal) => asked(request, signal, async (client, thinking) => {
    const draft = emptyDraft()
    addContent(draft, contentSchema.parse(await client.models.generateContent({ model: request.model, contents: contentsOf(request.messages), config: configOf(request, thinking, signal) })))
    return answerOf(draft)
  })

  return {
    complete,

    async *stream(request, signal): AsyncGenerator<ProviderChunk> {
      // The SDK lets go of a stream that nobody reads on without ending the request.
      const own = new AbortController()
      const either = AbortSignal.any([signal, own.signal])
      try {
        const pieces = await asked(request, signal, (client, thinking) =>
          client.models.generateContentStream({ model: request.model, contents: contentsOf(request.messages), config: configOf(request, thinking, either) }))
        const draft = emptyDraft()
        for await (const piece of pieces) {
          const text = addContent(draft, contentSchema.parse(piece))
          if (text !== '') yield { type: 'text', text }
        }
        signal.throwIfAborted()
        if (draft.finish === null) throw cutOff()
        yield { type: 'end', answer: answerOf(draft) }
      } catch (error) {
        throw failureOf(error, signal, apiKey)
      } finally {
        own.abort()
      }
    },

    embed: ({ model, texts, dimensions }, signal) => called(signal, async (client): Promise<EmbeddingAnswer> => {
      const vectors: Float32Array[] = []
      for (const batch of batchesOf(texts, embeddingBatch)) {
        // Whole contents, not strings: of strings the SDK makes one content, and one vector, for some models.
        const body = embeddingsSchema.parse(await client.models.embedContent({
          model, contents: batch.map((text) => ({ parts: [{ text }] })), config: { abortSignal: signal, ...(dimensions === undefined ? {} : { outputDimensionality: dimensions }) },
        }))
        if (body.embeddings.length !== batch.length) throw new ModelFailure('unreadable', `${batch.length} texts were sent and ${body.embeddings.length} vectors came back.`)
        vectors.push(...body.embeddings.map(({ values }) => Float32Array.from(values)))
      }
      // The Gemini API does not count the tokens of embeddings.
      return { vectors, usage: null }
    }),

    async transcribe({ model, audio, mimeType, language }, signal) {
      const answer = await complete({
        model,
        system: 'You write down speech word for word. Answer with the words alone: no title, no remark, no time stamps. Answer with nothing where nobody speaks.',
        messages: [{ role: 'user', content: [{ type: 'audio', mimeType, data: audio }, { type: 'text', text: `Write down what is said${language === undefined ? '' : `; it is spoken in the language "${language}"`}.` }] }],
        temperature: 0,
        maxTokens: transcriptionTokens,
      }, signal)
      return { text: answer.text.trim(), usage: answer.usage }
    },

    models: (signal) => called(signal, async (client) => {
      const names: string[] = []
      for await (const model of await client.models.list({ config: { abortSignal: signal, pageSize: 1_000 } })) {
        names.push(modelSchema.parse(model).name.replace(/^models\//, ''))
        if (names.length >= mostModels) break
      }
      return names
    }),
  }
}
