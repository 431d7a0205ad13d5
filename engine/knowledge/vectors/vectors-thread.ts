import { parentPort, workerData } from 'node:worker_threads'
import { openReadOnly, type Database } from '../../../db/open.ts'
import { vectorPage } from '../../../db/queries/vectors.ts'
import { loadNative } from './native.ts'
import { SpaceIndex } from './space-index.ts'
import type { FromThread, IndexKey, ToThread, VectorsThreadData } from './thread-messages.ts'

/**
 * Entry of the thread that searches vectors. SQLite keeps them; an index is built from there when it is first asked, page by page
 * between other questions, and let go when memory is short. What is written meanwhile is told after its commit, and both roads
 * bring the same rows, so nothing is missed and nothing counts twice.
 */
const { path, mostBytes } = workerData as VectorsThreadData
const { native, problem } = loadNative()
/** Vectors read before other questions get their turn. */
const pageRows = 2_000
/** Vectors brought into a graph before other questions get their turn: some milliseconds. */
const grownAtOnce = 16

interface Kept { readonly key: IndexKey; readonly index: SpaceIndex; readonly loaded: Promise<void>; growing: boolean; gone: boolean }
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
  const index = new SpaceIndex(key.dimensions, native)
  const opened: Kept = { key, index, growing: false, gone: false, loaded: Promise.resolve().then(() => load(opened)) }
  kept.set(name, opened)
  return opened
}

async function load(opened: Kept): Promise<void> {
  const { key, index } = opened
  database ??= openReadOnly(path)
  for (let after = -1; !opened.gone;) {
    const page = vectorPage(database, key.spaceSeq, key.embedder, after, pageRows)
    for (const { item, vector } of page) index.put(item, new Float32Array(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength)))
    const last = page.at(-1)
    if (last === undefined || page.length < pageRows) break
    after = last.item
    await nextTurn()
  }
  makeRoom(opened)
  void grow(opened)
}

async function grow(opened: Kept): Promise<void> {
  if (opened.growing) return
  opened.growing = true
  while (!opened.gone && opened.index.grow(grownAtOnce)) await nextTurn()
  opened.growing = false
}

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
      makeRoom(opened)
      void opened.loaded.then(() => grow(opened), () => {})
      return
    }
    case 'remove':
      for (const { key, index } of kept.values()) if (key.spaceSeq === message.spaceSeq) index.remove(message.item)
      return
    case 'drop':
      for (const [name, one] of kept) if (one.key.spaceSeq === message.spaceSeq) letGo(name, one)
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
