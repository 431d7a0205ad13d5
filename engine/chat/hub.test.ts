import { expect, it } from 'vitest'
import { MovableClock } from '../../tests/harness/movable-clock.ts'
import type { ChatDetail, ChatEvent } from '../contract/chat.ts'
import type { EngineEvent } from '../contract/events.ts'
import { openHub } from './hub.ts'

function rig() {
  const told: EngineEvent[] = []
  const clock = new MovableClock()
  const hub = openHub({ clock, events: { publish: (event) => void told.push(event) }, detail: (_, chatId) => (chatId === 'gone' ? null : ({ id: chatId, title: String(clock.now()) } as ChatDetail)) })
  return { hub, clock, told }
}
const next = async (stream: AsyncGenerator<ChatEvent>): Promise<ChatEvent | undefined> => (await stream.next()).value as ChatEvent | undefined

it('tells whoever comes in the middle of an answer what has been said of it, and everything after it in its order', async () => {
  const { hub } = rig()
  hub.begin('one', 'answer', 'question')
  hub.chunk('one', 'answer', 'Hola. ')
  const stream = hub.watch('business', 'one')
  expect(await next(stream)).toMatchObject({ type: 'snapshot', writing: { messageId: 'answer', text: 'Hola. ' } })
  hub.chunk('one', 'answer', 'Adiós.')
  hub.chunk('other', 'answer', 'Nada.')
  expect(hub.chunk('one', 'another answer', 'Nada.')).toBe(false)
  hub.withdraw('one')
  expect(hub.chunk('one', 'answer', 'Tarde.')).toBe(false)
  hub.begin('one', 'second', 'question')
  const heard = [await next(stream), await next(stream), await next(stream)]
  expect(heard).toEqual([{ type: 'chunk', messageId: 'answer', text: 'Adiós.' }, { type: 'withdrawn', messageId: 'answer' }, { type: 'writing', messageId: 'second', answers: 'question' }])
})

it('tells a listener who is far behind anew where the chat stands, and keeps no more for them', async () => {
  const { hub } = rig()
  const stream = hub.watch('business', 'one')
  await next(stream)
  hub.begin('one', 'answer', 'question')
  for (let at = 0; at < 2_000; at += 1) hub.chunk('one', 'answer', 'x')
  expect(await next(stream)).toMatchObject({ type: 'snapshot', writing: { text: 'x'.repeat(2_000) } })
  hub.withdraw('one')
  expect(await next(stream)).toEqual({ type: 'withdrawn', messageId: 'answer' })
})

it('ends when the listener goes, the chat is removed or gone, or the engine closes', async () => {
  const { hub } = rig()
  const stop = new AbortController()
  const streams = [hub.watch('business', 'one', stop.signal), hub.watch('business', 'two'), hub.watch('business', 'three')]
  for (const stream of streams) await next(stream)
  const ends = streams.map((stream) => stream.next())
  stop.abort()
  hub.removed('business', 'two')
  hub.close()
  expect((await Promise.all(ends)).map(({ done }) => done)).toEqual([true, true, true])
  expect((await hub.watch('business', 'gone').next()).done).toBe(true)
})

it('tells lists of a busy chat a few times a second, and of its last change in the end', () => {
  const { hub, clock, told } = rig()
  for (let at = 0; at < 100; at += 1) {
    hub.changed('business', 'one')
    clock.move(10)
  }
  expect(told.length).toBeLessThanOrEqual(4)
  const before = told.length
  hub.changed('business', 'one')
  clock.move(1_000)
  expect(told.length).toBeGreaterThan(before)
})
