import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import type { Database } from '../../db/open.ts'
import { MovableClock } from '../harness/movable-clock.ts'
import { speakingModels } from '../harness/speaking-models.ts'
import { sampleBuyer, stockShop, usingModel } from '../support/chat.ts'
import { openTestEngine } from '../support/engine.ts'

/**
 * A kill leaves behind what was committed, and nothing else. So a purchase is played once; at each commit that is another step in the life of
 * a message, what is committed is copied; and from every copy an engine goes on to the end, where all must be as if nothing had happened.
 * That a real kill of a real process leaves behind no less is what chat.test.ts is for.
 */
const photoAfter = 'mejor 3 cascos'
const takenOverIn = 'agrega 1 extintor de 10 libras'
const texts = ['quiero 2 cascos de seguridad', photoAfter, takenOverIn, ...sampleBuyer, 'sí']
const photo = `\x89PNG\r\n\x1a\n${'0'.repeat(40)}`
const shown = 'agrega 4 guantes de nitrilo'

/**
 * What the newest message has come to, its answer, the job that answers it, who has the chat. Between `answering` and `said` an answer is told
 * piece by piece, and nothing of that is committed.
 */
const steps = [
  'text waiting, job waiting, agent',
  'text answering, answer answering, job running, agent',
  'text answered, answer said, job running, agent',
  'text answered, answer said, job done, agent, file alone',
  'image answering, job running, agent',
  'text held, job running, person',
  'text waiting, job running, agent',
  'text answering, answer answering, job running, agent, sold',
]

const folder = mkdtempSync(join(tmpdir(), 'vocero-crash-'))
/** The model says each answer as it was decided, unless it is silenced: then it falls silent after the first sentence. */
let silenced: (() => void) | null = null
const { models } = speakingModels(async function* ({ messages: [first] }) {
  if (Array.isArray(first?.content)) return void (yield shown)
  const answer = /ANSWER BEGINS\n(.*?)\nANSWER ENDS/s.exec(String(first?.content))?.[1] ?? ''
  if (silenced === null) return void (yield answer)
  yield answer.slice(0, answer.indexOf('.') + 2)
  silenced()
  await new Promise(() => {})
})

