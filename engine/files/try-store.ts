import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { newId } from '../../db/id.ts'
import type { FileStoreName } from '../../db/values.ts'
import type { StoreStep } from '../contract/files.ts'
import type { Clock } from '../observe/clock.ts'
import { dispositionOf } from './disposition.ts'
import { patiently } from './patience.ts'
import { StoreFailure, type FileStore } from './ports.ts'
import { storeFailureOf } from './s3-failures.ts'
import type { SettingsStore } from './settings.ts'
import type { Stores } from './stores.ts'

const content = 'Vocero'

/** Really does with a small file what is done with all: what follows a failure is not tried, but what was written is taken away. */
export async function tryStore({ stores, settings, clock }: { readonly stores: Stores; readonly settings: SettingsStore; readonly clock: Clock }, name: FileStoreName, signal: AbortSignal): Promise<StoreStep[]> {
  const key = `vocero-test/${newId()}`
  const facts = { bytes: content.length, sha256: createHash('sha256').update(content).digest('hex'), type: 'text/plain' }
  const steps: StoreStep[] = []
  const step = async (what: StoreStep['step'], act: () => Promise<void>): Promise<boolean> => {
    const startedAt = clock.now()
    const failure = await act().then(() => null, (error: unknown) => storeFailureOf(error).code)
    steps.push({ step: what, ok: failure === null, failure, ms: clock.now() - startedAt })
    return failure === null
  }
  let store: FileStore | null = null
  const opened = async () => (store ??= await stores.of(name, name === 'local' ? '' : settings.read().places[name].bucket))

  const written = await step('write', async () => (await opened()).put(key, Readable.from([Buffer.from(content)]), facts, signal))
  if (!written) return steps
  const read = await step('read', async () => {
    if (await text(await (await opened()).get(key, signal)) !== content) throw new StoreFailure('damaged', 'Other bytes came back')
  })
  // A local address is answered by this very program; nothing on the way could be learnt from it.
  if (read && name !== 'local') {
    await step('link', async () => {
      const url = await (await opened()).signedUrl(key, { seconds: 60, type: facts.type, disposition: dispositionOf('test.txt') })
      await patiently(clock, signal, async (ended) => {
        const answer = await fetch(url, { signal: ended }).catch((error: unknown) => {
          // fetch hides the system's own word for it in the cause.
          throw error instanceof TypeError && error.cause !== undefined ? error.cause : error
        })
        if (!answer.ok || await answer.text() !== content) throw new StoreFailure(answer.status === 403 ? 'forbidden' : 'refused', `The address answered ${answer.status}`)
      })
    })
  }
  await step('delete', async () => (await opened()).delete(key, signal))
  return steps
}
