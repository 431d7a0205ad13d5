import { setTimeout as sleep } from 'node:timers/promises'
import { parentPort, workerData } from 'node:worker_threads'

/** A console in a thread of its own: asks over HTTP until it is told to stop, then tells how long each answer took, milliseconds. */
const { address, token } = workerData as { address: string; token: string }
let asking = true
parentPort?.once('message', () => { asking = false })
const took: number[] = []
for (let call = 0; asking; call += 1) {
  const start = performance.now()
  const answer = await fetch(`${address}/api/${call % 2 === 0 ? 'llm/providers' : 'system/businesses'}`, { method: 'POST', headers: { 'authorization': `Bearer ${token}`, 'content-type': 'application/json' }, body: '{}' })
  await answer.text()
  if (!answer.ok) throw new Error(`The engine answered ${answer.status}`)
  took.push(performance.now() - start)
  await sleep(25)
}
parentPort?.postMessage(took)
