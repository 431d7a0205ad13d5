import { eventIterator, oc } from '@orpc/contract'
import { z } from 'zod'
import {
  chatAuthors, chatChannels, chatCloseReasons, chatControls, chatIntents, chatMessageKinds, chatMessageStates, chatStates, chatTones, chatWordings, handoffReasons, languages, mediaReaders, orderStates,
} from '../../db/values.ts'
import { moneySchema } from './debtors.ts'
import { commonErrors, exportLanguageSchema, idSchema, pageSchema, timestampSchema } from './shared.ts'

const business = z.object({ businessId: idSchema })
const chatId = business.extend({ chatId: idSchema })
/** Longest message a person or a channel may send, characters. */
export const longestChatMessage = 4_000
const messageText = z.string().trim().min(1).max(longestChatMessage)

/** Where a fact of an answer comes from; `value` is the fact as it stands in the answer. `id` is the product's, order's, customer's or document's; empty where an order is spoken of before there is one. */
export const chatSourceSchema = z.object({
  kind: z.enum(['product', 'order', 'customer', 'document']),
  id: z.string(),
  field: z.string(),
  value: z.string(),
  /** As a person knows it: the product's name, the document's title. */
  label: z.string(),
})
export type ChatSource = z.infer<typeof chatSourceSchema>

/** How an answer came about, for whoever watches the agent. Times in milliseconds. */
export const chatTraceSchema = z.object({
  intent: z.enum(chatIntents),
  /** 0 to 1. */
  confidence: z.number(),
  /** What the intent was told from: a rule, the offline model, a language model; `unreadable` where it was told from nothing, because a file could not be read. */
  cause: z.string(),
  /** Which way the answer took in the agent: `product`, `cart`, `checkout`... */
  road: z.string(),
  /** What was read of the message: what is to be done with how many of what. */
  items: z.array(z.object({ act: z.string().nullable(), quantity: z.number().nullable(), text: z.string() })),
  /** What was found, best first. */
  retrieved: z.array(z.object({ kind: z.enum(['product', 'document', 'customer']), id: z.string(), label: z.string(), wordScore: z.number().nullable(), meaningScore: z.number().nullable() })),
  timings: z.object({ waited: z.number(), understood: z.number(), retrieved: z.number(), decided: z.number(), firstChunk: z.number(), whole: z.number() }),
  /** Null where templates answered. */
  model: z.object({
    providerId: idSchema, model: z.string(), prompt: z.string(), promptVersion: z.string(), tokensIn: z.number().int(), tokensOut: z.number().int(), costUsd: z.number(), auditId: idSchema,
  }).nullable(),
  /** Why a template stands where a model was wanted: a failure's code, or `ungrounded` with the words that were refused. */
  fellBack: z.object({ code: z.string(), detail: z.string() }).nullable(),
})
export type ChatTrace = z.infer<typeof chatTraceSchema>

export const chatMessageSchema = z.object({
  id: idSchema,
  author: z.enum(chatAuthors),
  kind: z.enum(chatMessageKinds),
  /** What was said; of an image or a recording, what was read of it or written beside it. Of the system, a translation key. */
  text: z.string(),
  state: z.enum(chatMessageStates),
  /** The kept image or recording. */
  fileId: idSchema.nullable(),
  /** The customer's message that this one answers. */
  answers: idSchema.nullable(),
  handoff: z.enum(handoffReasons).nullable(),
  sources: z.array(chatSourceSchema),
  trace: chatTraceSchema.nullable(),
  /** What a person thought of the answer. */
  rating: z.enum(['up', 'down']).nullable(),
  at: timestampSchema,
})
export type ChatMessage = z.infer<typeof chatMessageSchema>

export const chatSchema = z.object({
  id: idSchema,
  channel: z.enum(chatChannels),
  /** The name under which the outside channel knows it; null in the lab. */
  channelChatId: z.string().nullable(),
  title: z.string(),
  language: z.enum(languages),
  tone: z.enum(chatTones),
  state: z.enum(chatStates),
  closedBy: z.enum(chatCloseReasons).nullable(),
  control: z.enum(chatControls),
  /** Why a person is wanted; null when none is, or one has taken over. */
  handoff: z.object({ reason: z.enum(handoffReasons), at: timestampSchema }).nullable(),
  /** Beginning of the last message, for lists. */
  lastText: z.string(),
  lastAuthor: z.enum(chatAuthors).nullable(),
  lastAt: timestampSchema,
  /** Customer's messages that no person has looked at. */
  unread: z.number().int(),
  orderId: idSchema.nullable(),
  orderState: z.enum(orderStates).nullable(),
  orderTotal: moneySchema.nullable(),
  createdAt: timestampSchema,
})
export type Chat = z.infer<typeof chatSchema>

