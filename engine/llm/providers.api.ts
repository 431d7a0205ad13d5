import { newId } from '../../db/id.ts'
import { modelPrices, modelProviders, placeModelProviderTx, removeModelPriceTx, removeModelProviderTx, saveModelPriceTx, saveModelProviderTx, type ModelProviderRow } from '../../db/queries/model-providers.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { implement } from '@orpc/server'
import type { llmContract, ModelPrice, ModelProviderSetting } from '../contract/llm.ts'
import type { Clock } from '../observe/clock.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { SecretProblem, type SecretStore, type SecretSummary } from '../settings/index.ts'
import type { Budget } from './budget.ts'
import type { Chain } from './chain.ts'
import { nano, usd, type Prices } from './costing.ts'
import type { ModelLayer } from './ports.ts'
import { programPrices } from './prices.ts'
import type { Prompts } from './prompts.ts'
import { tryProvider } from './try-provider.ts'

export interface ProvidersApiNeeds {
  readonly database: Database
  readonly clock: Clock
  readonly events: Pick<EventBus, 'publish'>
  readonly secrets: SecretStore
  readonly chain: Chain
  readonly prices: Prices
  readonly budget: Budget
  readonly prompts: Prompts
  /** The road to one provider alone, switched on or not, asked once. */
  readonly trial: (providerId: string) => ModelLayer
}

export type LlmImplementer = ReturnType<typeof implement<typeof llmContract>>

