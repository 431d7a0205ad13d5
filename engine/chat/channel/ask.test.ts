import { expect, it } from 'vitest'
import { MovableClock } from '../../../tests/harness/movable-clock.ts'
import { ChatProblem } from '../chat-problem.ts'
import { askChat } from './ask.ts'
import type { ChannelChats } from './channel-chats.ts'

it('refuses a file although the chat could no longer be followed while it was being kept, and leaves nothing unheard', async () => {
  const unheard: unknown[] = []
  const hear = (error: unknown) => void unheard.push(error)
  process.on('unhandledRejection', hear)
  const chats: Partial<ChannelChats> = {
    find: () => null,
    ensure: () => ({ businessId: 'b', chatId: 'c' }),
    history: () => ({ messages: [], more: false }),
    watch: () => { throw new Error('The database is closed') },
    async sayFile() {
      // The rejection of what cannot be followed is noticed by the runtime before this one.
      await new Promise(setImmediate)
      throw new ChatProblem('INVALID', 'chat.file_type')
    },
  }
  const needs = { chats: chats as ChannelChats, clock: new MovableClock(), begun: () => () => undefined, tellBegun: () => undefined, inTurn: async (write: () => void) => write() }
  const asked = { chatId: 'name', language: 'es' as const, said: { file: { data: new Uint8Array(4), name: 'x' }, id: 'i', mensaje: '' }, signal: new AbortController().signal }
  expect(await askChat(needs, { businessId: 'b', channel: 'local' }, asked)).toEqual({ outcome: 'refused', code: 'unsupported_file' })
  await new Promise(setImmediate)
  process.off('unhandledRejection', hear)
  expect(unheard).toEqual([])
})
