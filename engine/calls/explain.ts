import type { CallRule } from '../contract/policies.ts'
import { callRules } from '../contract/policies.ts'
import type { Decision } from './rules.ts'

/** A sentence of the screen: a translation key and the values it speaks. `until` is ms UTC. */
export interface Explanation { key: string; values: Record<string, string | number> }

/** Translation key of a rule's sentence; every rule has one. */
export function ruleKey(rule: CallRule): string {
  return `calls.rule.${rule}`
}

/** Every key an explanation can have. A cap of one day and one of more are two sentences. */
export const explanationKeys: readonly string[] = [...callRules.map(ruleKey), ...(['legal_cap', 'calls_per_day'] as const).map((rule) => `${ruleKey(rule)}_window`), `${ruleKey('window')}_closed_day`, `${ruleKey('holiday')}_preset`]

/**
 * The sentence that tells a decision. Values: `figure` (what was found) and, where the rule has one, `limit`; caps over more
 * than a day have `days` (a number or 'calendar_week'); a window without hours on that day has its own sentence, and so has
 * a holiday that the business works on and the preset does not let it.
 */
export function explain(decision: Pick<Decision, 'rule' | 'figure' | 'limit'> & { until?: number | null }): Explanation {
  const { rule, figure, limit, until } = decision
  const values: Explanation['values'] = {}
  if (figure !== null) values['figure'] = figure
  if (until !== undefined && until !== null) values['until'] = until
  const window = typeof limit === 'string' ? /^(\d+)\/(\d+|calendar_week)$/.exec(limit) : null
  if (window !== null && (rule === 'legal_cap' || rule === 'calls_per_day')) {
    const [, count = '', days = ''] = window
    return { key: `${ruleKey(rule)}_window`, values: { ...values, limit: Number(count), days: days === 'calendar_week' ? days : Number(days) } }
  }
  if (rule === 'holiday' && limit !== null) return { key: `${ruleKey(rule)}_preset`, values }
  if (limit !== null) values['limit'] = limit
  return { key: rule === 'window' && limit === null ? `${ruleKey(rule)}_closed_day` : ruleKey(rule), values }
}
