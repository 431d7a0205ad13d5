import { parentPort, workerData } from 'node:worker_threads'
import { openReadOnly } from './open.ts'

/** Entry of the thread that checks a database file: seconds on a large one, which the engine's thread cannot spare. */
const path: unknown = workerData
let answer: string
try {
  const database = openReadOnly(String(path))
  answer = String(database.sqlite.pragma('quick_check(1)', { simple: true }))
  database.close()
} catch (error) {
  answer = error instanceof Error ? error.message : String(error)
}
parentPort?.postMessage(answer)
