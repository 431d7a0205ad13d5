import type { Database } from '../../db/open.ts'
import { rememberedMapping } from '../../db/queries/uploads.ts'
import { mappingSchema, type Mapping } from '../contract/ingest.ts'
import { guessMapping, layoutKey, type Inspection } from './reading/index.ts'

/** What the columns of a file are: as a person said of the last file of this layout, else as they look. */
export function usualMapping(database: Database, { hasHeader, columns, rows }: Pick<Inspection, 'hasHeader' | 'columns' | 'rows'>): { mapping: Mapping; remembered: boolean } {
  const remembered = hasHeader ? readMapping(rememberedMapping(database, layoutKey(columns)), columns.length) : null
  return { mapping: remembered ?? guessMapping(columns, rows), remembered: remembered !== null }
}

function readMapping(text: string | undefined, columnCount: number): Mapping | null {
  if (text === undefined) return null
  const mapping = mappingSchema.parse(JSON.parse(text))
  return Object.values(mapping).every((column) => column < columnCount) ? mapping : null
}
