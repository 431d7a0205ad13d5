import { createHash } from 'node:crypto'
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { FileStore, LinkTerms, ObjectFacts } from './ports.ts'
import { StoreFailure } from './ports.ts'

/** Ids and nothing else: neither `..` nor a separator of any system can be spelled. */
const keyPattern = /^[A-Za-z0-9-]+(\/[A-Za-z0-9-]+)*$/

/** What is not whole yet. A key cannot end so. */
const unfinished = '.part'

export interface LocalStore extends FileStore {
  /**
   * Writes what comes, whatever it is, and gives it its name once it is whole and on the disk.
   * @throws what `chunks` throws, with nothing kept; StoreFailure for the disk's own faults
   */
  receive(key: string, chunks: AsyncIterable<Uint8Array>): Promise<Pick<ObjectFacts, 'bytes' | 'sha256'>>
}

/**
 * Files in a folder of this machine.
 * @param sign makes the address under which the local host serves an object.
 */
export function localStore(folder: string, sign: (key: string, terms: LinkTerms) => Promise<string>): LocalStore {
  const pathOf = (key: string): string => {
    if (!keyPattern.test(key)) throw new StoreFailure('refused', 'A key of the local store is made of ids')
    return join(folder, ...key.split('/'))
  }

  /** @param accept refuses what was written, before it gets its name. */
  async function write(key: string, chunks: AsyncIterable<Uint8Array>, accept: (facts: Pick<ObjectFacts, 'bytes' | 'sha256'>) => void): Promise<Pick<ObjectFacts, 'bytes' | 'sha256'>> {
    const path = pathOf(key)
    const partial = `${path}${unfinished}`
    const hash = createHash('sha256')
    let bytes = 0
    await onDisk(mkdir(dirname(path), { recursive: true }))
    const file = await onDisk(open(partial, 'w', 0o600))
    try {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        await onDisk(file.writeFile(chunk))
      }
      const facts = { bytes, sha256: hash.digest('hex') }
      accept(facts)
      await onDisk(file.sync())
      await file.close()
      await onDisk(rename(partial, path))
      await syncFolder(dirname(path))
      return facts
    } finally {
      await file.close().catch(() => {})
      await rm(partial, { force: true })
    }
  }

  return {
    receive: (key, chunks) => write(key, chunks, () => undefined),

    async put(key, body, facts, signal) {
      try {
        await write(key, endingWith(body, signal), (seen) => {
          if (seen.bytes !== facts.bytes || seen.sha256 !== facts.sha256) throw new StoreFailure('damaged', 'What came is not what was announced')
        })
      } catch (error) {
        if (error instanceof StoreFailure) throw error
        throw new StoreFailure(signal?.aborted === true ? 'cancelled' : 'cut_off', 'The bytes ended before their time', { cause: error })
      } finally {
        body.destroy()
      }
    },

    async get(key, signal) {
      ended(signal)
      const file = await onDisk(open(pathOf(key)))
      const body = file.createReadStream(signal === undefined ? {} : { signal })
      // Told to stop before anybody reads, it would end the engine; whoever reads then hears of it all the same.
      return body.on('error', () => undefined)
    },

    async head(key, signal) {
      ended(signal)
      const facts = await onDisk(stat(pathOf(key))).catch(nullWhenMissing)
      return facts === null || !facts.isFile() ? null : { bytes: facts.size }
    },

    async *list(prefix, signal) {
      ended(signal)
      const entries = await onDisk(readdir(folder, { recursive: true, withFileTypes: true })).catch(nullWhenMissing)
      const paths = (entries ?? []).filter((entry) => entry.isFile() && !entry.name.endsWith(unfinished)).map((entry) => join(entry.parentPath, entry.name))
      const keys = paths.map((path) => path.slice(folder.length + 1).replaceAll('\\', '/')).filter((key) => key.startsWith(prefix)).sort()
      for (const key of keys) {
        ended(signal)
        const facts = await onDisk(stat(pathOf(key))).catch(nullWhenMissing)
        if (facts !== null) yield { key, bytes: facts.size }
      }
    },

    async delete(key, signal) {
      ended(signal)
      const path = pathOf(key)
      await onDisk(rm(path, { force: true }))
      // What a killed program left of it half written goes too.
      await onDisk(rm(`${path}${unfinished}`, { force: true }))
    },

    signedUrl: async (key, terms) => {
      pathOf(key)
      return sign(key, terms)
    },
  }
}

function ended(signal: AbortSignal | undefined): void {
  if (signal?.aborted === true) throw new StoreFailure('cancelled', 'Ended before it was done')
}

async function* endingWith(chunks: AsyncIterable<Uint8Array>, signal: AbortSignal | undefined): AsyncGenerator<Uint8Array> {
  for await (const chunk of chunks) {
    ended(signal)
    yield chunk
  }
}

async function onDisk<Value>(step: Promise<Value>): Promise<Value> {
  try {
    return await step
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : ''
    if (code === 'ENOENT') throw new StoreFailure('not_found', 'There is no such file')
    if (code === 'ENOSPC' || code === 'EDQUOT') throw new StoreFailure('disk_full', code)
    throw new StoreFailure('refused', code, { cause: error })
  }
}

function nullWhenMissing(error: unknown): null {
  if (error instanceof StoreFailure && error.code === 'not_found') return null
  throw error
}

/** A new name is only sure to outlive a power cut once its folder is on the disk; Windows does that by itself. */
async function syncFolder(path: string): Promise<void> {
  if (process.platform === 'win32') return
  const folder = await open(path)
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}
