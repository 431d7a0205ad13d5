import { createRouterClient } from '@orpc/server'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { z } from 'zod'
import type { Reader } from '../../db/reader.ts'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import type { Clock } from '../observe/clock.ts'
import { openLlmRig, providerRow, settle, type LlmRig } from '../../tests/harness/llm-rig.ts'
import { ModelFailure, type Asker, type ModelChunk, type ModelRequest, type ProviderAnswer } from './ports.ts'

const asker: Asker = { endpoint: 'test.ask', businessId: 'business', userId: 'operator' }
const hello: ModelRequest = { asker, system: 'Be kind.', messages: [{ role: 'user', content: 'Hello' }] }

let rig: LlmRig
beforeEach(async () => { rig = await openLlmRig({ rows: [providerRow('one'), providerRow('two', { text_model: 'other' })] }) })
afterEach(() => rig.close())

const failing = (code: ConstructorParameters<typeof ModelFailure>[0], retryAfterMs: number | null = null) => new ModelFailure(code, `it is ${code}`, { retryAfterMs })
/** Lets whatever waits go on, for as long as there is something to wait for. */
async function finish<Value>(answer: Promise<Value>, step = 1_000): Promise<Value> {
  let done = false
  const ended = answer.finally(() => { done = true })
  ended.catch(() => {})
  await settle()
  while (!done) {
    rig.clock.move(step)
    await settle()
  }
  return ended
}
const codeOf = (promise: Promise<unknown>) => promise.then(() => 'answered', (error: unknown) => (error instanceof ModelFailure ? error.code : String(error)))

describe('a provider that failed too often', () => {
  test.each([1, 2, 3, 4, 5, 6, 7, 8])('is tried again later also by whoever came %i ms before its time, while time went on', async (early) => {
    // Time that passes while somebody looks at it, as real time does.
    let passing = 0
    const clock = new MovableClock()
    const ticking: Clock = { now: () => { clock.move(passing); return clock.now() }, after: (milliseconds, callback) => clock.after(milliseconds, callback) }
    const own = await openLlmRig({ needs: { clock: ticking } })
    own.model().steps.push(...Array.from({ length: 5 }, () => failing('timeout')))
    const ask = () => codeOf(own.layer.ask(hello))
    for (let asked = 0; asked < 2; asked += 1) {
      const answer = ask()
      for (let turn = 0; turn < 8; turn += 1) {
        await settle()
        clock.move(1)
      }
      expect(await answer).toBe('timeout')
    }
    expect(await ask()).toBe('breaker_open')
    clock.move(30_000 - early - 8)
    passing = 1
    await ask()
    passing = 0
    clock.move(60_000)
    expect(await ask()).toBe('answered')
    own.close()
  })
})

