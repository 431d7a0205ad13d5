import { fileURLToPath } from 'node:url'
import type { Places } from '../start.ts'

/** Where the engine's files lie in a built program. @param root the folder that holds out/main, resources and db/migrations. */
export function builtPlaces(root: URL): Places {
  return {
    resources: fileURLToPath(new URL('resources', root)),
    migrations: fileURLToPath(new URL('db/migrations', root)),
    threadFile: new URL('out/main/thread.js', root),
    verifyThreadFile: new URL('out/main/verify-thread.js', root),
    readerThreadFile: new URL('out/main/reader-thread.js', root),
    checkpointThreadFile: new URL('out/main/checkpoint-thread.js', root),
    inspectThreadFile: new URL('out/main/inspect-thread.js', root),
    practiceLineThreadFile: new URL('out/main/practice-line-thread.js', root),
    vectorsThreadFile: new URL('out/main/vectors-thread.js', root),
  }
}
