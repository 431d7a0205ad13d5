import { readFile } from 'node:fs/promises'
import { extname, join } from 'node:path'

export interface ConsoleFile {
  readonly body: Buffer<ArrayBuffer>
  readonly contentType: string
  readonly cacheControl: string
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Names our build makes. No dot in front, so neither `..` nor a hidden file can be spelled, and no separator of any system. */
const segment = /^[A-Za-z0-9_-][A-Za-z0-9._-]*$/

/**
 * Reads one file of the built console.
 * @param pathname of the address, as sent (still percent-encoded; none of our names needs encoding, so none is decoded).
 * @returns null when there is no such file. Nothing outside `folder` can be named.
 */
export async function readConsoleFile(folder: string, pathname: string): Promise<ConsoleFile | null> {
  const segments = (pathname === '/' ? '/index.html' : pathname).slice(1).split('/')
  if (!segments.every((name) => segment.test(name))) return null
  const file = segments.at(-1) ?? ''
  const contentType = contentTypes[extname(file)]
  if (contentType === undefined) return null
  try {
    const body = await readFile(join(folder, ...segments))
    // Vite puts a hash of the content into every name under assets/, so those never change; the page itself must be asked for again.
    return { body, contentType, cacheControl: segments[0] === 'assets' ? 'public, max-age=31536000, immutable' : 'no-cache' }
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR'
}