/** Providers with their keys, prices and the budget. */
export function providersApi(api: LlmImplementer, needs: ProvidersApiNeeds) {
  const { database, clock, events, secrets, chain, prices, budget } = needs
  const changed = () => events.publish({ type: 'llm.changed' })
  const gone = { data: { reason: 'llm.problem.provider_not_found' } } as const

  const rowOf = (id: string) => chain.members().find(({ row }) => row.id === id)?.row ?? null
  const views = async (): Promise<ModelProviderSetting[]> => {
    // A store that cannot be read shows nothing as set; why is said where a key is set or used.
    const names = await secrets.names().catch((error: unknown) => {
      if (error instanceof SecretProblem) return new Map<string, SecretSummary>()
      throw error
    })
    return chain.members().map(({ row, breaker, gate, lastFailure }, position) => ({
      id: row.id, kind: row.kind, name: row.name, baseUrl: row.base_url, textModel: row.text_model, embeddingModel: row.embedding_model, transcriptionModel: row.transcription_model,
      enabled: row.enabled === 1, position,
      limits: { requestsPerMinute: row.requests_per_minute, tokensPerMinute: row.tokens_per_minute, concurrency: row.concurrency },
      key: names.get(chain.secretOf(row.id)) ?? null, fromEnvironment: row.from_environment === 1,
      state: { breaker: breaker.state, running: gate.running, waiting: gate.waiting, lastFailure },
    }))
  }
  const view = async (id: string): Promise<ModelProviderSetting> => {
    const found = (await views()).find((provider) => provider.id === id)
    if (found === undefined) throw new Error(`Provider ${id} is not there`)
    return found
  }
  const priceList = (): ModelPrice[] => {
    const own = modelPrices(database).map((row): ModelPrice => ({
      kind: row.kind, model: row.model, inPerMillion: usd(row.in_nano_usd), cachedInPerMillion: usd(row.cached_in_nano_usd), outPerMillion: usd(row.out_nano_usd),
      source: 'operator', asOf: new Date(row.set_at).toISOString().slice(0, 10),
    }))
    return [...own, ...programPrices.filter((price) => !own.some(({ kind, model }) => kind === price.kind && model === price.model))]
  }
  const pricesChanged = () => {
    prices.forget()
    changed()
    return priceList()
  }

  return {
    providers: api.providers.handler(views),

    saveProvider: api.saveProvider.handler(async ({ input, errors }) => {
      const before = input.id === undefined ? null : rowOf(input.id)
      if (input.id !== undefined && before === null) throw errors.NOT_FOUND(gone)
      if (input.kind === 'compatible' && input.baseUrl === null) throw errors.INVALID({ data: { reason: 'llm.problem.base_url_needed' } })
      const row: Omit<ModelProviderRow, 'position'> = {
        id: input.id ?? newId(), kind: input.kind, name: input.name, base_url: input.baseUrl,
        text_model: input.textModel, embedding_model: input.embeddingModel, transcription_model: input.transcriptionModel, enabled: Number(input.enabled),
        requests_per_minute: input.limits.requestsPerMinute, tokens_per_minute: input.limits.tokensPerMinute, concurrency: input.limits.concurrency,
        from_environment: before?.from_environment ?? 0,
      }
      writeTx(database, (tx) => saveModelProviderTx(tx, row, clock.now()))
      chain.readRows()
      changed()
      return view(row.id)
    }),

    removeProvider: api.removeProvider.handler(async ({ input, errors }) => {
      const row = rowOf(input.id)
      if (row === null) throw errors.NOT_FOUND(gone)
      if (row.from_environment === 1) throw errors.INVALID({ data: { reason: 'llm.problem.from_environment' } })
      await secrets.remove(chain.secretOf(row.id)).catch((error: unknown) => {
        throw error instanceof SecretProblem ? errors.INVALID({ data: { reason: error.reason, detail: error.message } }) : error
      })
      writeTx(database, (tx) => removeModelProviderTx(tx, row.id))
      chain.readRows()
      changed()
      return {}
    }),

    orderProviders: api.orderProviders.handler(async ({ input, errors }) => {
      const shown = new Set(chain.members().map(({ row }) => row.id))
      if (input.ids.length !== shown.size || new Set(input.ids).size !== shown.size || input.ids.some((id) => !shown.has(id))) throw errors.CONFLICT({ data: { reason: 'llm.problem.chain_changed' } })
      // Those whose variable is gone for now keep a place behind.
      const hidden = modelProviders(database).filter(({ id }) => !shown.has(id)).map(({ id }) => id)
      writeTx(database, (tx) => { for (const [position, id] of [...input.ids, ...hidden].entries()) placeModelProviderTx(tx, id, position, clock.now()) })
      chain.readRows()
      changed()
      return views()
    }),

    setKey: api.setKey.handler(async ({ input, errors }) => {
      if (rowOf(input.providerId) === null) throw errors.NOT_FOUND(gone)
      const name = chain.secretOf(input.providerId)
      try {
        if ((await secrets.names()).get(name)?.from === 'environment') throw errors.INVALID({ data: { reason: 'llm.problem.key_from_environment' } })
        if (input.key === null) await secrets.remove(name)
        else await secrets.set(name, input.key)
      } catch (error) {
        if (error instanceof SecretProblem) throw errors.INVALID({ data: { reason: error.reason, detail: error.message } })
        throw error
      }
      await chain.keyChanged(input.providerId)
      changed()
      return view(input.providerId)
    }),

    testProvider: api.testProvider.handler(async ({ input, errors, signal }) => {
      const row = rowOf(input.providerId)
      if (row === null) throw errors.NOT_FOUND(gone)
      const result = await tryProvider(needs, row, signal ?? new AbortController().signal)
      changed()
      return result
    }),

    prices: api.prices.handler(priceList),
    savePrice: api.savePrice.handler(({ input }) => {
      writeTx(database, (tx) => saveModelPriceTx(tx, { kind: input.kind, model: input.model, in_nano_usd: nano(input.inPerMillion), cached_in_nano_usd: nano(input.cachedInPerMillion), out_nano_usd: nano(input.outPerMillion), set_at: clock.now() }))
      return pricesChanged()
    }),
    removePrice: api.removePrice.handler(({ input, errors }) => {
      if (!writeTx(database, (tx) => removeModelPriceTx(tx, input.kind, input.model))) throw errors.NOT_FOUND({ data: { reason: 'llm.problem.price_not_found' } })
      return pricesChanged()
    }),

    budget: api.budget.handler(() => budget.view()),
    setBudget: api.setBudget.handler(({ input }) => {
      const view = budget.set(input)
      changed()
      return view
    }),
  }
}
