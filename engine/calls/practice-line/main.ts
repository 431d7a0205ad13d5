import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { serveLine } from './server.ts'
import { newPracticeKey } from './start-practice-line.ts'

/**
 * The practice line as a process of its own, for trying crashes: it lives on when the console is killed, and the other way
 * round. Prints one line of JSON, {address, apiKey, controlKey}, once it listens.
 *   node engine/calls/practice-line/main.ts [--journal file] [--seed words] [--port n] [--key k] [--control-key k]
 *     [--base-sim ms] [--base-real ms] [--speed n] [--time-zone zone]
 */
const { values } = parseArgs({
  options: {
    journal: { type: 'string' },
    seed: { type: 'string', default: 'practice' },
    port: { type: 'string', default: '0' },
    key: { type: 'string' },
    'control-key': { type: 'string' },
    'base-sim': { type: 'string' },
    'base-real': { type: 'string' },
    speed: { type: 'string', default: '1' },
    'time-zone': { type: 'string', default: 'America/Santiago' },
  },
})
const startedAt = Date.now()
const apiKey = values.key ?? newPracticeKey()
const controlKey = values['control-key'] ?? newPracticeKey()
const line = await serveLine({
  apiKey,
  controlKey,
  journalFile: values.journal ?? null,
  conversations: fileURLToPath(new URL('../../../resources/practice', import.meta.url)),
  seed: values.seed,
  time: { baseSim: Number(values['base-sim'] ?? startedAt), baseReal: Number(values['base-real'] ?? startedAt), speed: Number(values.speed) },
  timeZone: values['time-zone'],
}, Number(values.port))
process.stdout.write(`${JSON.stringify({ address: line.address, apiKey, controlKey })}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void line.close())
