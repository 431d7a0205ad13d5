import { join } from 'node:path'
import { Registry } from 'prom-client'
import type { Database } from '../../db/open.ts'
import type { EngineEvent } from '../../engine/contract/events.ts'
import { openLlm, type LlmArea } from '../../engine/llm/index.ts'
import type { LlmNeeds } from '../../engine/llm/area.ts'
import { ModelFailure, type ModelProvider, type ProviderAnswer, type ProviderChunk, type ProviderRequest } from '../../engine/llm/ports.ts'
import { makeLog } from '../../engine/observe/log.ts'
import { saveModelProviderTx, type ModelProviderRow } from '../../db/queries/model-providers.ts'
import { setSettingTx } from '../../db/queries/settings.ts'
import { writeTx } from '../../db/tx.ts'
import type { Clock } from '../../engine/observe/clock.ts'
import type { SecretStore } from '../../engine/settings/index.ts'
import { MovableClock } from './movable-clock.ts'
import { openTestDatabase, testFolder } from './test-data.ts'

/** What a scripted provider does with one request. */
export type Step = Partial<ProviderAnswer> | ModelFailure | ((request: ProviderRequest, signal: AbortSignal) => Promise<Partial<ProviderAnswer>>)

/** A provider in memory: answers as it is told, in order, then always "fine". What was asked of it is kept. */
export class ScriptedModel implements ModelProvider {
  readonly asked: ProviderRequest[] = []
  readonly steps: Step[] = []

  async complete(request: ProviderRequest, signal: AbortSignal): Promise<ProviderAnswer> {
    this.asked.push(request)
    const step = this.steps.shift() ?? {}
    if (step instanceof ModelFailure) throw step
    const answer = typeof step === 'function' ? await step(request, signal) : step
    return { text: 'fine', toolCalls: [], finish: 'stop', usage: { in: 10, out: 5, cachedIn: 0 }, ...answer }
  }

  async *stream(request: ProviderRequest, signal: AbortSignal): AsyncIterable<ProviderChunk> {
    const answer = await this.complete(request, signal)
    for (const text of answer.text.split(/(?<= )/)) yield { type: 'text', text }
    yield { type: 'end', answer }
  }

  async embed(request: { model: string; texts: readonly string[] }, signal: AbortSignal) {
    const answer = await this.complete({ model: request.model, system: '', messages: request.texts.map((content) => ({ role: 'user', content })), temperature: 0, maxTokens: 1 }, signal)
    return { vectors: request.texts.map(() => new Float32Array(3)), usage: answer.usage }
  }

  async transcribe(request: { model: string }, signal: AbortSignal) {
    const { text, usage } = await this.complete({ model: request.model, system: '', messages: [], temperature: 0, maxTokens: 1 }, signal)
    return { text, usage }
  }

  models(): Promise<readonly string[]> {
    return Promise.resolve(['model'])
  }
}

/** Secrets in memory. */
export function memorySecrets(values: Record<string, string> = {}): SecretStore {
  const kept = new Map(Object.entries(values))
  return {
    get: (name) => Promise.resolve(kept.get(name) ?? null),
    set: (name, value) => Promise.resolve(void kept.set(name, value)),
    remove: (name) => Promise.resolve(void kept.delete(name)),
    names: () => Promise.resolve(new Map([...kept].map(([name, value]) => [name, { last4: value.slice(-4), from: 'settings' as const }]))),
  }
}

export const providerRow = (id: string, change: Partial<ModelProviderRow> = {}): Omit<ModelProviderRow, 'position'> => ({
  id, kind: 'openai', name: id, base_url: null, text_model: 'model', embedding_model: 'embedding', transcription_model: 'hearing', enabled: 1,
  requests_per_minute: 1_000, tokens_per_minute: 10_000_000, concurrency: 100, from_environment: 0, ...change,
})

export interface AuditRow { id: string; status: string; failure: string | null; origin: string; attempts: number; cost_nano_usd: number; tokens_in: number; tokens_out: number; tokens_estimated: number; prompt: string; response: string; provider_id: string | null; model_name: string; error_message: string | null; fell_back_from: string; first_chunk_ms: number | null; user_id: string; endpoint: string }

export type LlmRig = Awaited<ReturnType<typeof openLlmRig>>

/** The way to language models on a real database, over providers and under a clock that the test holds in its hands. One dollar buys a million tokens in, two dollars a million out. */
export async function openLlmRig(options: { rows?: readonly Omit<ModelProviderRow, 'position'>[]; dailyUsd?: number; needs?: Partial<LlmNeeds> } = {}) {
  const folder = testFolder()
  const database: Database = openTestDatabase(folder.path)
  const clock = new MovableClock()
  const rows = options.rows ?? [providerRow('one')]
  const { dailyUsd } = options
  writeTx(database, (tx) => {
    for (const row of rows) saveModelProviderTx(tx, row, 0)
    if (dailyUsd !== undefined) setSettingTx(tx, 'llm.budget', JSON.stringify({ dailyUsd, alertShare: 0.8, alertedOn: null, stoppedOn: null }), 0)
  })
  const models = new Map(rows.map(({ id }) => [id, new ScriptedModel()]))
  const events: EngineEvent[] = []
  const secrets = memorySecrets(Object.fromEntries(rows.map(({ id }) => [`model_provider_${id}`, `key-of-${id}`])))
  let generation = 0
  /** The time of one program: when it is killed nothing of it rings any more. */
  const ownClock = (): Clock => {
    const own = generation
    return { now: () => clock.now(), after: (milliseconds, callback) => clock.after(milliseconds, () => { if (own === generation) callback() }) }
  }
  const needs: LlmNeeds = {
    database, clock: ownClock(), log: makeLog('silent'), resources: join(import.meta.dirname, '../../resources'), secrets, registry: new Registry(),
    events: { publish: (event) => void events.push(event) },
    openProvider: ({ apiKey }) => models.get((apiKey ?? '').replace('key-of-', '')) ?? new ScriptedModel(),
    programPrice: () => ({ inPerMillion: 1, cachedInPerMillion: 0.5, outPerMillion: 2 }),
    environment: {}, random: () => 0, ...options.needs,
  }
  let area: LlmArea = await openLlm(needs)
  return {
    database, clock, events, secrets, needs,
    get area() { return area },
    get layer() { return area.layer },
    model(id = 'one') {
      const found = models.get(id)
      if (found === undefined) throw new Error(`There is no provider ${id}`)
      return found
    },
    audit: () => database.sqlite.prepare('SELECT * FROM ai_audit_logs ORDER BY seq').all() as AuditRow[],
    /** The program is killed and another started on the same data; whatever was under way is lost to both. Nothing must be answered to it any more. */
    async kill() {
      generation += 1
      area = await openLlm({ ...needs, clock: ownClock(), registry: new Registry() })
    },
    close() {
      database.close()
      folder.remove()
    },
  }
}

/** Lets every turn happen that something has asked for. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await new Promise(setImmediate)
}
