import { create } from 'zustand'
import type { ChatMessage } from '../../../../engine/contract/chat.ts'
import { client } from '../../../connection/client.ts'
import { ConnectionLost, whenConnected } from '../../../connection/connection-state.ts'
import { problemText } from '../../../connection/problem.ts'
import { upload } from '../../batches/upload.ts'

/** A message on its way to the engine, shown in its chat from the moment it is sent. */
export interface Outgoing {
  /** The engine takes the same one twice without harm, so it is sent again whenever its answer was lost. */
  clientId: string
  businessId: string
  chatId: string
  author: 'customer' | 'person'
  text: string
  file: File | null
  state: 'queued' | 'delivered' | 'refused'
  /** Why it was refused, in words. */
  problem: string | null
  /** The message it became; it leaves the outbox once its chat shows that one. */
  messageId: string | null
}

interface Outbox {
  outgoing: readonly Outgoing[]
  /** What is being written in each chat. */
  drafts: Readonly<Record<string, string>>
  /** The image or recording that goes along with the next message of a chat. */
  attached: Readonly<Record<string, File>>
}

const empty: Outbox = { outgoing: [], drafts: {}, attached: {} }
const storageKey = 'vocero.chat-lab.outbox'

/** Lives beside the pages: going elsewhere, a lost connection or a reload of this tab lose nothing but attached files. */
export const useOutbox = create<Outbox>(() => readKept())
useOutbox.subscribe(({ outgoing, drafts }) => {
  window.sessionStorage.setItem(storageKey, JSON.stringify({ outgoing: outgoing.filter(one => one.file === null), drafts }))
})

export function setDraft(chatId: string, text: string): void {
  useOutbox.setState(({ drafts }) => {
    const { [chatId]: _former, ...others } = drafts
    return { drafts: text === '' ? others : { ...others, [chatId]: text } }
  })
}

export function setAttached(chatId: string, file: File | null): void {
  useOutbox.setState(({ attached }) => {
    const { [chatId]: _former, ...others } = attached
    return { attached: file === null ? others : { ...others, [chatId]: file } }
  })
}

export function send(message: Pick<Outgoing, 'businessId' | 'chatId' | 'author' | 'text' | 'file'>): void {
  const outgoing: Outgoing = { ...message, clientId: crypto.randomUUID(), state: 'queued', problem: null, messageId: null }
  useOutbox.setState(state => ({ outgoing: [...state.outgoing, outgoing] }))
  void pump(message.chatId)
}

export function sendAgain(clientId: string): void {
  const found = useOutbox.getState().outgoing.find(one => one.clientId === clientId)
  if (!found) return
  alter(clientId, { state: 'queued', problem: null })
  void pump(found.chatId)
}

/** Takes messages out: refused ones that are given up, and those that their chat shows. */
export function discard(clientIds: readonly string[]): void {
  if (clientIds.length > 0) useOutbox.setState(({ outgoing }) => ({ outgoing: outgoing.filter(one => !clientIds.includes(one.clientId)) }))
}

/**
 * A message came on the chat's stream, perhaps before the answer to the call that sent it: it must not be shown twice.
 * @returns whether it was sent from here
 */
export function noticeArrived(chatId: string, message: ChatMessage): boolean {
  const { outgoing } = useOutbox.getState()
  const isSame = (one: Outgoing) => one.author === message.author && (one.file === null ? message.kind === 'text' && one.text === message.text : message.kind !== 'text')
  const own = outgoing.find(one => one.chatId === chatId && (one.messageId === message.id || (one.messageId === null && one.state === 'queued' && isSame(one))))
  if (own) alter(own.clientId, { messageId: message.id })
  return own !== undefined
}

/** Sends what waited in a chat when this tab was loaded anew. */
export function resume(chatId: string): void {
  void pump(chatId)
}

const pumping = new Set<string>()

/** Sends a chat's messages one after the other, so that they arrive in the order in which they were written. */
async function pump(chatId: string): Promise<void> {
  if (pumping.has(chatId)) return
  pumping.add(chatId)
  try {
    for (let next = firstQueued(chatId); next; next = firstQueued(chatId)) await deliver(next)
  } finally {
    pumping.delete(chatId)
  }
}

function firstQueued(chatId: string): Outgoing | undefined {
  return useOutbox.getState().outgoing.find(one => one.chatId === chatId && one.state === 'queued')
}

async function deliver(one: Outgoing): Promise<void> {
  try {
    const message = await call(one)
    alter(one.clientId, { state: 'delivered', messageId: message.id })
  } catch (error) {
    if (error instanceof ConnectionLost) return whenConnected()
    alter(one.clientId, { state: 'refused', problem: problemText(error).title, messageId: null })
  }
}

async function call({ businessId, chatId, clientId, author, text, file }: Outgoing): Promise<ChatMessage> {
  if (file !== null) {
    const uploadId = await upload(file, () => undefined, new AbortController().signal)
    return client.chat.sendFile({ businessId, chatId, clientId, uploadId, text })
  }
  return author === 'person' ? client.chat.sendAsPerson({ businessId, chatId, clientId, text }) : client.chat.send({ businessId, chatId, clientId, text })
}

function alter(clientId: string, change: Partial<Outgoing>): void {
  useOutbox.setState(({ outgoing }) => ({ outgoing: outgoing.map(one => one.clientId === clientId ? { ...one, ...change } : one) }))
}

function readKept(): Outbox {
  try {
    const kept: unknown = JSON.parse(window.sessionStorage.getItem(storageKey) ?? 'null')
    return isKept(kept) ? { outgoing: kept.outgoing.map(one => ({ ...one, file: null })), drafts: kept.drafts, attached: {} } : empty
  } catch {
    return empty
  }
}

/** What this tab itself has written; anything else (an older version's) is left. */
function isKept(kept: unknown): kept is Pick<Outbox, 'outgoing' | 'drafts'> {
  return typeof kept === 'object' && kept !== null && 'outgoing' in kept && Array.isArray(kept.outgoing) && 'drafts' in kept && typeof kept.drafts === 'object' && kept.drafts !== null
}
