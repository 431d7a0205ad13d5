import { fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { openReadOnly } from '../../db/open.ts'
import { sampleBuyer } from '../support/chat.ts'

const child = fileURLToPath(new URL('./chat-child.ts', import.meta.url))
const order = 'quiero 2 cascos de seguridad'
const messages = [order, ...sampleBuyer, 'sí']
/** With which message, and when, each life of the engine ends. */
const deaths = [[order, 'decided'], ['Centro', 'stored'], ['sí', 'decided']] as const

it('sells once what is bought while the engine is killed in the middle of the order, of the data and of the sale', { timeout: 60_000 }, async () => {
  const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
  const data = join(folder, 'data')
  const live = async (...death: readonly string[]) => {
    const engine = fork(child, [data, JSON.stringify(messages), ...death], { stdio: ['ignore', 'ignore', 'inherit', 'ipc'], execArgv: [] })
    return once(engine, 'exit')
  }
  try {
    for (const death of deaths) expect(await live(...death)).toEqual([null, 'SIGKILL'])
    // The sale was made before the last death, and not told.
    expect(factsOf(data)).toMatchObject({ sales: 1, stock: 8, told: messages.length - 1 })
    expect(await live()).toEqual([0, null])
    expect(factsOf(data)).toEqual({ sales: 1, pieces: 2, stock: 8, orders: 1, said: messages.length, told: messages.length, jobsLeft: 0 })
  } finally {
    rmSync(folder, { recursive: true, force: true })
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
