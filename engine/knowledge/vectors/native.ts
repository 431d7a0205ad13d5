import { createRequire } from 'node:module'

/** What is used of usearch. Keys are the owners' items. */
export interface NativeGraph {
  add(keys: BigUint64Array, vectors: Float32Array, threads: number): void
  search(vector: Float32Array, k: number, threads: number): { keys: BigUint64Array; distances: Float32Array }
  remove(key: bigint): number | number[]
  contains(key: bigint): boolean
  save(path: string): void
  /** Replaces what it holds. @throws Error when the file is no graph. */
  load(path: string): void
  size(): number
}
export interface Native {
  /** The nearest rows of a matrix by dot product; `keys` are row numbers. */
  nearestRows(matrix: Float32Array, vector: Float32Array, k: number): BigUint64Array
  newGraph(dimensions: number): NativeGraph
}

interface Usearch {
  exactSearch(matrix: Float32Array, queries: Float32Array, dimensions: number, k: number, metric: string, threads: number): { keys: BigUint64Array }
  Index: new (options: { dimensions: number; metric: string; quantization: string; connectivity: number; expansion_add: number; expansion_search: number; multi: boolean }) => NativeGraph
}

/** One: the thread itself is beside the engine, and a second one would take a core from it. */
export const searchThreads = 1

/**
 * Loads usearch, which has binaries for the usual platforms only. By `require`, because its module entry asks for the path of
 * whatever imports it and finds none in an evaluated program.
 * @returns the reason where it cannot be loaded; plain JavaScript searches then.
 */
export function loadNative(): { native: Native; problem: null } | { native: null; problem: string } {
  try {
    const { exactSearch, Index } = createRequire(import.meta.url)('usearch') as Usearch
    return {
      problem: null,
      native: {
        nearestRows: (matrix, vector, k) => exactSearch(matrix, vector, vector.length, k, 'ip', searchThreads).keys,
        // Half precision halves the graph's memory; what it finds is ranked again by the full vectors.
        newGraph: (dimensions) => new Index({ dimensions, metric: 'ip', quantization: 'f16', connectivity: 16, expansion_add: 96, expansion_search: 96, multi: false }),
      },
    }
  } catch (error) {
    return { native: null, problem: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) }
  }
}
