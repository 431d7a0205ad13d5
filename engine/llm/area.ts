import type { Registry } from 'prom-client'
import { modelProviders, saveModelProviderTx } from '../../db/queries/model-providers.ts'
import type { Database } from '../../db/open.ts'
import type { Reader } from '../../db/reader.ts'
import { writeTx } from '../../db/tx.ts'
import type { AnyJob } from '../jobs/index.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import type { Log } from '../observe/log.ts'
import type { SecretStore } from '../settings/index.ts'
import { openAudit, settleCutOff } from './audit.ts'
import { pruneAuditJob } from './audit-keeping.ts'
import { makeUserLimit } from './asking/bucket.ts'
import { makeTurns } from './asking/turns.ts'
import { openBudget } from './budget.ts'
import { openChain, type OpenProvider } from './chain.ts'
import { openPrices, type ProgramPrice } from './costing.ts'
import { environmentProviders, rowOfEnvironment } from './environment.ts'
import { openLayer } from './layer.ts'
import { llmApi } from './llm.api.ts'
import { llmMetrics } from './metrics.ts'
import type { AnswerCache } from './ports.ts'
import { priceOf } from './prices.ts'
import { openPrompts } from './prompts.ts'
import { openProvider } from './providers/open-provider.ts'

export interface LlmNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly log: Log
  readonly resources: string
  readonly secrets: SecretStore
  readonly registry: Registry
  /** Another way to providers than over the network. */
  readonly openProvider?: OpenProvider
  /** Another price of a model than the program's. */
  readonly programPrice?: ProgramPrice
  /** Usually `process.env`. */
  readonly environment?: Readonly<Record<string, string | undefined>>
  readonly random?: () => number
}

const requestsPerMinuteOfPerson = 100
/** Questions that begin or end in one turn of the event loop: a few milliseconds of work. */
const questionsPerTurn = 4
/** The first and three more. */
const triesOfProvider = 4

export type LlmArea = Awaited<ReturnType<typeof openLlm>>

/** Puts the way to language models together: providers, limits, money, audit, prompts. What a killed program left open is settled first. */
export async function openLlm(needs: LlmNeeds) {
  const { database, clock, events, log } = needs
  const cutOff = settleCutOff(database)
  if (cutOff > 0) log.warn({ cutOff }, 'inferences were cut off by the end of the program; they are counted at their highest cost')

  const environment = environmentProviders(needs.environment ?? process.env)
  const known = new Set(modelProviders(database).map(({ id }) => id))
  const news = environment.filter(({ id }) => !known.has(id))
  if (news.length > 0) writeTx(database, (tx) => { for (const own of news) saveModelProviderTx(tx, rowOfEnvironment(own), clock.now()) })

  const prompts = openPrompts(database, needs.resources)
  const prices = openPrices(database, needs.programPrice ?? priceOf)
  const budget = openBudget({ database, clock, events })
  const chain = openChain({ database, clock, events, secrets: needs.secrets, prices, environment, openProvider: needs.openProvider ?? openProvider })
  await chain.readKeys()
  const audit = openAudit({ database, clock, events, budget, metrics: llmMetrics(needs.registry, budget), secrets: chain.keys })
  const asking = { clock, log, budget, audit, tries: triesOfProvider, turn: makeTurns(questionsPerTurn), random: needs.random ?? Math.random, userLimit: makeUserLimit(clock, requestsPerMinuteOfPerson) }
  /** The cache looks things up by embeddings, which come through the layer: so it comes after it. */
  let cache: AnswerCache | null = null
  const layer = openLayer({ ...asking, chain, cache: () => cache })
  /** The same road to one provider alone, switched on or not, asked once. */
  const trial = (id: string) => openLayer({
    ...asking, tries: 1, cache: () => null,
    chain: { available: () => true, candidates: (purpose) => [chain.one(id, purpose)].filter((candidate) => candidate !== null) },
  })

  const pruneAudit = pruneAuditJob({ database, clock, events })
  const jobs: readonly AnyJob[] = [pruneAudit]

  return {
    layer,
    jobs,
    schedules: [{ name: 'llm.prune_audit', job: pruneAudit, payload: {}, cron: '30 4 * * *' }],
    prompts,
    budget,
    /** From now on answers are looked for here first. */
    useCache(given: AnswerCache) {
      cache = given
    },
    serve: (reader: Reader) => llmApi({ ...needs, reader, chain, prices, budget, prompts, trial }),
  }
}