describe('a question', () => {
  test('is answered by the first provider, paid for, and written down', async () => {
    const answer = await rig.layer.ask(hello)
    expect(answer).toMatchObject({ text: 'fine', providerId: 'one', model: 'model', origin: 'provider', costNanoUsd: 20_000, fellBackFrom: [] })
    expect(rig.model().asked).toMatchObject([{ system: 'Be kind.', temperature: 0.7, maxTokens: 1_000, model: 'model' }])
    expect(rig.audit()).toMatchObject([{
      id: answer.auditId, status: 'ok', origin: 'provider', attempts: 1, provider_id: 'one', model_name: 'model', tokens_in: 10, tokens_out: 5, cost_nano_usd: 20_000,
      prompt: '[system] Be kind.\n[user] Hello', response: 'fine', endpoint: 'test.ask', user_id: 'operator',
    }])
  })

  test('is asked again after a passing failure, and all of it is one row', async () => {
    rig.model().steps.push(failing('server_error'), failing('unreachable'))
    expect(await finish(rig.layer.ask(hello))).toMatchObject({ providerId: 'one', text: 'fine' })
    expect(rig.audit()).toMatchObject([{ status: 'ok', attempts: 3, tokens_in: 10 }])
  })

  test('waits as long as the provider asks for', async () => {
    rig.model().steps.push(failing('rate_limited', 7_000))
    const answer = rig.layer.ask(hello)
    await settle()
    rig.clock.move(6_999)
    await settle()
    expect(rig.model().asked).toHaveLength(1)
    rig.clock.move(1)
    expect(await answer).toMatchObject({ text: 'fine', responseTimeMs: 7_000 })
  })

  test('goes to the next provider when the first has failed for good, and the answer says so', async () => {
    rig.model().steps.push(...Array.from({ length: 4 }, () => failing('server_error')))
    expect(await finish(rig.layer.ask(hello))).toMatchObject({ providerId: 'two', model: 'other', fellBackFrom: [{ providerId: 'one', model: 'model', code: 'server_error', message: 'it is server_error' }] })
    expect(rig.audit()).toMatchObject([{ status: 'ok', attempts: 5, provider_id: 'two' }])
    expect(JSON.parse(rig.audit()[0]?.fell_back_from ?? '')).toHaveLength(1)
  })

  test.each(['unauthorised', 'filtered', 'too_long', 'unknown_model'] as const)('that one provider will never answer (%s) goes to the next at once', async (code) => {
    rig.model().steps.push(failing(code))
    expect(await rig.layer.ask(hello)).toMatchObject({ providerId: 'two' })
  })

  test('that must wait too long is given back with the time', async () => {
    rig.model().steps.push(failing('rate_limited', 61_000))
    await expect(rig.layer.ask({ ...hello, choice: { providerId: 'one', only: true } })).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 61_000 })
    expect(rig.audit()).toMatchObject([{ status: 'error', failure: 'rate_limited', attempts: 1, error_message: 'it is rate_limited' }])
  })

  test('without an answer in time is asked again, and counted at its worst', async () => {
    rig.model().steps.push(() => new Promise(() => {}))
    const answer = rig.layer.ask(hello)
    await settle()
    rig.clock.move(30_000)
    expect(await finish(answer, 100)).toMatchObject({ text: 'fine' })
    expect(rig.audit()).toMatchObject([{ attempts: 2, tokens_out: 1_005, tokens_estimated: 1 }])
  })

  test('that is taken back ends at once, wherever it stands', async () => {
    const leave = new AbortController()
    let heard: AbortSignal | undefined
    rig.model().steps.push((_, signal) => { heard = signal; return new Promise(() => {}) })
    const onTheWire = codeOf(rig.layer.ask({ ...hello, signal: leave.signal }))
    await settle()
    leave.abort()
    expect(await onTheWire).toBe('cancelled')
    expect(heard?.aborted).toBe(true)
    expect(await codeOf(rig.layer.ask({ ...hello, signal: leave.signal }))).toBe('cancelled')
    expect(rig.audit()).toMatchObject([{ status: 'cancelled', attempts: 1 }, { status: 'cancelled', attempts: 0, cost_nano_usd: 0 }])
  })

  test('whose key does not come ends when it is taken back, and by itself in time', async () => {
    const own = await openLlmRig()
    own.secrets.get = () => new Promise(() => {})
    const stop = new AbortController()
    const taken = own.layer.ask({ ...hello, signal: stop.signal })
    await settle()
    stop.abort()
    expect(await codeOf(taken)).toBe('cancelled')
    const waited = codeOf(own.layer.ask(hello))
    for (let moved = 0; moved < 8; moved += 1) {
      await settle()
      own.clock.move(30_000)
    }
    expect(await waited).toBe('timeout')
    expect(own.audit()).toMatchObject([{ status: 'cancelled', attempts: 0, cost_nano_usd: 0 }, { failure: 'timeout', attempts: 0, cost_nano_usd: 0 }])
    own.close()
  })

  test('that left with a key which was changed since leaves no trace of it', async () => {
    const own = await openLlmRig()
    const answered = Promise.withResolvers<Partial<ProviderAnswer>>()
    own.model().steps.push(() => answered.promise)
    const failed = codeOf(own.layer.ask(hello))
    await settle()
    // Asked for by nothing that is done here: the routes of figures read through it.
    const client = createRouterClient(own.area.serve(null as unknown as Reader))
    await client.setKey({ providerId: 'one', key: 'another-of-one' })
    answered.reject(new ModelFailure('unauthorised', 'Incorrect key: key-of-one'))
    expect(await failed).toBe('unauthorised')
    expect(JSON.stringify(own.audit())).not.toContain('key-of-one')
    own.close()
  })

  test('nobody can answer is refused in words', async () => {
    const alone = await openLlmRig({ rows: [] })
    expect(alone.layer.available()).toBe(false)
    expect(await codeOf(alone.layer.ask(hello))).toBe('no_provider')
    expect(alone.audit()).toMatchObject([{ status: 'refused', failure: 'no_provider', model_name: '' }])
    alone.close()
  })

  test('of a person who asks without end is refused, work is not', async () => {
    for (let index = 0; index < 100; index += 1) await rig.layer.ask(hello)
    await expect(rig.layer.ask(hello)).rejects.toMatchObject({ code: 'user_limit', retryAfterMs: 600 })
    expect(await rig.layer.ask({ ...hello, asker: { ...asker, userId: 'job' } })).toMatchObject({ text: 'fine' })
    rig.clock.move(600)
    expect(await rig.layer.ask(hello)).toMatchObject({ text: 'fine' })
  })
})

