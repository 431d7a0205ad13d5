import type { Readable } from 'node:stream'
import type { FileKind } from '../../db/values.ts'
import { cleanName, kindRules, type FileType } from './file-types.ts'
import { FileProblem } from './files.ts'
import type { LocalStore } from './local-store.ts'
import { readType } from './magic-bytes.ts'
import { StoreFailure, type ObjectFacts } from './ports.ts'

export interface TakenIn extends ObjectFacts { readonly name: string; readonly type: FileType }

/**
 * Writes a file that comes from outside into the local store, and refuses it as soon as it is known to be too large or of a
 * type that its kind does not take. Whatever happens, the source is ended and nothing refused stays behind.
 * @throws FileProblem
 */
export async function takeIn(local: LocalStore, key: string, file: { readonly kind: FileKind; readonly name: string; readonly body: Readable; readonly signal?: AbortSignal | undefined }): Promise<TakenIn> {
  const { kind, name, body, signal } = file
  const { types, mostBytes } = kindRules[kind]
  const reader = readType(name)
  const demand = (type: FileType | null): FileType => {
    if (type === null || !types.includes(type)) throw new FileProblem('files.type_not_taken', kind)
    return type
  }

  let type: FileType | null = null
  async function* checked(): AsyncGenerator<Uint8Array> {
    let bytes = 0
    for await (const part of body as AsyncIterable<Uint8Array | string>) {
      signal?.throwIfAborted()
      const chunk = typeof part === 'string' ? Buffer.from(part) : part
      bytes += chunk.length
      if (bytes > mostBytes) throw new FileProblem('files.too_large', String(mostBytes / 1024 / 1024))
      reader.read(chunk)
      const early = reader.early()
      if (early !== undefined) demand(early)
      yield chunk
    }
    if (bytes === 0) throw new FileProblem('files.empty')
    type = demand(reader.end())
  }

  try {
    const facts = await local.receive(key, checked())
    if (type === null) throw new TypeError('A file was received whose type nobody asked for')
    return { ...facts, type, name: cleanName(name, type) }
  } catch (error) {
    if (error instanceof FileProblem || error instanceof TypeError) throw error
    if (error instanceof StoreFailure) throw new FileProblem(`files.failure.${error.code}`, undefined, { cause: error })
    throw new FileProblem('files.interrupted', undefined, { cause: error })
  } finally {
    body.destroy()
  }
}