export const chatOrderLineSchema = z.object({ productId: idSchema, name: z.string(), quantity: z.number().int(), price: moneySchema, subtotal: moneySchema, stock: z.number().int() })
export const chatDetailSchema = chatSchema.extend({
  order: z.object({
    id: idSchema, state: z.enum(orderStates), lines: z.array(chatOrderLineSchema), total: moneySchema.nullable(),
    /** What the customer has told so far, by the field's name; null: said to have none. */
    collected: z.record(z.string(), z.string().nullable()),
    /** Fields still to be asked, in their order. */
    missing: z.array(z.string()),
    saleId: idSchema.nullable(), saleNumber: z.number().int().nullable(),
  }).nullable(),
  /** The known customer whom this chat belongs to, once the id number is given. */
  customer: z.object({ id: idSchema, name: z.string(), sales: z.number().int(), spent: moneySchema.nullable(), lastAt: timestampSchema.nullable() }).nullable(),
  /** What older messages came to. */
  summary: z.array(z.string()),
})
export type ChatDetail = z.infer<typeof chatDetailSchema>

/** What a watched chat tells, live. The first event of every stream is `snapshot`, so that whoever reconnects knows where it stands. */
export const chatEventSchema = z.discriminatedUnion('type', [
  /** `writing`: the answer under way, and what has been said of it. */
  z.object({ type: z.literal('snapshot'), chat: chatDetailSchema, writing: z.object({ messageId: idSchema, text: z.string() }).nullable() }),
  /** A message was added or changed. */
  z.object({ type: z.literal('message'), message: chatMessageSchema }),
  /** The agent begins to answer `answers`. */
  z.object({ type: z.literal('writing'), messageId: idSchema, answers: idSchema }),
  z.object({ type: z.literal('chunk'), messageId: idSchema, text: z.string() }),
  /** What was being written is not going to be said: the answer comes anew, a person took over, or it failed. */
  z.object({ type: z.literal('withdrawn'), messageId: idSchema }),
  /** Control, order, customer or state changed. */
  z.object({ type: z.literal('chat'), chat: chatDetailSchema }),
])
export type ChatEvent = z.infer<typeof chatEventSchema>

export const cannedReplySchema = z.object({
  id: idSchema,
  /** Typed after a slash: `/saludo`. */
  shortcut: z.string(),
  /** With places such as {{total}}, {{products}}, {{customer}}, {{order_state}}, {{missing}}, {{business}}: filled from the live order. */
  text: z.string(),
  updatedAt: timestampSchema,
})
export type CannedReply = z.infer<typeof cannedReplySchema>
/** The places a canned reply may have. */
export const cannedPlaces = ['customer', 'products', 'total', 'order_state', 'missing', 'business', 'sale_number'] as const

export const chatSettingsSchema = z.object({
  /** No chat of the business is answered by the agent. */
  paused: z.boolean(),
  wording: z.enum(chatWordings),
  mediaReader: z.enum(mediaReaders),
  /** Of whatever a model does in chats. Null: the first of the chain. */
  providerId: idSchema.nullable(),
  model: z.string().max(200).nullable(),
  language: z.enum(languages),
  tone: z.enum(chatTones),
  /** Whose rules the customer's data must meet. */
  country: z.string().regex(/^[A-Z]{2}$/),
  /** A person is called below it, 0 to 1. */
  leastConfidence: z.number().min(0).max(1),
  /** Chats without activity are closed after so many minutes. */
  inactiveMinutes: z.number().int().min(5).max(60 * 24 * 30),
  /** Programs of this machine may chat without a key, of the first business alone. Only chats begun so can be reached so. */
  localWithoutKey: z.boolean(),
})
export type ChatSettings = z.infer<typeof chatSettingsSchema>

export const chatFilterSchema = business.extend({
  states: z.array(z.enum(chatStates)).optional(),
  channels: z.array(z.enum(chatChannels)).optional(),
  controls: z.array(z.enum(chatControls)).optional(),
  /** Only chats in which a person is wanted. */
  wanted: z.boolean().optional(),
  /** Words of title or messages, whatever their accents. */
  text: z.string().max(200).optional(),
})
export type ChatFilter = z.infer<typeof chatFilterSchema>

export const chatFiguresSchema = z.object({
  chats: z.number().int(),
  messages: z.number().int(),
  /** Of the agent's answers; null when there were none. */
  meanResponseMs: z.number().nullable(),
  firstChunkP50Ms: z.number().nullable(),
  byIntent: z.array(z.object({ intent: z.enum(chatIntents), messages: z.number().int(), /** Answered without a handoff and not rated down. */ succeeded: z.number().int() })),
  handoffs: z.array(z.object({ reason: z.enum(handoffReasons), count: z.number().int() })),
  /** Chats with a closed sale over chats with anything in the cart. */
  conversion: z.object({ carts: z.number().int(), sales: z.number().int() }),
  /** Of all that models were asked for the chats: wordings that were refused, meanings and files too. */
  modelCostUsd: z.number(),
  /** Bytes of images and recordings kept. */
  storedBytes: z.number().int(),
})
export type ChatFigures = z.infer<typeof chatFiguresSchema>

