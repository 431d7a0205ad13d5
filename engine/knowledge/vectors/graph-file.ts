import { closeSync, mkdirSync, openSync, readFileSync, readSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { hashText } from '../language/words.ts'
import type { NativeGraph } from './native.ts'
import type { IndexKey } from './thread-messages.ts'

/** Changed with what a graph is built by: one built otherwise is built anew. */
const format = 1

const sealSchema = z.object({
  format: z.literal(format), embedder: z.string(), dimensions: z.number().int(),
  /** Changes of the space's vectors when the graph was kept. */
  writes: z.number().int(),
  vectors: z.number().int(), bytes: z.number().int(), sum: z.number().int(),
})

const pathOf = (folder: string, { spaceSeq, embedder }: Pick<IndexKey, 'spaceSeq' | 'embedder'>): string => join(folder, `${spaceSeq}-${hashText(embedder).toString(16)}.graph`)
const sealOf = (path: string) => `${path}.json`

/**
 * Keeps a whole graph in a file. It gets its seal last, so that one that was cut off while it was written is never opened.
 * @param writes changes of the space's vectors that the graph has seen
 */
export function keepGraph(folder: string, key: IndexKey, graph: NativeGraph, writes: number): void {
  const path = pathOf(folder, key)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(sealOf(path), { force: true })
  graph.save(`${path}.new`)
  renameSync(`${path}.new`, path)
  const { size } = statSync(path)
  const seal: z.infer<typeof sealSchema> = { format, embedder: key.embedder, dimensions: key.dimensions, writes, vectors: graph.size(), bytes: size, sum: sumOf(path, size, key.dimensions, graph.size()) }
  writeFileSync(`${sealOf(path)}.new`, JSON.stringify(seal))
  renameSync(`${sealOf(path)}.new`, sealOf(path))
}

/**
 * Opens a graph that was kept, unless vectors changed since or the file is damaged: then it is removed, and null is the answer.
 * What could make usearch stumble is summed up; the vectors beside it are not, since what is found is ranked again by those in the database.
 */
export function openKeptGraph(folder: string, key: IndexKey, writes: number, empty: NativeGraph): NativeGraph | null {
  const path = pathOf(folder, key)
  try {
    const seal = sealSchema.parse(JSON.parse(readFileSync(sealOf(path), 'utf8')))
    const { size } = statSync(path)
    if (seal.writes === writes && seal.embedder === key.embedder && seal.dimensions === key.dimensions && seal.bytes === size && seal.sum === sumOf(path, size, key.dimensions, seal.vectors)) {
      empty.load(path)
      if (empty.size() === seal.vectors) return empty
    }
  } catch {
    // Not there, or no graph of ours: built anew, as a damaged one is.
  }
  forgetGraph(folder, key)
  return null
}

/** Removes a kept graph: what is deleted must not stay in it. */
export function forgetGraph(folder: string, key: Pick<IndexKey, 'spaceSeq' | 'embedder'>): void {
  const path = pathOf(folder, key)
  for (const file of [sealOf(path), path, `${path}.new`, `${sealOf(path)}.new`]) rmSync(file, { force: true })
}

/** The checksum of a graph's file without the vectors, which fill most of it (half precision, two bytes a number). */
function sumOf(path: string, size: number, dimensions: number, vectors: number): number {
  const file = openSync(path, 'r')
  try {
    const head = Buffer.alloc(Math.min(64, size))
    readSync(file, head, 0, head.length, 0)
    const from = Math.min(size, head.length + vectors * dimensions * 2)
    const rest = Buffer.allocUnsafe(size - from)
    readSync(file, rest, 0, rest.length, from)
    return crc32(rest, crc32(head))
  } finally {
    closeSync(file)
  }
}
