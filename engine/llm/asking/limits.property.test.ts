import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { openLlmRig, providerRow, settle } from '../../../tests/harness/llm-rig.ts'
import { ModelFailure, type ModelRequest, type ProviderAnswer } from '../ports.ts'
import { makeGate, type Place } from './gate.ts'

const failures = ['server_error', 'rate_limited', 'cut_off', 'unauthorised', 'unreachable', 'filtered'] as const

/** What happens, in any order, to questions of one provider. */
const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('ask' as const), characters: fc.integer({ min: 1, max: 400 }), maxTokens: fc.integer({ min: 1, max: 400 }), userId: fc.constantFrom('job', 'operator'), streamed: fc.boolean() }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('answer' as const), which: fc.nat(), share: fc.double({ min: 0, max: 1, noNaN: true }), counted: fc.boolean() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('fail' as const), which: fc.nat(), code: fc.constantFrom(...failures) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 40_000 }) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('kill' as const) }) },
)

async function listen(stream: AsyncIterable<unknown>): Promise<void> {
  for await (const _ of stream) continue
}

/** A call as the provider sees it. It charges for all that it may have done, whether or not anybody still listens. */
interface ServedCall { readonly tokensIn: number; readonly maxTokens: number; end(answer: Partial<ProviderAnswer> | ModelFailure | null, tokensOut: number): void }

const concurrency = 4
// Room for two of the longest answers and a little.
const dailyUsd = 0.002

test('whatever happens to questions, the day is never overspent, places never exceeded, and each is one row', async () => {
  await fc.assert(fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 40 }), async (steps) => {
    const rig = await openLlmRig({ dailyUsd, rows: [providerRow('one', { concurrency, requests_per_minute: 30, tokens_per_minute: 20_000 })] })
    const served: ServedCall[] = []
    let charged = 0
    rig.model().complete = (request, signal) => new Promise((resolve, reject) => {
      const tokensIn = Math.ceil(String(request.messages[0]?.content).length / 4)
      const call: ServedCall = {
        tokensIn, maxTokens: request.maxTokens,
        end(answer, tokensOut) {
          served.splice(served.indexOf(call), 1)
          charged += tokensIn * 1_000 + tokensOut * 2_000
          if (answer instanceof ModelFailure) reject(answer)
          else if (answer !== null) resolve({ text: '', toolCalls: [], finish: 'stop', usage: null, ...answer })
        },
      }
      served.push(call)
      signal.addEventListener('abort', () => { if (served.includes(call)) call.end(new ModelFailure('cancelled', 'gone'), request.maxTokens) }, { once: true })
    })

    let asked = 0
    let lost = 0
    let open: AbortController[] = []
    const ask = ({ characters, maxTokens, userId, streamed }: { characters: number; maxTokens: number; userId: string; streamed: boolean }) => {
      const own = new AbortController()
      open.push(own)
      asked += 1
      const request: ModelRequest = { asker: { endpoint: 'test', businessId: null, userId }, system: '', messages: [{ role: 'user', content: 'x'.repeat(characters) }], maxTokens, signal: own.signal }
      const heard = streamed ? listen(rig.layer.stream(request)) : rig.layer.ask(request)
      heard.catch(() => {}).finally(() => { open = open.filter((other) => other !== own) })
    }
    const kill = async () => {
      for (const call of served.slice()) call.end(null, call.maxTokens)
      // What waits in line or was refused a place yet has sent nothing, so that nothing is known of it.
      lost += open.length - Number(rig.database.sqlite.prepare('SELECT count(*) FROM ai_open_calls').pluck().get())
      open = []
      await rig.kill()
    }

    for (const now of steps) {
      const call = 'which' in now ? served[now.which % Math.max(1, served.length)] : undefined
      if (now.do === 'ask') ask(now)
      else if (now.do === 'pass') rig.clock.move(now.ms)
      else if (now.do === 'cancel') open[now.which % Math.max(1, open.length)]?.abort()
      else if (now.do === 'kill') await kill()
      else if (call !== undefined && now.do === 'answer') {
        const out = Math.floor(call.maxTokens * now.share)
        call.end(now.counted ? { usage: { in: call.tokensIn, out, cachedIn: 0 } } : { text: 'x'.repeat(out * 4) }, out)
      } else if (call !== undefined && now.do === 'fail') {
        // What broke off in the middle was worked on; the others say themselves that nothing was done.
        if (now.code !== 'cut_off') charged -= call.tokensIn * 1_000
        call.end(new ModelFailure(now.code, 'no'), now.code === 'cut_off' ? call.maxTokens : 0)
      }
      await settle()
      expect(charged).toBeLessThanOrEqual(dailyUsd * 1e9)
      expect(served.length).toBeLessThanOrEqual(concurrency)
    }
    for (const own of open) own.abort()
    await settle()
    const rows = rig.audit()
    expect(rows.length + lost).toBe(asked)
    const counted = rows.reduce((sum, row) => sum + row.cost_nano_usd, 0)
    expect(counted).toBeGreaterThanOrEqual(charged)
    expect(counted).toBeLessThanOrEqual(dailyUsd * 1e9)
    expect(rig.area.budget.view()).toMatchObject({ reservedUsd: 0, spentTodayUsd: counted / 1e9 })
    rig.close()
  }), { numRuns: 40 })
})

