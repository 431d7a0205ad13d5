import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Database } from '../../../db/open.ts'
import type { AnyJob } from '../../jobs/index.ts'
import type { Vectors } from '../../knowledge/index.ts'
import { parseSynonyms } from '../../knowledge/language/synonyms.ts'
import { atMostEvery } from '../../observe/at-most-every.ts'
import type { Clock } from '../../observe/clock.ts'
import type { EventBus } from '../../observe/event-bus.ts'
import type { Log } from '../../observe/log.ts'
import { answerCache } from './answer-cache.ts'
import { answerCacheApi } from './answer-cache.api.ts'
import { cleanAnswerCacheJob } from './clean-answer-cache.job.ts'

export interface OpenAnswerCacheNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly resources: string
  readonly vectors: Vectors
}

/** Consoles are told of new figures at most this often. */
const tellEveryMs = 1_000

/** Puts the cache of answers together: the port that the layer of models uses, its routes, its job and when that runs. */
export function openAnswerCache({ database, clock, events, log, resources, vectors }: OpenAnswerCacheNeeds) {
  const changed = atMostEvery(clock, tellEveryMs, () => events.publish({ type: 'inferences.changed' }))
  const synonyms = parseSynonyms(JSON.parse(readFileSync(join(resources, 'knowledge', 'synonyms.json'), 'utf8')))
  const clean = cleanAnswerCacheJob({ database, clock, vectors, changed })
  const jobs: readonly AnyJob[] = [clean]
  return {
    jobs,
    schedules: [{ name: 'llm.clean_answer_cache', job: clean, payload: {}, cron: '*/10 * * * *' }],
    answerCache: answerCache({ database, clock, log, vectors, synonyms, changed }),
    answerCacheApi: answerCacheApi({ database, clock, vectors, resources, changed }),
  }
}
