import { createRequire } from 'node:module'

/** What is used of usearch: comparing a vector with every row of a matrix, by the processor's own wide instructions. */
export interface Native {
  /** The `k` nearest rows by dot product, nearest first; row numbers. */
  nearestRows(matrix: Float32Array, vector: Float32Array, k: number): BigUint64Array
}

interface Usearch {
  exactSearch(matrix: Float32Array, queries: Float32Array, dimensions: number, k: number, metric: string, threads: number): { keys: BigUint64Array }
}

/** One: the thread itself is beside the engine, and a second one would take a core from it. */
const searchThreads = 1

/**
 * Loads usearch, which has binaries for the usual platforms only. By `require`, because its module entry asks for the path of
 * whatever imports it and finds none in an evaluated program.
 * @returns the reason where it cannot be loaded; plain JavaScript searches then.
 */
export function loadNative(): { native: Native; problem: null } | { native: null; problem: string } {
  try {
    const { exactSearch } = createRequire(import.meta.url)('usearch') as Usearch
    return {
      problem: null,
      native: {
        nearestRows: (matrix, vector, k) => exactSearch(matrix, vector, vector.length, k, 'ip', searchThreads).keys,
      },
    }
  } catch (error) {
    return { native: null, problem: error instanceof Error ? error.message.split('\n')[0] ?? '' : String(error) }
  }
}
