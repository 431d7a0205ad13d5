import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

export type TaxonomyAuthor = 'program' | 'operator'

/** A stored taxonomy. The content of a version never changes; a changed taxonomy is a new version. */
export interface TaxonomyRow {
  id: string
  version: number
  content: string
  active: number
  created_at: number
  author: TaxonomyAuthor
  note: string
  /** 1 when a person put it into service, in place of what the program brings. */
  chosen: number
}

/** The taxonomy in service; null before the first start has stored one. */
export function activeTaxonomy(database: Database): TaxonomyRow | null {
  return database.prepare<TaxonomyRow>('SELECT * FROM taxonomies WHERE active = 1').get() ?? null
}

/** The version of the taxonomy in service, without reading it. */
export function activeTaxonomyVersion(database: Database): number | null {
  return database.prepare<number>('SELECT version FROM taxonomies WHERE active = 1').pluck().get() ?? null
}

export function taxonomyVersion(database: Database, version: number): TaxonomyRow | null {
  return database.prepare<TaxonomyRow>('SELECT * FROM taxonomies WHERE version = ?').get(version) ?? null
}

/** The id of the taxonomy that has just this content; null when no version has. */
export function idOfStoredTaxonomy(database: Database, content: string): string | null {
  return database.prepare<string>('SELECT id FROM taxonomies WHERE content = ?').pluck().get(content) ?? null
}

/** All versions, newest first. */
export function taxonomyVersions(database: Database): TaxonomyRow[] {
  return database.prepare<TaxonomyRow>('SELECT * FROM taxonomies ORDER BY version DESC').all()
}

/**
 * Stores a taxonomy under the next version. Content that is already stored is not stored again. Versions count over all
 * taxonomies, so that a result's version number alone says which words it was made with.
 * @returns its version.
 */
export function storeTaxonomyTx(tx: Tx, { id, content, author, note }: Pick<TaxonomyRow, 'id' | 'content' | 'author' | 'note'>, now: number): number {
  const { database } = tx
  const known = database.prepare<number>('SELECT version FROM taxonomies WHERE id = ? AND content = ?').pluck().get(id, content)
  if (known !== undefined) return known
  const newest = database.prepare<number | null>('SELECT max(version) FROM taxonomies').pluck().get() ?? 0
  database.prepare('INSERT INTO taxonomies (id, version, content, active, created_at, author, note) VALUES (?,?,?,0,?,?,?)').run(id, newest + 1, content, now, author, note)
  return newest + 1
}

/** Puts a stored version into service. @returns whether anything changed. */
export function activateTaxonomyTx(tx: Tx, version: number, chosen: boolean): boolean {
  const { database } = tx
  const changed = activeTaxonomy(database)?.version !== version
  database.prepare('UPDATE taxonomies SET active = (version = ?), chosen = (version = ? AND ?)').run(version, version, Number(chosen))
  return changed
}

/** A taxonomy on its way to become a version, as it was typed: it need not be sound. */
export interface TaxonomyDraftRow { id: string; based_on: number; note: string; content: string; updated_at: number }

/** Latest first. */
export function taxonomyDrafts(database: Database): TaxonomyDraftRow[] {
  return database.prepare<TaxonomyDraftRow>('SELECT * FROM taxonomy_drafts ORDER BY updated_at DESC').all()
}

export function taxonomyDraft(database: Database, id: string): TaxonomyDraftRow | null {
  return database.prepare<TaxonomyDraftRow>('SELECT * FROM taxonomy_drafts WHERE id = ?').get(id) ?? null
}

export function saveTaxonomyDraftTx(tx: Tx, draft: TaxonomyDraftRow): void {
  tx.database
    .prepare(
      `INSERT INTO taxonomy_drafts (id, based_on, note, content, updated_at) VALUES (@id, @based_on, @note, @content, @updated_at)
       ON CONFLICT (id) DO UPDATE SET based_on = excluded.based_on, note = excluded.note, content = excluded.content, updated_at = excluded.updated_at`,
    )
    .run(draft)
}

/** @returns false when there was none. */
export function removeTaxonomyDraftTx(tx: Tx, id: string): boolean {
  return tx.database.prepare('DELETE FROM taxonomy_drafts WHERE id = ?').run(id).changes === 1
}
