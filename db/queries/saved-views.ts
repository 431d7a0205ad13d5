import { newId } from '../id.ts'
import type { Database } from '../open.ts'
import type { Tx } from '../tx.ts'

/** `view` is JSON: what the view shows, as the console wrote it. */
export interface SavedViewRow { id: string; business_id: string; name: string; view: string; created_at: number }

/** The views of a business, by name. */
export function savedViewsOf(database: Database, businessId: string): SavedViewRow[] {
  return database.prepare<SavedViewRow>('SELECT id, business_id, name, view, created_at FROM saved_views WHERE business_id = ? ORDER BY name, id').all(businessId)
}

/**
 * Keeps a view: a new one without an id, else the one with it. A name is used once in a business.
 * @param view what it shows, as JSON.
 */
export function saveViewTx(tx: Tx, { id, businessId, name, view }: { id: string | null; businessId: string; name: string; view: string }, now: number): SavedViewRow | 'name_taken' | 'not_found' {
  const { database } = tx
  const taken = database.prepare('SELECT 1 FROM saved_views WHERE business_id = ? AND name = ? AND id <> ?').get(businessId, name, id ?? '')
  if (taken !== undefined) return 'name_taken'
  const saved = id === null
    ? database.prepare<SavedViewRow>('INSERT INTO saved_views (id, business_id, name, view, created_at) VALUES (?,?,?,?,?) RETURNING *').get(newId(), businessId, name, view, now)
    : database.prepare<SavedViewRow>('UPDATE saved_views SET name = ?, view = ? WHERE id = ? AND business_id = ? RETURNING *').get(name, view, id, businessId)
  return saved ?? 'not_found'
}

/** @returns false when there is no such view. */
export function removeSavedViewTx(tx: Tx, id: string): boolean {
  return tx.database.prepare('DELETE FROM saved_views WHERE id = ?').run(id).changes === 1
}