describe('a gate', () => {
  const visit = fc.oneof(
    { weight: 4, arbitrary: fc.record({ do: fc.constant('enter' as const), model: fc.constantFrom('a', 'b'), tokens: fc.integer({ min: 50, max: 300 }), first: fc.boolean() }) },
    { weight: 3, arbitrary: fc.record({ do: fc.constant('leave' as const), which: fc.nat(), share: fc.double({ min: 0, max: 1, noNaN: true }) }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat() }) },
    { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), ms: fc.integer({ min: 1, max: 20_000 }) }) },
  )
  const limits = { requestsPerMinute: 8, tokensPerMinute: 400, concurrency: 3 }

  test('lets in no more than its places, requests and tokens, and in the end everybody', async () => {
    await fc.assert(fc.asyncProperty(fc.array(visit, { minLength: 5, maxLength: 60 }), async (visits) => {
      const clock = new MovableClock()
      const start = clock.now()
      const gate = makeGate(clock, limits)
      const inside: { place: Place; tokens: number }[] = []
      const entered = { a: 0, b: 0 }
      const used = { a: 0, b: 0 }
      let turnedAway = 0
      let came = 0
      const waiting: AbortController[] = []
      const check = () => {
        expect(gate.running).toBe(inside.length)
        expect(inside.length).toBeLessThanOrEqual(limits.concurrency)
        const minutes = (clock.now() - start) / 60_000
        for (const model of ['a', 'b'] as const) {
          expect(entered[model]).toBeLessThanOrEqual(limits.requestsPerMinute * (1 + minutes) + 1e-6)
          expect(used[model]).toBeLessThanOrEqual(limits.tokensPerMinute * (1 + minutes) + 1e-3)
        }
      }
      for (const now of visits) {
        if (now.do === 'enter') {
          came += 1
          const own = new AbortController()
          waiting.push(own)
          gate.enter(now.model as 'a', now.tokens, now.first, own.signal).then((place) => {
            entered[now.model as 'a'] += 1
            used[now.model as 'a'] += now.tokens
            inside.push({
              tokens: now.tokens,
              place: { leave: (tokens) => { used[now.model as 'a'] += tokens - now.tokens; place.leave(tokens) } },
            })
          }, () => { turnedAway += 1 }).finally(() => void waiting.splice(waiting.indexOf(own), 1))
        } else if (now.do === 'leave') {
          const [gone] = inside.splice(now.which % Math.max(1, inside.length), 1)
          gone?.place.leave(Math.floor(gone.tokens * now.share))
        } else if (now.do === 'cancel') waiting[now.which % Math.max(1, waiting.length)]?.abort()
        else clock.move(now.ms)
        await settle()
        check()
      }
      for (let left = 200; left > 0 && (waiting.length > 0 || inside.length > 0); left -= 1) {
        for (const gone of inside.splice(0)) gone.place.leave(gone.tokens)
        clock.move(10_000)
        await settle()
        check()
      }
      expect(entered.a + entered.b + turnedAway).toBe(came)
      expect([gate.running, gate.waiting]).toEqual([0, 0])
    }), { numRuns: 60 })
  })

  test('people go before work, each in the order they came', async () => {
    const clock = new MovableClock()
    const gate = makeGate(clock, { requestsPerMinute: 100, tokensPerMinute: 1_000, concurrency: 1 })
    const { signal } = new AbortController()
    const holder = await gate.enter('a', 1, false, signal)
    const order: string[] = []
    const come = (name: string, first: boolean) => gate.enter('a', 1, first, signal).then((place) => {
      order.push(name)
      place.leave(1)
    })
    const all = [come('work 1', false), come('work 2', false), come('person 1', true), come('person 2', true)]
    holder.leave(1)
    await Promise.all(all)
    expect(order).toEqual(['person 1', 'person 2', 'work 1', 'work 2'])
  })

  test('a full minute of one model holds nobody up who goes to another', async () => {
    const clock = new MovableClock()
    const gate = makeGate(clock, { requestsPerMinute: 1, tokensPerMinute: 1_000, concurrency: 5 })
    const { signal } = new AbortController()
    await gate.enter('a', 1, true, signal)
    const held = gate.enter('a', 1, true, signal)
    expect(await gate.enter('b', 1, false, signal)).toMatchObject({ leave: expect.any(Function) })
    clock.move(60_000)
    expect(await held).toMatchObject({ leave: expect.any(Function) })
  })

  test('a rest that the provider asked for holds for everybody, and one too long is told at once', async () => {
    const clock = new MovableClock()
    const gate = makeGate(clock, { requestsPerMinute: 100, tokensPerMinute: 1_000, concurrency: 5 })
    const { signal } = new AbortController()
    gate.rest('a', 5_000)
    const held = gate.enter('a', 1, true, signal)
    await settle()
    expect(gate.waiting).toBe(1)
    clock.move(5_000)
    expect(await held).toMatchObject({ leave: expect.any(Function) })
    gate.rest('a', 61_000)
    await expect(gate.enter('a', 1, true, signal)).rejects.toMatchObject({ code: 'rate_limited', retryAfterMs: 61_000 })
  })
})
