import { promptFigures, setPromptSharesTx } from '../../db/queries/prompts.ts'
import type { Database } from '../../db/open.ts'
import { writeTx } from '../../db/tx.ts'
import type { EventBus } from '../observe/event-bus.ts'
import { usd } from './costing.ts'
import type { Prompts } from './prompts.ts'
import type { LlmImplementer } from './providers.api.ts'

export interface PromptsApiNeeds {
  readonly database: Database
  readonly events: Pick<EventBus, 'publish'>
  readonly prompts: Prompts
}

/** Prompts with how each of their versions has done, and how calls are shared among them. */
export function promptsApi(api: LlmImplementer, { database, events, prompts }: PromptsApiNeeds) {
  return {
    prompts: api.prompts.handler(() => {
      const figures = promptFigures(database)
      return prompts.names.map((name) => {
        const versions = prompts.versions(name)
        const shares = prompts.shares(name)
        return {
          name, label: versions[0]?.label ?? { es: name, en: name },
          versions: versions.map(({ version, note, text }) => {
            const row = figures.find((one) => one.name === name && one.version === version)
            const calls = row?.calls ?? 0
            return {
              name, version, note, text, share: shares.get(version) ?? 0, calls, up: row?.up ?? 0, down: row?.down ?? 0, errors: row?.errors ?? 0,
              meanResponseTimeMs: row === undefined || calls === 0 ? null : row.response_time_ms / calls, meanCostUsd: row === undefined || calls === 0 ? null : usd(row.cost_nano_usd) / calls,
            }
          }),
        }
      })
    }),

    sharePrompt: api.sharePrompt.handler(({ input, errors }) => {
      if (!prompts.names.includes(input.name)) throw errors.NOT_FOUND({ data: { reason: 'llm.problem.prompt_not_found' } })
      const unknown = input.shares.find(({ version }) => prompts.version(input.name, version) === null)
      if (unknown !== undefined || new Set(input.shares.map(({ version }) => version)).size !== input.shares.length) throw errors.INVALID({ data: { reason: 'llm.problem.prompt_version_not_found' } })
      const sum = input.shares.reduce((total, { share }) => total + share, 0)
      if (Math.abs(sum - 1) > 0.001) throw errors.INVALID({ data: { reason: 'llm.problem.shares_do_not_add_up' } })
      writeTx(database, (tx) => setPromptSharesTx(tx, input.name, input.shares))
      events.publish({ type: 'llm.changed' })
      return {}
    }),
  }
}
