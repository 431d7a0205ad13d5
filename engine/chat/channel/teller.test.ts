import { beforeEach, describe, expect, it } from 'vitest'
import type { ChatDetail, ChatMessage } from '../../contract/chat.ts'
import { Teller } from './teller.ts'

const chat: ChatDetail = {
  id: 'chat', channel: 'channel', channelChatId: 'demo', title: '', language: 'es', tone: 'amigable', state: 'open', closedBy: null, control: 'agent', handoff: null, lastText: '', lastAuthor: null, lastAt: 0,
  unread: 0, orderId: 'order', orderState: 'pendiente', orderTotal: null, createdAt: 0, customer: null, summary: [],
  order: {
    id: 'order', state: 'pendiente', collected: {}, missing: [], saleId: null, saleNumber: null, total: { minor: 9_000_000, currency: 'COP' },
    lines: [{ productId: 'p1', name: 'Casco', quantity: 2, price: { minor: 4_500_000, currency: 'COP' }, subtotal: { minor: 9_000_000, currency: 'COP' }, stock: 10 }],
  },
}
const message = (id: string, rest: Partial<ChatMessage>): ChatMessage => ({
  id, author: 'customer', kind: 'text', text: id, state: 'waiting', fileId: null, answers: null, handoff: null, sources: [], trace: null, rating: null, at: 0, ...rest,
})
const answer = (id: string, answers: string, text: string) => message(id, { author: 'agent', state: 'said', answers, text })

let stored: ChatMessage[]
let teller: Teller
const begin = (messages: ChatMessage[]) => {
  stored = messages
  teller = new Teller({ chat: () => chat, newest: () => ({ messages: stored, more: false }) }, 'es')
  return teller.greet()
}
/** The types told, with what a client would show of each. */
const told = (events: ReturnType<Teller['tell']>) => events.map((event) => ('content' in event ? `${event.type} ${event.content}` : event.type === 'processing' ? `processing ${event.estado}` : event.type))

beforeEach(() => void begin([]))

describe('an answer', () => {
  it('is told as it is said, and whole at its end with what it did to the order', () => {
    teller.asked(message('m1', {}), 'mine', null)
    expect(told(teller.tell({ type: 'writing', messageId: 'a1', answers: 'm1' }))).toEqual(['typing'])
    expect(told(teller.tell({ type: 'chunk', messageId: 'a1', text: 'Dos ' }))).toEqual(['response_start', 'response_chunk Dos '])
    expect(told(teller.tell({ type: 'chunk', messageId: 'a1', text: 'cascos' }))).toEqual(['response_chunk cascos'])
    const end = teller.tell({ type: 'message', message: answer('a1', 'm1', 'Dos cascos') })
    expect(end).toMatchObject([{
      type: 'response_end', content: 'Dos cascos', autor: 'agente', id: 'mine', responde_a: 'm1', estado_venta: 'pendiente',
      carrito: [{ producto_id: 'p1', cantidad: 2, precio: { minor: 4_500_000, moneda: 'COP', decimales: 2, texto: '$45.000' }, subtotal: { texto: '$90.000' } }], total: { texto: '$90.000' },
    }])
    expect(teller.tell({ type: 'message', message: answer('a1', 'm1', 'Dos cascos') })).toEqual([])
  })

  it('that is withdrawn comes anew from its beginning', () => {
    teller.tell({ type: 'writing', messageId: 'a1', answers: 'm1' })
    teller.tell({ type: 'chunk', messageId: 'a1', text: 'Regalado' })
    expect(told(teller.tell({ type: 'withdrawn', messageId: 'a1' }))).toEqual(['processing retirado'])
    expect(told(teller.tell({ type: 'chunk', messageId: 'a1', text: ' todo' }))).toEqual([])
    expect(told(teller.tell({ type: 'writing', messageId: 'a1', answers: 'm1' }))).toEqual(['typing'])
    expect(told(teller.tell({ type: 'chunk', messageId: 'a1', text: 'Cuesta $45.000' }))).toEqual(['response_start', 'response_chunk Cuesta $45.000'])
  })

  it('that a person took over before a word was said is taken back in silence', () => {
    teller.tell({ type: 'writing', messageId: 'a1', answers: 'm1' })
    expect(teller.tell({ type: 'withdrawn', messageId: 'a1' })).toEqual([])
    expect(told(teller.tell({ type: 'message', message: message('m1', { state: 'held' }) }))).toEqual(['processing retenido'])
  })

  it('that is decided but not yet said is told to nobody', () => {
    expect(teller.tell({ type: 'message', message: { ...answer('a1', 'm1', 'Dos cascos'), state: 'answering' } })).toEqual([])
    expect(begin([message('m1', { state: 'answering' }), { ...answer('a1', 'm1', 'Dos cascos'), state: 'answering' }])).toMatchObject([{ historial: [{ message_id: 'm1', estado: 'pendiente' }] }])
  })

  it('is given again to whoever says the same message again', () => {
    begin([message('m1', { state: 'answered' }), answer('a1', 'm1', 'Dos cascos')])
    expect(told(teller.asked(message('m1', { state: 'answered' }), 'mine', answer('a1', 'm1', 'Dos cascos')))).toEqual(['response_start', 'response_chunk Dos cascos', 'response_end Dos cascos'])
  })
})

describe('whoever comes', () => {
  it('in the middle of an answer hears its beginning and the rest', () => {
    begin([message('m1', { state: 'answering' })])
    const events = teller.tell({ type: 'snapshot', chat, writing: { messageId: 'a1', text: 'Dos ' } })
    expect(told(events)).toEqual(['response_start', 'response_chunk Dos '])
    expect(events[0]).toMatchObject({ responde_a: 'm1' })
    expect(told(teller.tell({ type: 'chunk', messageId: 'a1', text: 'cascos' }))).toEqual(['response_chunk cascos'])
    expect(told(teller.tell({ type: 'message', message: answer('a1', 'm1', 'Dos cascos') }))).toEqual(['response_end Dos cascos'])
  })

  it('is not told again what the history said', () => {
    begin([message('m1', { state: 'held' }), message('p1', { author: 'person', state: 'said', text: 'Le atiendo yo' })])
    expect(teller.tell({ type: 'snapshot', chat, writing: null })).toEqual([])
  })

  it('after a gap hears what was said in it, each answer whole', () => {
    begin([message('m1', { state: 'answering' })])
    teller.tell({ type: 'writing', messageId: 'a1', answers: 'm1' })
    teller.tell({ type: 'chunk', messageId: 'a1', text: 'Dos ' })
    stored = [message('m1', { state: 'answered' }), answer('a1', 'm1', 'Dos cascos'), message('m2', { state: 'answering' }), message('p1', { author: 'person', state: 'said', text: 'Hola' })]
    expect(told(teller.tell({ type: 'snapshot', chat, writing: { messageId: 'a2', text: 'Ca' } }))).toEqual([
      'response_end Dos cascos', 'response_start', 'response_chunk Hola', 'response_end Hola', 'response_start', 'response_chunk Ca',
    ])
    expect(told(teller.tell({ type: 'snapshot', chat, writing: { messageId: 'a2', text: 'Casco' } }))).toEqual(['response_chunk sco'])
    expect(told(teller.tell({ type: 'snapshot', chat, writing: { messageId: 'a2', text: 'Otro' } }))).toEqual(['processing retirado', 'response_start', 'response_chunk Otro'])
  })
})