describe('an answer in a wished shape', () => {
  const shape = z.object({ mood: z.enum(['good', 'bad']) })
  const shaped: ModelRequest<z.infer<typeof shape>> = { ...hello, output: { name: 'mood', schema: z.toJSONSchema(shape), parse: (json) => shape.parse(json) } }

  test('is checked', async () => {
    rig.model().steps.push({ text: '```json\n{"mood":"good"}\n```' })
    expect((await rig.layer.ask(shaped)).value).toEqual({ mood: 'good' })
  })

  test('is asked for once more with what was wrong, and both turns are paid for', async () => {
    rig.model().steps.push({ text: '{"mood":"so-so"}' }, { text: '{"mood":"bad"}' })
    expect(await rig.layer.ask(shaped)).toMatchObject({ value: { mood: 'bad' }, costNanoUsd: 40_000, usage: { in: 20, out: 10 } })
    expect(rig.model().asked[1]?.messages).toMatchObject([{ role: 'user', content: 'Hello' }, { role: 'assistant', content: '{"mood":"so-so"}' }, { role: 'user', content: expect.stringContaining('mood: ') }])
    expect(rig.audit()).toMatchObject([{ attempts: 2, response: '{"mood":"bad"}' }])
  })

  test('that stays wrong is another provider\'s turn, and at last a failure that the audit shows', async () => {
    rig.model().steps.push({ text: 'no' }, { text: 'never' })
    rig.model('two').steps.push({ text: '{}' }, { text: '[]' })
    await expect(rig.layer.ask(shaped)).rejects.toMatchObject({ code: 'invalid_output' })
    expect(rig.audit()).toMatchObject([{ status: 'error', failure: 'invalid_output', attempts: 4, tokens_in: 40 }])
  })
})

