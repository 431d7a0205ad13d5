import { afterEach, describe, expect, it, vi } from 'vitest'
import { z } from 'zod'
import { serveOpenAi, type FakeOpenAiOptions } from '../../../tests/fakes/openai-server.ts'
import { describeProvider } from '../../../tests/fakes/provider-conformance.ts'
import { allOf, failureOf, meetingOutput, never, question, testKey } from '../../../tests/fakes/provider-under-test.ts'
import type { Plan } from '../../../tests/fakes/reply.ts'
import type { FakeVendor } from '../../../tests/fakes/vendor-server.ts'
import { openProvider } from './open-provider.ts'

for (const kind of ['openai', 'compatible'] as const) {
  describeProvider(kind, {
    serve: serveOpenAi,
    open: (baseUrl, apiKey) => openProvider({ kind, baseUrl, apiKey }),
    model: 'gpt-4.1-mini',
    embeddingModel: 'text-embedding-3-small',
    embeddingBatch: 2_048,
    countsEmbeddings: true,
  })
}

describe('how OpenAI and its kin are asked', () => {
  const fakes: FakeVendor[] = []
  afterEach(async () => {
    for (const fake of fakes.splice(0)) await fake.close()
  })
  async function opened(kind: 'openai' | 'compatible', options: FakeOpenAiOptions = {}, apiKey: string | null = testKey) {
    const fake = await serveOpenAi(options)
    fakes.push(fake)
    return { fake, provider: openProvider({ kind, baseUrl: fake.address, apiKey }) }
  }
  const bodies = (fake: FakeVendor) => fake.requests.map((request) => request.body as Record<string, unknown>)

  it('limits the answer by the name that each server knows', async () => {
    for (const [kind, name] of [['openai', 'max_completion_tokens'], ['compatible', 'max_tokens']] as const) {
      const { fake, provider } = await opened(kind)
      await provider.complete(question('gpt-4.1-mini'), never)
      expect(bodies(fake)[0]).toMatchObject({ [name]: 300, temperature: 0.2 })
    }
  })

  it('leaves out what a model refuses, and remembers it for that model alone', async () => {
    const { fake, provider } = await opened('compatible')
    const thinker: Plan = (asked) => {
      const body = asked.body as Record<string, unknown>
      if (asked.model === 'thinker' && 'max_tokens' in body) return { fails: 'unsupported_parameter', param: 'max_tokens' }
      if (asked.model === 'thinker' && 'temperature' in body) return { fails: 'unsupported_parameter', param: 'temperature' }
      return { text: 'Sí.' }
    }
    fake.otherwise(thinker)
    expect((await provider.complete(question('thinker'), never)).text).toBe('Sí.')
    expect(fake.requests).toHaveLength(3)
    await allOf(provider.stream(question('thinker'), never))
    await provider.complete(question('plain'), never)
    expect(fake.requests).toHaveLength(5)
    expect(bodies(fake)[3]).toMatchObject({ max_completion_tokens: 300 })
    expect(bodies(fake)[3]).not.toHaveProperty('temperature')
    expect(bodies(fake)[4]).toMatchObject({ max_tokens: 300, temperature: 0.2 })
  })

  it('tells reasoning models to think little, unless they refuse to be told', async () => {
    const { fake, provider } = await opened('openai')
    fake.plan({}, { fails: 'unsupported_parameter', param: 'reasoning_effort' })
    await provider.complete(question('gpt-5-mini'), never)
    await provider.complete(question('gpt-5-chat-latest'), never)
    expect(bodies(fake).map((body) => body['reasoning_effort'])).toEqual(['low', 'low', undefined])
  })

  it('gives up after a refusal that no other way of asking answers', async () => {
    const { fake, provider } = await opened('compatible')
    fake.otherwise((asked) => ({ fails: 'unsupported_parameter', param: 'max_tokens' in (asked.body as object) ? 'max_tokens' : 'max_completion_tokens' }))
    expect(await failureOf(provider.complete(question('stubborn'), never))).toMatchObject({ code: 'bad_request', status: 400 })
    expect(fake.requests).toHaveLength(2)
  })

  it('asks a server without JSON by schema for any JSON with the schema in words, whichever model follows', async () => {
    const { fake, provider } = await opened('compatible')
    fake.otherwise((asked) => JSON.stringify(asked.body).includes('"json_schema"')
      ? { fails: 'bad_request', message: "'response_format.type' must be 'json_object' or 'text'" }
      : { json: { sentiment: 'negative', city: 'Lima', people: [] } })
    const { text } = await provider.complete(question('llama', { output: meetingOutput }), never)
    expect(JSON.parse(text)).toMatchObject({ city: 'Lima' })
    await allOf(provider.stream(question('qwen', { output: meetingOutput }), never))
    expect(bodies(fake).map((body) => body['response_format'])).toMatchObject([{ type: 'json_schema' }, { type: 'json_object' }, { type: 'json_object' }])
    expect(fake.requests[2]?.system).toContain('Responde en español.')
    expect(fake.requests[2]?.system).toContain('"enum":["positive","negative"]')
  })

  it('asks in words alone where no JSON can be asked for', async () => {
    const { fake, provider } = await opened('compatible')
    fake.otherwise((asked) => 'response_format' in (asked.body as object) ? { fails: 'unsupported_parameter', param: 'response_format' } : { json: {} })
    await provider.complete(question('old', { output: meetingOutput }), never)
    expect(fake.requests).toHaveLength(3)
    expect(fake.requests[2]?.system).toContain('"sentiment"')
  })

  it('does not take a wrong schema for a server that knows none', async () => {
    const { fake, provider } = await opened('openai')
    fake.plan({ fails: 'bad_request', param: 'response_format', message: "Invalid schema for response_format 'meeting': too many enum values." })
    expect(await failureOf(provider.complete(question('gpt-4.1-mini', { output: meetingOutput }), never))).toMatchObject({ code: 'bad_request' })
    expect(fake.requests).toHaveLength(1)
  })

  it('asks without strictness for a shape that the strict dialect cannot say', async () => {
    const { fake, provider } = await opened('openai')
    fake.plan({ json: { counts: { a: 1 } } })
    const schema = z.toJSONSchema(z.object({ counts: z.record(z.string(), z.number()) }))
    expect((await provider.complete(question('gpt-4.1-mini', { output: { name: 'counts', schema } }), never)).text).toBe('{"counts":{"a":1}}')
    expect(bodies(fake)[0]).toMatchObject({ response_format: { json_schema: { strict: false, schema: { properties: { counts: { additionalProperties: { type: 'number' } } } } } } })
  })

  it('takes a property left out for left out, though the strict dialect makes it null', async () => {
    const { fake, provider } = await opened('openai')
    fake.plan({ json: { sentiment: 'positive', note: null, city: null, people: [{ name: 'Ana', role: null }] } })
    const { text } = await provider.complete(question('gpt-4.1-mini', { output: meetingOutput }), never)
    expect(JSON.parse(text)).toEqual({ sentiment: 'positive', city: null, people: [{ name: 'Ana' }] })
  })

  it('streams without asking for usage where that is refused', async () => {
    const { fake, provider } = await opened('compatible')
    fake.plan({ fails: 'unsupported_parameter', param: 'stream_options' })
    expect((await allOf(provider.stream(question('old'), never))).at(-1)).toMatchObject({ answer: { finish: 'stop', usage: null } })
    expect(bodies(fake)[1]).not.toHaveProperty('stream_options')
  })

  it('sends no key where none is set', async () => {
    const { fake, provider } = await opened('compatible', {}, null)
    await provider.complete(question('llama'), never)
    expect(fake.requests[0]?.headers).not.toHaveProperty('authorization')
  })

  it('sends a sound as a file whose name tells what it holds', async () => {
    const { fake, provider } = await opened('openai')
    const sound = { model: 'whisper-1', audio: Uint8Array.from([1, 2, 3]) }
    await provider.transcribe({ ...sound, mimeType: 'audio/mpeg', language: 'es' }, never)
    await provider.transcribe({ ...sound, mimeType: 'audio/webm;codecs=opus' }, never)
    expect(bodies(fake)).toMatchObject([
      { model: 'whisper-1', language: 'es', file: { name: 'audio.mp3', type: 'audio/mpeg', bytes: 3 } },
      { model: 'whisper-1', file: { name: 'audio.webm', bytes: 3 } },
    ])
    expect(bodies(fake)[1]).not.toHaveProperty('language')
  })

  it('says what it cannot hear, and sends nothing', async () => {
    const { fake, provider } = await opened('openai')
    const messages = [{ role: 'user' as const, content: [{ type: 'audio' as const, mimeType: 'audio/ogg', data: Uint8Array.of(1) }] }]
    expect(await failureOf(provider.complete(question('gpt-audio', { messages }), never))).toMatchObject({ code: 'unsupported', message: expect.stringContaining('audio/ogg') })
    expect(fake.requests).toEqual([])
  })

  it('asks local servers for vectors in plain numbers', async () => {
    const { fake, provider } = await opened('compatible')
    await provider.embed({ model: 'nomic-embed-text', texts: ['uno'] }, never)
    expect(bodies(fake)[0]).toMatchObject({ encoding_format: 'float' })
  })

  it('finds fewer vectors than texts unreadable', async () => {
    const { fake, provider } = await opened('openai')
    fake.plan({ raw: { status: 200, body: '{"data": [{"index": 0, "embedding": [1, 0]}]}' } })
    expect(await failureOf(provider.embed({ model: 'text-embedding-3-small', texts: ['uno', 'dos'] }, never))).toMatchObject({ code: 'unreadable', message: '2 texts were sent and 1 vectors came back.' })
  })

  it('takes calls of tools that come whole and without a place', async () => {
    const { fake, provider } = await opened('compatible')
    const delta = (call: object) => `data: ${JSON.stringify({ choices: [{ delta: { tool_calls: [call] }, finish_reason: null }] })}\n\n`
    fake.plan({ raw: {
      status: 200, headers: { 'content-type': 'text/event-stream' },
      body: `${delta({ id: 'a', function: { name: 'sales', arguments: '{"day":"lunes"}' } })}${delta({ id: 'b', function: { name: 'stock' } })}data: {"choices":[{"delta":{},"finish_reason":"stop"}]}\n\ndata: [DONE]\n\n`,
    } })
    expect((await allOf(provider.stream(question('llama'), never))).at(-1)).toMatchObject({
      answer: { finish: 'tool_calls', toolCalls: [{ id: 'a', name: 'sales', argumentsJson: '{"day":"lunes"}' }, { id: 'b', name: 'stock', argumentsJson: '{}' }] },
    })
  })

  it.each([
    ['vLLM', 400, { object: 'error', message: "This model's maximum context length is 4096 tokens. However, you requested 5000 tokens.", type: 'BadRequestError', param: null, code: 400 }, 'too_long'],
    ['vLLM', 404, { object: 'error', message: 'The model `nope` does not exist.', type: 'NotFoundError', param: null, code: 404 }, 'unknown_model'],
    ['Ollama', 404, { error: { message: 'model "nope" not found, try pulling it first', type: 'api_error', param: null, code: null } }, 'unknown_model'],
    ['Ollama', 400, { error: { message: 'registry.ollama.ai/library/tiny does not support tools', type: 'api_error', param: null, code: null } }, 'unsupported'],
    ['LM Studio', 400, { error: 'Trying to keep the first 5000 tokens when context length is only 4096.' }, 'too_long'],
    ['FastAPI', 404, { detail: 'Not Found' }, 'unsupported'],
    ['FastAPI', 422, { detail: [{ loc: ['body', 'messages'], msg: 'field required' }] }, 'bad_request'],
  ])('understands what %s says with status %i', async (_, status, body, code) => {
    const { fake, provider } = await opened('compatible')
    fake.plan({ raw: { status, body: JSON.stringify(body) } })
    expect(await failureOf(provider.complete(question('nope'), never))).toMatchObject({ code, status, message: expect.stringMatching(/[a-z]/i) })
  })

  it('writes nothing of a garbled stream to the console', async () => {
    const spies = (['log', 'warn', 'error', 'debug', 'info'] as const).map((method) => vi.spyOn(console, method).mockImplementation(() => undefined))
    const { fake, provider } = await opened('openai')
    fake.plan({ text: 'uno dos', garbledAfter: 1 })
    await failureOf(allOf(provider.stream(question('gpt-4.1-mini'), never)))
    expect(spies.flatMap((spy) => spy.mock.calls)).toEqual([])
    for (const spy of spies) spy.mockRestore()
  })
})
