import { callJobStatuses, conversationOutcomes, verdicts } from '../../../db/values.ts'
import type { CallJobFilter } from '../../../engine/contract/campaigns.ts'
import { callRules } from '../../../engine/contract/policies.ts'

export type JobVariant = 'results' | 'why' | 'retries'

type Query = Readonly<Record<string, string>>

/** The filter the address stands for; what is not understood is left out. Retries are those who wait for a moment of their own. */
export function readCallJobFilter(campaignId: string, variant: JobVariant, query: Query): CallJobFilter {
  const statuses = variant === 'retries' ? ['scheduled' as const] : readList(query.status, callJobStatuses)
  const outcomes = readList(query.outcome, conversationOutcomes)
  const verdictList = variant === 'why' ? readList(query.verdict, verdicts) : []
  const rules = variant === 'why' ? readList(query.rule, callRules) : []
  const text = query.text?.trim().slice(0, 200)
  return {
    campaignId,
    ...(statuses.length ? { statuses } : {}),
    ...(outcomes.length ? { outcomes } : {}),
    ...(verdictList.length ? { verdicts: verdictList } : {}),
    ...(rules.length ? { rules } : {}),
    ...(text ? { text } : {}),
  }
}

/** The moment of the past that is looked at; null for now. */
export function readMoment(query: Query): number | null {
  const at = Number(query.at)
  return query.at !== undefined && Number.isSafeInteger(at) && at > 0 ? at : null
}

/** Whether a person narrowed the list, beyond what the view itself is about. */
export function isNarrowed(query: Query): boolean {
  return ['status', 'outcome', 'verdict', 'rule', 'text'].some(name => query[name] !== undefined)
}

export const noFilter = { status: null, outcome: null, verdict: null, rule: null, text: null }

function readList<Value extends string>(text: string | undefined, known: readonly Value[]): Value[] {
  const wanted = text?.split(',') ?? []
  return known.filter(value => wanted.includes(value))
}
