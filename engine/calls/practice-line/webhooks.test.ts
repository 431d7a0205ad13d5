import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { practiceRig, valueOf, type PracticeRig } from '../../../tests/harness/practice-rig.ts'
import type { WebhookBody } from '../retell/bodies.ts'
import { numberFor } from './scripted-numbers.ts'

let rig: PracticeRig
let receiver: Awaited<ReturnType<typeof startReceiver>>
beforeEach(async () => {
  rig = await practiceRig()
  receiver = await startReceiver()
  await rig.line.setSettings({ webhookUrl: receiver.url })
})
afterEach(async () => {
  await rig.close()
  receiver.close()
})

interface Delivery { readonly body: string; readonly signature: string }

/** A console's webhook address. `answers` are the status codes it gives, the last one for ever. */
async function startReceiver(answers: number[] = [204]) {
  const deliveries: Delivery[] = []
  const waiting = new Set<() => void>()
  const server = createServer((request, response) => {
    const chunks: Buffer[] = []
    request.on('data', (chunk: Buffer) => chunks.push(chunk))
    request.on('end', () => {
      deliveries.push({ body: Buffer.concat(chunks).toString(), signature: String(request.headers['x-retell-signature']) })
      response.writeHead((answers.length > 1 ? answers.shift() : answers[0]) ?? 204).end()
      for (const look of waiting) look()
    })
  })
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhook`,
    deliveries,
    /** Resolves once so many have come. */
    has: (count: number) => new Promise<void>((resolve) => {
      const look = () => {
        if (deliveries.length < count) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    }),
    close: () => {
      server.closeAllConnections()
      server.close()
    },
  }
}

async function told(): Promise<WebhookBody[]> {
  const bodies = await Promise.all(receiver.deliveries.map(({ body, signature }) => rig.client.verifyWebhook(body, signature)))
  return bodies.filter((body) => body !== null)
}

const place = async (to: string) => valueOf(await rig.client.createCall(rig.newCall(to))).call_id

describe('webhooks', () => {
  it('tell of a call when it starts, when it ends and when it is analysed, signed', async () => {
    const callId = await place(numberFor('promise_full'))
    const plan = await rig.line.planOf(callId)
    await rig.pass(plan?.ringMs ?? 0)
    await receiver.has(1)
    await rig.pass(plan?.talkMs ?? 0)
    await receiver.has(2)
    await rig.pass(plan?.analysisMs ?? 0)
    await receiver.has(3)
    const bodies = await told()
    expect(bodies.map(({ event }) => event)).toEqual(['call_started', 'call_ended', 'call_analyzed'])
    expect(bodies.map(({ call }) => call.call_id)).toEqual([callId, callId, callId])
    expect(bodies[0]?.call.call_status).toBe('ongoing')
    expect(bodies[1]?.call).toMatchObject({ disconnection_reason: 'agent_hangup' })
    expect(bodies[1]?.call.call_analysis).toBeUndefined()
    expect(bodies[2]?.call.call_analysis?.call_successful).toBe(true)
  })

  it('are refused when body or signature was touched', async () => {
    await place(numberFor('no_answer'))
    await rig.pass(1_000_000)
    await receiver.has(1)
    const { body, signature } = receiver.deliveries[0] ?? { body: '', signature: '' }
    expect(await rig.client.verifyWebhook(body, signature)).not.toBeNull()
    expect(await rig.client.verifyWebhook(body.replace('call_ended', 'call_failed'), signature)).toBeNull()
    expect(await rig.client.verifyWebhook(body, signature.replace(/.$/, (last) => (last === '0' ? '1' : '0')))).toBeNull()
    expect(await rig.client.verifyWebhook(body, '')).toBeNull()
  })

  it('do not tell of a start when nobody picked up', async () => {
    await place(numberFor('dial_busy'))
    await rig.pass(1_000_000)
    await receiver.has(2)
    expect((await told()).map(({ event }) => event)).toEqual(['call_ended', 'call_analyzed'])
  })

  it('come twice, in the wrong order or not at all where that is asked for', async () => {
    await rig.line.orderFaults([{ fault: 'webhooks_duplicate' }, { fault: 'webhooks_reversed' }, { fault: 'webhooks_lost' }])
    const twice = await place(numberFor('refusal'))
    const reversed = await place(numberFor('refusal'))
    const lost = await place(numberFor('refusal'))
    await rig.pass(1_000_000)
    await receiver.has(9)
    const bodies = await told()
    const eventsOf = (id: string) => bodies.filter(({ call }) => call.call_id === id).map(({ event }) => event)
    expect(eventsOf(twice)).toEqual(['call_started', 'call_started', 'call_ended', 'call_ended', 'call_analyzed', 'call_analyzed'])
    expect(eventsOf(reversed)).toEqual(['call_analyzed', 'call_ended', 'call_started'])
    expect(eventsOf(lost)).toEqual([])
  })

  it('are tried again when they are not taken', async () => {
    const slow = await startReceiver([500, 503, 200])
    await rig.line.setSettings({ webhookUrl: slow.url })
    await place(numberFor('concurrency_limit_reached'))
    await rig.pass(1_000_000)
    await slow.has(3)
    expect(new Set(slow.deliveries.map(({ body }) => body)).size).toBe(1)
    slow.close()
  })

  it('tell the end of a call that was stopped, and nothing of what would have come', async () => {
    const callId = await place(numberFor('promise_full'))
    valueOf(await rig.client.stopCall(callId))
    await rig.pass(1_000_000)
    await receiver.has(2)
    const bodies = await told()
    expect(bodies.map(({ event }) => event)).toEqual(['call_ended', 'call_analyzed'])
    expect(bodies[0]?.call.disconnection_reason).toBe('manual_stopped')
  })
})
