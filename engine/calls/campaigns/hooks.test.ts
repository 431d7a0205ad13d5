import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { makeLog } from '../../observe/log.ts'
import { listenForHooks, type ListeningHooks } from './hooks.ts'

const clock = new MovableClock()
let heard: string[] = []
let hooks: ListeningHooks
beforeEach(async () => {
  heard = []
  hooks = await listenForHooks({
    clock, log: makeLog('silent'),
    hear: async (rawBody, signature) => {
      heard.push(rawBody)
      return signature === 'good'
    },
    ping: (word) => word === 'expected',
    pay: async (rawBody) => ({ status: 201, body: { length: rawBody.length } }),
  }, 0)
})
afterEach(() => hooks.close())

const ask = (path: string, { body = '{}', method = 'POST', signature = 'good' } = {}) =>
  fetch(`http://127.0.0.1:${hooks.port}${path}`, { method, ...(method === 'POST' ? { body } : {}), headers: { 'x-retell-signature': signature } })

describe('the hooks', () => {
  it('hear an event over its own bytes', async () => {
    const body = '{"event": "call_ended",  "name": "Ñandú"}'
    expect((await ask('/hooks/retell', { body })).status).toBe(200)
    expect(heard).toEqual([body])
  })

  it('refuse a signature that does not fit, what they do not know, and other ways to ask', async () => {
    expect((await ask('/hooks/retell', { signature: 'bad' })).status).toBe(401)
    expect((await ask('/hooks/other')).status).toBe(404)
    expect((await ask('/hooks/retell', { method: 'GET' })).status).toBe(405)
    expect([(await ask('/hooks/ping', { body: 'expected' })).status, (await ask('/hooks/ping', { body: 'another' })).status]).toEqual([200, 401])
  })

  it('read no more than they take', async () => {
    expect((await ask('/hooks/payments', { body: 'x'.repeat(64 * 1024) })).status).toBe(201)
    expect((await ask('/hooks/payments', { body: 'x'.repeat(64 * 1024 + 1) })).status).toBe(413)
  })

  it('stop listening to whoever guesses, for a while', async () => {
    for (let guess = 0; guess < 60; guess++) await ask('/hooks/retell', { signature: 'bad' })
    expect((await ask('/hooks/retell')).status).toBe(429)
    clock.move(2_000)
    expect((await ask('/hooks/retell')).status).toBe(200)
  })

  it('take no payments where none are taken', async () => {
    const without = await listenForHooks({ clock, log: makeLog('silent'), hear: async () => true, pay: null, ping: () => false }, 0)
    const answer = await fetch(`http://127.0.0.1:${without.port}/hooks/payments`, { method: 'POST', body: '{}' })
    expect(answer.status).toBe(404)
    await without.close()
  })
})
