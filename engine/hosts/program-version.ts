import { readFileSync } from 'node:fs'

/** The program's version, from its package. */
export function readVersion(packageFile: string): string {
  const content: unknown = JSON.parse(readFileSync(packageFile, 'utf8'))
  return typeof content === 'object' && content !== null && 'version' in content ? String(content.version) : 'unknown'
}
