/**
 * Many customers at once on the WebSocket of a real host in a process of its own, offline:
 * node bench/chat-sockets.ts [--chats 200] [--pause 0] [--catalogue products.csv]
 * Each sends five messages, the next when the last was answered and `--pause` milliseconds (on average) have passed: without a pause all
 * 200 always wait at once, which people never do. A console in a thread asks over HTTP meanwhile.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/websocket'
import type { ContractRouterClient } from '@orpc/contract'
import { WebSocket } from 'ws'
import type { contract } from '../engine/contract/contract.ts'
import { percentile } from './measure.ts'

const root = join(import.meta.dirname, '..')
const { values } = parseArgs({ options: { chats: { type: 'string', default: '200' }, pause: { type: 'string', default: '0' }, catalogue: { type: 'string', default: join(root, 'resources', 'sample', 'products.csv') } } })
const chats = Number(values.chats)
const pause = Number(values.pause)
const says = ['hola', '¿tienen extintores?', 'quiero 2 cascos', 'agrega unos guantes', '¿cuánto es el total?']
const token = 'bench'

const dataFolder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
const child = spawn(process.execPath, [join(root, 'engine/hosts/cli/main.ts'), 'serve', '--no-window', '--data', dataFolder, '--token', token], { cwd: root, stdio: ['ignore', 'pipe', 'inherit'] })
const address = await hostAddress()

const link = new WebSocket(`ws://${address}/rpc?token=${token}`)
await once(link, 'open')
const client: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ websocket: link as unknown as globalThis.WebSocket }))
const { id: businessId } = await client.system.createBusiness({ name: 'Bench' })
await stockShop()
const { key } = await client.chat.settings.newChannelKey({ businessId })

const consoleThread = new Worker(new URL('./llm-console-thread.ts', import.meta.url), { workerData: { address: `http://${address}`, token } })
await converse('warm')
const firstChunks: number[] = []
const answers: number[] = []
let lost = 0
const start = performance.now()
await Promise.all(Array.from({ length: chats }, (_, index) => converse(`bench-${index}`)))
const seconds = (performance.now() - start) / 1000
const told = new Promise<number[]>((resolve) => { consoleThread.once('message', resolve) })
consoleThread.postMessage('stop')
const consoleAnswers = await told
for (let index = 0; index < chats; index += 1) lost += await missingIn(`bench-${index}`)

const shown = (figures: readonly number[], ...shares: number[]) => shares.map((share) => `p${share * 100} ${percentile(figures, share).toFixed(1)} ms`).join(', ')
console.log(`${chats} chats, ${chats * says.length} messages, ${pause} ms of pause, in ${seconds.toFixed(1)} s (${Math.round((chats * says.length) / seconds)} a second): ${lost} lost`)
console.log(`first chunk ${shown(firstChunks, 0.5, 0.95)} (limit of p95: 1000 ms); whole answer ${shown(answers, 0.5, 0.95)}`)
console.log(`the console's calls meanwhile: ${shown(consoleAnswers, 0.5, 0.99)} (limit of p99: 50 ms) over ${consoleAnswers.length}`)

link.close()
child.kill('SIGINT')
await once(child, 'exit')
rmSync(dataFolder, { recursive: true, force: true })

async function hostAddress(): Promise<string> {
  for await (const line of createInterface(child.stdout)) {
    const found = /http:\/\/([^/]+)\//.exec(line)?.[1]
    if (found !== undefined) return found
  }
  throw new Error('The host ended before it told its address.')
}

async function stockShop(): Promise<void> {
  const data = new Blob([readFileSync(values.catalogue)])
  const { uploadId } = await client.ingest.beginUpload({ fileName: basename(values.catalogue), bytes: data.size })
  for (let offset = 0; offset < data.size; offset += 200_000) await client.ingest.uploadPart({ uploadId, offset, data: data.slice(offset, offset + 200_000) })
  const choice = { businessId, uploadId, kind: 'products', currency: 'COP' } as const
  const { mapping } = await client.catalogue.imports.preview(choice)
  const { id: importId } = await client.catalogue.imports.start({ ...choice, mapping })
  while ((await client.catalogue.imports.get({ businessId, importId })).state === 'running') await new Promise((resolve) => { setTimeout(resolve, 50) })
}

/** One customer's conversation over a socket of its own. */
function converse(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(`ws://${address}/ws/chat/${name}?key=${key}`)
    let sent = -1
    let at = 0
    let isWaiting = true
    const next = (): void => {
      sent += 1
      if (sent === says.length) return socket.close()
      at = performance.now()
      isWaiting = true
      socket.send(JSON.stringify({ type: 'message', id: String(sent), mensaje: says[sent] }))
    }
    const later = (): void => void (pause === 0 ? next() : setTimeout(next, Math.random() * 2 * pause))
    socket.on('message', (data) => {
      const message = JSON.parse(String(data)) as { type: string; id: string | null }
      if (message.type === 'connection_status') return later()
      if (message.type === 'error') return reject(new Error(String(data)))
      if (message.type === 'response_chunk' && isWaiting) {
        isWaiting = false
        if (name !== 'warm') firstChunks.push(performance.now() - at)
      }
      if (message.type !== 'response_end' || message.id !== String(sent)) return
      if (name !== 'warm') answers.push(performance.now() - at)
      later()
    })
    socket.on('error', reject)
    socket.on('close', () => (sent === says.length ? resolve() : reject(new Error(`${name} was cut off at message ${sent}`))))
  })
}

/** Of one conversation, the messages or answers that its history does not hold. */
async function missingIn(name: string): Promise<number> {
  const response = await fetch(`http://${address}/chat/historial/${name}`, { headers: { authorization: `Bearer ${key}` } })
  const { mensajes } = (await response.json()) as { mensajes: { autor: string }[] }
  return says.length * 2 - mensajes.length
}
