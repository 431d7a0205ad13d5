import { fileURLToPath } from 'node:url'
import { builtPlaces } from './built-places.ts'
import { serve } from './cli/serve.ts'
import type { HostFlags, Output } from './cli/serve.ts'

export { hostUsage, readHostFlags } from './cli/serve.ts'

/** `serve` as it is in a built program: starts in a third of the time that the sources take. @returns the exit code. */
export function serveBuilt(flags: HostFlags, root: URL, output: Output): Promise<number> {
  return serve(flags, fileURLToPath(root), true, output, builtPlaces(root))
}
