import { isSeq, parseDocument, stringify } from 'yaml'
import { z } from 'zod'
import { messagesBefore, type ShownMessage } from '../../../db/queries/chat-messages.ts'
import type { ChatRow } from '../../../db/queries/chats.ts'
import { orderById, orderLines } from '../../../db/queries/orders.ts'
import type { Database } from '../../../db/open.ts'
import { chatSourceSchema, chatTraceSchema } from '../../contract/chat.ts'
import { benchLimits, type Scripted, type ScriptedTurn } from '../agent/index.ts'
import { ownWorld } from './own-world.ts'
import { standIns } from './stand-ins.ts'
import type { BenchWorld } from './world.ts'

const sourcesSchema = z.array(chatSourceSchema)
const collectedSchema = z.record(z.string(), z.string())
/** Facts of an answer that are worth expecting again: more would hold a script to its wording. */
const mostFacts = 4

/**
 * A real chat as a scripted conversation: what the customer wrote, and what was answered as expectations for a person to look over. Personal data
 * is replaced by invented data. @returns null where the agent has answered nothing
 */
export function scriptOfChat(database: Database, chat: ChatRow, name: string): Scripted | null {
  const messages = messagesBefore(database, chat.business_id, chat.seq, null, benchLimits.turns * 3)
  const order = chat.order_id === null ? null : orderById(database, chat.business_id, chat.order_id)
  const world = ownWorld(database, chat.business_id)
  const words = new Set(world.products.flatMap((product) => product.name.toLowerCase().split(/\s+/)))
  const invent = standIns(order === null ? {} : collectedSchema.parse(JSON.parse(order.collected)), words)
  const turns: ScriptedTurn[] = messages.filter(({ author, text }) => author === 'customer' && text !== '').flatMap((message) => {
    const answer = messages.find((one) => one.author === 'agent' && one.answers_id === message.id)
    return answer === undefined || answer.trace === null ? [] : [turnOf(message, answer, invent)]
  }).slice(-benchLimits.turns)
  const last = turns.at(-1)
  if (last === undefined) return null
  // What an order came to is known of its end alone.
  if (order !== null) turns[turns.length - 1] = { ...last, state: order.state, cart: Object.fromEntries(orderLines(database, chat.business_id, order.seq).map((line) => [calledBy(world, line.product_id), line.quantity])) }
  return { name: invent(name), tone: chat.tone, turns }
}

function turnOf(message: ShownMessage, answer: ShownMessage, invent: (text: string) => string): ScriptedTurn {
  const { intent } = chatTraceSchema.parse(JSON.parse(answer.trace ?? '{}'))
  const told = sourcesSchema.parse(JSON.parse(answer.sources)).filter(({ kind, field, value }) => (kind === 'product' && (field === 'name' || field === 'price') || kind === 'order' && field === 'total') && answer.text.includes(value))
  const facts = [...new Set(told.map(({ value }) => value))].slice(0, mostFacts)
  return { user: invent(message.text).slice(0, benchLimits.message), intent, ...(facts.length === 0 ? {} : { facts }), ...(answer.handoff === null ? {} : { handoff: answer.handoff }) }
}

/** By the shop's own id where it has one, else by name: ids of the program mean nothing to a reader. */
function calledBy({ products }: BenchWorld, productId: string): string {
  const product = products.find(({ id }) => id === productId)
  return product?.code ?? product?.name ?? productId
}

/** Adds a conversation to the text of a suite, whose comments stay; with null a new text. Its name becomes one that the suite does not have. */
export function withConversation(text: string | null, script: Scripted): string {
  if (text === null) return stringify({ conversations: [script] }, { lineWidth: 0 })
  const document = parseDocument(text)
  const conversations: unknown = document.get('conversations')
  if (!isSeq(conversations)) return stringify({ conversations: [script] }, { lineWidth: 0 })
  const names = new Set((conversations.toJSON() as { name?: unknown }[]).map(({ name }) => name))
  let name = script.name
  for (let number = 2; names.has(name); number += 1) name = `${script.name} ${number}`
  conversations.add(document.createNode({ ...script, name }))
  return document.toString({ lineWidth: 0 })
}
