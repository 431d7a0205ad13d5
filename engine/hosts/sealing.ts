import type { Sealing } from '../settings/secrets.ts'
import type { ParentLink, SealQuestion } from './child.ts'

/** The parent's keychain as the engine uses it. A parent that is gone answers nothing; then so does the engine. */
export function sealingOf(parent: ParentLink): Sealing {
  const waiting = new Map<number, PromiseWithResolvers<string>>()
  let last = 0
  parent.on('message', ({ data }) => {
    if (data.type !== 'sealed') return
    const asked = waiting.get(data.id)
    waiting.delete(data.id)
    if (data.text === null) asked?.reject(new Error(data.error ?? 'it refused'))
    else asked?.resolve(data.text)
  })
  const ask = (type: SealQuestion['type'], text: string): Promise<string> => {
    last += 1
    const asked = Promise.withResolvers<string>()
    waiting.set(last, asked)
    parent.postMessage({ type, id: last, text })
    return asked.promise
  }
  return { seal: (text) => ask('seal', text), unseal: (sealed) => ask('unseal', sealed) }
}