export const chatContract = {
  /** Newest activity first, chats in which a person is wanted before all others. */
  list: oc.input(z.object({ filter: chatFilterSchema }).extend(pageSchema.shape)).output(z.object({ rows: z.array(chatSchema), total: z.number().int(), wanted: z.number().int() })),
  get: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  /** The messages before `before` (all when left out), oldest first. */
  messages: oc.input(chatId.extend({ before: idSchema.optional(), limit: z.number().int().min(1).max(200).default(50) })).errors(commonErrors).output(z.object({ messages: z.array(chatMessageSchema), more: z.boolean() })),
  /** Begins a chat of the lab, in which the person at the console plays the customer. */
  start: oc.input(business.extend({ title: z.string().trim().max(100).default(''), language: z.enum(languages).optional(), tone: z.enum(chatTones).optional() })).errors(commonErrors).output(chatDetailSchema),
  /** Says something as the customer of a chat of the lab. The same `clientId` again changes nothing. Answers come on `watch`. */
  send: oc.input(chatId.extend({ clientId: z.string().min(1).max(64), text: messageText })).errors(commonErrors).output(chatMessageSchema),
  /** The same with an image or a recording that was uploaded before (ingest.beginUpload). */
  sendFile: oc.input(chatId.extend({ clientId: z.string().min(1).max(64), uploadId: idSchema, text: z.string().trim().max(longestChatMessage).default('') })).errors(commonErrors).output(chatMessageSchema),
  /** Live, endless. */
  watch: oc.input(chatId).errors(commonErrors).output(eventIterator(chatEventSchema)),
  /** A person of the console has seen the chat. */
  see: oc.input(chatId).errors(commonErrors).output(z.object({})),
  /** Asks once more for an answer to a message that is held or failed. */
  answerAgain: oc.input(chatId.extend({ messageId: idSchema })).errors(commonErrors).output(chatMessageSchema),

  /** Locks the agent out, at once and for good until `handBack`: what it was writing is withdrawn. */
  takeOver: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  /** The agent answers again from the next message on, and what the customer said last and nobody answered. */
  handBack: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  pause: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  resume: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  /** Only where a person has taken over; else CONFLICT. */
  sendAsPerson: oc.input(chatId.extend({ clientId: z.string().min(1).max(64), text: messageText })).errors(commonErrors).output(chatMessageSchema),
  setTone: oc.input(chatId.extend({ tone: z.enum(chatTones) })).errors(commonErrors).output(chatDetailSchema),
  close: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  reopen: oc.input(chatId).errors(commonErrors).output(chatDetailSchema),
  /** Takes away the chat with its messages and files; orders and sales stay. */
  remove: oc.input(chatId).errors(commonErrors).output(z.object({})),
  /** Null takes it back. */
  rate: oc.input(chatId.extend({ messageId: idSchema, rating: z.enum(['up', 'down']).nullable() })).errors(commonErrors).output(chatMessageSchema),
  /** Address of a kept image or recording, good for some minutes. */
  fileUrl: oc.input(chatId.extend({ messageId: idSchema })).errors(commonErrors).output(z.object({ url: z.string(), contentType: z.string() })),

  canned: {
    list: oc.input(business).output(z.array(cannedReplySchema)),
    save: oc.input(business.extend({ id: idSchema.nullable(), shortcut: z.string().trim().regex(/^[\p{L}\p{N}_-]{1,30}$/u), text: z.string().trim().min(1).max(2_000) })).errors(commonErrors).output(cannedReplySchema),
    remove: oc.input(business.extend({ id: idSchema })).errors(commonErrors).output(z.object({})),
    /** Filled from the chat as it is now; `missing` names places for which there is nothing to say. */
    fill: oc.input(chatId.extend({ id: idSchema })).errors(commonErrors).output(z.object({ text: z.string(), missing: z.array(z.string()) })),
  },
  settings: {
    get: oc.input(business).errors(commonErrors).output(chatSettingsSchema.extend({ /** Whether an outside channel has a key. */ channelKey: z.boolean() })),
    save: oc.input(business.extend({ settings: chatSettingsSchema })).errors(commonErrors).output(chatSettingsSchema.extend({ channelKey: z.boolean() })),
    /** Makes a key for outside channels, shown this once; the former one is no longer good. */
    newChannelKey: oc.input(business).errors(commonErrors).output(z.object({ key: z.string() })),
  },
  figures: oc.input(business.extend({ from: timestampSchema, to: timestampSchema })).output(chatFiguresSchema),
  /** All conversations as a CSV file in parts, one row for each message. */
  export: oc.input(business.extend({ language: exportLanguageSchema })).output(eventIterator(z.string())),
}
