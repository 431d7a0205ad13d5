import { implement } from '@orpc/server'
import { z } from 'zod'
import { newId } from '../../../db/id.ts'
import type { Database } from '../../../db/open.ts'
import {
  activateTaxonomyTx, removeTaxonomyDraftTx, saveTaxonomyDraftTx, storeTaxonomyTx, taxonomyDraft, taxonomyDrafts, taxonomyVersion, taxonomyVersions, type TaxonomyDraftRow, type TaxonomyRow,
} from '../../../db/queries/taxonomies.ts'
import { writeTx, type Tx } from '../../../db/tx.ts'
import { localisedSchema } from '../../contract/shared.ts'
import { taxonomiesContract, type TaxonomyDraft, type TaxonomyVersion } from '../../contract/taxonomies.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Classifiers } from '../classifiers.ts'
import { parseTaxonomy } from '../taxonomy.ts'
import { problemsOf } from './problems.ts'

export interface TaxonomiesNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly classifiers: Classifiers
}

/** Versions of the taxonomy and the drafts of new ones. */
export function taxonomiesApi(needs: TaxonomiesNeeds) {
  const { database, clock, events } = needs
  const api = implement(taxonomiesContract)
  const changed = (tx: Tx) => tx.afterCommit(() => events.publish({ type: 'taxonomy.changed' }))
  return {
    versions: api.versions.handler(() => taxonomyVersions(database).map(versionOf)),
    content: api.content.handler(({ input, errors }) => {
      const row = taxonomyVersion(database, input.version)
      if (row === null) throw errors.NOT_FOUND({ data: { reason: 'classification.version_not_found' } })
      return { content: row.content }
    }),
    activate: api.activate.handler(({ input, errors }) => {
      if (taxonomyVersion(database, input.version) === null) throw errors.NOT_FOUND({ data: { reason: 'classification.version_not_found' } })
      writeTx(database, (tx) => putIntoServiceTx(tx, needs, input.version))
      return {}
    }),

    drafts: api.drafts.handler(() => taxonomyDrafts(database).map(draftOf)),
    saveDraft: api.saveDraft.handler(({ input, errors }) => {
      if (taxonomyVersion(database, input.basedOn) === null) throw errors.NOT_FOUND({ data: { reason: 'classification.version_not_found' } })
      if (input.id !== undefined && taxonomyDraft(database, input.id) === null) throw errors.NOT_FOUND({ data: { reason: 'classification.draft_not_found' } })
      const row: TaxonomyDraftRow = { id: input.id ?? newId(), based_on: input.basedOn, note: input.note, content: input.content, updated_at: clock.now() }
      writeTx(database, (tx) => {
        saveTaxonomyDraftTx(tx, row)
        changed(tx)
      })
      return draftOf(row)
    }),
    removeDraft: api.removeDraft.handler(({ input, errors }) => {
      const removed = writeTx(database, (tx) => {
        changed(tx)
        return removeTaxonomyDraftTx(tx, input.id)
      })
      if (!removed) throw errors.NOT_FOUND({ data: { reason: 'classification.draft_not_found' } })
      return {}
    }),
    publishDraft: api.publishDraft.handler(({ input, errors }) => {
      const draft = taxonomyDraft(database, input.id)
      if (draft === null) throw errors.NOT_FOUND({ data: { reason: 'classification.draft_not_found' } })
      const [problem] = problemsOf(draft.content)
      if (problem !== undefined) throw errors.INVALID({ data: { reason: 'classification.draft_has_faults', detail: `${problem.path}: ${problem.message}` } })
      const version = writeTx(database, (tx) => publishDraftTx(tx, needs, draft))
      const row = taxonomyVersion(database, version)
      if (row === null) throw new Error('The version was not stored')
      return versionOf(row)
    }),
  }
}

/** Makes a draft the version in service; it is a draft no more. @throws ZodError when it has faults. @returns the version. */
export function publishDraftTx(tx: Tx, needs: TaxonomiesNeeds, draft: TaxonomyDraftRow): number {
  const { id } = parseTaxonomy(JSON.parse(draft.content))
  const version = storeTaxonomyTx(tx, { id, content: draft.content, author: 'operator', note: draft.note }, needs.clock.now())
  removeTaxonomyDraftTx(tx, draft.id)
  putIntoServiceTx(tx, needs, version)
  return version
}

/** Whoever goes back to what the program brought last follows the program again; any other version stays until a person says otherwise. */
function putIntoServiceTx(tx: Tx, { database, classifiers, events }: TaxonomiesNeeds, version: number): void {
  const programs = taxonomyVersions(database).find((row) => row.author === 'program')
  activateTaxonomyTx(tx, version, programs?.version !== version)
  tx.afterCommit(() => {
    classifiers.forget()
    events.publish({ type: 'taxonomy.changed' })
    // Trained versions belong to one taxonomy.
    events.publish({ type: 'model.changed' })
    events.publish({ type: 'transcripts.changed', batchId: null })
  })
}

/** What a list shows of a stored taxonomy: the whole of it is checked when it is stored, and reading its cues takes long. */
const outlineSchema = z.object({ name: localisedSchema, enums: z.array(z.object({ values: z.array(z.unknown()) })) })

function versionOf(row: TaxonomyRow): TaxonomyVersion {
  const { name, enums } = outlineSchema.parse(JSON.parse(row.content))
  return {
    id: row.id, version: row.version, name, active: row.active === 1, createdAt: row.created_at, note: row.note, author: row.author,
    enums: enums.length, values: enums.reduce((sum, one) => sum + one.values.length, 0),
  }
}

function draftOf(row: TaxonomyDraftRow): TaxonomyDraft {
  return { id: row.id, basedOn: row.based_on, note: row.note, content: row.content, updatedAt: row.updated_at, problems: problemsOf(row.content) }
}
