import { implement } from '@orpc/server'
import { businessById } from '../../db/queries/businesses.ts'
import { opinionsOf } from '../../db/queries/opinions.ts'
import { removeSavedViewTx, saveViewTx, savedViewsOf, type SavedViewRow } from '../../db/queries/saved-views.ts'
import { fullTranscriptById } from '../../db/queries/transcripts-full.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx, type Tx } from '../../db/tx.ts'
import { savedViewSchema, transcriptsContract, type SavedView } from '../contract/transcripts.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { correctLabel } from './corrections.ts'
import type { Taxonomy } from './taxonomy.ts'
import { csvStyleOf } from '../ingest/index.ts'
import { exportParts } from './transcripts-export.ts'
import { transcriptOf, transcriptRowOf } from './transcripts-result.ts'

export interface TranscriptsApiNeeds {
  readonly database: Database
  /** Lists, counts and exports are read in threads; see db/reader.ts. */
  readonly reader: Reader
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  /** Gives the taxonomy in service. */
  readonly classifiers: { readonly active: { readonly taxonomy: Pick<Taxonomy, 'enums' | 'signals'> } }
  /** Asks for these transcripts to be classified once more, as one tree of jobs. */
  reclassifyTx(tx: Tx, transcriptSeqs: number[], businessId: string): { jobId: string }
}

/** Transcripts: listing, reading, correcting, exporting and the views people keep. */
export function transcriptsApi(needs: TranscriptsApiNeeds) {
  const { database, reader, clock, classifiers } = needs
  const api = implement(transcriptsContract)
  return {
    list: api.list.handler(async ({ input: { filter, sort, offset, limit } }) => {
      const { rows, total } = await reader.run('transcripts.page', { where: filter, sort: sort ?? null, offset, limit })
      return { rows: rows.map(transcriptRowOf), total }
    }),
    get: api.get.handler(({ input, errors }) => {
      const full = fullTranscriptById(database, input.id)
      if (full === null) throw errors.NOT_FOUND({ data: { reason: 'transcripts.not_found' } })
      return transcriptOf(full, opinionsOf(database, full.row.seq))
    }),
    facets: api.facets.handler(({ input }) => reader.run('transcripts.facets', input.businessId)),
    dashboard: api.dashboard.handler(({ input: { filter, crossRow, crossColumn } }) => reader.run('transcripts.dashboard', { where: filter, crossRow, crossColumn })),

    correct: api.correct.handler(({ input: { transcriptId, enumName, value }, errors }) => {
      correctLabel(needs, errors, transcriptId, enumName, value)
      const full = fullTranscriptById(database, transcriptId)
      if (full === null) throw errors.NOT_FOUND({ data: { reason: 'transcripts.not_found' } })
      return transcriptOf(full, opinionsOf(database, full.row.seq))
    }),

    reclassify: api.reclassify.handler(async ({ input: { filter } }) => {
      const seqs = Array.from(await reader.run('transcripts.seqs', { where: filter, sort: null }))
      if (seqs.length === 0) return { jobId: null, count: 0 }
      const { jobId } = writeTx(database, (tx) => needs.reclassifyTx(tx, seqs, filter.businessId))
      return { jobId, count: seqs.length }
    }),

    export: api.export.handler(({ input: { filter, sort, format, language }, signal }) => {
      const { enums, signals } = classifiers.active.taxonomy
      const names = { enums: enums.map((one) => one.name), signals: signals.map((one) => one.name) }
      return exportParts(reader, { where: filter, sort: sort ?? null }, names, format, csvStyleOf(language), signal)
    }),

    views: api.views.handler(({ input }) => savedViewsOf(database, input.businessId).map(viewOf)),
    saveView: api.saveView.handler(({ input: { businessId, view }, errors }) => {
      const name = view.name.trim()
      if (name === '') throw errors.INVALID({ data: { reason: 'transcripts.view_without_name' } })
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'transcripts.business_not_found' } })
      const saved = writeTx(database, (tx) => saveViewTx(tx, { id: view.id ?? null, businessId, name, view: JSON.stringify({ filter: view.filter, columns: view.columns, sort: view.sort }) }, clock.now()))
      if (saved === 'name_taken') throw errors.CONFLICT({ data: { reason: 'transcripts.view_name_taken' } })
      if (saved === 'not_found') throw errors.NOT_FOUND({ data: { reason: 'transcripts.view_not_found' } })
      return viewOf(saved)
    }),
    removeView: api.removeView.handler(({ input, errors }) => {
      if (!writeTx(database, (tx) => removeSavedViewTx(tx, input.id))) throw errors.NOT_FOUND({ data: { reason: 'transcripts.view_not_found' } })
      return {}
    }),
  }
}

function viewOf(row: SavedViewRow): SavedView {
  return savedViewSchema.parse({ ...JSON.parse(row.view) as object, id: row.id, name: row.name })
}
