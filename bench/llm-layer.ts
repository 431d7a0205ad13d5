/**
 * What the way to language models costs beside the network: node bench/llm-layer.ts [--calls 400] [--streams 500]
 * 1. one call after another, through the layer and straight to the provider, interleaved against the same fake in a thread;
 * 2. streams at once, twenty pieces each, while a console in a thread of its own asks the engine over HTTP.
 */
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { createRouterClient } from '@orpc/server'
import { serveHttp } from '../engine/hosts/http.ts'
import { openProvider } from '../engine/llm/providers/open-provider.ts'
import type { ModelRequest } from '../engine/llm/ports.ts'
import { makeLog } from '../engine/observe/log.ts'
import { startEngine } from '../engine/start.ts'
import { percentile } from './measure.ts'

const { values } = parseArgs({ options: { calls: { type: 'string', default: '400' }, streams: { type: 'string', default: '500' } } })
const calls = Number(values.calls)
const streams = Number(values.streams)

const fakeThread = new Worker(new URL('./llm-fake-thread.ts', import.meta.url), { workerData: { pieceMs: 100 } })
const address = await new Promise<string>((resolve) => { fakeThread.once('message', resolve) })
const dataFolder = mkdtempSync(join(tmpdir(), 'vocero-bench-'))
const engine = await startEngine({ dataFolder, log: makeLog('fatal') })
const client = createRouterClient(engine.router)
const limits = { requestsPerMinute: 100_000, tokensPerMinute: 100_000_000, concurrency: 1_000 }
const { id } = await client.llm.saveProvider({ kind: 'openai', name: 'Fake', baseUrl: address, textModel: 'gpt-4.1-mini', embeddingModel: null, transcriptionModel: null, enabled: true, limits })
await client.llm.setKey({ providerId: id, key: 'sk-bench-0123456789abcdef' })
await client.llm.setBudget({ dailyUsd: 1_000, alertShare: 0.8 })
const direct = openProvider({ kind: 'openai', baseUrl: address, apiKey: 'sk-bench-0123456789abcdef' })

const transcript = 'Cliente: buenas tardes, llamo por el pedido 4455, el teléfono es 987654321. Vendedor: lo reviso ahora mismo y le cuento. '.repeat(16)
const request: ModelRequest = { asker: { endpoint: 'bench', businessId: null, userId: 'job' }, system: 'Answer shortly.', messages: [{ role: 'user', content: transcript }] }
const { signal } = new AbortController()
const straight = () => direct.complete({ model: 'gpt-4.1-mini', system: request.system, messages: request.messages, temperature: 0.7, maxTokens: 1_000 }, signal)
const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now()
  await work()
  return performance.now() - start
}
const shown = (numbers: readonly number[]) => `p50 ${percentile(numbers, 0.5).toFixed(2)} ms, p99 ${percentile(numbers, 0.99).toFixed(2)} ms`

for (let warm = 0; warm < 50; warm += 1) {
  await straight()
  await engine.llm.layer.ask(request)
}
const without: number[] = []
const through: number[] = []
for (let call = 0; call < calls; call += 1) {
  without.push(await timed(straight))
  through.push(await timed(() => engine.llm.layer.ask(request)))
}
console.log(`straight to the provider: ${shown(without)}`)
console.log(`through the layer:        ${shown(through)}`)
console.log(`overhead (of the medians): ${(percentile(through, 0.5) - percentile(without, 0.5)).toFixed(2)} ms over ${calls} calls`)

const token = 'bench'
const http = await serveHttp(engine, { port: 0, host: '127.0.0.1', token, rendererFolder: dataFolder })
const consoleThread = new Worker(new URL('./llm-console-thread.ts', import.meta.url), { workerData: { address: `http://127.0.0.1:${http.port}`, token } })
// It asks already when the crowd comes.
await new Promise((resolve) => { setTimeout(resolve, 2_000) })
let pieces = 0
const listen = async () => { for await (const chunk of engine.llm.layer.stream(request)) pieces += Number(chunk.type === 'text') }
const delay = monitorEventLoopDelay({ resolution: 1 })
delay.enable()
const cpu = process.threadCpuUsage()
const start = performance.now()
await Promise.all(Array.from({ length: streams }, listen))
const seconds = (performance.now() - start) / 1000
const used = process.threadCpuUsage(cpu)
const told = new Promise<number[]>((resolve) => { consoleThread.once('message', resolve) })
consoleThread.postMessage('stop')
const answers = await told
console.log(`${streams} streams at once: ${pieces} pieces in ${seconds.toFixed(1)} s (${Math.round(pieces / seconds)} a second, ${((used.user + used.system) / 1e6).toFixed(1)} s of the engine's thread); the engine's answers meanwhile: ${shown(answers)} over ${answers.length}; delay of its event loop: p50 ${(delay.percentile(50) / 1e6).toFixed(1)} ms, p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms, longest ${(delay.max / 1e6).toFixed(1)} ms`)

await http.close()
await engine.close()
await fakeThread.terminate()
rmSync(dataFolder, { recursive: true })
