import { type AnySQLiteColumn, integer, sqliteTable, text } from 'drizzle-orm/sqlite-core'
import {
  chatAuthors, chatChannels, chatCloseReasons, chatControls, chatIntents, chatMessageKinds, chatMessageStates, chatStates, chatTones, handoffReasons, languages,
} from '../values.ts'
import { businesses } from './businesses.ts'
import { customers } from './catalogue.ts'

const businessId = () => text('business_id').notNull().references(() => businesses.id, { onDelete: 'cascade' })

export const chats = sqliteTable('chats', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: businessId(),
  channel: text('channel', { enum: chatChannels }).notNull(),
  channelChatId: text('channel_chat_id'),
  title: text('title').notNull(),
  titleFolded: text('title_folded').notNull(),
  language: text('language', { enum: languages }).notNull(),
  tone: text('tone', { enum: chatTones }).notNull(),
  state: text('state', { enum: chatStates }).notNull(),
  closedBy: text('closed_by', { enum: chatCloseReasons }),
  control: text('control', { enum: chatControls }).notNull(),
  handoffReason: text('handoff_reason', { enum: handoffReasons }),
  handoffAt: integer('handoff_at'),
  agentState: text('agent_state').notNull(),
  orderId: text('order_id'),
  customerSeq: integer('customer_seq').references(() => customers.seq),
  customerOwn: integer('customer_own').notNull(),
  lastText: text('last_text').notNull(),
  lastAuthor: text('last_author', { enum: chatAuthors }),
  lastAt: integer('last_at').notNull(),
  unread: integer('unread').notNull(),
  createdAt: integer('created_at').notNull(),
})

export const chatMessages = sqliteTable('chat_messages', {
  seq: integer('seq').primaryKey().notNull(),
  id: text('id').notNull(),
  businessId: businessId(),
  chatSeq: integer('chat_seq').notNull().references(() => chats.seq, { onDelete: 'cascade' }),
  author: text('author', { enum: chatAuthors }).notNull(),
  kind: text('kind', { enum: chatMessageKinds }).notNull(),
  text: text('text').notNull(),
  state: text('state', { enum: chatMessageStates }).notNull(),
  clientId: text('client_id'),
  fileId: text('file_id'),
  answersSeq: integer('answers_seq').references((): AnySQLiteColumn => chatMessages.seq, { onDelete: 'cascade' }),
  handoff: text('handoff', { enum: handoffReasons }),
  sources: text('sources').notNull(),
  trace: text('trace'),
  decision: text('decision'),
  rating: text('rating'),
  intent: text('intent', { enum: chatIntents }),
  responseMs: integer('response_ms'),
  firstChunkMs: integer('first_chunk_ms'),
  costNanoUsd: integer('cost_nano_usd'),
  at: integer('at').notNull(),
})

export const chatCanned = sqliteTable('chat_canned', {
  id: text('id').primaryKey().notNull(),
  businessId: businessId(),
  shortcut: text('shortcut').notNull(),
  text: text('text').notNull(),
  updatedAt: integer('updated_at').notNull(),
})

export const chatSettings = sqliteTable('chat_settings', {
  businessId: text('business_id').primaryKey().notNull().references(() => businesses.id, { onDelete: 'cascade' }),
  settings: text('settings').notNull(),
  channelKeyHash: text('channel_key_hash'),
  updatedAt: integer('updated_at').notNull(),
})
