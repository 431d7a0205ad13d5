/**
 * The engine as a process that can be killed: starts on the data folder it is given, begins a batch of the file it is
 * given unless there is one already, and ends by itself when that batch has ended. A third argument `llm` has a language
 * model judge it: the one that the environment's variables name.
 */
import { openAsBlob } from 'node:fs'
import { flushCompileCache } from 'node:module'
import { createRouterClient } from '@orpc/server'
import { uploadPartBytes } from '../../db/values.ts'
import { guessMapping } from '../../engine/ingest/index.ts'
import { startEngine } from '../../engine/start.ts'

const [dataFolder = '', file = '', judge = 'offline'] = process.argv.slice(2)
const stayAlive = setInterval(() => {}, 60_000)
const engine = await startEngine({ dataFolder })
const client = createRouterClient(engine.router)
// Killed, it would keep nothing of what it has compiled, and the next one would begin as late.
flushCompileCache()
process.send?.('started')

const businessId = (await client.system.businesses())[0]?.id ?? (await client.system.createBusiness({ name: 'Crash' })).id
if (judge === 'llm') await client.opinions.setChoice({ businessId, choice: { mode: 'llm', providerId: null, model: null, promptVersion: null } })
const stream = engine.events.stream(undefined)
let next = stream.next()
const batch = (await client.batches.list({ businessId }))[0] ?? (await begin())
for (let state = batch.state; state === 'running';) {
  const { value } = await next
  next = stream.next()
  if (value?.event.type !== 'batch.progress') continue
  process.send?.({ judged: value.event.progress.llm?.judged ?? 0 })
  state = (await client.batches.get({ batchId: batch.id })).state
}
await engine.close()
clearInterval(stayAlive)

async function begin() {
  const blob = await openAsBlob(file)
  const { uploadId } = await client.ingest.beginUpload({ fileName: 'meetings.csv', bytes: blob.size })
  for (let offset = 0; offset < blob.size; offset += uploadPartBytes) await client.ingest.uploadPart({ uploadId, offset, data: blob.slice(offset, offset + uploadPartBytes) })
  const preview = await client.ingest.preview({ uploadId })
  const mapping = guessMapping(preview.columns, preview.rows)
  return client.batches.start({ businessId, uploadId, name: 'Crash', mapping })
}
