import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { appendFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { fullVariables, lineThread, resources, someThursday, valueOf } from '../../../tests/harness/practice-rig.ts'
import { systemClock } from '../../observe/clock.ts'
import { retellLine } from '../retell/retell-client.ts'
import { lineControl } from './line-control.ts'
import { numberFor } from './scripted-numbers.ts'
import { startPracticeLine } from './start-practice-line.ts'

let folder: string
let children: ChildProcess[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'practice-line-'))
})
afterEach(async () => {
  for (const child of children) {
    if (child.exitCode !== null || child.signalCode !== null) continue
    child.kill('SIGKILL')
    await once(child, 'exit')
  }
  children = []
  rmSync(folder, { recursive: true })
})

/** The line as a process of its own; its time stands still. */
async function startProcess() {
  const main = fileURLToPath(new URL('./main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, '--journal', join(folder, 'calls.jsonl'), '--speed', '0', '--base-sim', String(someThursday)], { stdio: ['ignore', 'pipe', 'inherit'] })
  children.push(child)
  const [line] = (await once(createInterface(child.stdout), 'line')) as [string]
  const { address, apiKey, controlKey } = JSON.parse(line) as Record<'address' | 'apiKey' | 'controlKey', string>
  return { child, control: lineControl(address, controlKey), client: retellLine({ apiKey, baseUrl: address, clock: { ...systemClock, now: () => someThursday + 3_600_000 } }) }
}

const newCall = (attemptId: string, to: string) => ({ attemptId, from: '+56222550100', to, variables: fullVariables })

it('a line that was killed knows its calls again: those stopped, those whispered to, and those whose answer was lost', async () => {
  const before = await startProcess()
  const plain = valueOf(await before.client.createCall(newCall('plain', numberFor('promise_full'))))
  const stopped = valueOf(await before.client.createCall(newCall('stopped', numberFor('promise_full'))))
  valueOf(await before.client.stopCall(stopped.call_id))
  await before.control.orderFaults([{ fault: 'drop_after_placed' }])
  expect((await before.client.createCall(newCall('lost', numberFor('no_answer')))).ok).toBe(false)
  const plan = await before.control.planOf(plain.call_id)
  before.child.kill('SIGKILL')
  await once(before.child, 'exit')
  // A kill in the middle of a write leaves half a line.
  appendFileSync(join(folder, 'calls.jsonl'), '{"kind":"call","plan":{"callId":"call_pra')

  const after = await startProcess()
  expect(await after.control.planOf(plain.call_id)).toEqual(plan)
  expect(valueOf(await after.client.getCall(plain.call_id)).call_status).toBe('registered')
  expect(valueOf(await after.client.getCall(stopped.call_id)).disconnection_reason).toBe('manual_stopped')
  expect(await after.client.findByAttempt('lost', someThursday)).toMatchObject({ answer: 'found', calls: 1 })
  expect(await after.client.findByAttempt('never', someThursday)).toEqual({ answer: 'absent' })
  expect(valueOf(await after.client.concurrency()).current_concurrency).toBe(2)
})

it('tells when its thread has died, and why it cannot start', async () => {
  const options = { threadFile: lineThread, resources, seed: 's', time: { baseSim: someThursday, baseReal: Date.now(), speed: 1 } }
  await expect(startPracticeLine({ ...options, journalFile: join(folder, 'missing', 'calls.jsonl') })).rejects.toThrow(/ENOENT/)
  const line = await startPracticeLine({ ...options, journalFile: null })
  await line.close()
  expect(await line.ended).toBeNull()
})
