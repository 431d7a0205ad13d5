import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { serveGemini } from '../../../tests/fakes/gemini-server.ts'
import { describeProvider } from '../../../tests/fakes/provider-conformance.ts'
import { allOf, failureOf, never, question, testKey } from '../../../tests/fakes/provider-under-test.ts'
import type { FakeVendor } from '../../../tests/fakes/vendor-server.ts'
import type { ModelProvider } from '../ports.ts'
import { openProvider } from './open-provider.ts'

describeProvider('gemini', {
  serve: serveGemini,
  open: (baseUrl, apiKey) => openProvider({ kind: 'gemini', baseUrl, apiKey }),
  model: 'gemini-2.5-pro',
  embeddingModel: 'gemini-embedding-001',
  embeddingBatch: 100,
  countsEmbeddings: false,
})

describe('how Gemini is asked', () => {
  let fake: FakeVendor
  let provider: ModelProvider

  beforeEach(async () => {
    fake = await serveGemini()
    provider = openProvider({ kind: 'gemini', baseUrl: fake.address, apiKey: testKey })
  })
  afterEach(() => fake.close())

  const bodies = () => fake.requests.map((request) => request.body as Record<string, unknown>)
  const answer = (candidate: object, more: object = {}) => ({ raw: { status: 200, body: JSON.stringify({ candidates: [candidate], ...more }) } })

  it('tells models that think to think little, and lets think those that refuse', async () => {
    fake.plan({}, {}, {}, {}, { fails: 'bad_request', message: 'Budget 0 is invalid. This model only works in thinking mode.' })
    for (const model of ['gemini-2.0-flash', 'gemini-2.5-pro', 'gemini-2.5-flash', 'gemini-3.5-flash', 'gemini-2.5-flash-thinking', 'gemini-2.5-flash-thinking']) {
      await provider.complete(question(model), never)
    }
    expect(bodies().map((body) => (body['generationConfig'] as Record<string, unknown>)['thinkingConfig']))
      .toEqual([undefined, { thinkingBudget: 128 }, { thinkingBudget: 0 }, { thinkingLevel: 'LOW' }, { thinkingBudget: 0 }, undefined, undefined])
  })

  it('takes thoughts for no part of the answer, but for tokens of it', async () => {
    fake.plan(answer(
      { content: { parts: [{ text: 'Veamos…', thought: true }, { text: 'Sí.' }] }, finishReason: 'STOP' },
      { usageMetadata: { promptTokenCount: 10, candidatesTokenCount: 2, thoughtsTokenCount: 30, cachedContentTokenCount: 4, totalTokenCount: 42 } },
    ))
    expect(await provider.complete(question('gemini-2.5-pro'), never)).toMatchObject({ text: 'Sí.', usage: { in: 10, out: 32, cachedIn: 4 } })
  })

  it('waits as long as the body says where no header does', async () => {
    fake.plan({ fails: 'rate_limited', retryInBody: 34 }, { fails: 'rate_limited', retryInBody: 34, headers: { 'retry-after': '2' } })
    expect(await failureOf(provider.complete(question('gemini-2.5-pro'), never))).toMatchObject({ retryAfterMs: 34_000 })
    expect(await failureOf(provider.complete(question('gemini-2.5-pro'), never))).toMatchObject({ retryAfterMs: 2_000 })
  })

  it.each([
    ['SAFETY', 'filtered'], ['RECITATION', 'filtered'], ['PROHIBITED_CONTENT', 'filtered'], ['SPII', 'filtered'],
    ['MALFORMED_FUNCTION_CALL', 'unreadable'], ['OTHER', 'server_error'], ['SOMETHING_NEW', 'unreadable'],
  ])('fails when an answer ended with %s', async (finishReason, code) => {
    fake.plan(answer({ content: { parts: [{ text: 'Sí' }] }, finishReason }))
    expect(await failureOf(provider.complete(question('gemini-2.5-pro'), never))).toMatchObject({ code, message: expect.stringContaining(finishReason) })
  })

  it('asks once, though the vendor offers to go on', async () => {
    const candidate = { content: { parts: [{ text: 'Sí' }] }, finishReason: 'CONTINUATION', continuationToken: 'next' }
    fake.plan(answer(candidate), { raw: { status: 200, headers: { 'content-type': 'text/event-stream' }, body: `data: ${JSON.stringify({ candidates: [candidate] })}\n\n` } })
    expect(await provider.complete(question('gemini-2.5-pro'), never)).toMatchObject({ text: 'Sí', finish: 'length' })
    expect((await allOf(provider.stream(question('gemini-2.5-pro'), never))).at(-1)).toMatchObject({ answer: { text: 'Sí' } })
    expect(fake.requests).toHaveLength(2)
  })

  it('hands the answers of tools back in one turn, and every call with its mark', async () => {
    fake.plan({ toolCalls: [{ name: 'sales', arguments: { day: 1 } }, { name: 'sales', arguments: { day: 2 } }] })
    const { toolCalls } = await provider.complete(question('gemini-2.5-pro'), never)
    await provider.complete(question('gemini-2.5-pro', { messages: [
      { role: 'user', content: 'hola' }, { role: 'assistant', content: '', toolCalls },
      ...toolCalls.map((call) => ({ role: 'tool' as const, toolCallId: call.id, name: call.name, content: 'nada' })),
    ] }), never)
    expect(bodies()[1]?.['contents']).toMatchObject([
      { role: 'user' },
      { role: 'model', parts: [{ functionCall: { args: { day: 1 } }, thoughtSignature: 'c2lnbmF0dXJl' }, { functionCall: { args: { day: 2 } } }] },
      { role: 'user', parts: [{ functionResponse: { response: { output: 'nada' } } }, { functionResponse: {} }] },
    ])
  })

  it('says of a schema only what Gemini understands', async () => {
    const schema = z.toJSONSchema(z.object({ kind: z.literal('meeting'), mail: z.email(), code: z.string().max(9), when: z.iso.datetime() }))
    await provider.complete(question('gemini-2.5-pro', { output: { name: 'meeting', schema } }), never)
    expect(bodies()[0]?.['generationConfig']).toMatchObject({
      responseMimeType: 'application/json',
      responseJsonSchema: {
        type: 'object', required: ['kind', 'mail', 'code', 'when'], additionalProperties: false,
        properties: { kind: { type: 'string', enum: ['meeting'] }, mail: { type: 'string' }, code: { type: 'string' }, when: { type: 'string', format: 'date-time' } },
      },
    })
    expect(JSON.stringify(bodies()[0])).not.toMatch(/pattern|maxLength|\$schema|const/)
  })

  it('makes a vector of every text with the models that take several parts for one', async () => {
    expect((await provider.embed({ model: 'gemini-embedding-2', texts: ['uno', 'dos', 'tres'], dimensions: 8 }, never)).vectors).toHaveLength(3)
  })

  it('asks a model to write down what it hears', async () => {
    fake.plan({ text: ' Buenos días.\n' })
    expect(await provider.transcribe({ model: 'gemini-2.5-pro', audio: Uint8Array.of(1, 2, 3), mimeType: 'audio/ogg', language: 'es' }, never)).toMatchObject({ text: 'Buenos días.' })
    expect(bodies()[0]?.['contents']).toMatchObject([{ parts: [{ inlineData: { mimeType: 'audio/ogg', data: 'AQID' } }, { text: expect.stringContaining('"es"') }] }])
  })
})
