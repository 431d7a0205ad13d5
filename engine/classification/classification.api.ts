import { implement } from '@orpc/server'
import { z } from 'zod'
import { businessById } from '../../db/queries/businesses.ts'
import { activateModelTx, countCorrected, judgedByModel, modelsOf, openJobWithKey, type ModelRow } from '../../db/queries/models.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import { classificationContract, enumScoreSchema, type ModelVersion, type TaxonomySummary } from '../contract/classification.ts'
import { enqueueTx } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Classifiers } from './classifiers.ts'
import type { Taxonomy } from './taxonomy.ts'
import { leastExamples, trainingKey, type TrainJob } from './train.job.ts'

export interface ClassificationApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: EventBus
  readonly classifiers: Classifiers
  readonly train: TrainJob
}

export function classificationApi(needs: ClassificationApiNeeds) {
  const { database, clock, events, classifiers, train } = needs
  const api = implement(classificationContract)
  return {
    taxonomy: api.taxonomy.handler(() => summaryOf(classifiers.active.taxonomy, classifiers.active.version)),

    models: api.models.handler(({ input: { businessId } }) => {
      const versions = modelsOf(database, businessId)
      return {
        versions: versions.map(versionOf),
        correctedTranscripts: countCorrected(database, businessId, null),
        correctedSince: countCorrected(database, businessId, versions[0]?.created_at ?? null),
        trainingJobId: openJobWithKey(database, trainingKey(businessId)),
      }
    }),

    train: api.train.handler(({ input: { businessId }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const examples = countCorrected(database, businessId, null) + judgedByModel(database, businessId, classifiers.active.version, leastExamples).length
      if (examples < leastExamples) throw errors.INVALID({ data: { reason: 'classification.too_few_examples', detail: String(leastExamples - examples) } })
      const job = writeTx(database, (tx) => enqueueTx(tx, train, { businessId }, clock.now(), { uniqueKey: trainingKey(businessId) }))
      if (job === null) throw errors.CONFLICT({ data: { reason: 'classification.training_under_way' } })
      return { jobId: job.id }
    }),

    activate: api.activate.handler(({ input: { businessId, version }, errors }) => {
      const model = version === null ? null : modelsOf(database, businessId).find((row) => row.version === version)
      if (model === undefined) throw errors.NOT_FOUND({ data: { reason: 'classification.version_not_found' } })
      if (model !== null && model.taxonomy_version !== classifiers.active.version) throw errors.CONFLICT({ data: { reason: 'classification.other_taxonomy' } })
      writeTx(database, (tx) => activateModelTx(tx, businessId, version))
      classifiers.forget()
      events.publish({ type: 'model.changed' })
      return {}
    }),
  }
}

function versionOf(row: ModelRow): ModelVersion {
  return {
    version: row.version,
    taxonomyVersion: row.taxonomy_version,
    createdAt: row.created_at,
    active: row.active === 1,
    examples: row.examples,
    folds: row.folds,
    scores: z.array(enumScoreSchema).parse(JSON.parse(row.scores)),
  }
}

function summaryOf(taxonomy: Taxonomy, version: number): TaxonomySummary {
  return {
    id: taxonomy.id,
    version,
    name: taxonomy.name,
    enums: taxonomy.enums.map(({ name, label, values }) => ({ name, label, values: values.map(({ value, label, description }) => ({ value, label, description })) })),
    signals: taxonomy.signals.map(({ name, label }) => ({ name, label })),
  }
}
