import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openReadOnly } from '../../db/open.ts'
import { sampleBuyer } from '../support/chat.ts'
import { openTestEngine } from '../support/engine.ts'

const child = fileURLToPath(new URL('./chat-child.ts', import.meta.url))
const messages = ['quiero 2 cascos de seguridad', ...sampleBuyer, 'sí']

it('sells once what is bought while the engine is killed in the middle of the sale', { timeout: 60_000 }, async () => {
  const data = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
  const engine = fork(child, [data, JSON.stringify(messages), 'sí'], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
  expect(await once(engine, 'exit')).toEqual([null, 'SIGKILL'])
  // The sale was made, and not told.
  expect(factsOf(data)).toMatchObject({ sales: 1, stock: 8, told: messages.length - 1 })

  const test = await openTestEngine(data)
  try {
    const [chat] = (await test.client.chat.list({ filter: { businessId: test.businessId } })).rows
    const isTold = () => factsOf(data).told === messages.length
    await test.until((event) => event.type === 'chat.updated' && event.chatId === chat?.id && isTold(), isTold)
    await test.engine.runner.idle()
    expect(factsOf(data)).toEqual({ sales: 1, pieces: 2, stock: 8, orders: 1, said: messages.length, told: messages.length, jobsLeft: 0 })
  } finally {
    await test.close()
  }
})

function factsOf(data: string) {
  const database = openReadOnly(join(data, 'vocero.sqlite'))
  try {
    const one = (sql: string) => database.sqlite.prepare(sql).pluck().get() as number
    return {
      sales: one('SELECT count(*) FROM sales'), pieces: one('SELECT sum(quantity) FROM sale_lines'), stock: one('SELECT stock FROM products'), orders: one('SELECT count(*) FROM orders'),
      said: one(`SELECT count(*) FROM chat_messages WHERE author = 'customer'`), told: one(`SELECT count(*) FROM chat_messages WHERE author = 'agent' AND state = 'said'`),
      jobsLeft: one(`SELECT count(*) FROM jobs WHERE kind = 'chat.reply' AND state <> 'done'`),
    }
  } finally {
    database.close()
  }
}
