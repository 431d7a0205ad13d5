import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { crc32 } from 'node:zlib'
import { z } from 'zod'
import { hashText } from '../language/words.ts'
import { rowBytes, SmallVectors } from './small-vectors.ts'
import type { IndexKey } from './thread-messages.ts'

/** Changed with how vectors are made small: those made otherwise are made anew. */
const format = 2
/** An item and its scale. */
const bytesBesideRow = 8 + 4

const sealSchema = z.object({
  format: z.literal(format), embedder: z.string(), dimensions: z.number().int(),
  /** Changes of the space's vectors when they were kept. */
  writes: z.number().int(),
  vectors: z.number().int(), sum: z.number().int(),
})

const pathOf = (folder: string, { spaceSeq, embedder }: Pick<IndexKey, 'spaceSeq' | 'embedder'>): string => join(folder, `${spaceSeq}-${hashText(embedder).toString(16)}.vectors`)
const sealOf = (path: string) => `${path}.json`

/**
 * Keeps small vectors in a file: the items, eight bytes each, their scales, four bytes each, then the rows. The file gets its seal last, so that one that was cut off
 * while it was written is never opened.
 * @param writes changes of the space's vectors that they have seen
 */
export function keepSmall(folder: string, key: IndexKey, small: SmallVectors, writes: number): void {
  const path = pathOf(folder, key)
  mkdirSync(dirname(path), { recursive: true })
  rmSync(sealOf(path), { force: true })
  const bytesOf = ({ buffer, byteOffset, byteLength }: Uint8Array | Float32Array) => Buffer.from(buffer, byteOffset, byteLength)
  const content = Buffer.concat([Buffer.from(Float64Array.from(small.items).buffer), bytesOf(small.scales), bytesOf(small.rows)])
  const seal: z.infer<typeof sealSchema> = { format, embedder: key.embedder, dimensions: key.dimensions, writes, vectors: small.size, sum: crc32(content) }
  for (const [file, written] of [[path, content], [sealOf(path), JSON.stringify(seal)]] as const) {
    writeFileSync(`${file}.new`, written)
    renameSync(`${file}.new`, file)
  }
}

/** Opens what was kept, unless vectors changed since or the file is damaged: then it is removed, and null is the answer. */
export function openSmall(folder: string, key: IndexKey, writes: number): SmallVectors | null {
  const path = pathOf(folder, key)
  try {
    const seal = sealSchema.parse(JSON.parse(readFileSync(sealOf(path), 'utf8')))
    const content = seal.writes === writes && seal.embedder === key.embedder && seal.dimensions === key.dimensions ? readFileSync(path) : null
    if (content?.length === seal.vectors * (bytesBesideRow + rowBytes(key.dimensions)) && crc32(content) === seal.sum) {
      const part = (from: number, to: number) => content.buffer.slice(content.byteOffset + seal.vectors * from, content.byteOffset + seal.vectors * to)
      return SmallVectors.of(key.dimensions, Array.from(new Float64Array(part(0, 8))), new Float32Array(part(8, bytesBesideRow)), content.subarray(seal.vectors * bytesBesideRow))
    }
  } catch {
    // Not there, or nothing of ours: made anew, as a damaged one is.
  }
  forgetSmall(folder, key)
  return null
}

/** Removes what was kept: what is deleted must not stay in it. */
export function forgetSmall(folder: string, key: Pick<IndexKey, 'spaceSeq' | 'embedder'>): void {
  const path = pathOf(folder, key)
  for (const file of [sealOf(path), path, `${path}.new`, `${sealOf(path)}.new`]) rmSync(file, { force: true })
}
