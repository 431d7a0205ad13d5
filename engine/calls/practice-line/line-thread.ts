import { parentPort, workerData } from 'node:worker_threads'
import type { LineOptions } from './line.ts'
import { serveLine } from './server.ts'

/** Entry of the thread in which the practice line runs, so that the engine's loop stays free. Tells its address, ends when told to. */
const { port, ...options } = workerData as LineOptions & { port: number }
const line = await serveLine(options, port)
parentPort?.postMessage({ address: line.address })
parentPort?.once('message', () => {
  void line.close().then(() => parentPort?.close())
})