it('whichever step of a message was the last to be committed, all ends as if nothing had happened', { timeout: 180_000 }, async () => {
  const { copies, undisturbed } = await playAndCopy()
  expect(copies.map(({ step }) => step)).toEqual(steps)
  expect(undisturbed).toMatchObject({ sales: 1, stock: [['Casco de seguridad', 7], ['Extintor de 10 libras', 9], ['Guantes de nitrilo', 6]], filesHeld: 1, jobsLeft: 0 })
  for (const { step, left } of copies) {
    const test = await openPlay(left)
    try {
      await playOn(test)
      expect(outcomeOf(test.engine.database), `killed at: ${step}`).toEqual(undisturbed)
    } finally {
      await test.close()
    }
  }
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

async function playAndCopy() {
  const test = await openPlay(join(folder, 'play'))
  try {
    const businessId = await stockShop(test)
    await usingModel(test, businessId)
    const { database } = test.engine
    const copies: { step: string; left: string }[] = []
    afterEachCommit(database, () => {
      const step = stepOf(database)
      if (!steps.includes(step) || copies.some((copy) => copy.step === step)) return
      const left = join(folder, String(copies.length))
      mkdirSync(left)
      writeFileSync(join(left, 'vocero.sqlite'), database.sqlite.serialize())
      for (const part of ['files', 'uploads'].filter((name) => existsSync(join(test.dataFolder, name)))) cpSync(join(test.dataFolder, part), join(left, part), { recursive: true })
      copies.push({ step, left })
    })
    await playOn(test, true)
    return { copies, undisturbed: outcomeOf(database) }
  } finally {
    await test.close()
  }
}

async function openPlay(dataFolder: string) {
  mkdirSync(dataFolder, { recursive: true })
  const clock = new MovableClock()
  return { ...(await openTestEngine(dataFolder, { models, clock, documents: { search: async () => [] } })), clock }
}
type Play = Awaited<ReturnType<typeof openPlay>>

/** Says the whole purchase from its beginning, each message under its own id: what has been said before a kill is not said again. */
async function playOn({ client, engine, clock }: Play, isTakenOver = false): Promise<void> {
  const { sqlite } = engine.database
  const businessId = sqlite.prepare(`SELECT id FROM businesses WHERE name = 'Seguridad Andina'`).pluck().get() as string
  const known = sqlite.prepare('SELECT id, control FROM chats').get() as { id: string; control: string } | undefined
  const chat = { businessId, chatId: known?.id ?? (await client.chat.start({ businessId })).id }
  if (known?.control === 'person') await client.chat.handBack(chat)
  const answered = async (messageId: string) => {
    for (;;) {
      await engine.runner.idle()
      const { messages } = await client.chat.messages(chat)
      if (messages.some(({ answers }) => answers === messageId)) return
      if (messages.some(({ state }) => state === 'failed')) throw new Error('A message failed')
      // What was cut off is tried again after a while.
      clock.move(1_000)
    }
  }
  for (const text of texts) {
    const isSilent = new Promise<void>((resolve) => { if (isTakenOver && text === takenOverIn) silenced = resolve })
    const { id } = await client.chat.send({ ...chat, clientId: text, text })
    if (silenced !== null) {
      await isSilent
      silenced = null
      await client.chat.takeOver(chat)
      await client.chat.handBack(chat)
    }
    await answered(id)
    if (text !== photoAfter) continue
    const { uploadId } = await client.ingest.beginUpload({ fileName: 'foto.png', bytes: photo.length })
    await client.ingest.uploadPart({ uploadId, offset: 0, data: new Blob([Buffer.from(photo, 'latin1')]) })
    await answered((await client.chat.sendFile({ ...chat, clientId: 'photo', uploadId, text: '' })).id)
  }
}

/** Commits are what outlives a kill. */
function afterEachCommit(database: Database, callback: () => void): void {
  const commit = database.prepare('COMMIT')
  const run = commit.run.bind(commit)
  commit.run = () => {
    const result = run()
    callback()
    return result
  }
}

/** How far the newest message of a customer has come, as `steps` says it. */
function stepOf({ sqlite }: Database): string {
  const message = sqlite.prepare(`SELECT seq, kind, state FROM chat_messages WHERE author = 'customer' ORDER BY seq DESC`).get() as { seq: number; kind: string; state: string } | undefined
  if (message === undefined) return 'no message'
  const one = (sql: string, ...values: unknown[]) => sqlite.prepare(sql).pluck().get(...values) as string | number | undefined
  const answer = one('SELECT state FROM chat_messages WHERE answers_seq = ?', message.seq)
  const job = one(`SELECT state FROM jobs WHERE kind = 'chat.reply' ORDER BY seq DESC`)
  const isAlone = one(`SELECT count(*) FROM files WHERE state = 'kept' AND id NOT IN (SELECT file_id FROM chat_messages WHERE file_id IS NOT NULL)`)
  return [`${message.kind} ${message.state}`, ...(answer === undefined ? [] : [`answer ${answer}`]), `job ${job}`, one('SELECT control FROM chats'), ...(isAlone === 0 ? [] : ['file alone']), ...(one('SELECT id FROM sales') === undefined ? [] : ['sold'])].join(', ')
}

/** All that a kill must not change. */
function outcomeOf({ sqlite }: Database) {
  const all = (sql: string) => sqlite.prepare(sql).raw().all()
  const count = (sql: string) => sqlite.prepare(`SELECT count(*) FROM ${sql}`).pluck().get()
  return {
    transcript: all(`SELECT message.author, message.kind, message.text, message.state, asked.client_id FROM chat_messages AS message LEFT JOIN chat_messages AS asked ON asked.seq = message.answers_seq WHERE message.author <> 'system' ORDER BY message.seq`),
    stock: all('SELECT name, stock FROM products ORDER BY name'),
    sales: count('sales'), sold: all('SELECT name, quantity, price_minor FROM sale_lines ORDER BY name'),
    orders: all('SELECT state FROM orders'), customers: count('customers'), chats: count('chats'), filesHeld: count(`files WHERE state = 'kept' AND expires_at IS NULL`),
    jobsLeft: count(`jobs WHERE kind = 'chat.reply' AND state NOT IN ('done', 'cancelled')`),
  }
}
