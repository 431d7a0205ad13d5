import { parentPort, workerData } from 'node:worker_threads'
import { openReadOnly, type Database } from '../../../db/open.ts'
import { vectorCount, vectorPage, vectorSpaceBySeq, vectorsOf, type VectorRow } from '../../../db/queries/vectors.ts'
import { forgetGraph, keepGraph, openKeptGraph } from './graph-file.ts'
import { loadNative } from './native.ts'
import { exactUpTo, SpaceIndex } from './space-index.ts'
import type { FromThread, IndexKey, ToThread, VectorsThreadData } from './thread-messages.ts'

/**
 * Entry of the thread that searches vectors. SQLite keeps them; an index is built from there when it is first asked, page by page
 * between other questions, and let go when memory is short. A whole graph is kept in a file and opened from there while no vector
 * has changed since. What is written meanwhile is told after its commit, and both roads bring the same rows, so nothing is missed
 * and nothing counts twice.
 */
const { path, folder, mostBytes } = workerData as VectorsThreadData
const { native, problem } = loadNative()
/** Vectors read before other questions get their turn. */
const pageRows = 2_000
/** Vectors brought into a graph before other questions get their turn: some milliseconds. */
const grownAtOnce = 16
/** A graph is kept anew once so many of its vectors have changed; when the engine closes, whatever has. */
const changesBeforeKeeping = 2_000

interface Kept { readonly key: IndexKey; readonly index: SpaceIndex; readonly loaded: Promise<void>; growing: boolean; gone: boolean; /** Changes of the space that it has seen, and the ones its file has. */ writes: number; keptWrites: number }
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
  const index = new SpaceIndex(key.dimensions, native, exactUpTo, (items) => new Map(vectorsOf(reading(), key.spaceSeq, key.embedder, items).map((row) => [row.item, numbersOf(row)])))
  const opened: Kept = { key, index, growing: false, gone: false, writes: 0, keptWrites: -1, loaded: Promise.resolve().then(() => load(opened)) }
  kept.set(name, opened)
  return opened
}

async function load(opened: Kept): Promise<void> {
  const { key, index } = opened
  // Read before the vectors: what is told later counts from there.
  opened.writes = Math.max(opened.writes, vectorSpaceBySeq(reading(), key.spaceSeq)?.writes ?? 0)
  if (native !== null && vectorCount(reading(), key.spaceSeq, key.embedder) > exactUpTo) {
    const graph = openKeptGraph(folder, key, opened.writes, native.newGraph(key.dimensions))
    if (graph !== null) {
      index.adopt(graph)
      opened.keptWrites = opened.writes
      return makeRoom(opened)
    }
  }
  for (let after = -1; !opened.gone;) {
    const page = vectorPage(reading(), key.spaceSeq, key.embedder, after, pageRows)
    for (const { item, vector } of page) index.put(item, numbersOf({ vector }))
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
  if (opened.index.worn) {
    // Read anew with the next question.
    letGo(nameOf(opened.key), opened)
    return
  }
  if (!opened.gone && opened.writes - opened.keptWrites >= changesBeforeKeeping) keep(opened)
}

/** Keeps a whole graph in its file. One that cannot be kept costs the next start some time, nothing else. */
function keep(opened: Kept): void {
  const { index: { whole }, key, writes, keptWrites } = opened
  if (whole === null || writes === keptWrites) return
  try {
    keepGraph(folder, key, whole, writes)
    opened.keptWrites = writes
  } catch {
    forgetGraph(folder, key)
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
  if (!one.index.worn) keep(one)
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
      void opened.loaded.then(() => grow(opened), () => {})
      return
    }
    case 'remove':
      for (const one of kept.values()) {
        if (one.key.spaceSeq !== message.spaceSeq) continue
        one.index.remove(message.item)
        one.writes = Math.max(one.writes, message.writes)
        // Kept in the moment before this was told, it may hold what was deleted.
        forgetGraph(folder, one.key)
        one.keptWrites = -1
        if (one.index.worn) letGo(nameOf(one.key), one)
      }
      return
    case 'drop':
      for (const [name, one] of kept) {
        if (one.key.spaceSeq !== message.spaceSeq) continue
        one.gone = true
        kept.delete(name)
        forgetGraph(folder, one.key)
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
