import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { ModelProvider } from '../../engine/llm/ports.ts'
import { allOf, failureOf, never, question, testKey, type ProviderUnderTest } from './provider-under-test.ts'
import type { Reply } from './reply.ts'
import type { FakeVendor } from './vendor-server.ts'

/** How a provider fails: always with the one failure that callers know, after one request, and without the key. */
export function describeFailures(name: string, { serve, open, model, embeddingModel }: ProviderUnderTest): void {
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
      fake.plan({ fails: 'server_error' }, { fails: 'no_route' }, { fails: 'unauthorised' }, { raw: { status: 200, body: '{"data": 3, "embeddings": 3}' } })
      expect(await failureOf(provider.embed({ model: embeddingModel, texts: ['uno'] }, never))).toMatchObject({ code: 'server_error' })
      expect(await failureOf(provider.transcribe({ model, audio: Uint8Array.of(1), mimeType: 'audio/wav' }, never))).toMatchObject({ code: 'unsupported' })
      expect(await failureOf(provider.models(never))).toMatchObject({ code: 'unauthorised' })
      expect(await failureOf(provider.embed({ model: embeddingModel, texts: ['uno'] }, never))).toMatchObject({ code: 'unreadable' })
      expect(fake.requests).toHaveLength(4)
    })
  })
}

/** All that anyone could write down of an error: itself, its causes, its own fields, its stack. */
function everythingIn(error: unknown): string {
  if (!(error instanceof Error)) return JSON.stringify(error) ?? ''
  return [error.message, error.stack, String(error), JSON.stringify(error), JSON.stringify(Object.getOwnPropertyDescriptors(error)), error.cause === undefined ? '' : everythingIn(error.cause)].join('\n')
}
