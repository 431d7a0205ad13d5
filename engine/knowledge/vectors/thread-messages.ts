import type { Found } from './space-index.ts'

/** One index: a space with the embedder whose vectors it holds. */
export interface IndexKey { readonly spaceSeq: number; readonly embedder: string; readonly dimensions: number }

/** What the thread is told and asked, in order. Only questions (`ask`) are answered. `writes` are the changes of the space so far, that one included. */
export type ToThread =
  | { readonly type: 'put'; readonly index: IndexKey; readonly item: number; readonly vector: Float32Array; readonly writes: number }
  | { readonly type: 'remove'; readonly spaceSeq: number; readonly item: number; readonly writes: number }
  | { readonly type: 'drop'; readonly spaceSeq: number }
  | { readonly type: 'search'; readonly ask: number; readonly index: IndexKey; readonly vector: Float32Array; readonly k: number; readonly least: number; readonly allowed: readonly number[] | null }
  | { readonly type: 'state'; readonly ask: number }
  | { readonly type: 'end' }

export interface ThreadState {
  /** Why plain JavaScript searches; null where usearch does. */
  readonly problem: string | null
  readonly indexes: number
  readonly vectors: number
  readonly bytes: number
}

export type FromThread =
  | { readonly ask: number; readonly found: readonly Found[] }
  | { readonly ask: number; readonly state: ThreadState }
  | { readonly ask: number; readonly error: string }

export interface VectorsThreadData { readonly path: string; /** Where whole graphs are kept. */ readonly folder: string; readonly mostBytes: number }
