/**
 * Runs the engine of a packed program in plain Node, in the place of Electron's main process: starts its entry, speaks
 * to it over a port, has it work in its threads, closes it. Used by package-check.ts.
 * Arguments: the folder of unpacked files, the data folder.
 */
import { once } from 'node:events'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { MessageChannel, Worker } from 'node:worker_threads'
import { createORPCClient } from '@orpc/client'
import { RPCLink } from '@orpc/client/message-port'
import type { ContractRouterClient } from '@orpc/contract'
import type { contract } from '../engine/contract/contract.ts'
import type { FromThread, ToThread, VectorsThreadData } from '../engine/knowledge/vectors/thread-messages.ts'
import type { FromEngine, ParentLink } from '../engine/hosts/child.ts'

const [folder = '', dataFolder = ''] = process.argv.slice(2)
/** Milliseconds for classifying the samples, which takes a second or two. */
const patience = 60_000
type Told = Parameters<Parameters<ParentLink['on']>[1]>[0]

const listeners: ((message: Told) => void)[] = []
const ready = Promise.withResolvers<void>()
const parentPort: ParentLink = {
  on: (_event, listener) => listeners.push(listener),
  postMessage(message: FromEngine) {
    if (message.type === 'ready') ready.resolve()
    else if (message.type === 'problem') ready.reject(new Error(message.message))
  },
}
const tellEngine = (message: Told) => { for (const listener of listeners) listener(message) }

process.argv[2] = dataFolder
Object.assign(process, { parentPort })
const started = performance.now()
await import(pathToFileURL(join(folder, 'out', 'main', 'engine.js')).href)
await ready.promise

const { port1, port2 } = new MessageChannel()
tellEngine({ data: { type: 'connect' }, ports: [port2] })
const engine: ContractRouterClient<typeof contract> = createORPCClient(new RPCLink({ port: port1 }))
port1.start()

const hello = await engine.system.hello()
console.log(`Engine: version ${hello.version} answered ${Math.round(performance.now() - started)} ms after its start.`)
const binary = process.report.getReport() as unknown as { sharedObjects: string[] }
const sqlite = binary.sharedObjects.find((path) => path.includes('better-sqlite3'))
if (sqlite === undefined || !sqlite.startsWith(folder)) throw new Error(`SQLite was loaded from ${sqlite ?? 'nowhere'}, not from the package.`)

const events = await engine.events.stream(undefined, { signal: AbortSignal.timeout(patience) })
const { id: businessId } = await engine.system.createBusiness({ name: 'Package check' })

const meetings = new Blob(['Nombre,Transcripcion\nAna,"Todo bien"\n'])
const { uploadId } = await engine.ingest.beginUpload({ fileName: 'meetings.csv', bytes: meetings.size })
await engine.ingest.uploadPart({ uploadId, offset: 0, data: meetings })
const { rowCount } = await engine.ingest.preview({ uploadId })
if (rowCount !== 1) throw new Error(`The preview found ${rowCount} rows, not 1.`)
console.log('Preview: a file was looked at in a thread.')

const { batchId } = await engine.system.loadSamples({ businessId })
try {
  for await (const event of events) {
    if (event.type === 'batch.progress' && event.progress.batchId === batchId && event.progress.state !== 'running') break
  }
} catch (error) {
  const { rows } = await engine.jobs.list({ limit: 5 })
  console.error(`The samples were not done in time (${String(error)}). Jobs: ${JSON.stringify(rows)}`)
  process.exit(1)
}
const batch = await engine.batches.get({ batchId })
if (batch.state !== 'done' || batch.progress.classified !== batch.created) throw new Error(`The samples were not classified: ${JSON.stringify(batch)}`)
const { threads } = await engine.jobs.overview()
const tasks = threads.reduce((sum, thread) => sum + thread.tasksDone, 0)
if (tasks === 0) throw new Error('No worker thread did any work.')
console.log(`Threads: ${batch.progress.classified} sample transcripts classified in ${tasks} tasks.`)

const line = await engine.telephony.test({ simulated: true })
if (!line.ok) throw new Error(`The practice line does not answer: ${line.problem?.en ?? ''}`)
const { campaignId } = await engine.system.loadPractice({ businessId })
const campaign = await engine.campaigns.get({ campaignId })
console.log(`Calls: the practice line answered with ${line.agents.length} agents from its thread; ${campaign.debtors} sample debtors are in a campaign.`)

const vectorsData: VectorsThreadData = { path: join(dataFolder, 'vocero.sqlite'), folder: join(dataFolder, 'indexes'), mostBytes: 1_000_000 }
const vectors = new Worker(pathToFileURL(join(folder, 'out', 'main', 'vectors-thread.js')), { workerData: vectorsData })
const question: ToThread = { type: 'state', ask: 1 }
vectors.postMessage(question)
const [told] = (await once(vectors, 'message')) as [FromThread]
if (!('state' in told) || told.state.problem !== null) throw new Error(`Vectors are not searched by usearch: ${JSON.stringify(told)}`)
await vectors.terminate()
console.log('Vectors: usearch was loaded from the package in its thread.')

const copy = await engine.system.backupNow()
console.log(`Backup: ${copy.bytes} bytes, verified in a thread.`)

const closed = once(port1, 'close')
tellEngine({ data: { type: 'close' }, ports: [] })
await closed
