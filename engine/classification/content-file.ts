import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { threadId } from 'node:worker_threads'

/**
 * Writes a file named by what is in it, whole or not at all: whoever reads it needs no lock and never sees another version.
 * @returns its path; one that exists is left as it is.
 */
export function writeByContent(folder: string, kind: string, content: string): string {
  const file = join(folder, `${kind}-${createHash('sha256').update(content).digest('hex').slice(0, 32)}.json`)
  if (existsSync(file)) return file
  mkdirSync(folder, { recursive: true })
  const unfinished = `${file}.${process.pid}-${threadId}.unfinished`
  writeFileSync(unfinished, content)
  renameSync(unfinished, file)
  return file
}
