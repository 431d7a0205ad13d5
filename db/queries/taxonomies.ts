import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** A stored taxonomy. The content of a version never changes; a changed taxonomy is a new version. */
export interface TaxonomyRow { id: string; version: number; content: string; active: number; created_at: number }

/** The taxonomy in service; null before the first start has stored one. */
export function activeTaxonomy(database: Database): TaxonomyRow | null {
  return database.prepare<TaxonomyRow>('SELECT * FROM taxonomies WHERE active = 1').get() ?? null
}

export function taxonomyVersion(database: Database, version: number): TaxonomyRow | null {
  return database.prepare<TaxonomyRow>('SELECT * FROM taxonomies WHERE version = ?').get(version) ?? null
}

/**
 * Puts a taxonomy into service. Content that is already stored is not stored again. Versions count over all taxonomies, so
 * that a result's version number alone says which words it was made with.
 * @returns the version, and whether anything changed.
 */
export function activateTaxonomyTx(tx: Tx, id: string, content: string, now: number): { version: number; changed: boolean } {
  const { database } = tx
  const known = database.prepare<Pick<TaxonomyRow, 'version' | 'active'>>('SELECT version, active FROM taxonomies WHERE id = ? AND content = ?').get(id, content)
  if (known?.active === 1) return { version: known.version, changed: false }
  database.prepare('UPDATE taxonomies SET active = 0 WHERE active = 1').run()
  if (known !== undefined) {
    database.prepare('UPDATE taxonomies SET active = 1 WHERE id = ? AND version = ?').run(id, known.version)
    return { version: known.version, changed: true }
  }
  const newest = database.prepare<{ newest: number | null }>('SELECT max(version) AS newest FROM taxonomies').get()?.newest ?? 0
  database.prepare('INSERT INTO taxonomies (id, version, content, active, created_at) VALUES (?,?,?,1,?)').run(id, newest + 1, content, now)
  return { version: newest + 1, changed: true }
}
