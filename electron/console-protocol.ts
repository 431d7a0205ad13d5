import { readConsoleFile } from '../engine/hosts/console-files.ts'
import { securityHeaders } from '../engine/hosts/security-headers.ts'
import { isConsoleAddress } from './navigation.ts'

/**
 * Answers the console's own scheme with the files of the built console, the policy that shuts everything else out on each.
 * Given to `session.protocol.handle`.
 */
export function consoleProtocol(rendererFolder: string): (request: { readonly url: string }) => Promise<Response> {
  return async ({ url }) => {
    const file = isConsoleAddress(url) ? await readConsoleFile(rendererFolder, new URL(url).pathname) : null
    if (file === null) return new Response('There is no such file.\n', { status: 404, headers: securityHeaders() })
    return new Response(file.body, { headers: { ...securityHeaders(), 'Content-Type': file.contentType, 'Cache-Control': file.cacheControl } })
  }
}
