import { currencyDigits } from '../../ingest/reading/index.ts'
import type { ChatAuthor, ChatMessageKind, ChatMessageState, Language } from '../../../db/values.ts'
import type { ChannelAnswer, ChannelAuthor, ChannelHistoryMessage, ChannelMoney, ChannelOrder, ChannelSource } from '../../contract/chat-channel.ts'
import type { ChatDetail, ChatMessage, ChatSource } from '../../contract/chat.ts'
import type { Money } from '../../contract/debtors.ts'
import { moneyText } from '../agent/index.ts'

const authors: Readonly<Record<Exclude<ChatAuthor, 'system'>, ChannelAuthor>> = { customer: 'cliente', agent: 'agente', person: 'persona' }
const kinds: Readonly<Record<ChatMessageKind, ChannelHistoryMessage['tipo']>> = { text: 'texto', image: 'imagen', audio: 'audio' }
const states: Readonly<Record<ChatMessageState, ChannelHistoryMessage['estado']>> = {
  waiting: 'pendiente', answering: 'pendiente', answered: 'respondido', held: 'retenido', failed: 'fallido', said: 'dicho',
}
const sourceKinds: Readonly<Record<ChatSource['kind'], ChannelSource['tipo']>> = { product: 'producto', order: 'pedido', customer: 'cliente', document: 'documento' }

/** A message that a channel hears as an answer: said by the agent or a person, and whole. */
export interface SaidMessage extends ChatMessage { readonly author: 'agent' | 'person' }

/** Whether a message is an answer that was said to its end. The agent's row lies there before it was: it is no answer yet. */
export function isSaid(message: ChatMessage): message is SaidMessage {
  return (message.author === 'agent' || message.author === 'person') && (message.state === 'said' || message.state === 'answered')
}

/** Notes of the system are for the console, and what is still being said is told by the stream. */
export function toHistory(messages: readonly ChatMessage[]): ChannelHistoryMessage[] {
  return messages.flatMap((message) => {
    const { author } = message
    if (author === 'system' || (author !== 'customer' && !isSaid(message))) return []
    return [{
      message_id: message.id,
      autor: authors[author],
      tipo: kinds[message.kind],
      mensaje: message.text,
      estado: states[message.state],
      responde_a: message.answers,
      tipo_mensaje: message.trace?.intent ?? null,
      fuentes: message.sources.map(toSource),
      timestamp: isoTime(message.at),
    }]
  })
}

/** @param id the client's own name of the message that is answered, where this client gave one. */
export function toAnswer(message: SaidMessage, id: string | null, chat: ChatDetail | null): ChannelAnswer {
  return {
    message_id: message.id,
    responde_a: message.answers,
    id,
    autor: message.author === 'person' ? 'persona' : 'agente',
    tipo_mensaje: message.trace?.intent ?? null,
    fuentes: message.sources.map(toSource),
    ...toOrder(chat),
  }
}

/** @param chat null where nothing was said in it yet. */
export function toOrder(chat: ChatDetail | null): ChannelOrder {
  if (chat === null) return { estado_venta: null, carrito: [], total: null }
  const { order, language } = chat
  if (order === null) return { estado_venta: chat.orderState, carrito: [], total: null }
  return {
    estado_venta: order.state,
    carrito: order.lines.map((line) => ({
      producto_id: line.productId, nombre: line.name, cantidad: line.quantity, precio: toMoney(line.price, language), subtotal: toMoney(line.subtotal, language),
    })),
    total: order.total === null ? null : toMoney(order.total, language),
  }
}

/** The moment as the protocol writes it: ISO 8601, UTC. */
export function isoTime(milliseconds: number): string {
  return new Date(milliseconds).toISOString()
}

function toMoney({ minor, currency }: Money, language: Language): ChannelMoney {
  return { minor, moneda: currency, decimales: currencyDigits(currency), texto: moneyText(minor, currency, language) }
}

function toSource(source: ChatSource): ChannelSource {
  return { tipo: sourceKinds[source.kind], id: source.id, campo: source.field, valor: source.value, nombre: source.label }
}
