import { fileURLToPath } from 'node:url'
import { makeLog } from '../observe/log.ts'
import { readVersion } from './program-version.ts'
import { EngineProblem, openKeychain, startEngine } from '../start.ts'
import { builtPlaces } from './built-places.ts'
import { servePorts } from './message-port.ts'
import type { ServablePort } from './message-port.ts'
import { sealingOf, type SealAnswer, type SealQuestion } from './sealing.ts'

/** What a parent process and its engine process say to each other. A port travels beside `connect`. */
export type ToEngine = { readonly type: 'connect' } | { readonly type: 'close' } | SealAnswer
export type FromEngine = { readonly type: 'ready' } | { readonly type: 'problem'; readonly message: string } | SealQuestion

/** The way to the parent process, as Electron gives it to a process it forks. */
export interface ParentLink {
  on(event: 'message', listener: (message: { readonly data: ToEngine; readonly ports: readonly ServablePort[] }) => void): unknown
  postMessage(message: FromEngine): void
}

/**
 * Runs the engine as the child of a desktop program: says when it is ready, serves every port it is sent, closes when
 * told to. A start that fails is told as one readable line and ends the process with code 1.
 * @param keychain whether the parent seals secrets; else they lie in a file that only this user can read.
 * @param root folder of the built program: out/main, resources and db/migrations lie in it.
 */
export async function runAsChild(parent: ParentLink, dataFolder: string, keychain: boolean, root: URL): Promise<void> {
  const log = makeLog()
  try {
    // Secrets that cannot move now stay where they are and move at a later start.
    const secrets = keychain ? await openKeychain(dataFolder, sealingOf(parent)).catch((error: unknown) => void log.error({ err: error }, 'the keychain is not used this time')) : undefined
    const engine = await startEngine({
      dataFolder,
      log,
      version: readVersion(fileURLToPath(new URL('package.json', root))),
      places: builtPlaces(root),
      ...(secrets === undefined ? {} : { secrets }),
    })
    const serve = servePorts(engine.router, (error) => log.warn({ err: error }, 'a link was closed'))
    parent.on('message', ({ data, ports }) => {
      for (const port of ports) serve(port)
      if (data.type === 'close') void engine.close().finally(() => process.exit(0))
    })
    parent.postMessage({ type: 'ready' })
  } catch (error) {
    if (!(error instanceof EngineProblem)) log.error({ err: error }, 'the engine did not start')
    parent.postMessage({ type: 'problem', message: error instanceof Error ? error.message : String(error) })
    // Not at once: the line above must have left, and the way to the parent may keep this process alive by itself.
    setTimeout(() => process.exit(1), 200)
  }
}
