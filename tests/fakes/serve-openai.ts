/**
 * Serves the fake OpenAI on a port, to try the console by hand without a key or a bill:
 *
 *     node tests/fakes/serve-openai.ts --port 8155 --delay 300
 *
 * and set up a provider "compatible" (or "openai") with the address it prints. Any key is good.
 */
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { serveOpenAi } from './openai-server.ts'
import { plausibleAnswers } from './plausible.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '8155' },
    /** Milliseconds before each answer, and between the pieces of a streamed one a twentieth of it. */
    delay: { type: 'string', default: '0' },
  },
})
const delay = Number(values.delay)

const fake = await serveOpenAi({ port: Number(values.port) })
fake.otherwise(async (asked) => {
  const reply = await plausibleAnswers(asked)
  return { ...reply, after: setTimeout(delay), ...(asked.streamed && delay > 0 ? { pace: { step: () => setTimeout(delay / 20), allow: () => undefined, open: () => undefined } } : {}) }
})
process.stdout.write(`${fake.address}\n`)
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => void fake.close())
