import { expect, test } from 'vitest'
import type { ChatDetail, ChatEvent, ChatMessage } from '../../../../engine/contract/chat.ts'
import { changeThread, emptyThread, isThinking, shownMessages, type ThreadAction, type ThreadState } from './thread-state.ts'

const message = (id: string, change: Partial<ChatMessage> = {}): ChatMessage => ({
  id, author: 'customer', kind: 'text', text: id, state: 'answered', fileId: null, answers: null, handoff: null, sources: [], trace: null, rating: null, at: 0, ...change,
})
const chat: ChatDetail = {
  id: 'chat', channel: 'lab', channelChatId: null, title: 'Prueba', language: 'es', tone: 'amigable', state: 'open', closedBy: null, control: 'agent', handoff: null, lastText: '', lastAuthor: null, lastAt: 0,
  unread: 0, orderId: null, orderState: null, orderTotal: null, createdAt: 0, order: null, customer: null, summary: [],
}
const heard = (event: ChatEvent): ThreadAction => ({ type: 'event', event })
const after = (...actions: ThreadAction[]): ThreadState => actions.reduce(changeThread, emptyThread)
const newest = (messages: ChatMessage[], more: boolean, told: string[] = []): ThreadAction => ({ type: 'newest', messages, more, told: new Set(told) })
const ids = (state: ThreadState) => state.messages.map(({ id }) => id)

test('an answer is put together piece by piece and stands once when it is whole', () => {
  const writing = [
    heard({ type: 'message', message: message('1', { state: 'answering' }) }), heard({ type: 'writing', messageId: '2', answers: '1' }),
    // What has been decided is stored before it is said.
    heard({ type: 'message', message: message('2', { author: 'agent', state: 'answering', text: 'todo lo decidido' }) }),
  ]
  expect(isThinking(after(...writing))).toBe(true)
  const half = after(...writing, heard({ type: 'chunk', messageId: '2', text: 'Hola, ' }), heard({ type: 'chunk', messageId: '2', text: '¿qué buscas?' }))
  expect(half.writing).toEqual({ messageId: '2', answers: '1', text: 'Hola, ¿qué buscas?' })
  expect(isThinking(half)).toBe(false)
  expect(shownMessages(half).map(({ id }) => id)).toEqual(['1'])
  const whole = changeThread(half, heard({ type: 'message', message: message('2', { author: 'agent', state: 'said', text: 'Hola, ¿qué buscas?' }) }))
  expect(whole.writing).toBeNull()
  expect(shownMessages(whole).map(({ id }) => id)).toEqual(['1', '2'])
})

test('what is withdrawn is no longer shown, and a late piece of nothing else changes what is being written', () => {
  const state = after(heard({ type: 'writing', messageId: '2', answers: '1' }), heard({ type: 'chunk', messageId: '2', text: 'Cuesta' }), heard({ type: 'withdrawn', messageId: '2' }))
  expect(state.writing).toBeNull()
  const anew = changeThread(state, heard({ type: 'writing', messageId: '3', answers: '1' }))
  expect(changeThread(anew, heard({ type: 'chunk', messageId: '2', text: 'tarde' })).writing?.text).toBe('')
})

test('whoever connects amid an answer has what was said of it so far', () => {
  const state = after(heard({ type: 'snapshot', chat, writing: { messageId: '2', text: 'Tenemos ' } }), heard({ type: 'chunk', messageId: '2', text: 'cascos.' }))
  expect(state.writing?.text).toBe('Tenemos cascos.')
})

test('a message told of while the newest were read is not put back to what it was', () => {
  const state = after(heard({ type: 'message', message: message('1', { state: 'answered' }) }), newest([message('0'), message('1', { state: 'waiting' })], false, ['1']))
  expect(state.messages.map(({ id, state }) => [id, state])).toEqual([['0', 'answered'], ['1', 'answered']])
})

test('reading the newest again keeps the older ones that follow on them', () => {
  const before = after(newest([message('3'), message('4')], true), { type: 'older', messages: [message('1'), message('2')], more: false })
  const state = changeThread(before, newest([message('4'), message('5')], true))
  expect(ids(state)).toEqual(['1', '2', '3', '4', '5'])
  expect(state.more).toBe(false)
})

test('after a long time away nothing is shown with a hole in it', () => {
  const state = after(newest([message('1'), message('2')], false), heard({ type: 'message', message: message('8') }), newest([message('7'), message('8')], true, ['8']))
  expect(ids(state)).toEqual(['7', '8'])
  expect(state.more).toBe(true)
})
