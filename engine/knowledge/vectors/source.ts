import type { Database } from '../../../db/open.ts'
import type { VectorSpaceRow } from '../../../db/queries/vectors.ts'

/** A part of a business that is searched by itself: `answers/12`, `documents`. Its owner says what its items are. */
export interface SpaceName { readonly businessId: string; readonly name: string }

/** Who owns the spaces whose names begin with `prefix/`, and can say again what their vectors were made of. */
export interface VectorSource {
  readonly prefix: string
  /** A page of the space's items and texts, in the order of the items. */
  page(database: Database, space: VectorSpaceRow, after: number, limit: number): { item: number; text: string }[]
  count(database: Database, space: VectorSpaceRow): number
}
