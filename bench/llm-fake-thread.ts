import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'
import { serveOpenAi } from '../tests/fakes/openai-server.ts'

/** A vendor in a thread of its own, so that its work is not the engine's. `pieceMs`: time between the pieces of a stream. */
const { pieceMs } = workerData as { pieceMs: number }
const pieces = Array.from({ length: 20 }, (_, index) => `word${index} `)
const fake = await serveOpenAi()
fake.otherwise((asked) => (asked.streamed
  ? { pieces, text: pieces.join(''), pace: { step: () => sleep(pieceMs), allow: () => {}, open: () => {} } }
  : { text: pieces.join('') }))
parentPort?.postMessage(fake.address)
