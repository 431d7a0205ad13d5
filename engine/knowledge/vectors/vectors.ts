import { dirname, join } from 'node:path'
import type { Database } from '../../../db/open.ts'
import { deleteVectorSpaceTx, deleteVectorsTx, insertVectorSpaceTx, itemsWithoutVector, putVectorTx, vectorSpaceOf, vectorSpacesOfOthers } from '../../../db/queries/vectors.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { enqueueTx, type AnyJob } from '../../jobs/index.ts'
import type { Clock } from '../../observe/clock.ts'
import type { Log } from '../../observe/log.ts'
import type { Embedder } from '../embedders/embedder.ts'
import { forgetGraph } from './graph-file.ts'
import { reembedJob, reembedKey } from './reembed.job.ts'
import type { SpaceName, VectorSource } from './source.ts'
import type { Found } from './space-index.ts'
import { linkThread } from './thread-link.ts'
import type { ThreadState } from './thread-messages.ts'

/** A text embedded as its space is searched now. */
export interface Embedded { readonly embedder: string; readonly vector: Float32Array }
/** Several texts, in order. */
export interface ManyEmbedded { readonly embedder: string; readonly vectors: readonly Float32Array[] }

export interface VectorsNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly log: Log
  readonly threadFile: URL
  /** Makes the vectors from now on. Spaces that another one serves are made anew in the background. */
  readonly embedder: Embedder
  /** Others that spaces may still be served by until then. */
  readonly formerEmbedders?: readonly Embedder[]
  readonly sources: readonly VectorSource[]
  /** Memory that indexes may take in the thread, bytes. */
  readonly mostBytes?: number
}

const defaultMostBytes = 768 * 1024 * 1024

export type Vectors = ReturnType<typeof openVectors>

/** Vectors of texts: kept in SQLite, searched in a thread, one index for each space and embedder. */
export function openVectors({ database, clock, log, threadFile, embedder, formerEmbedders = [], sources, mostBytes = defaultMostBytes }: VectorsNeeds) {
  const folder = join(dirname(database.path), 'indexes')
  const link = linkThread(threadFile, { path: database.path, folder, mostBytes })
  const embedders = new Map([...formerEmbedders, embedder].map((one) => [one.id, one]))
  const reembed = reembedJob({ database, embedder, sources, switched: (spaceSeq) => link.tell({ type: 'drop', spaceSeq }) })
  const jobs: readonly AnyJob[] = [reembed]
  const servingOf = ({ businessId, name }: SpaceName): Embedder | undefined => {
    const space = vectorSpaceOf(database, businessId, name)
    return space === null ? embedder : embedders.get(space.embedder)
  }
  /** As `embed`, of several texts. */
  const embedMany = async (space: SpaceName, texts: readonly string[], signal?: AbortSignal): Promise<ManyEmbedded | null> => {
    const serving = servingOf(space)
    return serving === undefined ? null : { embedder: serving.id, vectors: await serving.embed(texts, signal) }
  }

  return {
    jobs,

    /**
     * Embeds a text as the space is searched now.
     * @returns null while the embedder that serves the space is no longer there and the new vectors are not whole yet.
     * @throws what the embedder throws
     */
    async embed(space: SpaceName, text: string, signal?: AbortSignal): Promise<Embedded | null> {
      const many = await embedMany(space, [text], signal)
      const vector = many?.vectors[0]
      return many === null || vector === undefined ? null : { embedder: many.embedder, vector }
    },

    embedMany,

    /** Who embeds for the space now; null while nobody does. Of a text that another one has embedded, the vector would never be searched. */
    servedBy: (space: SpaceName): string | null => servingOf(space)?.id ?? null,

    /** Those of the items that the space is not searched by yet. */
    lacking({ businessId, name }: SpaceName, items: readonly number[]): readonly number[] {
      const space = vectorSpaceOf(database, businessId, name)
      return space === null ? items : itemsWithoutVector(database, space.seq, space.embedder, items)
    },

    /**
     * The items nearest to an embedded text, nearest first, of similarity `least` or more (cosine, 1 is the same).
     * @param allowed only these items, when given.
     */
    async search({ businessId, name }: SpaceName, { embedder: made, vector }: Embedded, { k, least, allowed }: { k: number; least: number; allowed?: readonly number[] }): Promise<readonly Found[]> {
      const space = vectorSpaceOf(database, businessId, name)
      // Vectors of two embedders are never compared: the space was given to another one since the text was embedded.
      if (space === null || space.embedder !== made) return []
      return link.search({ spaceSeq: space.seq, embedder: made, dimensions: space.dimensions }, vector, k, least, allowed ?? null)
    },

    /** Keeps an item's vector and makes the space when it is the first. An item embedded for another embedder than serves now is left to the re-embedding. */
    putTx(tx: Tx, { businessId, name }: SpaceName, item: number, { embedder: made, vector }: Embedded): void {
      const space = vectorSpaceOf(database, businessId, name) ?? insertVectorSpaceTx(tx, { business_id: businessId, name, embedder: made, dimensions: vector.length })
      if (vector.length !== space.dimensions && space.embedder === made) throw new RangeError(`A vector of ${vector.length} places does not fit a space of ${space.dimensions}`)
      const writes = putVectorTx(tx, space.seq, made, item, vector)
      if (space.embedder === made) tx.afterCommit(() => link.tell({ type: 'put', index: { spaceSeq: space.seq, embedder: made, dimensions: space.dimensions }, item, vector, writes }))
    },

    /** Takes an item out, whoever embedded it. */
    removeTx(tx: Tx, { businessId, name }: SpaceName, item: number): void {
      const space = vectorSpaceOf(database, businessId, name)
      if (space === null) return
      const writes = deleteVectorsTx(tx, space.seq, item)
      tx.afterCommit(() => {
        // Here too, because the thread may not run: what is deleted must not stay in a file.
        forgetGraph(folder, { spaceSeq: space.seq, embedder: space.embedder })
        link.tell({ type: 'remove', spaceSeq: space.seq, item, writes })
      })
    },

    /** Takes a whole space away. */
    dropTx(tx: Tx, { businessId, name }: SpaceName): void {
      const space = vectorSpaceOf(database, businessId, name)
      if (space === null) return
      deleteVectorSpaceTx(tx, space.seq)
      tx.afterCommit(() => {
        forgetGraph(folder, { spaceSeq: space.seq, embedder: space.embedder })
        link.tell({ type: 'drop', spaceSeq: space.seq })
      })
    },

    /** What the thread holds and by what it searches. */
    state: (): Promise<ThreadState> => link.state(),

    /** Plans the re-embedding of every space that another embedder serves; its job is there once however often this is asked. */
    start(): void {
      const spaces = vectorSpacesOfOthers(database, embedder.id)
      if (spaces.length === 0) return
      log.info({ spaces: spaces.length, embedder: embedder.id }, 'spaces of vectors are made anew by another embedder')
      writeTx(database, (tx) => { for (const { seq } of spaces) enqueueTx(tx, reembed, { spaceSeq: seq }, clock.now(), { uniqueKey: reembedKey(seq) }) })
    },

    close: (): Promise<void> => link.close(),
  }
}
