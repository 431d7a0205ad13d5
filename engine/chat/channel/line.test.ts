import { expect, it } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import type { ChatKey } from '../outside.ts'
import type { ChannelChats } from './channel-chats.ts'
import { openLine } from './line.ts'

it('follows the chat that its message has begun anew, though it had not yet heard that the former one was taken away', async () => {
  let current: ChatKey | null = { businessId: 'b', chatId: 'former' }
  const followed: string[] = []
  const { promise: heard, resolve: hear } = Promise.withResolvers<void>()
  const { promise: isFollowed, resolve: follows } = Promise.withResolvers<void>()
  const chats: Partial<ChannelChats> = {
    find: () => current,
    ensure: () => (current = { businessId: 'b', chatId: 'new' }),
    detail: () => ({ language: 'es', order: null, orderState: null, control: 'agent' }) as ReturnType<ChannelChats['detail']>,
    history: () => ({ messages: [], more: false }),
    say: () => ({ id: 'm', author: 'customer', kind: 'text', text: 'hola', state: 'waiting', fileId: null, answers: null, handoff: null, sources: [], trace: null, rating: null, at: 0 }),
    async *watch({ chatId }) {
      followed.push(chatId)
      if (chatId === 'new') follows()
      await heard
      yield { type: 'withdrawn', messageId: 'none' }
    },
  }
  const needs = { chats: chats as ChannelChats, clock: new MovableClock(), begun: () => () => undefined, tellBegun: () => undefined, inTurn: async (write: () => void) => write() }
  const line = openLine(needs, { access: { businessId: 'b', channel: 'channel' }, chatId: 'name', language: 'es', patience: 1_000, send: () => undefined, onBroken: (error) => { throw error } })
  current = null
  await line.say({ mensaje: 'hola' })
  hear()
  await isFollowed
  expect(followed).toEqual(['former', 'new'])
  line.close()
})
