import { parentPort, workerData } from 'node:worker_threads'
import { openReadOnly, type Database } from '../../../db/open.ts'
import { vectorPage, vectorSpaceBySeq, vectorsOf, type VectorRow } from '../../../db/queries/vectors.ts'
import { loadNative } from './native.ts'
import { forgetSmall, keepSmall, openSmall } from './small-file.ts'
import { SpaceIndex } from './space-index.ts'
import type { FromThread, IndexKey, ToThread, VectorsThreadData } from './thread-messages.ts'

/**
 * Entry of the thread that searches vectors. SQLite keeps them; an index is built from there when it is first asked, page by page
 * between other questions, and let go when memory is short. A large one is kept in a file as well and opened from there while no
 * vector has changed since. What is written meanwhile is told after its commit, and both roads bring the same rows, so nothing is missed
 * and nothing counts twice.
 */
const { path, folder, mostBytes } = workerData as VectorsThreadData
const { native, problem } = loadNative()
/** Vectors read before other questions get their turn. */
const pageRows = 2_000
/** A large index is kept anew once so many of its vectors have changed; when the engine closes, whatever has. */
const changesBeforeKeeping = 10_000

interface Kept { readonly key: IndexKey; readonly index: SpaceIndex; readonly loaded: Promise<void>; gone: boolean; /** Every vector was read. */ whole: boolean; /** Changes of the space that it has seen, and the ones its file has. */ writes: number; keptWrites: number }
/** By name, the longest unused first. */
const kept = new Map<string, Kept>()
let database: Database | null = null
const nextTurn = () => new Promise<void>((resolve) => setImmediate(resolve))
const nameOf = ({ spaceSeq, embedder }: Pick<IndexKey, 'spaceSeq' | 'embedder'>) => `${spaceSeq} ${embedder}`

function open(key: IndexKey): Kept {
  const name = nameOf(key)
  const found = kept.get(name)
  if (found !== undefined) {
    kept.delete(name)
    kept.set(name, found)
    return found
  }
  const index = new SpaceIndex(key.dimensions, native, (items) => new Map(vectorsOf(reading(), key.spaceSeq, key.embedder, items).map((row) => [row.item, numbersOf(row)])))
  const opened: Kept = { key, index, gone: false, whole: false, writes: 0, keptWrites: -1, loaded: Promise.resolve().then(() => load(opened)) }
  kept.set(name, opened)
  return opened
}

async function load(opened: Kept): Promise<void> {
  const { key, index } = opened
  // Read before the vectors: what is told later counts from there.
  opened.writes = Math.max(opened.writes, vectorSpaceBySeq(reading(), key.spaceSeq)?.writes ?? 0)
  const small = openSmall(folder, key, opened.writes)
  if (small !== null) {
    index.adopt(small)
    opened.keptWrites = opened.writes
    opened.whole = true
    return makeRoom(opened)
  }
  for (let after = -1; !opened.gone;) {
    const page = vectorPage(reading(), key.spaceSeq, key.embedder, after, pageRows)
    for (const { item, vector } of page) index.put(item, numbersOf({ vector }))
    const last = page.at(-1)
    if (last === undefined || page.length < pageRows) break
    after = last.item
    await nextTurn()
  }
  opened.whole = !opened.gone
  makeRoom(opened)
  if (opened.whole) keepWhenChanged(opened)
}

function keepWhenChanged(opened: Kept): void {
  if (opened.writes - opened.keptWrites >= changesBeforeKeeping) keep(opened)
}

/** Keeps a large index in its file. One that cannot be kept costs the next start some time, nothing else. */
function keep(opened: Kept): void {
  const { index: { small }, key, writes, keptWrites } = opened
  if (small === null || writes === keptWrites) return
  try {
    keepSmall(folder, key, small, writes)
    opened.keptWrites = writes
  } catch {
    forgetSmall(folder, key)
  }
}

const reading = (): Database => (database ??= openReadOnly(path))
const numbersOf = ({ vector }: Pick<VectorRow, 'vector'>) => new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength))

/** Lets the longest unused indexes go until the rest fits; the one in use always stays. */
function makeRoom(inUse: Kept): void {
  let bytes = 0
  for (const { index } of kept.values()) bytes += index.bytes
  for (const [name, one] of kept) {
    if (bytes <= mostBytes) return
    if (one === inUse) continue
    bytes -= one.index.bytes
    letGo(name, one)
  }
}

function letGo(name: string, one: Kept): void {
  one.gone = true
  kept.delete(name)
  if (one.whole) keep(one)
}

async function answer(message: Extract<ToThread, { ask: number }>): Promise<FromThread> {
  const { ask } = message
  if (message.type === 'state') {
    const indexes = [...kept.values()].map(({ index }) => index)
    return { ask, state: { problem, indexes: indexes.length, vectors: indexes.reduce((sum, { size }) => sum + size, 0), bytes: indexes.reduce((sum, { bytes }) => sum + bytes, 0) } }
  }
  const opened = open(message.index)
  await opened.loaded
  return { ask, found: opened.index.search(message.vector, message.k, message.least, message.allowed === null ? null : new Set(message.allowed)) }
}

function hear(message: ToThread): void {
  switch (message.type) {
    case 'put': {
      const opened = kept.get(nameOf(message.index))
      if (opened === undefined) return
      opened.index.put(message.item, message.vector)
      opened.writes = Math.max(opened.writes, message.writes)
      makeRoom(opened)
      if (opened.whole) keepWhenChanged(opened)
      return
    }
    case 'remove':
      for (const one of kept.values()) {
        if (one.key.spaceSeq !== message.spaceSeq) continue
        one.index.remove(message.item)
        one.writes = Math.max(one.writes, message.writes)
        // Kept in the moment before this was told, it may hold what was deleted.
        forgetSmall(folder, one.key)
        one.keptWrites = -1
      }
      return
    case 'drop':
      for (const [name, one] of kept) {
        if (one.key.spaceSeq !== message.spaceSeq) continue
        one.gone = true
        kept.delete(name)
        forgetSmall(folder, one.key)
      }
      return
    case 'end':
      for (const [name, one] of kept) letGo(name, one)
      database?.close()
      parentPort?.close()
      return
    case 'search':
    case 'state':
      void answer(message).catch((error: unknown): FromThread => {
        // An index that could not be read is built anew at the next question.
        if (message.type === 'search') kept.delete(nameOf(message.index))
        return { ask: message.ask, error: error instanceof Error ? error.message : String(error) }
      }).then((told) => parentPort?.postMessage(told))
  }
}

parentPort?.on('message', hear)
