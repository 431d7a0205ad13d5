import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { practiceRig, valueOf, type PracticeRig } from '../../../tests/harness/practice-rig.ts'
import { systemClock } from '../../observe/clock.ts'
import type { Fault } from '../practice-line/faults.ts'
import { callFaults, numberFor } from '../practice-line/scripted-numbers.ts'
import { attemptKey } from './call-line.ts'
import { provesNoCall } from './failures.ts'
import { retellLine } from './retell-client.ts'

let rig: PracticeRig
beforeAll(async () => {
  rig = await practiceRig({ createTimeoutMs: 1_000, readTimeoutMs: 1_000, settleMs: 120_000 })
})
afterEach(() => rig.line.orderFaults([]))
afterAll(() => rig.close())

/** Long after any call could have shown up. */
const longAgo = () => rig.clock.now() - 3_600_000

/** What becomes of a call under a fault: how its creation failed, and whether there is a call all the same. */
const fates: Record<Exclude<Fault, 'slow' | `webhooks_${string}`>, { problem: object; placed: boolean }> = {
  drop_before_placed: { problem: { failure: 'unknown', cause: 'dropped' }, placed: false },
  drop_after_placed: { problem: { failure: 'unknown', cause: 'dropped' }, placed: true },
  hang_before_placed: { problem: { failure: 'unknown', cause: 'timeout' }, placed: false },
  hang_after_placed: { problem: { failure: 'unknown', cause: 'timeout' }, placed: true },
  server_error: { problem: { failure: 'unknown', cause: 'server_error', status: 500 }, placed: false },
  server_error_after_placed: { problem: { failure: 'unknown', cause: 'server_error', status: 500 }, placed: true },
  unavailable: { problem: { failure: 'unknown', cause: 'server_error', status: 503 }, placed: false },
  garbled_answer: { problem: { failure: 'unknown', cause: 'unreadable' }, placed: true },
  rate_limited: { problem: { failure: 'rate_limited', retryAfterMs: 2_000, concurrency: false }, placed: false },
  concurrency_limit: { problem: { failure: 'rate_limited', retryAfterMs: 5_000, concurrency: true }, placed: false },
  payment_required: { problem: { failure: 'payment_required' }, placed: false },
  unauthorised: { problem: { failure: 'unauthorised' }, placed: false },
}
const faults = Object.keys(fates) as (keyof typeof fates)[]

describe('creating a call', () => {
  it.each(faults)('tells what is known after %s, and asks once only', async (fault) => {
    await rig.line.orderFaults([{ fault }])
    const call = rig.newCall('+56987650000')
    const answer = await rig.client.createCall(call)
    if (answer.ok) throw new Error('The fault did not strike')
    expect(answer.problem).toMatchObject(fates[fault].problem)
    const lookup = await rig.client.findByAttempt(call.attemptId, longAgo())
    expect(lookup).toMatchObject(fates[fault].placed ? { answer: 'found', calls: 1 } : { answer: 'absent' })
    // What may be dialled again was surely not placed; the other way round nobody can tell.
    expect(provesNoCall(answer.problem) && fates[fault].placed).toBe(false)
  })

  it.each(callFaults.filter((fault) => fault !== 'slow' && !fault.startsWith('webhooks')))('is struck by %s on the number scripted for it', async (fault) => {
    const answer = await rig.client.createCall(rig.newCall(numberFor(fault)))
    expect(answer.ok).toBe(false)
  })

  it('adopts what a slow line answers in time', async () => {
    const patient = retellLine({ apiKey: rig.line.apiKey, baseUrl: rig.line.address, clock: rig.clock })
    expect((await patient.createCall(rig.newCall(numberFor('slow')))).ok).toBe(true)
  })

  it('hands over metadata, variables and agent, and finds the call by its attempt', async () => {
    const call = rig.newCall('+56987650001', { agentId: 'agent_practice_es', metadata: { campaign: 'winter' } })
    const made = valueOf(await rig.client.createCall(call))
    expect(made).toMatchObject({ agent_id: 'agent_practice_es', metadata: { campaign: 'winter', [attemptKey]: call.attemptId }, retell_llm_dynamic_variables: call.variables })
    expect(await rig.client.findByAttempt(call.attemptId, rig.clock.now())).toMatchObject({ answer: 'found', calls: 1, call: { call_id: made.call_id } })
  })

  it('is refused for a number or an agent the line does not have', async () => {
    expect(await rig.client.createCall(rig.newCall('+56987650002', { from: '+56222559999' }))).toMatchObject({ ok: false, problem: { failure: 'refused', status: 422 } })
    expect(await rig.client.createCall(rig.newCall('+56987650002', { agentId: 'agent_nobody' }))).toMatchObject({ ok: false, problem: { failure: 'refused', status: 422 } })
    expect(await rig.client.createCall(rig.newCall('987650002'))).toMatchObject({ ok: false, problem: { failure: 'refused', status: 400 } })
  })
})

describe('a line that cannot be reached', () => {
  it('proves that no call was placed', async () => {
    const server = createServer()
    const address = await listening(server)
    server.close()
    const answer = await retellLine({ apiKey: 'key_x', baseUrl: address, clock: systemClock }).createCall(rig.newCall('+56987650003'))
    expect(answer).toEqual({ ok: false, problem: { failure: 'unreachable', code: 'ECONNREFUSED' } })
  })

  it('proves it too when its name does not exist', async () => {
    const answer = await retellLine({ apiKey: 'key_x', baseUrl: 'http://line.invalid', clock: systemClock }).createCall(rig.newCall('+56987650003'))
    if (answer.ok) throw new Error('Nobody should have answered')
    expect(answer.problem.failure).toBe('unreachable')
  })
})

