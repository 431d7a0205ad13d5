import { and, asc, eq, ne } from 'drizzle-orm'
import { newId } from '../id.ts'
import type { Database } from '../open.ts'
import { savedViews } from '../schema/businesses.ts'
import type { Tx } from '../tx.ts'

export type SavedViewRow = typeof savedViews.$inferSelect

/** The views of a business, by name. */
export function savedViewsOf(database: Database, businessId: string): SavedViewRow[] {
  return database.orm.select().from(savedViews).where(eq(savedViews.businessId, businessId)).orderBy(asc(savedViews.name), asc(savedViews.id)).all()
}

/**
 * Keeps a view: a new one without an id, else the one with it. A name is used once in a business.
 * @param view what it shows, as plain JSON.
 */
export function saveViewTx(tx: Tx, { id, businessId, name, view }: { id: string | null; businessId: string; name: string; view: unknown }, now: number): SavedViewRow | 'name_taken' | 'not_found' {
  const { orm } = tx.database
  const taken = orm.select({ id: savedViews.id }).from(savedViews).where(and(eq(savedViews.businessId, businessId), eq(savedViews.name, name), ne(savedViews.id, id ?? ''))).get()
  if (taken !== undefined) return 'name_taken'
  if (id === null) return orm.insert(savedViews).values({ id: newId(), businessId, name, view, createdAt: now }).returning().get()
  return orm.update(savedViews).set({ name, view }).where(and(eq(savedViews.id, id), eq(savedViews.businessId, businessId))).returning().get() ?? 'not_found'
}

/** @returns false when there is no such view. */
export function removeSavedViewTx(tx: Tx, id: string): boolean {
  return tx.database.orm.delete(savedViews).where(eq(savedViews.id, id)).run().changes === 1
}
