import { implement } from '@orpc/server'
import { businessById } from '../../../db/queries/businesses.ts'
import { changedRows, labelDiffById, labelDiffsOf, type LabelDiffRow } from '../../../db/queries/label-diffs.ts'
import { writeTx } from '../../../db/tx.ts'
import { opinionsContract } from '../../contract/opinions.ts'
import { correctLabel } from '../corrections.ts'
import type { Diffs, DiffsNeeds } from '../diffs/diffs.ts'
import { promptName } from '../llm/prompt.ts'
import { estimateCost } from './estimate.ts'
import { goldenScores } from './golden-scores.ts'

export interface OpinionsApiNeeds extends Omit<DiffsNeeds, 'jobs' | 'control'> {
  readonly diffs: Diffs
}

/** Diffs a list shows. */
const mostDiffs = 100
/** People's labels that are scored, the latest transcripts first. */
const mostGolden = 5_000

/** Which classifier speaks, where classifiers and people differ, and what would change if something else went live. */
export function opinionsApi(needs: OpinionsApiNeeds) {
  const { database, reader, clock, events, classifiers, choices, models, prompts, diffs } = needs
  const api = implement(opinionsContract)
  const find = (id: string, errors: { NOT_FOUND(options: { data: { reason: string } }): Error }): LabelDiffRow => {
    const row = labelDiffById(database, id)
    if (row === null) throw errors.NOT_FOUND({ data: { reason: 'classification.diff_not_found' } })
    return row
  }
  return {
    choice: api.choice.handler(({ input }) => choices.of(input.businessId)),
    setChoice: api.setChoice.handler(({ input: { businessId, choice }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      if (choice.promptVersion !== null && prompts.version(promptName, choice.promptVersion) === null) throw errors.INVALID({ data: { reason: 'classification.version_not_found', detail: choice.promptVersion } })
      if (choice.model !== null && choice.providerId === null) throw errors.INVALID({ data: { reason: 'classification.model_without_provider' } })
      if (choice.providerId !== null && models.firstAsked({ providerId: choice.providerId, only: true }) === null) throw errors.INVALID({ data: { reason: 'classification.no_provider' } })
      writeTx(database, (tx) => {
        choices.setTx(tx, businessId, choice, clock.now())
        tx.afterCommit(() => events.publish({ type: 'opinions.changed' }))
      })
      return choice
    }),
    estimate: api.estimate.handler(({ input: { businessId, transcripts, characters, choice } }) =>
      estimateCost({ models, prompts, taxonomy: classifiers.active.taxonomy, choice: choice ?? choices.of(businessId) }, { transcripts, characters })),

    disagreements: api.disagreements.handler(({ input: { businessId, enumName, settled, offset, limit } }) =>
      reader.run('opinions.disagreements', { businessId, enumName: enumName ?? null, settled, offset, limit })),
    settle: api.settle.handler(({ input: { transcriptId, enumName, value }, errors }) => {
      correctLabel(needs, errors, transcriptId, enumName, value)
      return {}
    }),
    golden: api.golden.handler(async ({ input: { businessId } }) => {
      const { transcripts, labels } = await reader.run('opinions.golden', { businessId, limit: mostGolden })
      return { transcripts, labels: labels.length, scores: goldenScores(labels, classifiers.active.taxonomy.enums.map((one) => one.name)) }
    }),

    startDiff: api.startDiff.handler(async ({ input: { businessId, candidate, sample }, errors }) => {
      if (businessById(database, businessId) === null) throw errors.NOT_FOUND({ data: { reason: 'settings.business_not_found' } })
      const started = await diffs.start(businessId, candidate, sample)
      if ('problem' in started) throw errors.INVALID({ data: { reason: started.problem } })
      return diffs.toContract(started.diff)
    }),
    diffs: api.diffs.handler(({ input: { businessId } }) => labelDiffsOf(database, businessId, mostDiffs).map(diffs.toContract)),
    diff: api.diff.handler(({ input, errors }) => diffs.toContract(find(input.id, errors))),
    diffRows: api.diffRows.handler(({ input: { id, enumName, offset, limit }, errors }) => changedRows(database, find(id, errors).id, enumName ?? null, offset, limit)),
    applyDiff: api.applyDiff.handler(({ input, errors }) => {
      const problem = diffs.apply(find(input.id, errors))
      if (problem !== null) throw errors.CONFLICT({ data: { reason: problem } })
      return diffs.toContract(find(input.id, errors))
    }),
    cancelDiff: api.cancelDiff.handler(({ input, errors }) => {
      if (!diffs.cancel(find(input.id, errors))) throw errors.CONFLICT({ data: { reason: 'classification.diff_ended' } })
      return diffs.toContract(find(input.id, errors))
    }),
  }
}