describe('reading', () => {
  it('reads again what may be read twice, and gives up after a few times', async () => {
    const { call_id } = valueOf(await rig.client.createCall(rig.newCall('+56987650004')))
    await rig.line.orderFaults([{ fault: 'unavailable', endpoint: 'get' }])
    expect(valueOf(await rig.client.getCall(call_id)).call_id).toBe(call_id)
    await rig.line.orderFaults([{ fault: 'server_error', endpoint: 'get', times: 3 }])
    expect(await rig.client.getCall(call_id)).toMatchObject({ ok: false, problem: { failure: 'unknown' } })
  })

  it('leaves it to the caller how to wait when the line wants to be left alone for long', async () => {
    let requests = 0
    const server = await answering((_, response) => {
      requests++
      response.writeHead(429, { 'retry-after': '400' }).end('{}')
    })
    const client = retellLine({ apiKey: 'key_x', baseUrl: server.address, clock: systemClock })
    expect(await client.concurrency()).toMatchObject({ ok: false, problem: { failure: 'rate_limited', retryAfterMs: 400_000 } })
    expect(requests).toBe(1)
    server.close()
  })

  it('knows a call that does not exist from a line that failed', async () => {
    expect(await rig.client.getCall('call_nobody')).toEqual({ ok: false, problem: { failure: 'not_found' } })
  })

  it('is not held for ever by an answer whose body never ends', async () => {
    const server = createServer((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).write('{"call_id":'))
    const client = retellLine({ apiKey: 'key_x', baseUrl: await listening(server), clock: systemClock, createTimeoutMs: 300 })
    expect(await client.createCall(rig.newCall('+56987650005'))).toMatchObject({ ok: false, problem: { failure: 'unknown', cause: 'timeout' } })
    closed(server)
  })

  it('takes a body with fields of other kinds, and none without an id', async () => {
    const bodies: unknown[] = [
      { call_id: 'call_1', call_status: 'ended', duration_ms: 'long', metadata: 7, call_cost: 'free', collected_dynamic_variables: { monto_pago_cliente: 38981 }, invented: { kept: true } },
      { call_status: 'ended' },
    ]
    const server = await answering((_, response) => void response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(bodies.shift())))
    const client = retellLine({ apiKey: 'key_x', baseUrl: server.address, clock: systemClock })
    const call = valueOf(await client.getCall('call_1'))
    expect(call).toMatchObject({ call_id: 'call_1', collected_dynamic_variables: { monto_pago_cliente: '38981' }, invented: { kept: true } })
    expect([call.duration_ms, call.metadata, call.call_cost]).toEqual([undefined, undefined, undefined])
    expect(await client.getCall('call_1')).toMatchObject({ ok: false, problem: { failure: 'unknown', cause: 'unreadable' } })
    server.close()
  })
})

describe('looking an attempt up', () => {
  it('does not say absent before a call would be listed', async () => {
    await rig.line.setSettings({ listLagMs: 60_000 })
    await rig.line.orderFaults([{ fault: 'drop_after_placed' }])
    const call = rig.newCall('+56987650006')
    const intent = rig.clock.now()
    await rig.client.createCall(call)
    expect(await rig.client.findByAttempt(call.attemptId, intent)).toEqual({ answer: 'unknown', why: 'too_early', retryAfterMs: 120_000 })
    await rig.pass(60_000)
    expect(await rig.client.findByAttempt(call.attemptId, intent)).toMatchObject({ answer: 'found' })
    await rig.line.setSettings({ listLagMs: 0 })
  })

  it('cannot tell when the line cannot', async () => {
    await rig.line.orderFaults([{ fault: 'server_error', endpoint: 'list', times: 10 }])
    expect(await rig.client.findByAttempt('attempt-x', longAgo())).toMatchObject({ answer: 'unknown', why: 'failure', problem: { failure: 'unknown' } })
  })
})

describe('the key', () => {
  it('is in no failure, even when the line repeats it', async () => {
    const key = 'key_secret_of_a_customer'
    const server = await answering((request, response) => void response.writeHead(418, { 'content-type': 'application/json' }).end(JSON.stringify({ message: `bad ${request.headers.authorization ?? ''}` })))
    const client = retellLine({ apiKey: key, baseUrl: server.address, clock: systemClock })
    const answer = await client.createCall(rig.newCall('+56987650007'))
    expect(answer).toMatchObject({ ok: false, problem: { failure: 'refused', status: 418, reason: 'bad Bearer ***' } })
    expect(JSON.stringify(answer)).not.toContain(key)
    server.close()
  })

  it('is refused when it is wrong', async () => {
    const client = retellLine({ apiKey: 'key_wrong', baseUrl: rig.line.address, clock: rig.clock })
    expect(await client.concurrency()).toEqual({ ok: false, problem: { failure: 'unauthorised' } })
  })
})

describe('waiting after a 429', () => {
  it.each([
    ['3', 3_000],
    ['0.5', 500],
    [undefined, 5_000],
    ['soon', 5_000],
    ['999999', 600_000],
  ])('understands retry-after %s', async (header, retryAfterMs) => {
    const server = await answering((_, response) => void response.writeHead(429, header === undefined ? {} : { 'retry-after': header }).end('{}'))
    const client = retellLine({ apiKey: 'key_x', baseUrl: server.address, clock: systemClock })
    expect(await client.createCall(rig.newCall('+56987650008'))).toMatchObject({ ok: false, problem: { failure: 'rate_limited', retryAfterMs } })
    server.close()
  })
})

async function listening(server: Server): Promise<string> {
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

function closed(server: Server): void {
  server.closeAllConnections()
  server.close()
}

async function answering(listener: RequestListener) {
  const server = createServer(listener)
  return { address: await listening(server), close: () => closed(server) }
}
