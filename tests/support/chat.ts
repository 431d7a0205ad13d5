import { newId } from '../../db/id.ts'
import type { ChatEvent } from '../../engine/contract/chat.ts'
import type { TestEngine } from './engine.ts'

/** A business with a small shop of its own. @returns its id */
export async function stockShop({ client }: TestEngine, stock = 10): Promise<string> {
  const { id: businessId } = await client.system.createBusiness({ name: 'Seguridad Andina' })
  const add = (name: string, price: number, category: string) => client.catalogue.products.create({
    businessId, stock, product: { externalId: null, name, description: '', category, price: { minor: price * 100, currency: 'COP' }, active: true, synonyms: [] },
  })
  await add('Casco de seguridad', 45_000, 'Cabeza')
  await add('Guantes de nitrilo', 8_000, 'Manos')
  await add('Extintor de 10 libras', 95_000, 'Fuego')
  return businessId
}

/** Has the business's agent word its answers, and read images and recordings, by a model. */
export async function usingModel({ client }: TestEngine, businessId: string): Promise<void> {
  const { channelKey: _key, ...settings } = await client.chat.settings.get({ businessId })
  await client.chat.settings.save({ businessId, settings: { ...settings, wording: 'model', mediaReader: 'provider' } })
}

/** What a customer says to buy what is in the cart, up to the confirmation. */
export const sampleBuyer = ['eso es todo, quiero pagar', 'Zoila Quispe Mamani', '79123456', '3001234567', 'zoila@example.com', 'Calle 12 # 34-56 apto 201', 'Centro', 'ninguna'] as const

/** Talks in a chat of the lab as its customer, and hears its events in their order. */
export async function talker({ client }: TestEngine, businessId: string) {
  const { id: chatId } = await client.chat.start({ businessId })
  const chat = { businessId, chatId }
  const stop = new AbortController()
  const stream = (await client.chat.watch(chat, { signal: stop.signal }))[Symbol.asyncIterator]()
  const events: ChatEvent[] = []
  const next = async (): Promise<ChatEvent> => {
    const { value, done } = await stream.next()
    if (done === true) throw new Error('The stream ended')
    events.push(value)
    return value
  }
  await next()
  return {
    chat,
    events,
    /** Listens until an event is what is wanted. */
    async until(wanted: (event: ChatEvent) => boolean): Promise<ChatEvent> {
      for (;;) {
        const event = await next()
        if (wanted(event)) return event
      }
    },
    /** Everything heard, up to something that happens now: a change of tone. */
    async settle(): Promise<readonly ChatEvent[]> {
      await client.chat.setTone({ ...chat, tone: 'formal' })
      for (;;) {
        const event = await next()
        if (event.type === 'chat' && event.chat.tone === 'formal') return events
      }
    },
    /** @returns the answer as it was told in chunks */
    async say(text: string): Promise<string> {
      const sent = await client.chat.send({ ...chat, clientId: newId(), text })
      let told = ''
      for (;;) {
        const event = await next()
        if (event.type === 'writing' && event.answers === sent.id) told = ''
        if (event.type === 'chunk') told += event.text
        if (event.type === 'message' && event.message.author === 'agent' && event.message.answers === sent.id) {
          if (event.message.text !== told) throw new Error(`Told was ${told}, stored was ${event.message.text}`)
          return told
        }
        if (event.type === 'message' && event.message.id === sent.id && event.message.state === 'failed') throw new Error('The message failed')
      }
    },
    async end(): Promise<void> {
      stop.abort()
      await stream.return?.(undefined)
    },
  }
}
