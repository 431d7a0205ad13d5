import { expect } from 'vitest'
import { z } from 'zod'
import { ModelFailure, type ModelProvider, type ProviderChunk, type ProviderRequest } from '../../engine/llm/ports.ts'
import type { FakeOptions, FakeVendor } from './vendor-server.ts'

/** A vendor, its fake, and the provider that speaks to it. */
export interface ProviderUnderTest {
  serve(options: FakeOptions): Promise<FakeVendor>
  open(address: string, apiKey: string): ModelProvider
  readonly model: string
  readonly embeddingModel: string
  /** Texts of one request for embeddings. */
  readonly embeddingBatch: number
  /** Whether the vendor counts the tokens of embeddings. */
  readonly countsEmbeddings: boolean
}

export const testKey = 'sk-proj-5f2aKEYofTESTS91c7d0b34e'
export const never = new AbortController().signal

export function question(model: string, more: Partial<ProviderRequest> = {}): ProviderRequest {
  return { model, system: 'Responde en español.', messages: [{ role: 'user', content: '¿Qué hora es?' }], temperature: 0.2, maxTokens: 300, ...more }
}

export async function allOf(stream: AsyncIterable<ProviderChunk>): Promise<ProviderChunk[]> {
  const chunks: ProviderChunk[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return chunks
}

export async function failureOf(call: Promise<unknown>): Promise<ModelFailure> {
  const error = await call.then(() => new Error('The call succeeded.'), (thrown: unknown) => thrown)
  expect(error).toBeInstanceOf(ModelFailure)
  return error as ModelFailure
}

/** A shape with all that vendors differ in: what may be left out, what may be null, lists of objects. */
export const meeting = z.object({ sentiment: z.enum(['positive', 'negative']), note: z.string().optional(), city: z.string().nullable(), people: z.array(z.object({ name: z.string(), role: z.string().optional() })) })
export const meetingOutput = { name: 'meeting', schema: z.toJSONSchema(meeting) }
