import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ModelFailure, type ModelProvider, type ProviderChunk } from '../../engine/llm/ports.ts'
import { describeAnswers } from './provider-answers.ts'
import { describeFailures } from './provider-failures.ts'
import { allOf, failureOf, never, question, testKey, type ProviderUnderTest } from './provider-under-test.ts'
import { pace } from './reply.ts'
import type { FakeVendor } from './vendor-server.ts'

/** What the layer may rely on, whichever vendor answers. Run with every provider, through its real SDK. */
export function describeProvider(name: string, provider: ProviderUnderTest): void {
  describeAnswers(name, provider)
  describeFailures(name, provider)
  describeCancelling(name, provider)
}

/** That a cancelled call ends on the wire, as the server sees it. */
function describeCancelling(name: string, { serve, open, model }: ProviderUnderTest): void {
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
      gate.allow()
      expect((await stream.next()).value).toEqual({ type: 'text', text: 'uno ' })
      const rest = failureOf(drained(stream))
      abort.abort()
      expect(await rest).toMatchObject({ code: 'cancelled' })
      await (await fake.arrived(1)).abandoned
    })

    it('closes the connection of a stream that nobody reads on', async () => {
      const gate = pace()
      fake.plan({ pieces: ['uno ', 'dos '], pace: gate })
      gate.allow()
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
