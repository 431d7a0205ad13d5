import type { Sealing } from '../start.ts'

/** The system's keychain speaks to the parent alone: the child has it seal its secrets, and open them. */
export interface SealQuestion { readonly type: 'seal' | 'unseal'; readonly id: number; readonly text: string }
/** `error` says why `text` is null. */
export interface SealAnswer { readonly type: 'sealed'; readonly id: number; readonly text: string | null; readonly error: string | null }

/** The parent, as far as it seals. */
export interface SealingParent {
  on(event: 'message', listener: (message: { readonly data: { readonly type: string } | SealAnswer }) => void): unknown
  postMessage(message: SealQuestion): void
}

/** The parent's keychain as the engine uses it. A parent that is gone answers nothing; then so does the engine. */
export function sealingOf(parent: SealingParent): Sealing {
  const waiting = new Map<number, PromiseWithResolvers<string>>()
  let last = 0
  parent.on('message', ({ data }) => {
    if (!isAnswer(data)) return
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

function isAnswer(data: { readonly type: string }): data is SealAnswer {
  return data.type === 'sealed'
}
