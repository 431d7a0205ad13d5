import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export interface VectorSpaceRow { seq: number; business_id: string; name: string; embedder: string; dimensions: number; /** Changes of its vectors so far. */ writes: number }
export interface VectorRow { item: number; vector: Buffer }

export function vectorSpaceOf(database: Database, businessId: string, name: string): VectorSpaceRow | null {
  return database.prepare<VectorSpaceRow>('SELECT * FROM vector_spaces WHERE business_id = ? AND name = ?').get(businessId, name) ?? null
}

export function vectorSpaceBySeq(database: Database, seq: number): VectorSpaceRow | null {
  return database.prepare<VectorSpaceRow>('SELECT * FROM vector_spaces WHERE seq = ?').get(seq) ?? null
}

/** The business whose space of that name is the oldest; null where there is none. */
export function firstWithVectorSpace(database: Database, name: string): string | null {
  return database.prepare<string>('SELECT business_id FROM vector_spaces WHERE name = ? ORDER BY seq LIMIT 1').pluck().get(name) ?? null
}

/** Spaces that another embedder than this one serves. */
export function vectorSpacesOfOthers(database: Database, embedder: string): VectorSpaceRow[] {
  return database.prepare<VectorSpaceRow>('SELECT * FROM vector_spaces WHERE embedder <> ? ORDER BY seq').all(embedder)
}

export function insertVectorSpaceTx(tx: Tx, row: Omit<VectorSpaceRow, 'seq' | 'writes'>): VectorSpaceRow {
  const seq = Number(tx.database.prepare('INSERT INTO vector_spaces (business_id, name, embedder, dimensions) VALUES (?,?,?,?)').run(row.business_id, row.name, row.embedder, row.dimensions).lastInsertRowid)
  return { seq, ...row, writes: 0 }
}

/** Lets another embedder's vectors serve. */
export function switchVectorSpaceTx(tx: Tx, seq: number, embedder: string, dimensions: number): void {
  tx.database.prepare('UPDATE vector_spaces SET embedder = ?, dimensions = ? WHERE seq = ?').run(embedder, dimensions, seq)
}

/** Takes a space away with all its vectors. */
export function deleteVectorSpaceTx(tx: Tx, seq: number): void {
  tx.database.prepare('DELETE FROM vector_spaces WHERE seq = ?').run(seq)
}

/** Notes a change of a space's vectors. @returns how many there were so far. */
function countWriteTx(tx: Tx, spaceSeq: number): number {
  return tx.database.prepare<number>('UPDATE vector_spaces SET writes = writes + 1 WHERE seq = ? RETURNING writes').pluck().get(spaceSeq) ?? 0
}

/** Keeps a vector, in the place of an earlier one of the same item and embedder. @returns changes of the space so far. */
export function putVectorTx(tx: Tx, spaceSeq: number, embedder: string, item: number, vector: Float32Array): number {
  tx.database
    .prepare('INSERT INTO vectors (space_seq, embedder, item, vector) VALUES (?,?,?,?) ON CONFLICT (space_seq, item, embedder) DO UPDATE SET vector = excluded.vector')
    .run(spaceSeq, embedder, item, Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength))
  return countWriteTx(tx, spaceSeq)
}

/** Deletes what every embedder made of an item. @returns changes of the space so far. */
export function deleteVectorsTx(tx: Tx, spaceSeq: number, item: number): number {
  tx.database.prepare('DELETE FROM vectors WHERE space_seq = ? AND item = ?').run(spaceSeq, item)
  return countWriteTx(tx, spaceSeq)
}

/** Deletes some vectors that no longer serve. @returns how many. */
export function deleteUnusedVectorsTx(tx: Tx, spaceSeq: number, serving: string, limit: number): number {
  return tx.database.prepare('DELETE FROM vectors WHERE seq IN (SELECT seq FROM vectors WHERE space_seq = ? AND embedder <> ? LIMIT ?)').run(spaceSeq, serving, limit).changes
}

/** A page of a space's vectors in the order of their items. */
export function vectorPage(database: Database, spaceSeq: number, embedder: string, after: number, limit: number): VectorRow[] {
  return database.prepare<VectorRow>('SELECT item, vector FROM vectors WHERE space_seq = ? AND embedder = ? AND item > ? ORDER BY item LIMIT ?').all(spaceSeq, embedder, after, limit)
}

/** Those of the items for which an embedder has made no vector. */
export function itemsWithoutVector(database: Database, spaceSeq: number, embedder: string, items: readonly number[]): number[] {
  return database
    .prepare<number>('SELECT value FROM json_each(?) WHERE NOT EXISTS (SELECT 1 FROM vectors WHERE space_seq = ? AND embedder = ? AND item = value)')
    .pluck()
    .all(JSON.stringify(items), spaceSeq, embedder) as number[]
}

/** The vectors of some items; those that have none are absent. CROSS keeps the order: SQLite would else look at every vector of the space. */
export function vectorsOf(database: Database, spaceSeq: number, embedder: string, items: readonly number[]): VectorRow[] {
  return database
    .prepare<VectorRow>('SELECT vectors.item, vectors.vector FROM json_each(?) AS wanted CROSS JOIN vectors ON vectors.space_seq = ? AND vectors.item = wanted.value AND vectors.embedder = ?')
    .all(JSON.stringify(items), spaceSeq, embedder)
}
