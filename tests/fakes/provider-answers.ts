import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { ModelProvider } from '../../engine/llm/ports.ts'
import { allOf, meeting, meetingOutput, never, question, testKey, type ProviderUnderTest } from './provider-under-test.ts'
import { pace, type Reply } from './reply.ts'
import { hashedVector } from './vectors.ts'
import type { FakeVendor } from './vendor-server.ts'

/** What a provider is asked and what it brings back when all is well. */
export function describeAnswers(name: string, { serve, open, model, embeddingModel, embeddingBatch, countsEmbeddings }: ProviderUnderTest): void {
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
      for (const text of ['Son ', 'las ', 'tres.']) {
        gate.allow()
        expect((await stream.next()).value).toEqual({ type: 'text', text })
      }
      gate.open()
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
}
