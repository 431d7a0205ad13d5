/**
 * The engine as a process that kills itself in the middle of a purchase: starts on the data folder it is given, says the messages of a
 * purchase in a chat, and dies when the message it is given is decided about and not yet said.
 */
import { flushCompileCache } from 'node:module'
import { createRouterClient } from '@orpc/server'
import type { ChatEvent } from '../../engine/contract/chat.ts'
import { startEngine } from '../../engine/start.ts'
import { makeLog } from '../../engine/observe/log.ts'

const [dataFolder = '', messages = '[]', dieWith = ''] = process.argv.slice(2)
const engine = await startEngine({ dataFolder, log: makeLog('fatal') })
// Killed, it would keep nothing of what it has compiled, and the next one would begin as late.
flushCompileCache()
const client = createRouterClient(engine.router)

const { id: businessId } = await client.system.createBusiness({ name: 'Crash' })
await client.catalogue.products.create({
  businessId, stock: 10, product: { externalId: null, name: 'Casco de seguridad', description: '', category: 'Cabeza', price: { minor: 4_500_000, currency: 'COP' }, active: true, synonyms: [] },
})
const chat = { businessId, chatId: (await client.chat.start({ businessId })).id }
const stream: AsyncIterator<ChatEvent> = (await client.chat.watch(chat))[Symbol.asyncIterator]()
for (const [at, text] of (JSON.parse(messages) as string[]).entries()) {
  const sent = await client.chat.send({ ...chat, clientId: `c${at}`, text })
  for (let isAnswered = false; !isAnswered;) {
    const { value, done } = await stream.next()
    if (done === true) throw new Error('The stream ended')
    // It is told as soon as it is decided, and stored as said in a later turn.
    if (value.type === 'writing' && value.answers === sent.id && text === dieWith) process.kill(process.pid, 'SIGKILL')
    isAnswered = value.type === 'message' && value.message.answers === sent.id
  }
}
