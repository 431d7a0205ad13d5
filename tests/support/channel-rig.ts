import { serveHttp } from '../../engine/hosts/http.ts'
import type { EngineOptions } from '../../engine/start.ts'
import { MovableClock } from '../harness/movable-clock.ts'
import { stockShop } from './chat.ts'
import { connectChat, type ChatClient } from './chat-client.ts'
import { openTestEngine } from './engine.ts'

export const consoleToken = 'the token of the console'
/** A page elsewhere that may chat. */
export const page = 'https://shop.example.com'

export interface Asked { readonly body?: object | string | FormData | Uint8Array<ArrayBuffer>; readonly headers?: Record<string, string>; readonly bearer?: string | null; readonly method?: string }
export interface Answered { readonly status: number; readonly headers: Headers; readonly json: { readonly [field: string]: unknown; readonly error: { readonly code: string; readonly mensaje: string; readonly campo?: string } } }

/** A host with an engine of its own, a shop and its channel key, on a clock that a test moves. */
export async function openChannelRig(options: Partial<EngineOptions> = {}) {
  const clock = new MovableClock()
  const test = await openTestEngine(undefined, { clock, ...options })
  const shop = await stockShop(test, 1_000)
  const { key } = await test.client.chat.settings.newChannelKey({ businessId: shop })
  const host = await serveHttp(test.engine, { port: 0, host: '127.0.0.1', token: consoleToken, rendererFolder: '/nonexistent', clock, allowedHosts: ['chat.example.com'], allowedOrigins: [page] })
  const open: ChatClient[] = []
  let names = 0

  return {
    clock, test, shop, key, host,
    address: `http://127.0.0.1:${host.port}`,
    newName: () => `chat-${(names += 1)}`,
    async dial(name: string, query = `key=${key}`, headers: Record<string, string> = {}): Promise<ChatClient> {
      const client = await connectChat(`ws://127.0.0.1:${host.port}/ws/chat/${name}?${query}`, headers)
      open.push(client)
      return client
    },
    async ask(path: string, { body, headers = {}, bearer = key, method }: Asked = {}): Promise<Answered> {
      const isJson = typeof body === 'object' && !(body instanceof FormData) && !(body instanceof Uint8Array)
      const response = await fetch(`http://127.0.0.1:${host.port}${path}`, {
        method: method ?? (body === undefined ? 'GET' : 'POST'),
        headers: { ...(isJson ? { 'content-type': 'application/json' } : {}), ...(bearer === null ? {} : { authorization: `Bearer ${bearer}` }), ...headers },
        ...(body === undefined ? {} : { body: isJson ? JSON.stringify(body) : body }),
      })
      return { status: response.status, headers: response.headers, json: (await response.json()) as Answered['json'] }
    },
    /** The chat of that name, as the console finds it. */
    async chatOf(name: string) {
      const { rows } = await test.client.chat.list({ filter: { businessId: shop, channels: ['channel'] }, limit: 500 })
      const chat = rows.find(({ channelChatId }) => channelChatId === name)
      if (chat === undefined) throw new Error(`There is no chat ${name}`)
      return { businessId: shop, chatId: chat.id }
    },
    async close(): Promise<void> {
      for (const client of open) client.cut()
      await host.close()
      await test.close()
    },
  }
}
export type ChannelRig = Awaited<ReturnType<typeof openChannelRig>>