describe('a stream', () => {
  async function heardOf(stream: AsyncIterable<ModelChunk>): Promise<string[]> {
    const pieces: string[] = []
    for await (const chunk of stream) pieces.push(chunk.type === 'text' ? chunk.text : `end ${chunk.answer.providerId}`)
    return pieces
  }

  test('comes in pieces and ends with the whole', async () => {
    rig.model().steps.push({ text: 'so it is' })
    expect(await heardOf(rig.layer.stream(hello))).toEqual(['so ', 'it ', 'is', 'end one'])
    expect(rig.audit()).toMatchObject([{ status: 'ok', response: 'so it is', first_chunk_ms: 0, attempts: 1 }])
  })

  test('that fails before its first piece is asked of the next', async () => {
    rig.model().steps.push(failing('filtered'))
    expect(await heardOf(rig.layer.stream(hello))).toEqual(['fine', 'end two'])
  })

  test('that breaks after its first piece is not begun anew', async () => {
    rig.model().stream = async function* () {
      yield { type: 'text', text: 'once upon ' }
      throw failing('cut_off')
    }
    await expect(heardOf(rig.layer.stream(hello))).rejects.toMatchObject({ code: 'cut_off' })
    expect(rig.model('two').asked).toEqual([])
    expect(rig.audit()).toMatchObject([{ status: 'error', failure: 'cut_off', response: 'once upon ', tokens_estimated: 1, attempts: 1 }])
  })

  test('that its listener leaves is cancelled on the wire and written down with what was heard', async () => {
    let wire: AbortSignal | undefined
    rig.model().stream = async function* (_, signal) {
      wire = signal
      for (;;) yield { type: 'text', text: 'and ' }
    }
    let count = 0
    for await (const chunk of rig.layer.stream(hello)) {
      count += Number(chunk.type === 'text')
      if (count === 3) break
    }
    expect(wire?.aborted).toBe(true)
    expect(rig.audit()).toMatchObject([{ status: 'cancelled', response: 'and and and ' }])
  })

  test('that falls silent between pieces ends after half a minute, however long its listener thinks', async () => {
    rig.model().stream = async function* () {
      yield { type: 'text', text: 'well ' }
      await new Promise(() => {})
    }
    const stream = rig.layer.stream(hello)[Symbol.asyncIterator]()
    await stream.next()
    rig.clock.move(300_000)
    const next = codeOf(stream.next())
    await settle()
    rig.clock.move(30_000)
    expect(await next).toBe('timeout')
  })
})

test('embeddings and transcripts take the same road', async () => {
  expect(await rig.layer.embed({ asker, texts: ['a', 'b'] })).toMatchObject({ providerId: 'one', model: 'embedding', vectors: [{}, {}] })
  rig.model().steps.push({ text: 'good morning' })
  expect(await rig.layer.transcribe({ asker, audio: new Uint8Array(1_000), mimeType: 'audio/wav' })).toMatchObject({ text: 'good morning' })
  expect(rig.audit()).toMatchObject([{ model_name: 'embedding', response: '[2 vectors]', prompt: 'a\nb' }, { model_name: 'hearing', response: 'good morning', prompt: '[audio audio/wav, 1000 bytes]' }])
})

describe('what a call costs at an address that speaks the same protocol', () => {
  test.each([
    ['http://localhost:11434/v1', true], ['http://192.168.1.20:8000/v1', true], ['http://[::1]:1234/v1', true], ['http://models.local/v1', true], ['http://gpu:8000/v1', true],
    ['https://api.example.com/v1', false], ['http://203.0.113.7/v1', true], ['http://8.8.8.8/v1', false],
  ])('%s: known without a price of the operator: %s', async (base_url, known) => {
    const own = await openLlmRig({ rows: [providerRow('near', { kind: 'compatible', base_url })], needs: { programPrice: () => ({ inPerMillion: 0, cachedInPerMillion: 0, outPerMillion: 0 }) } })
    expect(own.layer.firstAsked()?.price ?? null).toEqual(known ? { inPerMillion: 0, outPerMillion: 0 } : null)
    await own.layer.ask(hello)
    expect(own.events.some((event) => event.type === 'notice' && event.key === 'notice.llm_price_unknown')).toBe(!known)
    own.close()
  })
})

test('no answer may be longer than 2,000 tokens', async () => {
  await rig.layer.ask({ ...hello, maxTokens: 100_000 })
  expect(rig.model().asked[0]?.maxTokens).toBe(2_000)
})
