import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { ModelFailure, type ModelProvider, type ProviderChunk, type ProviderRequest } from '../../engine/llm/ports.ts'
import { pace, type Reply } from './reply.ts'
import { hashedVector } from './vectors.ts'
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

const meeting = z.object({ sentiment: z.enum(['positive', 'negative']), note: z.string().optional(), city: z.string().nullable(), people: z.array(z.object({ name: z.string(), role: z.string().optional() })) })
export const meetingOutput = { name: 'meeting', schema: z.toJSONSchema(meeting) }

/** What the layer may rely on, whichever vendor answers. Run with every provider, through its real SDK. */
export function describeProvider(name: string, { serve, open, model, embeddingModel, embeddingBatch, countsEmbeddings }: ProviderUnderTest): void {
  describe(`${name}: answers`, () => {
    let fake: FakeVendor
    let provider: ModelProvider

    beforeEach(async () => {
      fake = await serve({ apiKey: testKey })
      provider = open(fake.address, testKey)
    })
    afterEach(() => fake.close())

    it('says what was asked and brings back the answer with what it used', async () => {
      fake.plan({ text: 'Son las tres.', usage: { in: 40, out: 6, cachedIn: 32 } })
      expect(await provider.complete(question(model), never)).toEqual({ text: 'Son las tres.', toolCalls: [], finish: 'stop', usage: { in: 40, out: 6, cachedIn: 32 } })
      expect(fake.requests).toMatchObject([{ model, streamed: false, system: 'Responde en español.', texts: ['¿Qué hora es?'] }])
      expect(JSON.stringify(fake.requests[0]?.body)).toMatch(/"temperature":0.2.*300|300.*"temperature":0.2/)
    })

    it('knows no usage when the vendor tells none', async () => {
      fake.plan({ usage: null }, { usage: null })
      expect((await provider.complete(question(model), never)).usage).toBeNull()
      expect((await allOf(provider.stream(question(model), never))).at(-1)).toMatchObject({ answer: { usage: null } })
    })

    it('tells an answer that was cut at its limit', async () => {
      fake.plan({ text: 'Son las', finish: 'length' }, { text: 'Son las', finish: 'length' })
      expect(await provider.complete(question(model), never)).toMatchObject({ text: 'Son las', finish: 'length' })
      expect((await allOf(provider.stream(question(model), never))).at(-1)).toMatchObject({ answer: { finish: 'length' } })
    })

    it('passes a piece on before the next one is there', async () => {
      const gate = pace()
      fake.plan({ pieces: ['Son ', 'las ', 'tres.'], pace: gate })
      const stream = provider.stream(question(model), never)[Symbol.asyncIterator]()
      const heard: string[] = []
      while (heard.length < 2) {
        const next = stream.next()
        gate.allow()
        // A frame without text gives no piece: another is let go until one comes.
        let waiting = true
        void next.finally(() => { waiting = false })
        while (waiting) {
          await new Promise((resolve) => { setImmediate(resolve) })
          if (waiting && heard.length === 0) gate.allow()
        }
        const { value } = await next
        if (value?.type === 'text') heard.push(value.text)
      }
      expect(heard).toEqual(['Son ', 'las '])
      gate.open()
      expect((await stream.next()).value).toEqual({ type: 'text', text: 'tres.' })
      expect((await stream.next()).value).toMatchObject({ type: 'end', answer: { text: 'Son las tres.', finish: 'stop' } })
      expect((await stream.next()).done).toBe(true)
    })

    it('ends a stream with what the same answer is when it comes whole', async () => {
      const reply: Reply = { text: 'Lo busco. ', toolCalls: [{ id: 'call_a', name: 'look_up', arguments: { id: 7 } }], usage: { in: 9, out: 4 } }
      fake.plan(reply, reply)
      const whole = await provider.complete(question(model), never)
      expect((await allOf(provider.stream(question(model), never))).at(-1)).toEqual({ type: 'end', answer: whole })
      expect(whole).toMatchObject({ text: 'Lo busco. ', finish: 'tool_calls', usage: { in: 9, out: 4, cachedIn: 0 } })
    })

    it('puts letters together that come in halves', async () => {
      const text = 'Ñandú «¿qué?» — 👍'
      fake.plan({ text, bytewise: true }, { text, bytewise: true })
      expect((await provider.complete(question(model), never)).text).toBe(text)
      expect((await allOf(provider.stream(question(model), never))).at(-1)).toMatchObject({ answer: { text } })
    })

    it('asks for JSON of a shape and brings it back so that it fits, whole and streamed', async () => {
      fake.otherwise(() => ({ json: { sentiment: 'positive', city: null, people: [{ name: 'Ana', role: 'jefa' }] } }))
      const whole = await provider.complete(question(model, { output: meetingOutput }), never)
      expect(meeting.parse(JSON.parse(whole.text))).toEqual({ sentiment: 'positive', city: null, people: [{ name: 'Ana', role: 'jefa' }] })
      expect((await allOf(provider.stream(question(model, { output: meetingOutput }), never))).at(-1)).toMatchObject({ answer: { text: whole.text } })
      expect(fake.requests[0]?.schema).toMatchObject({ type: 'object', properties: { sentiment: { enum: ['positive', 'negative'] } } })
    })

    it('leaves an answer that breaks its shape to whoever checks it', async () => {
      fake.plan({ json: { sentiment: 'perhaps' } }, { text: '{"sentiment": "posi' })
      expect(JSON.parse((await provider.complete(question(model, { output: meetingOutput }), never)).text)).toEqual({ sentiment: 'perhaps' })
      expect((await provider.complete(question(model, { output: meetingOutput }), never)).text).toBe('{"sentiment": "posi')
    })

    it('brings the calls of tools, and takes back what the tools answered', async () => {
      const tools = [{ name: 'sales', description: 'Ventas de un día.', parameters: z.toJSONSchema(z.object({ day: z.string(), shop: z.string().optional() })) }]
      fake.plan({ toolCalls: [{ name: 'sales', arguments: { day: 'lunes' } }, { name: 'sales', arguments: { day: 'martes' } }] })
      const { toolCalls, finish } = await provider.complete(question(model, { tools }), never)
      expect(finish).toBe('tool_calls')
      expect(toolCalls.map((call) => [call.name, JSON.parse(call.argumentsJson)])).toEqual([['sales', { day: 'lunes' }], ['sales', { day: 'martes' }]])
      expect(new Set(toolCalls.map((call) => call.id)).size).toBe(2)
      expect(JSON.stringify(fake.requests[0]?.body)).toContain('Ventas de un día.')

      fake.plan({ text: 'Vendió 30.' })
      const [first, second] = toolCalls
      if (first === undefined || second === undefined) throw new Error('two calls were planned')
      await provider.complete(question(model, {
        tools,
        messages: [
          { role: 'user', content: '¿Cuánto vendí?' },
          { role: 'assistant', content: '', toolCalls },
          { role: 'tool', toolCallId: first.id, name: 'sales', content: '{"total":10}' },
          { role: 'tool', toolCallId: second.id, name: 'sales', content: 'veinte' },
        ],
      }), never)
      const sent = JSON.stringify(fake.requests[1]?.body)
      for (const told of [first.id, second.id, 'martes', 'total', 'veinte', ...toolCalls.flatMap((call) => call.signature ?? [])]) expect(sent).toContain(told)
    })

    it('shows pictures and plays sounds byte for byte', async () => {
      const picture = Uint8Array.from([137, 80, 78, 71, 0, 255])
      // A part of a larger buffer, as files are read.
      const sound = Uint8Array.from([1, 2, 82, 73, 70, 70, 200]).subarray(2)
      await provider.complete(question(model, {
        messages: [{ role: 'user', content: [
          { type: 'text', text: '¿Qué ves y qué oyes?' }, { type: 'image', mimeType: 'image/png', data: picture }, { type: 'audio', mimeType: 'audio/wav', data: sound },
        ] }],
      }), never)
      const sent = JSON.stringify(fake.requests[0]?.body)
      expect(sent).toContain(Buffer.from(picture).toString('base64'))
      expect(sent).toContain(Buffer.from(sound).toString('base64'))
      expect(sent).toMatch(/image\/png/)
      expect(sent).toMatch(/wav/)
      expect(fake.requests[0]?.texts[0]).toContain('¿Qué ves y qué oyes?')
    })

    it('makes vectors in the order of the texts, of the length asked for', async () => {
      const texts = ['reunión', 'factura', 'reunión de ventas']
      const { vectors, usage } = await provider.embed({ model: embeddingModel, texts, dimensions: 64 }, never)
      expect(vectors.map((vector) => Array.from(vector))).toEqual(texts.map((text) => Array.from(Float32Array.from(hashedVector(text, 64)))))
      expect(usage === null).toBe(!countsEmbeddings)
      expect((await provider.embed({ model: embeddingModel, texts: ['uno'] }, never)).vectors[0]).toHaveLength(384)
      expect((await provider.embed({ model: embeddingModel, texts: [] }, never)).vectors).toEqual([])
    })

    it('cuts many texts into as many requests as the vendor wants', async () => {
      const texts = Array.from({ length: embeddingBatch + 3 }, (_, index) => `texto ${index}`)
      const { vectors } = await provider.embed({ model: embeddingModel, texts, dimensions: 4 }, never)
      expect(fake.requests.map((request) => request.texts.length)).toEqual([embeddingBatch, 3])
      expect(Array.from(vectors.at(-1) ?? [])).toEqual(Array.from(Float32Array.from(hashedVector(texts.at(-1) ?? '', 4))))
    })

    it('hears speech', async () => {
      fake.plan({ text: 'Buenos días.' })
      const heard = await provider.transcribe({ model, audio: Uint8Array.from({ length: 3_000 }, (_, index) => index % 251), mimeType: 'audio/mpeg', language: 'es' }, never)
      expect(heard.text).toBe('Buenos días.')
    })

    it('names the models that the key may use', async () => {
      expect(await provider.models(never)).toEqual(expect.arrayContaining([model, embeddingModel]))
    })

    it('takes nothing from the environment', async () => {
      const elsewhere = { OPENAI_BASE_URL: 'http://127.0.0.1:9', OPENAI_API_KEY: 'sk-of-the-environment', OPENAI_ORG_ID: 'org-x', OPENAI_CUSTOM_HEADERS: 'authorization: Bearer sk-of-the-environment\nx-extra: 1', GOOGLE_API_KEY: 'AIza-of-the-environment', GOOGLE_GEMINI_BASE_URL: 'http://127.0.0.1:9', GOOGLE_GENAI_USE_VERTEXAI: 'true' }
      const before = { ...process.env }
      Object.assign(process.env, elsewhere)
      try {
        await open(fake.address, testKey).complete(question(model), never)
      } finally {
        for (const variable of Object.keys(elsewhere)) {
          if (before[variable] === undefined) delete process.env[variable]
          else process.env[variable] = before[variable]
        }
      }
      const headers = fake.requests[0]?.headers ?? {}
      expect(JSON.stringify(headers)).not.toMatch(/environment|org-x|x-extra|stainless/)
      expect(JSON.stringify(headers)).toContain(testKey)
    })
  })

  describe(`${name}: failures`, () => {
    let fake: FakeVendor
    let provider: ModelProvider

    beforeEach(async () => {
      fake = await serve({})
      provider = open(fake.address, testKey)
    })
    afterEach(() => fake.close())

    it.each<[string, Reply, string, number | null]>([
      ['a wrong key', { fails: 'unauthorised' }, 'unauthorised', null],
      ['too many requests', { fails: 'rate_limited' }, 'rate_limited', 429],
      ['no money left', { fails: 'no_credit' }, 'no_credit', 429],
      ['a breakdown', { fails: 'server_error' }, 'server_error', 500],
      ['an overload', { fails: 'unavailable' }, 'server_error', 503],
      ['an unknown model', { fails: 'unknown_model' }, 'unknown_model', 404],
      ['too long a question', { fails: 'too_long' }, 'too_long', 400],
      ['a question that is held back', { fails: 'filtered' }, 'filtered', null],
      ['a request that is wrong', { fails: 'bad_request' }, 'bad_request', 400],
      ['an address without this service', { fails: 'no_route' }, 'unsupported', 404],
      ['an answer that is held back', { finish: 'filtered' }, 'filtered', null],
      ['a model that declines', { refusal: 'No puedo ayudar con eso.' }, 'filtered', null],
      ['a body that is no JSON', { raw: { status: 200, body: '{"choices": [{"mess' } }, 'unreadable', null],
      ['a body of another shape', { raw: { status: 200, body: '{"hello": "world"}' } }, 'unreadable', null],
      ['a page instead of an answer', { raw: { status: 200, headers: { 'content-type': 'text/html' }, body: '<html><body>Welcome</body></html>' } }, 'unreadable', null],
      ['no body', { raw: { status: 200, body: '' } }, 'unreadable', null],
      ['a page of a broken gateway', { raw: { status: 502, headers: { 'content-type': 'text/html' }, body: '<html><title>502 Bad Gateway</title></html>' } }, 'server_error', 502],
      ['a refusal that is no JSON', { raw: { status: 400, body: '{"error": {"mess' } }, 'bad_request', 400],
      ['another address', { raw: { status: 302, headers: { location: 'http://127.0.0.1:9/v1' }, body: '' } }, 'bad_request', 302],
      ['half an answer', { text: 'una respuesta que no llega a su fin', cutAfter: 2 }, 'cut_off', null],
      ['a connection closed without a word', { silence: 'drops' }, 'unreachable', null],
    ])('knows %s, and asks once', async (_, reply, code, status) => {
      fake.plan(reply)
      const failure = await failureOf(provider.complete(question(model), never))
      expect(failure).toMatchObject({ code, ...(status === null ? {} : { status }) })
      expect(failure.message).toMatch(/\S/)
      expect(failure.message.length).toBeLessThanOrEqual(500)
      expect(fake.requests).toHaveLength(1)
    })

    it.each<[string, Reply, string]>([
      ['breaks', { text: 'uno dos tres cuatro', cutAfter: 2 }, 'cut_off'],
      ['ends without an end', { text: 'uno dos tres cuatro', stopsAfter: 2 }, 'cut_off'],
      ['is garbled', { text: 'uno dos tres cuatro', garbledAfter: 2 }, 'unreadable'],
      ['carries a failure', { text: 'uno dos tres cuatro', errorAfter: 2 }, 'server_error'],
      ['is held back at its end', { text: 'uno dos', finish: 'filtered' }, 'filtered'],
      ['is refused', { fails: 'rate_limited', headers: { 'retry-after': '3' } }, 'rate_limited'],
      ['is dropped', { silence: 'drops' }, 'unreachable'],
    ])('says when a stream %s', async (_, reply, code) => {
      fake.plan(reply)
      expect(await failureOf(allOf(provider.stream(question(model), never)))).toMatchObject({ code })
      expect(fake.requests).toHaveLength(1)
    })

    it('says when nobody listens at the address', async () => {
      const server = createServer().listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      const { port } = server.address() as AddressInfo
      await new Promise((resolve) => server.close(resolve))
      expect(await failureOf(open(`http://127.0.0.1:${port}`, testKey).complete(question(model), never))).toMatchObject({ code: 'unreachable', message: `127.0.0.1:${port} could not be reached (ECONNREFUSED).` })
    })

    it.each([
      ['seconds', { 'retry-after': '7' }, 7_000],
      ['part of a second', { 'retry-after': '0.25' }, 250],
      ['milliseconds', { 'retry-after': '9', 'retry-after-ms': '1500' }, 1_500],
      ['a date', { date: 'Tue, 06 Jan 2026 10:00:00 GMT', 'retry-after': 'Tue, 06 Jan 2026 10:00:42 GMT' }, 42_000],
      ['a date gone by', { date: 'Tue, 06 Jan 2026 10:00:00 GMT', 'retry-after': 'Tue, 06 Jan 2026 09:00:00 GMT' }, 0],
      ['nonsense', { 'retry-after': 'soon' }, null],
      ['nothing', {}, null],
    ])('waits as long as it is told in %s', async (_, headers, retryAfterMs) => {
      fake.plan({ fails: 'rate_limited', headers })
      expect(await failureOf(provider.complete(question(model), never))).toMatchObject({ code: 'rate_limited', retryAfterMs })
    })

    it('tells the key to nobody, though the server repeats it', async () => {
      const echo = `Key ${testKey} is wrong (Bearer ${testKey}); gateway used sk-live-0123456789abcdefABCDEF`
      const replies: Reply[] = [
        { fails: 'unauthorised' }, { fails: 'bad_request', message: echo }, { raw: { status: 500, headers: { 'content-type': 'text/plain' }, body: echo } },
        { raw: { status: 302, headers: { location: `http://127.0.0.1:9/?key=${testKey}` }, body: '' } }, { raw: { status: 200, body: echo } }, { silence: 'drops' }, { text: echo, cutAfter: 2 },
      ]
      for (const reply of replies) {
        fake.plan(reply, reply)
        for (const call of [() => provider.complete(question(model), never), () => allOf(provider.stream(question(model), never))]) {
          const written = everythingIn(await failureOf(call()))
          expect(written).not.toContain(testKey)
          expect(written).not.toContain('0123456789abcdef')
        }
      }
    })

    it('fails in the same words for vectors, sounds and models', async () => {
      fake.plan({ fails: 'server_error' }, { fails: 'rate_limited' }, { fails: 'unauthorised' }, { raw: { status: 200, body: '{"data": 3, "embeddings": 3}' } })
      expect(await failureOf(provider.embed({ model: embeddingModel, texts: ['uno'] }, never))).toMatchObject({ code: 'server_error' })
      expect(await failureOf(provider.transcribe({ model, audio: Uint8Array.of(1), mimeType: 'audio/wav' }, never))).toMatchObject({ code: 'rate_limited' })
      expect(await failureOf(provider.models(never))).toMatchObject({ code: 'unauthorised' })
      expect(await failureOf(provider.embed({ model: embeddingModel, texts: ['uno'] }, never))).toMatchObject({ code: 'unreadable' })
      expect(fake.requests).toHaveLength(4)
    })
  })

  describe(`${name}: cancelling`, () => {
    let fake: FakeVendor
    let provider: ModelProvider

    beforeEach(async () => {
      fake = await serve({})
      provider = open(fake.address, testKey)
    })
    afterEach(() => fake.close())

    it('closes the connection while the vendor still thinks', async () => {
      fake.plan({ silence: 'hangs' })
      const abort = new AbortController()
      const failure = failureOf(provider.complete(question(model), abort.signal))
      const { abandoned } = await fake.arrived(1)
      abort.abort()
      expect(await failure).toMatchObject({ code: 'cancelled' })
      await abandoned
    })

    it('closes the connection in the middle of an answer', async () => {
      const gate = pace()
      fake.plan({ text: 'una respuesta larga', pace: gate })
      const abort = new AbortController()
      const failure = failureOf(provider.complete(question(model), abort.signal))
      const { abandoned } = await fake.arrived(1)
      gate.allow(2)
      abort.abort()
      expect(await failure).toMatchObject({ code: 'cancelled' })
      await abandoned
    })

    it('closes the connection in the middle of a stream', async () => {
      const gate = pace()
      fake.plan({ pieces: ['uno ', 'dos '], pace: gate })
      const abort = new AbortController()
      const stream = provider.stream(question(model), abort.signal)[Symbol.asyncIterator]()
      gate.allow(2)
      expect((await stream.next()).value).toEqual({ type: 'text', text: 'uno ' })
      const rest = failureOf(drained(stream))
      abort.abort()
      expect(await rest).toMatchObject({ code: 'cancelled' })
      await (await fake.arrived(1)).abandoned
    })

    it('closes the connection of a stream that nobody reads on', async () => {
      const gate = pace()
      fake.plan({ pieces: ['uno ', 'dos '], pace: gate })
      gate.allow(2)
      for await (const chunk of provider.stream(question(model), never)) {
        expect(chunk).toEqual({ type: 'text', text: 'uno ' })
        break
      }
      await (await fake.arrived(1)).abandoned
    })

    it('sends nothing for a call that was cancelled before', async () => {
      expect(await failureOf(provider.complete(question(model), AbortSignal.abort()))).toMatchObject({ code: 'cancelled' })
      expect(await failureOf(allOf(provider.stream(question(model), AbortSignal.abort())))).toMatchObject({ code: 'cancelled' })
      expect(fake.requests).toEqual([])
    })

    it('tells time that ran out from a change of mind', async () => {
      fake.plan({ silence: 'hangs' }, { silence: 'hangs' })
      const slow = new AbortController()
      const first = failureOf(provider.complete(question(model), slow.signal))
      await fake.arrived(1)
      slow.abort(new DOMException('too slow', 'TimeoutError'))
      expect(await first).toMatchObject({ code: 'timeout' })

      const told = new AbortController()
      const second = failureOf(allOf(provider.stream(question(model), told.signal)))
      await fake.arrived(2)
      const reason = new ModelFailure('timeout', 'Thirty seconds went by.')
      told.abort(reason)
      expect(await second).toBe(reason)
    })
  })
}

async function drained(stream: AsyncIterator<ProviderChunk>): Promise<void> {
  while ((await stream.next()).done !== true);
}

/** All that anyone could write down of an error: itself, its causes, its own fields, its stack. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return [error.message, error.stack, String(error), JSON.stringify(error), JSON.stringify(Object.getOwnPropertyDescriptors(error)), error.cause === undefined ? '' : everythingIn(error.cause)].join('\n')
}
