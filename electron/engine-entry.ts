import { runAsChild } from '../engine/hosts/child.ts'
import type { ParentLink } from '../engine/hosts/child.ts'

/** The engine's own process inside the desktop, forked with the data folder as its argument. */
const dataFolder = process.argv[2]
// Electron adds it to the processes it forks; Node's own types do not know it.
const { parentPort } = process as typeof process & { readonly parentPort: ParentLink }
if (dataFolder === undefined) throw new Error('The engine process needs the data folder as its argument.')
await runAsChild(parentPort, dataFolder, process.argv[3] === 'keychain', new URL('../../', import.meta.url))
